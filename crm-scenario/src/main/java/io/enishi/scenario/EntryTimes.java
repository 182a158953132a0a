package io.enishi.scenario;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CustomerView;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When entries by time come: dates of the year and the calendar, and spans before instants that events state. */
final class EntryTimes {

    private EntryTimes() {}

    /** When {@code entry} next starts somebody after {@code view.now()}; {@link Trajectory#NEVER} if it does not by time. */
    static long next(Entry entry, CustomerView view) {
        if (entry instanceof Entry.Deadline deadline) {
            return nextDeadline(deadline, view);
        }
        LocalDate date = dateAfter(entry, view, view.now());
        return date == null ? Trajectory.NEVER : moment(entry, date, view).toEpochMilli();
    }

    /** The date by which {@code entry} starts a run at {@code at}; null when it does not. */
    static @Nullable LocalDate dateAt(Entry entry, CustomerView view, Instant at) {
        LocalDate date = dateAfter(entry, view, at.minusMillis(1));
        return date != null && moment(entry, date, view).equals(at) ? date : null;
    }

    private static @Nullable LocalDate dateAfter(Entry entry, CustomerView view, Instant after) {
        if (entry instanceof Entry.Schedule schedule) {
            return scheduled(schedule, view, after);
        }
        return entry instanceof Entry.EveryYear year ? occurrence(year, view, after) : null;
    }

    private static Instant moment(Entry entry, LocalDate date, CustomerView view) {
        return entry instanceof Entry.Schedule schedule
                ? LocalMoments.at(date, schedule.at(), zone(schedule.zone(), view))
                : starts((Entry.EveryYear) entry, date, view);
    }

    /** The date whose moment is the first after {@code after}; null when there is none any more. */
    private static @Nullable LocalDate scheduled(Entry.Schedule schedule, CustomerView view, Instant after) {
        ZoneId zone = zone(schedule.zone(), view);
        // one day back: a gap at midnight may put yesterday's moment after today's beginning
        LocalDate date = after.atZone(zone).toLocalDate().minusDays(1);
        while (true) {
            LocalDate candidate = switch (schedule.every()) {
                case DAY -> date;
                case WEEK -> date.with(TemporalAdjusters.nextOrSame(Objects.requireNonNull(schedule.day())));
                case MONTH -> ofMonth(date, schedule.dayOfMonth());
                case YEAR -> ofYear(date, MonthDay.from(Objects.requireNonNull(schedule.date())));
                case ONCE -> Objects.requireNonNull(schedule.date());
            };
            if (LocalMoments.at(candidate, schedule.at(), zone).isAfter(after)) {
                return candidate;
            }
            if (schedule.every() == Entry.Every.ONCE) {
                return null;
            }
            date = candidate.plusDays(1);
        }
    }

    /** The first date from {@code from} on that is the given day of its month, or the last day of a shorter one. */
    private static LocalDate ofMonth(LocalDate from, int day) {
        LocalDate candidate = from.withDayOfMonth(Math.min(day, from.lengthOfMonth()));
        if (candidate.isBefore(from)) {
            LocalDate next = from.withDayOfMonth(1).plusMonths(1);
            candidate = next.withDayOfMonth(Math.min(day, next.lengthOfMonth()));
        }
        return candidate;
    }

    /** The first date from {@code from} on that is that day of its year; 29 February is 28 February in other years. */
    private static LocalDate ofYear(LocalDate from, MonthDay day) {
        LocalDate candidate = day.atYear(from.getYear());
        return candidate.isBefore(from) ? day.atYear(from.getYear() + 1) : candidate;
    }

    /** The occurrence whose start is the first after {@code after}; null when the attribute is no day. */
    private static @Nullable LocalDate occurrence(Entry.EveryYear year, CustomerView view, Instant after) {
        AttributeValue value = view.attribute(year.attribute()).orElse(null);
        if (!(value instanceof AttributeValue.Day day)) {
            return null;
        }
        MonthDay monthDay = MonthDay.from(day.day());
        int around = after.atZone(zone(year.zone(), view)).getYear();
        for (int y = around - 2; ; y++) { // the offset is up to a year either way
            LocalDate occurrence = year.leapDay().in(y, monthDay);
            if (starts(year, occurrence, view).isAfter(after)) {
                return occurrence;
            }
        }
    }

    private static Instant starts(Entry.EveryYear year, LocalDate occurrence, CustomerView view) {
        return LocalMoments.at(occurrence.plusDays(year.days()), year.at(), zone(year.zone(), view));
    }

    private static ZoneId zone(@Nullable ZoneId declared, CustomerView view) {
        return declared == null ? view.zone() : declared;
    }

    // ------------------------------------------------------------------ deadlines

    /** An event that states a deadline, with the instants between which a run may start. */
    record Stated(CustomerEvent event, long begins, long deadline) {}

    /** The deadlines that stand: of events with the same values the latest one's, if it states one. */
    static List<Stated> stated(Entry.Deadline deadline, CustomerView view) {
        List<Stated> found = new ArrayList<>();
        Set<List<String>> superseded = new HashSet<>();
        List<CustomerEvent> newestFirst = new ArrayList<>();
        for (String type : RunCheck.types(deadline.of())) {
            view.newestFirst(type).forEach(newestFirst::add);
        }
        if (deadline.of().types().size() > 1) {
            newestFirst.sort(Comparator.comparing(CustomerEvent::occurredAt).reversed()); // stable
        }
        for (CustomerEvent event : newestFirst) {
            if (!view.matches(deadline.of(), event)) {
                continue;
            }
            if (!deadline.same().isEmpty()) {
                List<String> values = new ArrayList<>();
                for (String field : deadline.same()) {
                    String value = EventTexts.read(event, field);
                    if (value != null) {
                        values.add(value);
                    }
                }
                if (values.size() == deadline.same().size() && !superseded.add(values)) {
                    continue;
                }
            }
            Long at = EventTexts.instant(event, deadline.field());
            if (at == null) {
                continue; // and what it took the place of is over: a booking without a date any more
            }
            long begins = LocalMoments.minus(Instant.ofEpochMilli(at), deadline.lead(), view.zone())
                    .toEpochMilli();
            found.add(new Stated(event, begins, at));
        }
        return found;
    }

    private static long nextDeadline(Entry.Deadline deadline, CustomerView view) {
        long next = Trajectory.NEVER;
        for (Stated stated : stated(deadline, view)) {
            if (stated.begins() > view.now().toEpochMilli()) {
                next = Math.min(next, stated.begins());
            }
        }
        return next;
    }
}
