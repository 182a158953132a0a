package io.enishi.core.value;

import java.util.Objects;

/**
 * One thing that is wrong with a definition, where, and what to do about it.
 *
 * @param path where, such as {@code steps[2].send.channel}; empty for the definition as a whole
 * @param message what is wrong
 * @param advice what to write instead; empty when there is nothing to add
 */
public record Problem(String path, String message, String advice) {

    public Problem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(advice, "advice");
    }

    /** The same problem seen from one level up: {@code prefix} stands before the path. */
    public Problem under(String prefix) {
        if (prefix.isEmpty()) {
            return this;
        }
        String joined = path.isEmpty() || path.startsWith("[") ? prefix + path : prefix + "." + path;
        return new Problem(joined, message, advice);
    }

    /** For example {@code steps[2].send.channel: unknown channel "lime"; did you mean "line"?}. */
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + ": ";
        return where + message + (advice.isEmpty() ? "" : "; " + advice);
    }
}
