package io.enishi.core.process;

import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import java.util.Objects;

/**
 * The key under which an effect is done once: built from an origin, never from a resolved customer id, so it survives merges.
 *
 * @param origin origin of the journey instance
 * @param journey name of the journey
 * @param entry the instance's entry key (an event id, or an occurrence date), at most 200 characters without {@code /}
 * @param visit step and how often it was visited, such as {@code offer.1}, at most 100 characters without {@code /}
 */
public record CommandKey(OriginId origin, String journey, String entry, String visit)
        implements Comparable<CommandKey> {

    public CommandKey {
        Objects.requireNonNull(origin, "origin");
        Names.requireName("journey name", journey, 64);
        part("entry key", entry, 200);
        part("step visit", visit, 100);
    }

    private static void part(String what, String text, int max) {
        if (text.isEmpty() || text.length() > max || text.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + max + " characters and no '/', but was \"" + text + '"');
        }
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if the text is not a command key
     */
    public static CommandKey parse(String text) {
        int first = text.indexOf('/');
        int second = text.indexOf('/', first + 1);
        int third = text.indexOf('/', second + 1);
        if (first < 0 || second < 0 || third < 0 || text.indexOf('/', third + 1) >= 0) {
            throw new IllegalArgumentException("command key must have four parts separated by '/'");
        }
        return new CommandKey(
                OriginId.parse(text.substring(0, first)),
                text.substring(first + 1, second),
                text.substring(second + 1, third),
                text.substring(third + 1));
    }

    @Override
    public int compareTo(CommandKey other) {
        int order = origin.compareTo(other.origin);
        if (order == 0) {
            order = journey.compareTo(other.journey);
        }
        if (order == 0) {
            order = entry.compareTo(other.entry);
        }
        return order == 0 ? visit.compareTo(other.visit) : order;
    }

    /** {@code origin/journey/entry/visit}; also the message key that reactions refer to. */
    @Override
    public String toString() {
        return origin + "/" + journey + "/" + entry + "/" + visit;
    }
}
