package io.enishi.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A length of time: either exact, where a day is 24 hours, or by the calendar, where three months after 30 November ends on
 * the last of February.
 */
public sealed interface Span {

    static Span of(Duration duration) {
        return new Exact(duration);
    }

    /** Days of 24 hours. */
    static Span days(int days) {
        return new Exact(Duration.ofDays(days));
    }

    static Span hours(int hours) {
        return new Exact(Duration.ofHours(hours));
    }

    static Span minutes(int minutes) {
        return new Exact(Duration.ofMinutes(minutes));
    }

    /** Calendar months in the customer's zone. */
    static Span months(int months) {
        return new Calendar(Period.ofMonths(months), null);
    }

    /** Calendar years in the customer's zone. */
    static Span years(int years) {
        return new Calendar(Period.ofYears(years), null);
    }

    /** By the calendar of the customer's zone. */
    static Span calendar(Period period) {
        return new Calendar(period, null);
    }

    /** The first instant after the span has passed since {@code from}; a calendar span without a zone of its own uses {@code zone}. */
    Instant after(Instant from, ZoneId zone);

    /** @param duration at least 1 millisecond, whole milliseconds, at most 100 years */
    record Exact(Duration duration) implements Span {
        public Exact {
            if (duration.compareTo(Duration.ofMillis(1)) < 0
                    || duration.compareTo(Duration.ofDays(36525)) > 0
                    || duration.getNano() % 1_000_000 != 0) {
                throw new IllegalArgumentException(
                        "span must be whole milliseconds from 1 ms to 100 years, but was " + duration);
            }
        }

        @Override
        public Instant after(Instant from, ZoneId zone) {
            return from.plus(duration);
        }
    }

    /**
     * Added with {@code ZonedDateTime.plus} to the event's local time: never subtracted from now, the two disagree at month
     * ends.
     *
     * @param period positive in total, no negative part, at most 100 years
     * @param zone the zone; null for the customer's
     */
    record Calendar(Period period, @Nullable ZoneId zone) implements Span {
        public Calendar {
            Objects.requireNonNull(period, "period");
            if (period.isZero() || period.isNegative() || period.toTotalMonths() > 1200 || period.getDays() > 36525) {
                throw new IllegalArgumentException(
                        "calendar span must be positive and at most 100 years, but was " + period);
            }
        }

        @Override
        public Instant after(Instant from, ZoneId customerZone) {
            return from.atZone(zone == null ? customerZone : zone).plus(period).toInstant();
        }
    }
}
