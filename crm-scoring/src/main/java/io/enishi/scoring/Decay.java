package io.enishi.scoring;

import io.enishi.core.condition.Span;
import java.time.Duration;
import java.util.Objects;

/** What becomes of points as time passes. */
public sealed interface Decay {

    static Decay none() {
        return new None();
    }

    /** Half of what is left is gone after every {@code length}. */
    static Decay halfLife(Duration length) {
        return new HalfLife(length);
    }

    /** Points shrink evenly and are gone after {@code length}. */
    static Decay linear(Duration length) {
        return new Linear(length);
    }

    /** After every {@code period} so many percent of the original points are gone. */
    static Decay stepped(int percent, Duration period) {
        return new Stepped(percent, period);
    }

    /** Points stay whole and are gone after {@code span}. */
    static Decay expiry(Span span) {
        return new Expiry(span);
    }

    /** Points stay. */
    record None() implements Decay {}

    /** @param length whole milliseconds, from 1 ms to 100 years */
    record HalfLife(Duration length) implements Decay {
        public HalfLife {
            requireLength("half-life", length);
        }
    }

    /** @param length whole milliseconds, from 1 ms to 100 years */
    record Linear(Duration length) implements Decay {
        public Linear {
            requireLength("linear decay", length);
        }
    }

    /**
     * {@code points x max(0, 1 - percent/100 x periods that are over)}.
     *
     * @param percent from 1 to 100
     * @param period whole milliseconds, from 1 ms to 100 years
     */
    record Stepped(int percent, Duration period) implements Decay {
        public Stepped {
            requireLength("period of stepped decay", period);
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("percent of stepped decay must be 1 to 100, but was " + percent);
            }
        }

        /** Periods after which nothing is left. */
        int periods() {
            return (100 + percent - 1) / percent;
        }
    }

    /** Points are gone from {@code event + span} on; a calendar span is added in its own zone or else the model's. */
    record Expiry(Span span) implements Decay {
        public Expiry {
            Objects.requireNonNull(span, "span");
        }
    }

    /** Refuses lengths other than whole milliseconds from 1 ms to 100 years. */
    static void requireLength(String what, Duration length) {
        if (length.compareTo(Duration.ofMillis(1)) < 0
                || length.compareTo(Duration.ofDays(36525)) > 0
                || length.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    what + " must be whole milliseconds from 1 ms to 100 years, but was " + length);
        }
    }
}
