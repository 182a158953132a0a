package io.enishi.scoring.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The channels that people met, in order, and what came of it: one row for all people with the same path, or one for each person.
 *
 * @param channels in order of contact, a channel as often as it was met; empty for people who came by themselves
 * @param conversions how many of them ended with an order; not negative
 * @param value what those orders were worth together; not negative
 * @param lost how many ended without an order; not negative
 */
public record ContactPath(List<String> channels, double conversions, double value, double lost) {

    /** @throws IllegalArgumentException for a number that is negative or not finite, or a channel without name */
    public ContactPath {
        channels = List.copyOf(channels);
        for (String channel : channels) {
            if (channel.isBlank()) {
                throw new IllegalArgumentException("a channel of " + channels + " has no name");
            }
        }
        amount("conversions", conversions);
        amount("value", value);
        amount("lost", lost);
        if (conversions == 0 && value > 0) {
            throw new IllegalArgumentException("value = " + value + " without a conversion: nothing brought it in");
        }
    }

    /** A path that ended in one order. */
    public static ContactPath converted(double value, String... channels) {
        return new ContactPath(List.of(channels), 1, value, 0);
    }

    /** A path that ended in nothing. */
    public static ContactPath lost(String... channels) {
        return new ContactPath(List.of(channels), 0, 0, 1);
    }

    private static void amount(String name, double amount) {
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + amount + ": not negative, and finite");
        }
    }

    /**
     * Reads a path such as {@code search > email > display}; parts without a name are left out.
     *
     * @param separator such as {@code >}; blanks around it do not count
     */
    public static ContactPath parse(String path, String separator, double conversions, double value, double lost) {
        Objects.requireNonNull(separator, "separator");
        List<String> channels = Arrays.stream(path.split(Pattern.quote(separator), -1))
                .map(String::strip)
                .filter(channel -> !channel.isEmpty())
                .toList();
        return new ContactPath(channels, conversions, value, lost);
    }
}
