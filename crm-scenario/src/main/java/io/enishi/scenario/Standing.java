package io.enishi.scenario;

import io.enishi.core.value.Trajectory;
import io.enishi.scenario.ScenarioState.Memory;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands while a decision is being made: the mutable twin of {@link ScenarioState}, which a decision reads once and writes
 * once. Memories lie in the order of the {@linkplain Flow#rememberedSteps steps that are remembered}.
 */
final class Standing {

    private final Flow flow;
    private final StepMemory[] memories;

    private long since;
    private long startedAt;
    private long arrivedAt;
    private long due;
    private boolean reachable;
    private SortedMap<String, String> subject = Collections.emptySortedMap();
    private String step = "";
    private @Nullable Node node;

    private @Nullable ScenarioState loaded;
    /** Memory that a migration brought along and that this definition has no use for. */
    private SortedMap<String, Memory> unused = Collections.emptySortedMap();

    private Standing(Flow flow) {
        this.flow = flow;
        this.memories = new StepMemory[flow.rememberedSteps().length];
        for (int place = 0; place < memories.length; place++) {
            memories[place] = new StepMemory();
        }
    }

    /** Nowhere yet. */
    static Standing blank(Flow flow) {
        return new Standing(flow);
    }

    static Standing of(ScenarioState state, Flow flow) {
        Standing standing = new Standing(flow);
        standing.setTimes(state.since(), state.startedAt(), state.arrivedAt(), state.due());
        standing.subject = state.subject();
        standing.step = state.step();
        standing.node = flow.nodes.get(state.step());
        standing.reachable = state.reachable();
        standing.loaded = state;
        state.memory().forEach(standing::load);
        return standing;
    }

    private void load(String name, Memory memory) {
        Integer place = flow.places.get(name);
        if (place != null) {
            memories[place].set(memory.visits(), memory.periods(), memory.doneAt(), memory.channel());
            return;
        }
        if (unused.isEmpty()) {
            unused = new TreeMap<>();
        }
        unused.put(name, memory);
    }

    /** At the very beginning, before the first step. */
    void begin(long triggeredAt, long now, SortedMap<String, String> triggeredBy) {
        setTimes(triggeredAt, now, now, Trajectory.NEVER);
        subject = triggeredBy;
        step = "";
        node = null;
        reachable = true;
        for (StepMemory memory : memories) {
            memory.clear();
        }
    }

    void setTimes(long changedSince, long changedStartedAt, long changedArrivedAt, long changedDue) {
        since = changedSince;
        startedAt = changedStartedAt;
        arrivedAt = changedArrivedAt;
        due = changedDue;
    }

    void setPlace(Node changedNode, boolean changedReachable) {
        node = changedNode;
        step = changedNode.name;
        reachable = changedReachable;
    }

    void setSubject(SortedMap<String, String> changed) {
        subject = changed;
    }

    // ------------------------------------------------------------------ reading

    long since() {
        return since;
    }

    long startedAt() {
        return startedAt;
    }

    long arrivedAt() {
        return arrivedAt;
    }

    long due() {
        return due;
    }

    boolean reachable() {
        return reachable;
    }

    SortedMap<String, String> subject() {
        return subject;
    }

    String step() {
        return step;
    }

    /** The step it is at; null before the first, and when the definition has no such step. */
    @Nullable
    Node node() {
        return node;
    }

    StepMemory memoryOf(Node remembered) {
        return memories[remembered.place];
    }

    /** Of a step that others refer to, by its name. */
    StepMemory memoryOf(String name) {
        Integer place = flow.places.get(name);
        return place == null ? new StepMemory() : memories[place];
    }

    StepMemory memoryAt(int place) {
        return memories[place];
    }

    // ------------------------------------------------------------------ moving

    void arrive(Node next, long now) {
        node = next;
        step = next.name;
        arrivedAt = now;
        due = Trajectory.NEVER;
        if (next.remembered) {
            memoryOf(next).visit();
        }
    }

    void rest(long until) {
        due = until;
    }

    void reachable(boolean changed) {
        reachable = changed;
    }

    // ------------------------------------------------------------------ the next state

    /** As a value; the one that was read when nothing changed. */
    ScenarioState state() {
        if (loaded != null && isAs(loaded)) {
            return loaded;
        }
        SortedMap<String, Memory> kept = new TreeMap<>(unused);
        for (int place = 0; place < memories.length; place++) {
            if (memories[place].isKept()) {
                kept.put(flow.rememberedSteps()[place], memories[place].memory());
            }
        }
        return new ScenarioState(since, startedAt, subject, step, arrivedAt, due, reachable, kept);
    }

    private boolean isAs(ScenarioState state) {
        if (arrivedAt != state.arrivedAt()
                || due != state.due()
                || reachable != state.reachable()
                || !step.equals(state.step())) {
            return false;
        }
        int kept = unused.size();
        for (int place = 0; place < memories.length; place++) {
            if (memories[place].isKept()) {
                Memory before = state.memory().get(flow.rememberedSteps()[place]);
                if (before == null || !memories[place].equalTo(before)) {
                    return false;
                }
                kept++;
            }
        }
        return kept == state.memory().size();
    }
}
