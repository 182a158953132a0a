package io.enishi.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a worker is doing: the part of the state that a crash destroys.
 *
 * @param task what it works on
 * @param phase how far it is
 * @param label the customer it looked up, and holds the lock of once loaded
 * @param loaded the snapshot it decides on
 * @param absorbed of a merge, the snapshot of the other customer
 * @param refused what the consent ledger said at the load
 * @param attempt the number of its claim
 * @param leased whether its lease still runs
 * @param answer what the channel said
 */
record Worker(
        Task task,
        Phase phase,
        int label,
        @Nullable Row loaded,
        @Nullable Row absorbed,
        boolean refused,
        int attempt,
        boolean leased,
        Answer answer) {

    static final Worker IDLE = new Worker(Task.NONE, Phase.IDLE, 0, null, null, false, 0, false, Answer.NONE);

    private static final Task[] TASKS = Task.values();
    private static final Phase[] PHASES = Phase.values();
    private static final Answer[] ANSWERS = Answer.values();

    enum Phase {
        IDLE,
        /** Knows which customer holds the origin, and waits for its lock. */
        RESOLVED,
        /** Holds the lock and a snapshot, and has decided on it. */
        LOADED,
        /** Has committed one of two customers; only a faulty merge comes here. */
        HALF_COMMITTED,
        /** Has committed a claim and is about to call the channel. */
        CLAIMED,
        /** Has the channel's answer. */
        ANSWERED
    }

    enum Answer {
        NONE,
        ACCEPTED,
        RETRY_AFTER
    }

    enum Task {
        NONE(0),
        START(0),
        REPLY(0),
        SIGN_UP(1),
        TIMER(0),
        MERGE(0),
        /** Claim, call, settle. */
        SEND(0);

        private final int origin;

        Task(int origin) {
            this.origin = origin;
        }

        int origin() {
            return origin;
        }

        static Task decide(int event) {
            return event == Row.START ? START : event == Row.REPLY ? REPLY : SIGN_UP;
        }

        /** The event of a task that decides one, else -1. */
        int event() {
            return this == START ? Row.START : this == REPLY ? Row.REPLY : this == SIGN_UP ? Row.SIGN_UP : -1;
        }
    }

    boolean isIdle() {
        return phase == Phase.IDLE;
    }

    boolean isSettling() {
        return answer != Answer.NONE;
    }

    boolean holdsLock() {
        return phase == Phase.LOADED || phase == Phase.HALF_COMMITTED;
    }

    boolean locks(int customer) {
        return holdsLock() && (task == Task.MERGE || label == customer);
    }

    /** Calls the channel, or has called it and not settled yet, under a lease that still runs. */
    boolean callsUnderLease() {
        return leased && (phase == Phase.CLAIMED || isSettling());
    }

    Worker resolved(Task next, int customer) {
        return new Worker(next, Phase.RESOLVED, customer, null, null, false, attempt, leased, answer);
    }

    Worker loaded(Row snapshot, @Nullable Row other, boolean consentRefused) {
        return new Worker(task, Phase.LOADED, label, snapshot, other, consentRefused, attempt, leased, answer);
    }

    Worker halfCommitted() {
        return new Worker(task, Phase.HALF_COMMITTED, label, loaded, absorbed, false, 0, false, Answer.NONE);
    }

    Worker claimed(int attemptOfClaim) {
        return new Worker(task, Phase.CLAIMED, 0, null, null, false, attemptOfClaim, true, Answer.NONE);
    }

    Worker answered(Answer said) {
        return new Worker(task, Phase.ANSWERED, 0, null, null, false, attempt, leased, said);
    }

    /** Begins again: whoever has an answer keeps it and looks the customer up once more. */
    Worker again() {
        return isSettling() ? answered(answer) : IDLE;
    }

    Worker withoutLease() {
        return new Worker(task, phase, label, loaded, absorbed, refused, attempt, false, answer);
    }

    // ------------------------------------------------------------------ packing

    long pack() {
        return task.ordinal()
                | phase.ordinal() << 3
                | label << 6
                | (refused ? 1 << 7 : 0)
                | attempt << 8
                | (leased ? 1 << 10 : 0)
                | answer.ordinal() << 11
                | Row.pack(loaded) << 13
                | Row.pack(absorbed) << 13 + Row.BITS;
    }

    static Worker unpack(long bits) {
        if (bits == 0) {
            return IDLE;
        }
        return new Worker(
                TASKS[(int) bits & 7],
                PHASES[(int) (bits >>> 3) & 7],
                (int) (bits >>> 6) & 1,
                Row.unpack(bits >>> 13),
                Row.unpack(bits >>> 13 + Row.BITS),
                (bits & 1 << 7) != 0,
                (int) (bits >>> 8) & 3,
                (bits & 1 << 10) != 0,
                ANSWERS[(int) (bits >>> 11) & 3]);
    }
}
