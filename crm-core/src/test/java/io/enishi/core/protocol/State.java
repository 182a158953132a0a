package io.enishi.core.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is at one moment: what is durable, the world around it, and what a crash destroys.
 *
 * @param durable what the store holds
 * @param due whether the timer's time has come
 * @param leased whether the command's last lease has not ended
 * @param accepted how often the channel took the message (counted to 2)
 * @param retries how often the channel may still ask to come back
 * @param crashes how many crashes may still happen
 * @param first one worker
 * @param second the other
 * @param memories the caches of the two processes
 */
record State(
        Durable durable,
        boolean due,
        boolean leased,
        int accepted,
        int retries,
        int crashes,
        Worker first,
        Worker second,
        Memories memories) {

    /** How many longs {@link #pack} fills. */
    static final int LONGS = 5;

    /**
     * What no crash can touch.
     *
     * @param younger the customer labelled by origin 0; null once absorbed
     * @param older the customer labelled by origin 1
     * @param arrived events that arrived, in the inbox or decided
     * @param decided events that left the inbox
     * @param judged whether the judgement that both are one person is recorded
     * @param refused whether the ledger refuses the address that both customers share
     */
    record Durable(
            @Nullable Row younger, @Nullable Row older, int arrived, int decided, boolean judged, boolean refused) {

        @Nullable
        Row row(int label) {
            return label == 0 ? younger : older;
        }

        Durable with(int label, @Nullable Row row) {
            return label == 0
                    ? new Durable(row, older, arrived, decided, judged, refused)
                    : new Durable(younger, row, arrived, decided, judged, refused);
        }

        Durable withArrived(int event) {
            return new Durable(younger, older, arrived | 1 << event, decided, judged, refused);
        }

        Durable withDecided(int event) {
            return new Durable(younger, older, arrived, decided | 1 << event, judged, refused);
        }

        Durable withJudged() {
            return new Durable(younger, older, arrived, decided, true, refused);
        }

        Durable withRefused() {
            return new Durable(younger, older, arrived, decided, judged, true);
        }

        List<Row> rows() {
            List<Row> rows = new ArrayList<>(2);
            for (int label = 0; label < 2; label++) {
                Row row = row(label);
                if (row != null) {
                    rows.add(row);
                }
            }
            return rows;
        }

        boolean waitsInInbox(int event) {
            return (arrived & ~decided & 1 << event) != 0;
        }

        /** The run of origin 0, in whichever row it is. */
        Row.Run run() {
            return younger == null || younger.run() == Row.Run.NONE
                    ? (older == null ? Row.Run.NONE : older.run())
                    : younger.run();
        }

        /** The run's command, in whichever row it is. */
        Row.Send send() {
            return younger == null || younger.send() == Row.Send.NONE
                    ? (older == null ? Row.Send.NONE : older.send())
                    : younger.send();
        }
    }

    /** The caches: process, then label. */
    record Memories(
            @Nullable Row row00,
            @Nullable Row row01,
            @Nullable Row row10,
            @Nullable Row row11) {
        static final Memories EMPTY = new Memories(null, null, null, null);

        @Nullable
        Row row(int process, int label) {
            return process == 0 ? (label == 0 ? row00 : row01) : (label == 0 ? row10 : row11);
        }

        Memories with(int process, int label, @Nullable Row row) {
            return new Memories(
                    process == 0 && label == 0 ? row : row00,
                    process == 0 && label == 1 ? row : row01,
                    process == 1 && label == 0 ? row : row10,
                    process == 1 && label == 1 ? row : row11);
        }
    }

    /** Both customers are there; two events wait in the inbox, the reply may come at any time. */
    static State first(World world) {
        int inbox = 1 << Row.START | 1 << Row.SIGN_UP;
        return new State(
                new Durable(Row.of(0, 1), Row.of(1, 1), inbox, 0, false, false),
                false,
                false,
                0,
                World.RETRIES,
                world.crashes(),
                Worker.IDLE,
                Worker.IDLE,
                Memories.EMPTY);
    }

    /** The label of the customer that holds an origin. */
    int ownerOf(int origin) {
        Row younger = durable.younger();
        return younger != null && younger.holds(origin) ? 0 : 1;
    }

    Worker worker(int w) {
        return w == 0 ? first : second;
    }

    /** Nothing is left to be done. */
    boolean isFinished() {
        Row.Run run = durable.run();
        boolean ended = run == Row.Run.REPLIED
                || (run == Row.Run.TIMED_OUT && durable.send().isClosed());
        return ended && durable.judged() && durable.decided() == 7 && first.isIdle() && second.isIdle();
    }

    // ------------------------------------------------------------------ changed copies

    State with(Durable next) {
        return new State(next, due, leased, accepted, retries, crashes, first, second, memories);
    }

    State with(int w, Worker worker) {
        return new State(
                durable,
                due,
                leased,
                accepted,
                retries,
                crashes,
                w == 0 ? worker : first,
                w == 1 ? worker : second,
                memories);
    }

    State with(Memories next) {
        return new State(durable, due, leased, accepted, retries, crashes, first, second, next);
    }

    State withDue() {
        return new State(durable, true, leased, accepted, retries, crashes, first, second, memories);
    }

    State withLease(boolean runs) {
        return new State(durable, due, runs, accepted, retries, crashes, first, second, memories);
    }

    State withAccepted() {
        return new State(durable, due, leased, Math.min(2, accepted + 1), retries, crashes, first, second, memories);
    }

    State withRetryUsed() {
        return new State(durable, due, leased, accepted, retries - 1, crashes, first, second, memories);
    }

    State withCrashUsed() {
        return new State(durable, due, leased, accepted, retries, crashes - 1, first, second, memories);
    }

    // ------------------------------------------------------------------ packing

    /** Writes the state to {@code out}; no two states write the same. */
    void pack(long[] out) {
        out[0] = Row.pack(durable.younger())
                | Row.pack(durable.older()) << 18
                | (long) durable.arrived() << 36
                | (long) durable.decided() << 39
                | bit(durable.judged(), 42)
                | bit(durable.refused(), 43)
                | bit(due, 44)
                | bit(leased, 45)
                | (long) accepted << 46
                | (long) retries << 48
                | (long) crashes << 50;
        out[1] = first.pack();
        out[2] = second.pack();
        out[3] = Row.pack(memories.row00()) | Row.pack(memories.row01()) << Row.BITS;
        out[4] = Row.pack(memories.row10()) | Row.pack(memories.row11()) << Row.BITS;
    }

    static State unpack(long[] in) {
        Durable durable = new Durable(
                Row.unpack(in[0]),
                Row.unpack(in[0] >>> 18),
                (int) (in[0] >>> 36) & 7,
                (int) (in[0] >>> 39) & 7,
                isSet(in[0], 42),
                isSet(in[0], 43));
        boolean noMemory = (in[3] | in[4]) == 0;
        return new State(
                durable,
                isSet(in[0], 44),
                isSet(in[0], 45),
                (int) (in[0] >>> 46) & 3,
                (int) (in[0] >>> 48) & 3,
                (int) (in[0] >>> 50) & 3,
                Worker.unpack(in[1]),
                Worker.unpack(in[2]),
                noMemory
                        ? Memories.EMPTY
                        : new Memories(
                                Row.unpack(in[3]),
                                Row.unpack(in[3] >>> Row.BITS),
                                Row.unpack(in[4]),
                                Row.unpack(in[4] >>> Row.BITS)));
    }

    private static long bit(boolean set, int position) {
        return set ? 1L << position : 0;
    }

    private static boolean isSet(long bits, int position) {
        return (bits >>> position & 1) != 0;
    }
}
