package io.enishi.core.value;

import java.util.List;

/**
 * Refuses a definition (condition, score model, scenario, policy) and lists everything that is wrong with it at once. Nothing
 * was built.
 */
public final class DefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @throws IllegalArgumentException if there is no problem */
    public DefinitionException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public DefinitionException(Problem problem) {
        this(List.of(problem));
    }

    /** What is wrong, in the order of the definition; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a refused definition must have a problem");
        }
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        StringBuilder text = new StringBuilder().append(problems.size()).append(" problems:");
        for (Problem problem : problems) {
            text.append("\n  ").append(problem);
        }
        return text.toString();
    }
}
