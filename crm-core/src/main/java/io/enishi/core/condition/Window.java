package io.enishi.core.condition;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of the selected events count now. Every window looks forward from the event: an event at {@code t} counts on
 * {@code [t, exit(t))}.
 */
public sealed interface Window {

    /** All visible events. */
    static Window ever() {
        return new Ever();
    }

    static Window last(Span span) {
        return new Last(span);
    }

    /** Every visible event counts for good. */
    record Ever() implements Window {}

    /** An event counts until {@code span} after it. */
    record Last(Span span) implements Window {
        public Last {
            Objects.requireNonNull(span, "span");
        }
    }

    /** Events with {@code from <= t < to} count for good. */
    record Between(Instant from, Instant to) implements Window {
        public Between {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("window must end after its start, but was " + from + " to " + to);
            }
        }
    }

    /**
     * An event counts until its local calendar day, week (from Monday), month or year is over.
     *
     * @param zone the zone; null for the customer's
     */
    record Current(Unit unit, @Nullable ZoneId zone) implements Window {
        public Current {
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** Calendar units. */
    enum Unit {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }
}
