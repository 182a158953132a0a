package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Journey.Entries;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who enters a scenario: what starts a run, and the rules that may forbid it. */
final class Admission {

    /** The watch on an entry by absence, and its condition. */
    static final String ABSENCE = "entry";
    /** The event by which a run starts another scenario, and the attribute that names it. */
    static final String HANDED_OVER = "custom:" + Step.HandOver.EVENT;

    static final String SCENARIO = "scenario";

    private static final String ONLY_IF = "only-if";
    /** Two days of the year are at least so far apart; closer ones come from a corrected attribute. */
    private static final long DAYS_OF_A_YEAR = 365;

    private static final int MAX_ENTRY_KEY = 200;

    /**
     * A run that an input would start.
     *
     * @param since epoch milliseconds of the triggering event, or of now without one
     * @param subject the triggering event's values that the run keeps
     */
    record Candidate(InstanceKey key, long since, SortedMap<String, String> subject) {}

    /** Why somebody does not enter. */
    private record Refusal(String code, String text) {}

    private final CompiledScenario scenario;
    private final Entry entry;
    private final String name;
    private final Reentry reentry;
    private final @Nullable Condition onlyIf;
    private final Flow flow;
    private final Endings endings;

    Admission(CompiledScenario scenario, Scenario definition, Flow flow, Endings endings) {
        this.scenario = scenario;
        this.entry = Objects.requireNonNull(definition.entry());
        this.name = definition.name();
        this.reentry = definition.reentry();
        this.onlyIf = definition.onlyIf();
        this.flow = flow;
        this.endings = endings;
        if (entry instanceof Entry.AfterAbsence absence) {
            flow.conditions.put(ABSENCE, new Condition.Absence(absence.of(), absence.lasting()));
        }
        if (onlyIf != null) {
            flow.conditions.put(ONLY_IF, onlyIf);
        }
    }

    Entries enter(Input input, CustomerView view) {
        List<Candidate> candidates = candidates(input, view);
        if (candidates.isEmpty()) {
            return Entries.none();
        }
        List<InstanceKey> keys = new ArrayList<>(1);
        List<TraceLine> trace = new ArrayList<>(1);
        for (Candidate candidate : candidates) {
            Refusal refusal = !keys.isEmpty() && !(reentry instanceof Reentry.Concurrent)
                    ? new Refusal("reentry", "a run starts at this very instant")
                    : refusal(candidate, view);
            if (refusal == null) {
                keys.add(candidate.key());
                trace.add(new TraceLine("entered", "entry", Words.entry(entry)));
            } else {
                trace.add(new TraceLine(refusal.code(), "entry", refusal.text()));
            }
        }
        return new Entries(keys, trace);
    }

    /** The candidate of that key that {@code input} brings. */
    Candidate candidate(InstanceKey key, Input input, CustomerView view) {
        for (Candidate candidate : candidates(input, view)) {
            if (candidate.key().equals(key)) {
                return candidate;
            }
        }
        return new Candidate(key, now(view), noSubject());
    }

    // ------------------------------------------------------------------ what would start

    private List<Candidate> candidates(Input input, CustomerView view) {
        if (entry instanceof Entry.OnEvent event) {
            return input instanceof Input.Happened happened ? byEvent(event.of(), happened, view) : List.of();
        }
        if (entry instanceof Entry.OnShopEvent event) {
            return input instanceof Input.Happened happened ? byEvent(event.of(), happened, view) : List.of();
        }
        if (entry instanceof Entry.Deadline deadline) {
            return byDeadline(deadline, input, view);
        }
        Candidate one = null;
        if (entry instanceof Entry.AfterAbsence absence) {
            one = byAbsence(absence, input, view);
        } else if (entry instanceof Entry.OnSegment segment) {
            one = bySegment(segment, input, view);
        } else if (entry instanceof Entry.EveryYear year) {
            one = byDate(year, input, view);
        } else if (entry instanceof Entry.Schedule schedule) {
            one = bySchedule(schedule, input, view);
        } else if (input instanceof Input.Happened happened) {
            one = byHandOver(happened, view);
        } else if (input instanceof Input.Requested request && request.journey().equals(name)) {
            one = new Candidate(new InstanceKey(request.origin(), name, request.requestId()), now(view), noSubject());
        }
        return one == null ? List.of() : List.of(one);
    }

    private @Nullable Candidate byHandOver(Input.Happened happened, CustomerView view) {
        for (CustomerEvent event : happened.events()) {
            if (event.type().equals(HANDED_OVER)
                    && event.body() instanceof EventBody.Custom custom
                    && AttributeValue.of(name).equals(custom.attributes().get(SCENARIO))) {
                return byEvent(event, "", view, noSubject());
            }
        }
        return null;
    }

    private List<Candidate> byEvent(Selection of, Input.Happened happened, CustomerView view) {
        List<Candidate> found = List.of();
        for (CustomerEvent event : happened.events()) {
            if (view.matches(of, event)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(1);
                }
                found.add(byEvent(event, "", view, subject(event)));
            }
        }
        return found;
    }

    private Candidate byEvent(
            CustomerEvent event, String prefix, CustomerView view, SortedMap<String, String> subject) {
        String key = prefix + event.source() + ":" + event.id();
        return new Candidate(
                new InstanceKey(view.originOf(event), name, key),
                event.occurredAt().toEpochMilli(),
                subject);
    }

    private SortedMap<String, String> subject(CustomerEvent event) {
        if (flow.subjectFields.isEmpty()) {
            return noSubject();
        }
        SortedMap<String, String> subject = new TreeMap<>();
        for (String field : flow.subjectFields) {
            String value = EventTexts.read(event, field);
            if (value != null) {
                subject.put(field, value);
            }
        }
        return subject;
    }

    private @Nullable Candidate byAbsence(Entry.AfterAbsence absence, Input input, CustomerView view) {
        if (!(input instanceof Input.SegmentChanged change)
                || !change.segment().equals(ABSENCE)
                || !change.entered()
                || !Entry.OnSegment.USUAL.contains(change.cause())) {
            return null;
        }
        CustomerEvent last = lastCounted(absence.of(), view);
        if (last == null) {
            return null; // an absence needs something to be absent since
        }
        Candidate keyed = byEvent(last, "absence-", view, noSubject());
        return new Candidate(keyed.key(), now(view), noSubject());
    }

    private static @Nullable CustomerEvent lastCounted(Selection of, CustomerView view) {
        CustomerEvent last = null;
        for (String type : RunCheck.types(of)) {
            for (CustomerEvent event : view.newestFirst(type)) {
                if (last != null && !event.occurredAt().isAfter(last.occurredAt())) {
                    break;
                }
                if (view.matches(of, event)) {
                    last = event;
                    break;
                }
            }
        }
        return last;
    }

    private @Nullable Candidate bySegment(Entry.OnSegment segment, Input input, CustomerView view) {
        if (!(input instanceof Input.SegmentChanged change)
                || !change.segment().equals(segment.segment())
                || change.entered() != segment.entering()
                || !segment.causes().contains(change.cause())) {
            return null;
        }
        if (!change.events().isEmpty()) {
            return byEvent(change.events().get(change.events().size() - 1), "", view, noSubject());
        }
        return new Candidate(new InstanceKey(label(view), name, "at-" + now(view)), now(view), noSubject());
    }

    private @Nullable Candidate byDate(Entry.EveryYear year, Input input, CustomerView view) {
        if (!(input instanceof Input.EntryDue due)) {
            return null;
        }
        LocalDate occurrence = occurrence(year, view, due.at().minusMillis(1));
        if (occurrence == null || !starts(year, occurrence, view).equals(due.at())) {
            return null; // another scenario's instant
        }
        return new Candidate(new InstanceKey(label(view), name, occurrence.toString()), now(view), noSubject());
    }

    private @Nullable Candidate bySchedule(Entry.Schedule schedule, Input input, CustomerView view) {
        if (!(input instanceof Input.EntryDue due)) {
            return null;
        }
        LocalDate date = scheduled(schedule, view, due.at().minusMillis(1));
        if (date == null
                || !LocalMoments.at(date, schedule.at(), zone(schedule.zone(), view))
                        .equals(due.at())) {
            return null; // another scenario's instant
        }
        return new Candidate(new InstanceKey(label(view), name, date.toString()), now(view), noSubject());
    }

    // ------------------------------------------------------------------ deadlines

    /** An event that states a deadline, with the instants between which a run may start. */
    private record Stated(CustomerEvent event, long begins, long deadline) {}

    /** The deadlines that stand: of events with the same values the latest one's, if it states one. */
    private static List<Stated> stated(Entry.Deadline deadline, CustomerView view) {
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

    private List<Candidate> byDeadline(Entry.Deadline deadline, Input input, CustomerView view) {
        if (!(input instanceof Input.EntryDue) && !(input instanceof Input.Happened)) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>(1);
        for (Stated stated : stated(deadline, view)) {
            boolean starts = input instanceof Input.Happened happened
                    ? happened.events().contains(stated.event())
                            && stated.begins() <= now(view)
                            && now(view) < stated.deadline()
                    : stated.begins() == now(view);
            if (starts) {
                Candidate keyed = byEvent(stated.event(), "", view, subject(stated.event()));
                found.add(new Candidate(keyed.key(), now(view), keyed.subject()));
            }
        }
        return found;
    }

    private static long nextDeadline(Entry.Deadline deadline, CustomerView view) {
        long next = Trajectory.NEVER;
        for (Stated stated : stated(deadline, view)) {
            if (stated.begins() > now(view)) {
                next = Math.min(next, stated.begins());
            }
        }
        return next;
    }

    // ------------------------------------------------------------------ days

    /** When the next run starts by date after {@code view.now()}; {@link Trajectory#NEVER} if none. */
    long nextEntry(CustomerView view) {
        if (entry instanceof Entry.Deadline deadline) {
            return nextDeadline(deadline, view);
        }
        if (entry instanceof Entry.Schedule schedule) {
            LocalDate date = scheduled(schedule, view, view.now());
            return date == null
                    ? Trajectory.NEVER
                    : LocalMoments.at(date, schedule.at(), zone(schedule.zone(), view))
                            .toEpochMilli();
        }
        if (!(entry instanceof Entry.EveryYear year)) {
            return Trajectory.NEVER;
        }
        LocalDate occurrence = occurrence(year, view, view.now());
        return occurrence == null
                ? Trajectory.NEVER
                : starts(year, occurrence, view).toEpochMilli();
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

    /** The occurrence whose start is the first after {@code after}; null when the attribute is no day. */
    private static @Nullable LocalDate occurrence(Entry.EveryYear year, CustomerView view, Instant after) {
        AttributeValue value = view.attribute(year.attribute()).orElse(null);
        if (!(value instanceof AttributeValue.Day day)) {
            return null;
        }
        MonthDay monthDay = MonthDay.from(day.day());
        int around = after.atZone(zone(year, view)).getYear();
        for (int y = around - 2; ; y++) { // the offset is up to a year either way
            LocalDate occurrence = year.leapDay().in(y, monthDay);
            if (starts(year, occurrence, view).isAfter(after)) {
                return occurrence;
            }
        }
    }

    private static Instant starts(Entry.EveryYear year, LocalDate occurrence, CustomerView view) {
        return LocalMoments.at(occurrence.plusDays(year.days()), year.at(), zone(year, view));
    }

    private static ZoneId zone(Entry.EveryYear year, CustomerView view) {
        return zone(year.zone(), view);
    }

    private static ZoneId zone(@Nullable ZoneId declared, CustomerView view) {
        return declared == null ? view.zone() : declared;
    }

    // ------------------------------------------------------------------ what may forbid it

    private @Nullable Refusal refusal(Candidate candidate, CustomerView view) {
        String key = candidate.key().entry();
        if (key.isEmpty() || key.length() > MAX_ENTRY_KEY || key.indexOf('/') >= 0) {
            return new Refusal("entry-key", "an entry key must have 1 to 200 characters and no '/'");
        }
        if (onlyIf != null && !view.test(ONLY_IF)) {
            return new Refusal("only-if", "does not hold: " + Words.condition(onlyIf));
        }
        List<InstanceSummary> runs = view.instances();
        Refusal refusal = reentry(runs, view);
        if (refusal == null) {
            refusal = onceADate(candidate, runs);
        }
        if (refusal == null) {
            refusal = group(runs);
        }
        if (refusal == null) {
            End over = endings.alreadyOver(scenario.newRun(candidate, view));
            refusal = over == null ? null : new Refusal("over", "would be over already: " + over.reason());
        }
        return refusal;
    }

    private @Nullable Refusal reentry(List<InstanceSummary> runs, CustomerView view) {
        if (reentry instanceof Reentry.Concurrent) {
            return null;
        }
        for (InstanceSummary run : runs) {
            if (!run.key().journey().equals(name)) {
                continue;
            }
            Instant endedAt = run.endedAt();
            if (endedAt == null) {
                return new Refusal("reentry", "a run since " + run.startedAt() + " goes on");
            }
            if (reentry instanceof Reentry.Never) {
                return new Refusal("reentry", "was in it from " + run.startedAt() + ", and enters once in a life");
            }
            if (reentry instanceof Reentry.CoolDown coolDown) {
                Instant again = LocalMoments.plus(endedAt, coolDown.span(), 1, view.zone());
                if (again.isAfter(view.now())) {
                    return new Refusal(
                            "reentry",
                            "cools down until " + again + ", " + TimeSpelling.text(coolDown.span())
                                    + " after the last run");
                }
            }
        }
        return null;
    }

    /** A date comes once for a person, also for one who had it under another origin or in another zone. */
    private @Nullable Refusal onceADate(Candidate candidate, List<InstanceSummary> runs) {
        boolean yearly = entry instanceof Entry.EveryYear;
        if (!yearly && !(entry instanceof Entry.Schedule)) {
            return null;
        }
        LocalDate occurrence = LocalDate.parse(candidate.key().entry());
        long apart = yearly ? DAYS_OF_A_YEAR : 1;
        for (InstanceSummary run : runs) {
            LocalDate earlier = run.key().journey().equals(name) ? dateOf(run.key()) : null;
            if (earlier != null && Math.abs(ChronoUnit.DAYS.between(earlier, occurrence)) < apart) {
                return new Refusal(yearly ? "once-a-year" : "once-a-date", "had the day of " + earlier);
            }
        }
        return null;
    }

    private static @Nullable LocalDate dateOf(InstanceKey key) {
        try {
            return LocalDate.parse(key.entry());
        } catch (DateTimeParseException e) {
            return null; // a run of an earlier definition that started otherwise
        }
    }

    private @Nullable Refusal group(List<InstanceSummary> runs) {
        Map<String, Integer> rivals = scenario.rivals();
        for (InstanceSummary run : runs) {
            if (run.isRunning() && rivals.containsKey(run.key().journey())) {
                return new Refusal("group", "is in \"" + run.key().journey() + "\" of the same exclusion group");
            }
        }
        return null;
    }

    // ------------------------------------------------------------------ why

    /** The rules of entry with their values now; the same code that admits. */
    List<Explanation> explain(CustomerView view) {
        List<Explanation> parts = new ArrayList<>();
        parts.add(trigger(view));
        if (onlyIf != null) {
            Explanation why = view.explain(ONLY_IF);
            parts.add(new Explanation("only if", why.holds(), "", why.until(), List.of(why)));
        }
        List<InstanceSummary> runs = view.instances();
        parts.add(rule("re-entry: " + Words.reentry(reentry), reentry(runs, view)));
        Set<String> rivals = scenario.rivals().keySet();
        if (!rivals.isEmpty()) {
            parts.add(rule("in no other scenario of the group: " + String.join(", ", rivals), group(runs)));
        }
        return parts;
    }

    private static Explanation rule(String asked, @Nullable Refusal refusal) {
        return new Explanation(
                asked, refusal == null, refusal == null ? "" : refusal.text(), Trajectory.NEVER, List.of());
    }

    private Explanation trigger(CustomerView view) {
        String asked = "starts: " + Words.entry(entry);
        if (entry instanceof Entry.AfterAbsence) {
            Explanation why = view.explain(ABSENCE);
            return new Explanation("starts", why.holds(), "", why.until(), List.of(why));
        }
        Selection triggers = entry.triggers();
        if (triggers != null && !(entry instanceof Entry.Deadline)) {
            CustomerEvent last = lastCounted(triggers, view);
            String found = last == null ? "none so far" : "the last one " + last.occurredAt();
            return new Explanation(asked, last != null, found, Trajectory.NEVER, List.of());
        }
        if (entry instanceof Entry.OnSegment segment) {
            boolean in = view.inSegment(segment.segment());
            return new Explanation(
                    asked, in == segment.entering(), in ? "is in it" : "is not in it", Trajectory.NEVER, List.of());
        }
        if (entry instanceof Entry.EveryYear year) {
            long next = nextEntry(view);
            String found = next == Trajectory.NEVER
                    ? "attribute " + year.attribute() + " is not a known day"
                    : "next on " + Instant.ofEpochMilli(next);
            return new Explanation(asked, next != Trajectory.NEVER, found, next, List.of());
        }
        if (entry instanceof Entry.Schedule || entry instanceof Entry.Deadline) {
            long next = nextEntry(view);
            String found =
                    next == Trajectory.NEVER ? "not any more as things stand" : "next at " + Instant.ofEpochMilli(next);
            return new Explanation(asked, next != Trajectory.NEVER, found, next, List.of());
        }
        return new Explanation(asked, true, "", Trajectory.NEVER, List.of());
    }

    /** The entry key of a run that {@code event} starts. */
    static String entryKey(CustomerEvent event) {
        return event.source() + ":" + event.id();
    }

    private static OriginId label(CustomerView view) {
        return view.id().origin();
    }

    private static long now(CustomerView view) {
        return view.now().toEpochMilli();
    }

    private static SortedMap<String, String> noSubject() {
        return Collections.emptySortedMap();
    }
}
