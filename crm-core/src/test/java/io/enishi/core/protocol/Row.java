package io.enishi.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A customer as the store holds it, cut down to what the protocol needs. Origin 0 has a run that its first event starts, that waits
 * for its second until a timer is due, and that sends when the timer wins. Origin 1 has one event of its own.
 *
 * @param version moves with every commit; 0 before the first
 * @param origins bit set, never empty
 * @param events the timeline, bit set
 * @param run where the run of origin 0 stands
 * @param wake whether a wake-up is stored
 * @param send where the run's command stands
 * @param attempts how often that was claimed: tells an answer to this claim from one to an earlier
 */
record Row(int version, int origins, int events, Run run, boolean wake, Send send, int attempts) {

    /** The three events: the first two happen to origin 0, the last to origin 1. */
    static final int START = 0;

    static final int REPLY = 1;
    static final int SIGN_UP = 2;

    /** Bits of a packed row. */
    static final int BITS = 18;

    private static final Run[] RUNS = Run.values();
    private static final Send[] SENDS = Send.values();

    enum Run {
        NONE,
        WAITING,
        /** The reply won. */
        REPLIED,
        /** The timer won. */
        TIMED_OUT
    }

    enum Send {
        NONE,
        PENDING,
        /** Claimed; whether a worker still holds it depends on the lease. */
        DISPATCHED,
        /** The channel said that it did not send and asked to come back. */
        PROMISED,
        DONE,
        DROPPED,
        /** Left to a person. */
        DEAD;

        boolean isClosed() {
            return this == DONE || this == DROPPED || this == DEAD;
        }
    }

    static Row of(int origin, int version) {
        return new Row(version, 1 << origin, 0, Run.NONE, false, Send.NONE, 0);
    }

    static int originOf(int event) {
        return event == SIGN_UP ? 1 : 0;
    }

    boolean holds(int origin) {
        return (origins & 1 << origin) != 0;
    }

    boolean knows(int event) {
        return (events & 1 << event) != 0;
    }

    Row with(Run next) {
        return new Row(version, origins, events, next, next == Run.WAITING, send, attempts);
    }

    Row with(Send next) {
        return new Row(version, origins, events, run, wake, next, attempts);
    }

    Row withoutWakeUp() {
        return new Row(version, origins, events, run, false, send, attempts);
    }

    Row next() {
        return new Row(version + 1, origins, events, run, wake, send, attempts);
    }

    // ------------------------------------------------------------------ decisions, pure functions of the row

    /** The event joins the timeline; the run decides. */
    Row decide(int event) {
        Row row = new Row(version, origins, events | 1 << event, run, wake, send, attempts);
        return switch (event) {
            case START -> row.with(row.knows(REPLY) ? Run.REPLIED : Run.WAITING); // the wait looks back
            case REPLY -> run == Run.WAITING ? row.with(Run.REPLIED) : row;
            default -> row;
        };
    }

    Row timeOut() {
        return with(Run.TIMED_OUT).with(Send.PENDING);
    }

    Row claim() {
        return new Row(version, origins, events, run, wake, Send.DISPATCHED, attempts + 1);
    }

    /** The union of two customers, under the label of this one. */
    Row absorb(Row other) {
        return new Row(
                version,
                origins | other.origins,
                events | other.events,
                run == Run.NONE ? other.run : run,
                wake || other.wake,
                send == Send.NONE ? other.send : send,
                Math.max(attempts, other.attempts));
    }

    // ------------------------------------------------------------------ packing

    /** All of it in {@code BITS} bits; 0 stands for no row. */
    static long pack(@Nullable Row row) {
        if (row == null) {
            return 0;
        }
        if (row.version > 31 || row.attempts > 3) {
            throw new IllegalStateException("a row counts further than its bits reach");
        }
        return row.version
                | row.origins << 5
                | row.events << 7
                | row.run.ordinal() << 10
                | (row.wake ? 1 << 12 : 0)
                | row.send.ordinal() << 13
                | row.attempts << 16;
    }

    static @Nullable Row unpack(long bits) {
        int all = (int) (bits & (1 << BITS) - 1);
        if (all == 0) {
            return null;
        }
        return new Row(
                all & 31,
                all >>> 5 & 3,
                all >>> 7 & 7,
                RUNS[all >>> 10 & 3],
                (all & 1 << 12) != 0,
                SENDS[all >>> 13 & 7],
                all >>> 16 & 3);
    }
}
