package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Journey.Entries;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
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
     * @param by the entry that it comes by
     */
    record Candidate(InstanceKey key, long since, SortedMap<String, String> subject, Entry by) {}

    /** Why somebody does not enter. */
    private record Refusal(String code, String text) {}

    private final CompiledScenario scenario;
    private final List<Entry> entries;
    private final String name;
    private final Reentry reentry;
    private final @Nullable Condition onlyIf;
    private final Candidates candidates;
    private final Endings endings;
    private final IdentityHashMap<Entry, TraceLine> entered = new IdentityHashMap<>();
    private final Refusal notOnly;

    Admission(CompiledScenario scenario, Scenario definition, Flow flow, Endings endings) {
        this.scenario = scenario;
        this.entries = Objects.requireNonNull(definition.entry()).each();
        this.name = definition.name();
        this.reentry = definition.reentry();
        this.onlyIf = definition.onlyIf();
        this.candidates = new Candidates(name, entries, flow);
        this.endings = endings;
        entries.forEach(entry -> entered.put(entry, new TraceLine("entered", "entry", Words.entry(entry))));
        this.notOnly = new Refusal("only-if", onlyIf == null ? "" : "does not hold: " + Words.condition(onlyIf));
        candidates.watches().forEach((entry, watch) -> {
            Entry.AfterAbsence absence = (Entry.AfterAbsence) entry;
            flow.conditions.put(watch, new Condition.Absence(absence.of(), absence.lasting()));
        });
        if (onlyIf != null) {
            flow.conditions.put(ONLY_IF, onlyIf);
        }
    }

    /** What the runtime watches for entries by absence. */
    Set<String> watches() {
        return Set.copyOf(candidates.watches().values());
    }

    /** When the next run starts by time after {@code view.now()}; {@link Trajectory#NEVER} if none. */
    long nextEntry(CustomerView view) {
        long next = Trajectory.NEVER;
        for (Entry entry : entries) {
            next = Math.min(next, EntryTimes.next(entry, view));
        }
        return next;
    }

    Entries enter(Input input, CustomerView view) {
        List<Candidate> found = candidates.of(input, view);
        if (found.isEmpty()) {
            return Entries.none();
        }
        List<InstanceKey> keys = new ArrayList<>(1);
        List<TraceLine> trace = new ArrayList<>(1);
        for (Candidate candidate : found) {
            Refusal refusal = !keys.isEmpty() && !(reentry instanceof Reentry.Concurrent)
                    ? new Refusal("reentry", "a run starts at this very instant")
                    : refusal(candidate, view);
            if (refusal == null) {
                keys.add(candidate.key());
                trace.add(Objects.requireNonNull(entered.get(candidate.by())));
            } else {
                trace.add(new TraceLine(refusal.code(), "entry", refusal.text()));
            }
        }
        return new Entries(keys, trace);
    }

    /** The candidate of that key that {@code input} brings. */
    Candidate candidate(InstanceKey key, Input input, CustomerView view) {
        for (Candidate candidate : candidates.of(input, view)) {
            if (candidate.key().equals(key)) {
                return candidate;
            }
        }
        return new Candidate(key, view.now().toEpochMilli(), Candidates.noSubject(), entries.get(0));
    }

    // ------------------------------------------------------------------ what may forbid it

    private @Nullable Refusal refusal(Candidate candidate, CustomerView view) {
        String key = candidate.key().entry();
        if (key.isEmpty() || key.length() > MAX_ENTRY_KEY || key.indexOf('/') >= 0) {
            return new Refusal("entry-key", "an entry key must have 1 to 200 characters and no '/'");
        }
        if (onlyIf != null && !view.test(ONLY_IF)) {
            return notOnly;
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
                return new Refusal("reentry", view.keepsReasons() ? "a run since " + run.startedAt() + " goes on" : "");
            }
            if (!mayReturn(endedAt, view)) {
                return new Refusal("reentry", whyNotAgain(run.startedAt(), endedAt, view));
            }
        }
        return null;
    }

    private boolean mayReturn(Instant endedAt, CustomerView view) {
        if (reentry instanceof Reentry.CoolDown coolDown) {
            return !coolUntil(coolDown, endedAt, view).isAfter(view.now());
        }
        return !(reentry instanceof Reentry.Never);
    }

    private String whyNotAgain(Instant startedAt, Instant endedAt, CustomerView view) {
        return reentry instanceof Reentry.CoolDown coolDown
                ? "cools down until " + coolUntil(coolDown, endedAt, view) + ", " + TimeSpelling.text(coolDown.span())
                        + " after the last run"
                : "was in it from " + startedAt + ", and enters once in a life";
    }

    private static Instant coolUntil(Reentry.CoolDown coolDown, Instant endedAt, CustomerView view) {
        return LocalMoments.plus(endedAt, coolDown.span(), 1, view.zone());
    }

    /**
     * What {@link #enter} asks about a candidate, as far as a scenario of a {@link RunBook} has it: no conditions, no rivals.
     *
     * @param run at its beginning
     * @param lastEnd when the latest run of this person ended; null if there was none
     */
    boolean admits(Run run, @Nullable Instant lastEnd) {
        return (lastEnd == null || mayReturn(lastEnd, run.view)) && endings.alreadyOver(run) == null;
    }

    /** A date comes once for a person, also for one who had it under another origin or in another zone. */
    private @Nullable Refusal onceADate(Candidate candidate, List<InstanceSummary> runs) {
        boolean yearly = candidate.by() instanceof Entry.EveryYear;
        if (!yearly && !(candidate.by() instanceof Entry.Schedule)) {
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
        if (entries.size() == 1) {
            return trigger(entries.get(0), view);
        }
        List<Explanation> parts =
                entries.stream().map(entry -> trigger(entry, view)).toList();
        boolean any = parts.stream().anyMatch(Explanation::holds);
        return new Explanation("any of these", any, "", Trajectory.NEVER, parts);
    }

    private Explanation trigger(Entry entry, CustomerView view) {
        String asked = "starts: " + Words.entry(entry);
        String watch = candidates.watches().get(entry);
        if (watch != null) {
            Explanation why = view.explain(watch);
            return new Explanation("starts", why.holds(), "", why.until(), List.of(why));
        }
        Selection triggers = entry.triggers();
        if (triggers != null && !(entry instanceof Entry.Deadline)) {
            CustomerEvent last = Candidates.lastCounted(triggers, view);
            String found = last == null ? "none so far" : "the last one " + last.occurredAt();
            return new Explanation(asked, last != null, found, Trajectory.NEVER, List.of());
        }
        if (entry instanceof Entry.OnSegment segment) {
            boolean in = view.inSegment(segment.segment());
            return new Explanation(
                    asked, in == segment.entering(), in ? "is in it" : "is not in it", Trajectory.NEVER, List.of());
        }
        if (entry instanceof Entry.EveryYear year) {
            long next = EntryTimes.next(entry, view);
            String found = next == Trajectory.NEVER
                    ? "attribute " + year.attribute() + " is not a known day"
                    : "next on " + Instant.ofEpochMilli(next);
            return new Explanation(asked, next != Trajectory.NEVER, found, next, List.of());
        }
        if (entry instanceof Entry.Schedule || entry instanceof Entry.Deadline) {
            long next = EntryTimes.next(entry, view);
            String found =
                    next == Trajectory.NEVER ? "not any more as things stand" : "next at " + Instant.ofEpochMilli(next);
            return new Explanation(asked, next != Trajectory.NEVER, found, next, List.of());
        }
        return new Explanation(asked, true, "", Trajectory.NEVER, List.of());
    }
}
