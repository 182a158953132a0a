package io.enishi.scenario;

import io.enishi.scenario.ScenarioState.Memory;

/** What a run remembers of one step, while a decision is being made: the mutable twin of {@link Memory}. */
final class StepMemory {

    /** Whether there is anything; a step that was never come to leaves no memory in the state. */
    private boolean kept;

    private int visits;
    private int periods;
    private long doneAt = Long.MIN_VALUE;
    private String channel = "";

    boolean isKept() {
        return kept;
    }

    int visits() {
        return visits;
    }

    int periods() {
        return periods;
    }

    long doneAt() {
        return doneAt;
    }

    String channel() {
        return channel;
    }

    /** The run came to it once more. */
    void visit() {
        kept = true;
        visits++;
        periods++;
    }

    /** Its periods count anew. */
    void restart() {
        kept = true;
        periods = 0;
    }

    void done(long at) {
        kept = true;
        doneAt = at;
    }

    void notDone() {
        kept = true;
        doneAt = Long.MIN_VALUE;
        channel = "";
    }

    void sentOn(String by) {
        kept = true;
        channel = by;
    }

    void clear() {
        kept = false;
        visits = 0;
        periods = 0;
        doneAt = Long.MIN_VALUE;
        channel = "";
    }

    void set(int changedVisits, int changedPeriods, long changedDoneAt, String changedChannel) {
        kept = true;
        visits = changedVisits;
        periods = changedPeriods;
        doneAt = changedDoneAt;
        channel = changedChannel;
    }

    boolean equalTo(Memory memory) {
        return visits == memory.visits()
                && periods == memory.periods()
                && doneAt == memory.doneAt()
                && channel.equals(memory.channel());
    }

    Memory memory() {
        return new Memory(visits, periods, doneAt, channel);
    }
}
