package io.enishi.scenario;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Very many runs of one scenario in memory, without a runtime: no store, no outbox, no log, no merges. The very same scenario
 * decides, so a run goes as it would in a {@code Crm} whose channels accept at once.
 *
 * <p>A run at rest is a row of numbers: its origin and entry, four times, and the number of its <em>shape</em>, which is everything of
 * its state that is no time and that runs share (the step, which steps were visited how often, by which channel). Rows are found by
 * an index of open addressing and woken by a binary heap over rows; an ended run's row is used again.
 *
 * <p>What it cannot do is refused when it is built: conditions about the customer, segments, metrics, net orders, holdouts, entries by
 * anything but an event, concurrent runs. Events are taken in order of time; one that is older than what was decided already is
 * decided late. Of a customer it remembers the events that the scenario may look back on, while a run goes on. For one thread.
 */
public final class RunBook {

    /** Whom the scenario may send to, and who hears of what was sent. */
    public interface Desk {

        /** Whether a send may leave by an offer's channel now; asked offer by offer, in order. */
        Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now);

        /** A message leaves, or another effect is asked for (then {@code channel} is empty). */
        void done(Command command, String channel, Instant at);
    }

    private static final int NONE = -1;
    private static final int FEW = 16;

    private final CompiledScenario scenario;
    private final ZoneId zone;
    private final Desk desk;
    private final Set<String> lookedBackOn;
    private final Map<Selection, CompiledFilter> filters = new HashMap<>();

    // Rows.
    private long[] originHigh = new long[FEW];
    private long[] originLow = new long[FEW];
    private long[] entryHigh = new long[FEW];
    private long[] entryLow = new long[FEW];
    private long[] since = new long[FEW];
    private long[] startedAt = new long[FEW];
    private long[] arrivedAt = new long[FEW];
    private long[] due = new long[FEW];
    private int[] shapeOf = new int[FEW];
    /** When remembered steps were done, one array for each place in the shape's memory. */
    private long[][] doneAt = new long[0][];

    private int rows;
    private int free = NONE; // rows that are free, linked through shapeOf
    private int running;

    /** Rows by origin, of runs that go on; linear probing, -1 is empty. */
    private int[] index = newIndex(2 * FEW);

    // Wake-ups: a heap of rows by time; an entry whose row has another time by now is stale.
    private long[] wakeAt = new long[FEW];
    private int[] wakeRow = new int[FEW];
    private int wakes;

    private final List<Shape> shapes = new ArrayList<>();
    private final Map<Shape, Integer> shapeNumbers = new HashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Integer> sourceNumbers = new HashMap<>();
    /** Events that a run may look back on, of the few who have any. */
    private final Map<OriginId, List<CustomerEvent>> remembered = new HashMap<>();
    /** Ended runs of people who may not enter again. */
    private final Map<OriginId, InstanceSummary> ended = new HashMap<>();

    private final boolean remembersEnded;
    private long now = Long.MIN_VALUE;

    private RunBook(CompiledScenario scenario, ZoneId zone, Desk desk) {
        this.scenario = scenario;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.desk = Objects.requireNonNull(desk, "desk");
        this.lookedBackOn = scenario.lookedBackOn();
        this.remembersEnded = !(scenario.definition().reentry() instanceof Reentry.AfterExit);
    }

    /**
     * An empty book.
     *
     * @throws IllegalArgumentException if the scenario needs a runtime
     */
    public static RunBook of(CompiledScenario scenario, ZoneId zone, Desk desk) {
        String reason = scenario.needsRuntime();
        if (reason != null) {
            throw new IllegalArgumentException("scenario \"" + scenario.name() + "\" needs a Crm: " + reason);
        }
        return new RunBook(scenario, zone, desk);
    }

    /** Everything of a resting run's state that is no time. */
    private record Shape(
            String step,
            boolean reachable,
            SortedMap<String, String> subject,
            int source,
            List<String> steps,
            List<ScenarioState.Memory> memories,
            String timer) {}

    /** How many runs go on. */
    public int running() {
        return running;
    }

    /** When the next wake-up is due, epoch milliseconds; {@code Long.MAX_VALUE} for never. */
    public long nextWake() {
        dropStale();
        return wakes == 0 ? Trajectory.NEVER : wakeAt[0];
    }

    // ------------------------------------------------------------------ inputs

    /** Something happened to a customer. What is due before it is to be decided first: {@link #advanceTo}. */
    public void accept(OriginId origin, CustomerEvent event) {
        long at = event.occurredAt().toEpochMilli();
        now = Math.max(now, at);
        Input.Happened happened =
                new Input.Happened(List.of(event), at < now ? Duration.ofMillis(now - at) : Duration.ZERO);
        int row = find(origin);
        View view = new View(origin, row, event);
        boolean keeps = lookedBackOn.contains(event.type());
        if (row != NONE) {
            if (keeps) {
                remembered.computeIfAbsent(origin, fresh -> new ArrayList<>(1)).add(event);
            }
            decide(row, happened, view);
            row = find(origin);
        }
        if (row == NONE) {
            for (InstanceKey key : scenario.enter(happened, view).keys()) {
                row = newRow(origin, event);
                if (keeps) {
                    remembered.put(origin, new ArrayList<>(List.of(event)));
                }
                view.row = row;
                startedAt[row] = now;
                follow(row, key, scenario.start(key, happened, view), view);
            }
        }
    }

    /** Decides what is due at or before {@code until}, epoch milliseconds, each at its own time. */
    public void advanceTo(long until) {
        runDue(until, Integer.MAX_VALUE);
        now = Math.max(now, until);
    }

    /** As {@link #advanceTo}, at most {@code limit} wake-ups; the number of those decided. */
    public int runDue(long until, int limit) {
        int decided = 0;
        while (decided < limit) {
            dropStale();
            if (wakes == 0 || wakeAt[0] > until) {
                return decided;
            }
            long at = wakeAt[0];
            int row = wakeRow[0];
            pop();
            now = Math.max(now, at);
            Shape shape = shapes.get(shapeOf[row]);
            View view = new View(origin(row), row, null);
            decide(row, new Input.Due(new Timer(shape.timer(), Instant.ofEpochMilli(at))), view);
            decided++;
        }
        return decided;
    }

    private void decide(int row, Input input, View view) {
        ScenarioState state = state(row);
        InstanceKey key = key(row);
        follow(row, key, scenario.decide(key, state, input, view), view);
    }

    /** Puts a decision into effect: what it asks for is claimed at once, which is a decision of its own. */
    private void follow(int row, InstanceKey key, Decision<ScenarioState> decided, View view) {
        Decision<ScenarioState> decision = decided;
        while (true) {
            ScenarioState state = decision.state();
            if (decision.commands().isEmpty() || state == null) {
                break;
            }
            Command command = decision.commands().get(0);
            Clearance clearance = cleared(command, key.origin());
            decision = scenario.decide(key, state, new Input.Dispatching(command, clearance), view);
            if (decision.dispatch() instanceof Dispatch.Go && clearance instanceof Clearance.Cleared cleared) {
                desk.done(command, cleared.channel(), Instant.ofEpochMilli(now));
            } else if (decision.dispatch() instanceof Dispatch.Hold) {
                throw new IllegalStateException("a run book cannot hold messages; the desk must clear or refuse them");
            }
        }
        ScenarioState state = decision.state();
        if (state == null) {
            end(row, key, Objects.requireNonNull(decision.end()));
        } else {
            rest(row, state, decision.timers());
        }
    }

    private Clearance cleared(Command command, OriginId origin) {
        if (!(command.effect() instanceof Effect.Send send)) {
            return new Clearance.Cleared("", "", List.of());
        }
        List<Clearance.Refusal> refusals = new ArrayList<>(0);
        for (Effect.Offer offer : send.offers()) {
            Clearance clearance = desk.clear(origin, send, offer, Instant.ofEpochMilli(now));
            if (clearance instanceof Clearance.Cleared) {
                return refusals.isEmpty()
                        ? clearance
                        : new Clearance.Cleared(offer.channel(), offer.content(), refusals);
            }
            if (clearance instanceof Clearance.Refused refused) {
                refusals.addAll(refused.reasons());
            }
        }
        return new Clearance.Refused(refusals);
    }

    // ------------------------------------------------------------------ rows

    private int newRow(OriginId origin, CustomerEvent event) {
        int row = free;
        if (row == NONE) {
            if (rows == shapeOf.length) {
                grow();
            }
            row = rows++;
        } else {
            free = shapeOf[row];
        }
        originHigh[row] = origin.high();
        originLow[row] = origin.low();
        entryHigh[row] = event.id().high();
        entryLow[row] = event.id().low();
        sourceOfNew = sourceNumbers.computeIfAbsent(event.source(), fresh -> {
            sources.add(fresh);
            return sources.size() - 1;
        });
        shapeOf[row] = NONE;
        due[row] = Trajectory.NEVER;
        if (2 * (running + 1) > index.length) {
            enlargeIndex();
        }
        put(row);
        running++;
        return row;
    }

    private int sourceOfNew;

    private void grow() {
        int more = rows + (rows >> 1);
        originHigh = Arrays.copyOf(originHigh, more);
        originLow = Arrays.copyOf(originLow, more);
        entryHigh = Arrays.copyOf(entryHigh, more);
        entryLow = Arrays.copyOf(entryLow, more);
        since = Arrays.copyOf(since, more);
        startedAt = Arrays.copyOf(startedAt, more);
        arrivedAt = Arrays.copyOf(arrivedAt, more);
        due = Arrays.copyOf(due, more);
        shapeOf = Arrays.copyOf(shapeOf, more);
        for (int i = 0; i < doneAt.length; i++) {
            doneAt[i] = Arrays.copyOf(doneAt[i], more);
        }
    }

    private void rest(int row, ScenarioState state, List<Timer> timers) {
        if (timers.size() > 1) {
            throw new IllegalStateException("a run of a run book waits for one timer at most");
        }
        int source =
                shapeOf[row] == NONE ? sourceOfNew : shapes.get(shapeOf[row]).source();
        List<String> steps = new ArrayList<>(state.memory().size());
        List<ScenarioState.Memory> memories = new ArrayList<>(state.memory().size());
        int place = 0;
        for (Map.Entry<String, ScenarioState.Memory> memory : state.memory().entrySet()) {
            steps.add(memory.getKey());
            memories.add(memory.getValue().done(0));
            if (place == doneAt.length) {
                doneAt = Arrays.copyOf(doneAt, place + 1);
                doneAt[place] = new long[shapeOf.length];
            }
            doneAt[place++][row] = memory.getValue().doneAt();
        }
        Shape shape = new Shape(
                state.step(),
                state.reachable(),
                state.subject(),
                source,
                steps,
                memories,
                timers.isEmpty() ? "" : timers.get(0).name());
        Integer number = shapeNumbers.get(shape);
        if (number == null) {
            number = shapes.size();
            shapes.add(shape);
            shapeNumbers.put(shape, number);
        }
        shapeOf[row] = number;
        since[row] = state.since();
        startedAt[row] = state.startedAt();
        arrivedAt[row] = state.arrivedAt();
        long wake = timers.isEmpty() ? Trajectory.NEVER : timers.get(0).due().toEpochMilli();
        if (wake != due[row]) {
            due[row] = wake;
            if (wake != Trajectory.NEVER) {
                push(wake, row);
            }
        }
    }

    private ScenarioState state(int row) {
        Shape shape = shapes.get(shapeOf[row]);
        SortedMap<String, ScenarioState.Memory> memory = new TreeMap<>();
        for (int place = 0; place < shape.steps().size(); place++) {
            memory.put(shape.steps().get(place), shape.memories().get(place).done(doneAt[place][row]));
        }
        return new ScenarioState(
                since[row],
                startedAt[row],
                shape.subject(),
                shape.step(),
                arrivedAt[row],
                due[row],
                shape.reachable(),
                memory);
    }

    private OriginId origin(int row) {
        return new OriginId(originHigh[row], originLow[row]);
    }

    private InstanceKey key(int row) {
        String source = sources.get(shapes.get(shapeOf[row]).source());
        String entry = source + ":" + new io.enishi.core.value.EventId(entryHigh[row], entryLow[row]);
        return new InstanceKey(origin(row), scenario.name(), entry);
    }

    private void end(int row, InstanceKey key, Decision.End how) {
        remove(row);
        running--;
        if (remembersEnded) {
            ended.put(
                    key.origin(),
                    new InstanceSummary(key, Instant.ofEpochMilli(startedAt[row]), Instant.ofEpochMilli(now), how));
        }
        remembered.remove(key.origin());
        due[row] = Trajectory.NEVER;
        shapeOf[row] = free;
        free = row;
    }

    // ------------------------------------------------------------------ index

    private static int[] newIndex(int size) {
        int[] fresh = new int[size];
        Arrays.fill(fresh, NONE);
        return fresh;
    }

    private int slot(long high, long low) {
        long mixed = high * 0xC2B2AE3D27D4EB4FL + low * 0x165667B19E3779F9L; // two primes of xxHash
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L; // and a step of SplitMix64
        return (int) (mixed >>> 32) & (index.length - 1);
    }

    private int find(OriginId origin) {
        for (int slot = slot(origin.high(), origin.low()); ; slot = (slot + 1) & (index.length - 1)) {
            int row = index[slot];
            if (row == NONE || (originHigh[row] == origin.high() && originLow[row] == origin.low())) {
                return row;
            }
        }
    }

    private void put(int row) {
        int slot = slot(originHigh[row], originLow[row]);
        while (index[slot] != NONE) {
            slot = (slot + 1) & (index.length - 1);
        }
        index[slot] = row;
    }

    private void enlargeIndex() {
        int[] old = index;
        index = newIndex(2 * old.length);
        for (int row : old) {
            if (row != NONE) {
                put(row);
            }
        }
    }

    /** Those after the gap move up, as Knuth's algorithm 6.4 R has it. */
    private void remove(int row) {
        int mask = index.length - 1;
        int gap = slot(originHigh[row], originLow[row]);
        while (index[gap] != row) {
            gap = (gap + 1) & mask;
        }
        for (int next = (gap + 1) & mask; index[next] != NONE; next = (next + 1) & mask) {
            int home = slot(originHigh[index[next]], originLow[index[next]]);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                index[gap] = index[next];
                gap = next;
            }
        }
        index[gap] = NONE;
    }

    // ------------------------------------------------------------------ wake-ups

    /** By time, then by row: at one instant those first whose rows are older, which no decision depends on. */
    private boolean isBefore(int a, int b) {
        return wakeAt[a] != wakeAt[b] ? wakeAt[a] < wakeAt[b] : wakeRow[a] < wakeRow[b];
    }

    private void push(long at, int row) {
        if (wakes == wakeAt.length) {
            if (wakes > 2 * running + FEW) {
                rebuildWakes();
            }
            if (wakes == wakeAt.length) {
                wakeAt = Arrays.copyOf(wakeAt, wakes + (wakes >> 1));
                wakeRow = Arrays.copyOf(wakeRow, wakeAt.length);
            }
        }
        wakeAt[wakes] = at;
        wakeRow[wakes] = row;
        int i = wakes++;
        while (i > 0 && isBefore(i, (i - 1) >> 1)) {
            swap(i, (i - 1) >> 1);
            i = (i - 1) >> 1;
        }
    }

    private void pop() {
        wakes--;
        wakeAt[0] = wakeAt[wakes];
        wakeRow[0] = wakeRow[wakes];
        sink(0);
    }

    private void sink(int from) {
        int i = from;
        while (true) {
            int least = i;
            int left = 2 * i + 1;
            if (left < wakes && isBefore(left, least)) {
                least = left;
            }
            if (left + 1 < wakes && isBefore(left + 1, least)) {
                least = left + 1;
            }
            if (least == i) {
                return;
            }
            swap(i, least);
            i = least;
        }
    }

    private void swap(int a, int b) {
        long at = wakeAt[a];
        int row = wakeRow[a];
        wakeAt[a] = wakeAt[b];
        wakeRow[a] = wakeRow[b];
        wakeAt[b] = at;
        wakeRow[b] = row;
    }

    private void dropStale() {
        while (wakes > 0 && due[wakeRow[0]] != wakeAt[0]) {
            pop();
        }
    }

    /** Throws stale entries away when they are the most. */
    private void rebuildWakes() {
        int kept = 0;
        for (int i = 0; i < wakes; i++) {
            if (due[wakeRow[i]] == wakeAt[i]) {
                wakeAt[kept] = wakeAt[i];
                wakeRow[kept++] = wakeRow[i];
            }
        }
        wakes = kept;
        for (int i = (wakes >> 1) - 1; i >= 0; i--) {
            sink(i);
        }
    }

    // ------------------------------------------------------------------ what a decision sees

    private final class View implements CustomerView {
        private final OriginId origin;
        private final @Nullable CustomerEvent happening;
        private int row;

        View(OriginId origin, int row, @Nullable CustomerEvent happening) {
            this.origin = origin;
            this.row = row;
            this.happening = happening;
        }

        @Override
        public CustomerId id() {
            return new CustomerId(origin);
        }

        @Override
        public Set<OriginId> origins() {
            return Set.of(origin);
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId zone() {
            return zone;
        }

        @Override
        public boolean test(String condition) {
            throw new IllegalStateException("a run book knows no conditions");
        }

        @Override
        public Explanation explain(String condition) {
            throw new IllegalStateException("a run book knows no conditions");
        }

        @Override
        public long nextChange(String condition) {
            throw new IllegalStateException("a run book knows no conditions");
        }

        @Override
        public Optional<Trajectory> metric(String name) {
            return Optional.empty();
        }

        @Override
        public boolean inSegment(String name) {
            return false;
        }

        @Override
        public Optional<AttributeValue> attribute(String name) {
            return Optional.empty();
        }

        @Override
        public Clearance clearance(String channel, String purpose, MessageClass messageClass) {
            return new Clearance.Cleared(
                    channel, "", List.of()); // the desk has the word, when a message is about to leave
        }

        @Override
        public Iterable<CustomerEvent> newestFirst(String type) {
            List<CustomerEvent> known = remembered.get(origin);
            if (known == null) {
                return List.of();
            }
            List<CustomerEvent> found = new ArrayList<>(1);
            for (CustomerEvent event : known) {
                if (type.isEmpty() || event.type().equals(type)) {
                    int at = 0;
                    while (at < found.size() && found.get(at).occurredAt().isAfter(event.occurredAt())) {
                        at++;
                    }
                    found.add(at, event);
                }
            }
            return found;
        }

        @Override
        public boolean matches(Selection selection, CustomerEvent event) {
            CompiledFilter filter = filters.get(selection);
            if (filter == null) {
                filter = CompiledFilter.of(selection);
                filters.put(selection, filter);
            }
            return filter.test(event);
        }

        @Override
        public OriginId originOf(CustomerEvent event) {
            if (!event.equals(happening)
                    && !remembered.getOrDefault(origin, List.of()).contains(event)) {
                throw new IllegalArgumentException("not an event of this customer: " + event);
            }
            return origin;
        }

        @Override
        @SuppressWarnings("NullAway") // a run that goes on has no end, which the record allows
        public List<InstanceSummary> instances() {
            List<InstanceSummary> all = new ArrayList<>(1);
            InstanceSummary before = ended.get(origin);
            if (before != null) {
                all.add(before);
            }
            if (row != NONE && shapeOf[row] != NONE) {
                all.add(new InstanceSummary(key(row), Instant.ofEpochMilli(startedAt[row]), null, null));
            }
            return all;
        }

        @Override
        public List<Dispatched> dispatched() {
            return List.of();
        }

        @Override
        public Catalog catalog() {
            return Catalog.empty();
        }
    }

    /** Types of events that a scenario may look back on; for {@link CompiledScenario}. */
    static Set<String> types(ConditionReads awaited, ConditionReads endings) {
        Set<String> types = new HashSet<>(awaited.types);
        types.addAll(endings.types);
        return Set.copyOf(types);
    }
}
