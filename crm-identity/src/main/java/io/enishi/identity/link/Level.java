package io.enishi.identity.link;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of agreement of a comparison: a measure and its limit, written {@code jaro-winkler 0.92} or {@code exact}.
 *
 * @param measure how the texts are compared
 * @param limit what the measure has to reach, or keep under; 0 where it takes none
 */
public record Level(Measure measure, double limit) {

    public Level {
        Objects.requireNonNull(measure, "measure");
        if (!(limit >= 0 && limit <= 1e9)) {
            throw new IllegalArgumentException("limit must be 0 to 1e9, but is " + limit);
        }
        if (!measure.isLimited() && limit != 0) {
            throw new IllegalArgumentException(spelled(measure) + " takes no limit");
        }
    }

    /** A level without a limit. */
    public static Level of(Measure measure) {
        return new Level(measure, 0);
    }

    /** A level with a limit. */
    public static Level of(Measure measure, double limit) {
        return new Level(measure, limit);
    }

    /** Reads {@code jaro-winkler 0.92}; null if it is none. */
    static @Nullable Level read(String text) {
        String[] words = text.strip().split(" +", 2);
        for (Measure measure : Measure.values()) {
            if (spelled(measure).equals(words[0])) {
                try {
                    if (measure.isLimited() != (words.length == 2)) {
                        return null;
                    }
                    return new Level(measure, words.length == 2 ? Double.parseDouble(words[1]) : 0);
                } catch (IllegalArgumentException e) {
                    return null; // no number, or out of range
                }
            }
        }
        return null;
    }

    boolean holds(String a, String b) {
        return measure.holds(a, b, limit);
    }

    /** As it is written in a model. */
    @Override
    public String toString() {
        return measure.isLimited()
                ? spelled(measure) + " "
                        + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString()
                : spelled(measure);
    }

    private static String spelled(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
