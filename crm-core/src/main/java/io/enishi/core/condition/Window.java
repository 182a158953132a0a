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

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of window. */
    interface Cases<R> {
        R ever(Ever ever);

        R last(Last last);

        R between(Between between);

        R current(Current current);
    }

    /** Every visible event counts for good. */
    record Ever() implements Window {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ever(this);
        }
    }

    /** An event counts until {@code span} after it. */
    record Last(Span span) implements Window {
        public Last {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.last(this);
        }
    }

    /** Events with {@code from <= t < to} count for good. */
    record Between(Instant from, Instant to) implements Window {
        public Between {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("window must end after its start, but was " + from + " to " + to);
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.between(this);
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

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.current(this);
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
