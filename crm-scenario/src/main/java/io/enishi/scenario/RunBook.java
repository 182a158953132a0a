package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.Timer;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * Very many runs of one scenario in memory, without a runtime: no store, no outbox, no log, no merges. The very same scenario
 * decides, so a run goes as it would in a {@code Crm} whose channels accept at once.
 *
 * <p>A run at rest is a row of numbers: its origin and entry, its times, and the number of its <em>shape</em>, which is everything of
 * its state that is no time and that runs share (the step, which steps were visited how often, by which channel). A decision reads
 * the row into one mutable state, works on it, and writes it back; keys and reasons are not spelt out unless somebody asks.
 *
 * <p>Of a customer it keeps the events that the scenario may look back on, from the beginning of a run to its end, and nothing else. So it
 * starts on events and waits, branches and ends on events, reactions and time; what needs more is refused when it is built, all of it
 * at once:
 *
 * <ul>
 *   <li>conditions about the customer ({@code only-if}, branches and waits that count, attributes, segments, metrics, permission), figures
 *       that are looked up, and look-backs to before the run: a book does not have the past that they read;
 *   <li>orders less what was cancelled, and the standard exits on complaints and on nobody to be reached: the same;
 *   <li>entries by absence, segment, date, schedule, deadline, request or shop event: a book hears of nothing but events of customers;
 *   <li>experiments, holdouts and exclusion groups, handing over, approvals, attributes and events of its own: they concern other
 *       scenarios, other origins or the timeline.
 * </ul>
 *
 * <p>Consent and reachability are the desk's to answer. Events are taken in order of time; one that is older than what was decided
 * already is decided late. For one thread.
 */
public final class RunBook {

    /** Whom the scenario may send to, and who hears of what was sent. It is called in the middle of a decision, and must not call the book. */
    public interface Desk {

        /** Whether a send may leave by an offer's channel now; asked offer by offer, in order. */
        Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now);

        /** A message leaves, or another effect is asked for. */
        void done(Claimed claimed);
    }

    /** What leaves now. */
    public static final class Claimed {
        private final RunName name;
        private final OriginId origin;
        private final Run.Asked asked;
        private final int visit;
        private final String channel;
        private final Instant at;

        private Claimed(Run run, OriginId origin, Run.Asked asked, String channel) {
            this.name = run.name;
            this.origin = origin;
            this.asked = asked;
            this.visit = run.visits(asked.by().name);
            this.channel = channel;
            this.at = run.instant();
        }

        /** Whom it goes to. */
        public OriginId origin() {
            return origin;
        }

        public Effect effect() {
            return asked.effect();
        }

        /** The channel of a message; empty for other effects. */
        public String channel() {
            return channel;
        }

        public Instant at() {
            return at;
        }

        /** The command with the key that reactions refer to, spelt out anew by each call. */
        public Command command() {
            String step = Run.visit(asked.by().name, visit);
            return new Command(name.key().command(step), asked.effect(), at, asked.notAfter());
        }
    }

    private final CompiledScenario scenario;
    private final List<Selection> triggers = new ArrayList<>();
    private final Desk desk;
    private final Set<String> concerned;
    private final Set<String> lookedBackOn;
    private final boolean remembersEnded;

    private final RunRows rows = new RunRows();
    private final Shape.Known shapes;
    private final Wakes wakes = new Wakes(this::due);
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Integer> sourceNumbers = new HashMap<>();

    // By row, of the few who have any.
    /** Events that a run may look back on. */
    private final Map<Integer, List<CustomerEvent>> remembered = new HashMap<>();
    /** What a run keeps of the event that started it. */
    private final Map<Integer, SortedMap<String, String>> subjects = new HashMap<>();

    /** When people who may not enter again at once were in it last. */
    private final Map<OriginId, Instant> ended = new HashMap<>();

    private final BookView view;
    private final Standing standing;
    private long now = Long.MIN_VALUE;
    /** Whether the desk is being asked or told something. */
    private boolean atDesk;

    private RunBook(CompiledScenario scenario, ZoneId zone, Desk desk) {
        this.scenario = scenario;
        this.desk = Objects.requireNonNull(desk, "desk");
        this.concerned = Set.copyOf(scenario.eventTypes());
        this.lookedBackOn = scenario.lookedBackOn();
        this.remembersEnded = !(scenario.definition().reentry() instanceof Reentry.AfterExit);
        this.view = new BookView(Objects.requireNonNull(zone, "zone"));
        this.standing = Standing.blank(scenario.flow());
        this.shapes = new Shape.Known(scenario);
        for (Entry entry : Objects.requireNonNull(scenario.definition().entry()).each()) {
            triggers.add(((Entry.OnEvent) entry).of());
        }
    }

    /**
     * An empty book.
     *
     * @throws IllegalArgumentException if the scenario needs a runtime, with every reason
     */
    public static RunBook of(CompiledScenario scenario, ZoneId zone, Desk desk) {
        List<String> reasons = scenario.needsRuntime();
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException(
                    "scenario \"" + scenario.name() + "\" needs a Crm: " + String.join("; ", reasons));
        }
        return new RunBook(scenario, zone, desk);
    }

    /** How many runs go on. */
    public int running() {
        return rows.running();
    }

    /** When the next wake-up is due, epoch milliseconds; {@code Long.MAX_VALUE} for never. */
    public long nextWake() {
        return wakes.hasNext() ? wakes.time() : Trajectory.NEVER;
    }

    // ------------------------------------------------------------------ inputs

    /** Something happened to a customer. What is due before it is to be decided first: {@link #advanceTo}. */
    public void accept(OriginId origin, CustomerEvent event) {
        requireNobodyAtDesk();
        now = Math.max(now, event.occurredAt().toEpochMilli());
        if (!concerned.isEmpty() && !concerned.contains(event.type())) {
            return;
        }
        int row = rows.find(origin);
        if (row == RunRows.NONE || !goesOn(row, origin, event)) {
            start(origin, event);
        }
    }

    /** Decides about what happened to a run; false when it ended. */
    private boolean goesOn(int row, OriginId origin, CustomerEvent event) {
        view.look(origin, now, event, remembered(row));
        Run run = load(row, origin);
        Duration lateness = Duration.ofMillis(now - event.occurredAt().toEpochMilli());
        scenario.decide(run, new Input.Happened(List.of(event), lateness));
        claim(run, origin);
        if (run.end() != null) {
            end(row, origin);
            return false;
        }
        save(row);
        if (lookedBackOn.contains(event.type())) {
            remembered.computeIfAbsent(row, fresh -> new ArrayList<>(1)).add(event);
        }
        return true;
    }

    private void start(OriginId origin, CustomerEvent event) {
        view.look(origin, now, event, List.of());
        if (triggers.stream().noneMatch(trigger -> view.matches(trigger, event))) {
            return;
        }
        standing.begin(event.occurredAt().toEpochMilli(), now, Candidates.subject(event, scenario.flow()));
        RunName name = new RowName(origin, scenario.name(), event.source(), event.id());
        Run run = Run.silent(scenario, name, standing, view);
        if (!scenario.admission().admits(run, ended.get(origin))) {
            return;
        }
        scenario.begin(run);
        claim(run, origin);
        if (run.end() != null) {
            remember(origin);
            return;
        }
        int row = rows.add(origin, event.id(), source(event));
        if (!standing.subject().isEmpty()) {
            subjects.put(row, standing.subject());
        }
        shapes.save(standing, null, rows, row);
        wake(row, Trajectory.NEVER);
    }

    private int source(CustomerEvent event) {
        return sourceNumbers.computeIfAbsent(event.source(), fresh -> {
            sources.add(fresh);
            return sources.size() - 1;
        });
    }

    /** Decides what is due at or before {@code until}, epoch milliseconds, each at its own time. */
    public void advanceTo(long until) {
        runDue(until, Integer.MAX_VALUE);
        now = Math.max(now, until);
    }

    /** As {@link #advanceTo}, at most {@code limit} wake-ups; the number of those decided. */
    public int runDue(long until, int limit) {
        requireNobodyAtDesk();
        int decided = 0;
        while (decided < limit && wakes.hasNext() && wakes.time() <= until) {
            long at = wakes.time();
            int row = wakes.row();
            now = Math.max(now, at);
            OriginId origin = rows.origin(row);
            view.look(origin, now, null, remembered(row));
            Run run = load(row, origin);
            scenario.decide(run, new Input.Due(new Timer(Run.WAIT, Instant.ofEpochMilli(at))));
            claim(run, origin);
            wakes.removeFirst(); // not before: a desk may throw
            if (run.end() != null) {
                end(row, origin);
            } else {
                save(row);
            }
            decided++;
        }
        return decided;
    }

    /** What a decision asks for is claimed at once, which is a decision of its own. */
    private void claim(Run run, OriginId origin) {
        atDesk = true;
        try {
            for (Run.Asked asked = run.asked(); asked != null; asked = run.asked()) {
                Clearance clearance = cleared(asked.effect(), origin);
                String channel = clearance instanceof Clearance.Cleared cleared ? cleared.channel() : "";
                Claimed claimed = new Claimed(run, origin, asked, channel);
                scenario.claim(run, clearance);
                if (run.verdict() instanceof Dispatch.Go) {
                    desk.done(claimed);
                } else if (run.verdict() instanceof Dispatch.Hold) {
                    throw new IllegalStateException(
                            "a run book cannot hold messages; the desk must clear or refuse them");
                }
            }
        } finally {
            atDesk = false;
        }
    }

    private void requireNobodyAtDesk() {
        if (atDesk) {
            throw new IllegalStateException("the desk of a run book must not call it");
        }
    }

    private Clearance cleared(Effect effect, OriginId origin) {
        if (!(effect instanceof Effect.Send send)) {
            return NO_MESSAGE;
        }
        List<Clearance.Refusal> refusals = List.of();
        for (Effect.Offer offer : send.offers()) {
            Clearance clearance = desk.clear(origin, send, offer, view.now());
            if (clearance instanceof Clearance.Cleared) {
                return refusals.isEmpty()
                        ? clearance
                        : new Clearance.Cleared(offer.channel(), offer.content(), refusals);
            }
            if (clearance instanceof Clearance.Refused refused) {
                refusals = new ArrayList<>(refusals);
                refusals.addAll(refused.reasons());
            }
        }
        return new Clearance.Refused(refusals);
    }

    private static final Clearance NO_MESSAGE = new Clearance.Cleared("", "", List.of());

    // ------------------------------------------------------------------ rows

    private List<CustomerEvent> remembered(int row) {
        return remembered.isEmpty() ? List.of() : remembered.getOrDefault(row, List.of());
    }

    private Run load(int row, OriginId origin) {
        shapes.get(rows.shape(row)).load(rows, row, standing);
        standing.setSubject(subjects.isEmpty() ? noSubject() : subjects.getOrDefault(row, noSubject()));
        RunName name = new RowName(origin, scenario.name(), sources.get(rows.source(row)), rows.entry(row));
        return Run.silent(scenario, name, standing, view);
    }

    private static SortedMap<String, String> noSubject() {
        return Collections.emptySortedMap();
    }

    private void save(int row) {
        long before = due(row);
        shapes.save(standing, shapes.get(rows.shape(row)), rows, row);
        wake(row, before);
    }

    /** @param before for when the row waited before */
    private void wake(int row, long before) {
        long due = standing.due();
        if (due != before && due != Trajectory.NEVER) {
            wakes.add(due, row, rows.running());
        }
    }

    /** For when a row waits; never for one that is free. */
    private long due(int row) {
        int shape = rows.shape(row);
        return shape < 0 ? Trajectory.NEVER : shapes.get(shape).due(rows, row);
    }

    private void end(int row, OriginId origin) {
        rows.remove(row);
        remembered.remove(row);
        subjects.remove(row);
        remember(origin);
    }

    private void remember(OriginId origin) {
        if (remembersEnded) {
            ended.put(origin, view.now());
        }
    }
}
