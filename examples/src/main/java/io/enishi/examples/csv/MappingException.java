package io.enishi.examples.csv;

import java.io.Serial;
import java.util.List;

/** A mapping file cannot be used; lists every problem with its path and advice. */
public final class MappingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    MappingException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
