package io.enishi.scenario.contact;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Dispatched;
import io.enishi.scenario.internal.LocalMoments;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The most messages that a person may get within a period. A cap of one within a span is a minimum gap.
 *
 * <p>A message counts from its actual send until its period is over, so that in no period, wherever it begins, there are more than
 * {@code most}.
 *
 * @param most 1 to 1000
 * @param period for how long a message counts
 * @param channels the channels it is about, counted together; empty for all
 * @param transactionalToo whether transactional messages count as well (they are never held back themselves)
 */
public record Cap(int most, Period period, Set<String> channels, boolean transactionalToo) {

    /** Clocks are put forward and back by less than this, also where a country moved over the date line. */
    private static final Duration SHIFTS = Duration.ofDays(2);

    public Cap {
        if (most < 1 || most > 1000) {
            throw new IllegalArgumentException("a cap must allow 1 to 1000 messages, but was " + most);
        }
        Objects.requireNonNull(period, "period");
        channels.forEach(channel -> io.enishi.core.value.Names.requireName("channel", channel, 64));
        channels = Collections.unmodifiableSet(new TreeSet<>(channels));
    }

    /** At most so many advertising messages in any {@code span}. */
    public static Cap atMost(int most, Span span) {
        return new Cap(most, new Rolling(span), Set.of(), false);
    }

    /** At most so many advertising messages in a calendar day, week (from Monday) or month of {@code zone}. */
    public static Cap atMost(int most, Unit unit, ZoneId zone) {
        return new Cap(most, new InCalendar(unit, zone), Set.of(), false);
    }

    /** At least {@code span} between advertising messages. */
    public static Cap gap(Span span) {
        return atMost(1, span);
    }

    /** The same for some channels only. */
    public Cap on(String... only) {
        return new Cap(most, period, Set.of(only), transactionalToo);
    }

    /** The same, counting transactional messages as well. */
    public Cap countingTransactional() {
        return new Cap(most, period, channels, true);
    }

    /** How long a message counts. */
    public sealed interface Period {
        /** The first instant at which a message sent at {@code at} does not count any more. */
        Instant over(Instant at, ZoneId customersZone);

        /** A length of time within which every message is over, whatever the calendar; it may be longer than needed. */
        Duration longest();
    }

    /** A length of time from each message on; calendar spans in the customer's zone unless they name one. */
    public record Rolling(Span span) implements Period {
        public Rolling {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public Instant over(Instant at, ZoneId customersZone) {
            if (span instanceof Span.Exact exact) {
                return at.plus(exact.duration());
            }
            Span.Calendar calendar = (Span.Calendar) span;
            ZoneId declared = calendar.zone();
            return at.atZone(declared == null ? customersZone : declared)
                    .plus(calendar.period())
                    .toInstant();
        }

        @Override
        public Duration longest() {
            if (span instanceof Span.Exact exact) {
                return exact.duration();
            }
            java.time.Period length = ((Span.Calendar) span).period();
            return Duration.ofDays(31 * length.toTotalMonths() + length.getDays())
                    .plus(SHIFTS);
        }
    }

    /**
     * The calendar day, week or month that the message falls into.
     *
     * @param zone whose calendar; null for the customer's
     */
    public record InCalendar(Unit unit, @Nullable ZoneId zone) implements Period {
        public InCalendar {
            Objects.requireNonNull(unit, "unit");
        }

        @Override
        public Instant over(Instant at, ZoneId customersZone) {
            ZoneId declared = zone;
            ZoneId used = declared == null ? customersZone : declared;
            LocalDate day = at.atZone(used).toLocalDate();
            LocalDate next = switch (unit) {
                case DAY -> day.plusDays(1);
                case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            };
            return LocalMoments.at(next, LocalTime.MIDNIGHT, used);
        }

        @Override
        public Duration longest() {
            int days = switch (unit) {
                case DAY -> 1;
                case WEEK -> 7;
                case MONTH -> 31;
            };
            return Duration.ofDays(days).plus(SHIFTS);
        }
    }

    /** Calendar units. */
    public enum Unit {
        DAY,
        WEEK,
        MONTH
    }

    boolean isAbout(String channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    /**
     * The first instant at which one more message is allowed, given what left already; null when it is allowed now.
     *
     * @param left messages in any order
     */
    @Nullable
    Instant allowedFrom(List<Dispatched> left, Instant now, ZoneId customersZone) {
        List<Instant> ends = countingEnds(left, now, customersZone);
        if (ends.size() < most) {
            return null;
        }
        Collections.sort(ends);
        return ends.get(ends.size() - most);
    }

    /** How many messages count now. */
    int counted(List<Dispatched> left, Instant now, ZoneId customersZone) {
        return countingEnds(left, now, customersZone).size();
    }

    private List<Instant> countingEnds(List<Dispatched> left, Instant now, ZoneId customersZone) {
        List<Instant> ends = new ArrayList<>();
        Instant over = now.minus(period.longest());
        for (Dispatched message : left) {
            if (message.at().isAfter(over)
                    && isAbout(message.channel())
                    && (transactionalToo || message.messageClass() == MessageClass.ADVERTISING)) {
                Instant end = period.over(message.at(), customersZone);
                if (end.isAfter(now)) {
                    ends.add(end);
                }
            }
        }
        return ends;
    }

    /** For example {@code at most 2 in 7 days on line}. */
    @Override
    public String toString() {
        String in = period instanceof Rolling rolling
                ? "in " + TimeSpelling.text(rolling.span())
                : "a " + ((InCalendar) period).unit().name().toLowerCase(Locale.ROOT);
        return "at most " + most + " " + in + (channels.isEmpty() ? "" : " on " + String.join(", ", channels));
    }
}
