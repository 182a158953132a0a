package io.enishi.scenario.internal;

import io.enishi.core.condition.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instants of local times and spans. A local time inside a daylight saving gap means the first instant after the gap; one that
 * comes twice means the first of the two. (Cron libraries skip the former day altogether.)
 */
public final class LocalMoments {

    private LocalMoments() {}

    public static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        return at(day.atTime(time), zone);
    }

    public static Instant at(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty()
                ? rules.getTransition(local).getInstant()
                : local.toInstant(offsets.get(0)); // of two, the one before the overlap
    }

    /** The first instant at which the clock shows {@code time} (on {@code day}), not before {@code from}, or after it. */
    public static Instant next(
            Instant from, boolean strictlyAfter, LocalTime time, @Nullable DayOfWeek day, ZoneId zone) {
        // one day back: a gap at midnight may put yesterday's 23:30 after today's start
        LocalDate candidate = from.atZone(zone).toLocalDate().minusDays(1);
        while (true) {
            if (day != null) {
                candidate = candidate.with(TemporalAdjusters.nextOrSame(day));
            }
            Instant moment = at(candidate, time, zone);
            if (strictlyAfter ? moment.isAfter(from) : !moment.isBefore(from)) {
                return moment;
            }
            candidate = candidate.plusDays(1);
        }
    }

    /** {@code times} spans after {@code from}; calendar spans in one step, so the day of month of the start is kept. */
    public static Instant plus(Instant from, Span span, int times, ZoneId zone) {
        return shift(from, span, times, zone);
    }

    public static Instant minus(Instant from, Span span, ZoneId zone) {
        return shift(from, span, -1, zone);
    }

    private static Instant shift(Instant from, Span span, int times, ZoneId zone) {
        if (span instanceof Span.Exact exact) {
            return Instant.ofEpochMilli(
                    from.toEpochMilli() + times * exact.duration().toMillis());
        }
        Span.Calendar calendar = (Span.Calendar) span;
        ZoneId declared = calendar.zone();
        Period period = calendar.period().multipliedBy(times);
        return from.atZone(declared == null ? zone : declared)
                .plus(period)
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS);
    }
}
