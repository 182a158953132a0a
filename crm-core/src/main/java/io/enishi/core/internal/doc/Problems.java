package io.enishi.core.internal.doc;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that a definition is refused once with everything. Not thread-safe. */
public final class Problems {

    /** More would not be read by anyone; a hostile document may have millions. */
    private static final int MAX = 200;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private int count;

    public void add(String path, String message, String advice) {
        add(new Problem(path, message, advice));
    }

    /** Remembers a problem; the same one twice is one, since parts of a rule may be compiled more than once. */
    public void add(Problem problem) {
        count++;
        if (problems.size() < MAX) {
            problems.add(problem);
        }
    }

    /** Adds the problems of a part that stands at {@code path}. */
    public void addAll(String path, DefinitionException refused) {
        for (Problem problem : refused.problems()) {
            add(problem.under(path));
        }
    }

    /** How many were added, repetitions included. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public List<Problem> list() {
        return List.copyOf(problems);
    }

    /** @throws DefinitionException with everything, if anything was added */
    public void throwIfAny() {
        if (count > 0) {
            throw new DefinitionException(list());
        }
    }

    /** Advice for a word that is not one of {@code known}: see {@link Names#didYouMean}. */
    public static String didYouMean(String word, Collection<String> known) {
        return Names.didYouMean(word, known);
    }
}
