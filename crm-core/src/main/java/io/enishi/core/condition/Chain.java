package io.enishi.core.condition;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When the steps of a sequence have happened one after the other, as the pieces of time during which that is so.
 *
 * <p>A choice of one event for each step holds from its last event on, until one of its orders drops out (for good, if it has none that
 * does): its <em>life</em>. So each event of the last step gives a piece from its time to the longest life among the choices that
 * end in it, and the answer is the union of these pieces.
 *
 * <p>Unlinked steps: one pass over all steps' events in order of time. The life of an event is the smaller of its own and the longest
 * among those it may follow; those are kept as {@link Reach}, since spans are not monotone and the last event is not always the
 * one that may be followed longest. An event in order extends the pass.
 *
 * <p>Linked steps: a search backwards from each last event, newest candidates first, that remembers dead ends. A search gives up
 * after {@value #MAX_VISITS} visits and then counts as not found, which {@link #gaveUp} tells. It depends only on the events before
 * its last one, so the answer does not depend on the order of arrival.
 */
final class Chain {

    static final long NEVER = Long.MAX_VALUE;
    /** Milliseconds of work at most; honest histories need a few visits a step. */
    static final int MAX_VISITS = 100_000;

    private static final long[] NONE = new long[0];

    private final ChainPlan plan;
    /** Starts of the pieces, ascending. */
    private long[] starts = NONE;
    /** Their ends; pieces neither meet nor overlap. */
    private long[] ends = NONE;

    private int pieces;
    private boolean gaveUp;

    // The state of the pass, for events that come in order.
    private long instant = Long.MIN_VALUE;
    private final Reach[] reached;
    /** Where orders of the steps drop out, ascending; null when not known. */
    private long @Nullable [] drops;

    Chain(ChainPlan plan) {
        this.plan = plan;
        this.reached = new Reach[plan.length()];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = new Reach();
        }
    }

    private Chain(Chain other) {
        plan = other.plan;
        starts = other.starts.clone();
        ends = other.ends.clone();
        pieces = other.pieces;
        gaveUp = other.gaveUp;
        instant = other.instant;
        reached = new Reach[other.reached.length];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = other.reached[i].copy();
        }
    }

    Chain copy() {
        return new Chain(this);
    }

    // ------------------------------------------------------------------ reading

    /** The last piece that began at or before {@code now}; -1 if none. */
    private int pieceAt(long now) {
        int low = 0;
        int high = pieces;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= now) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    boolean holds(long now) {
        int piece = pieceAt(now);
        return piece >= 0 && ends[piece] > now;
    }

    /** When {@link #holds} is next different. */
    long nextFlip(long now) {
        int piece = pieceAt(now);
        if (piece >= 0 && ends[piece] > now) {
            return ends[piece];
        }
        return piece + 1 < pieces ? starts[piece + 1] : NEVER;
    }

    /** Since when it holds without a break. */
    long since(long now) {
        return starts[pieceAt(now)];
    }

    /** Whether a search ended without an answer. */
    boolean gaveUp() {
        return gaveUp;
    }

    private boolean holdsForGood() {
        return pieces > 0 && ends[pieces - 1] == NEVER;
    }

    // ------------------------------------------------------------------ writing

    /**
     * Takes in that an event at {@code t} was inserted into some of the selections.
     *
     * @param rowOf by selection, the row it was inserted at; -1 for selections that it is not of
     */
    void inserted(long t, int[] rowOf, Columns columns) {
        if (holdsForGood() && t >= starts[pieces - 1]) {
            instant = Math.max(instant, t); // nothing that comes now can change an answer
            return;
        }
        if (t < instant) {
            rebuild(columns);
            return;
        }
        advance(t);
        for (int i = 0; i < plan.length(); i++) {
            int row = rowOf[plan.step(i).selection()];
            if (row >= 0) {
                if (columns.rows(plan.step(i).selection()).end(row) != NEVER) {
                    drops = null;
                }
                take(i, row, columns);
            }
        }
    }

    void rebuild(Columns columns) {
        pieces = 0;
        gaveUp = false;
        instant = Long.MIN_VALUE;
        drops = null;
        for (Reach reach : reached) {
            reach.clear();
        }
        int length = plan.length();
        int[] next = new int[length];
        while (!holdsForGood()) { // then the pass is over: nothing later can change an answer
            long t = NEVER;
            for (int i = 0; i < length; i++) {
                Rows rows = columns.rows(plan.step(i).selection());
                t = next[i] < rows.size() ? Math.min(t, rows.at(next[i])) : t;
            }
            if (t == NEVER) {
                return;
            }
            advance(t);
            for (int i = 0; i < length; i++) {
                Rows rows = columns.rows(plan.step(i).selection());
                while (next[i] < rows.size() && rows.at(next[i]) == t) {
                    take(i, next[i]++, columns);
                }
            }
        }
    }

    /** Time moves on: what was reached at the instant before can be followed from now on. */
    private void advance(long t) {
        if (t > instant) {
            instant = t;
            for (Reach reach : reached) {
                reach.advance(t);
            }
        }
    }

    /** Takes an event of a step into the pass. */
    private void take(int step, int row, Columns columns) {
        Rows rows = columns.rows(plan.step(step).selection());
        long t = rows.at(row);
        boolean last = step == plan.length() - 1;
        if (plan.linked()) {
            if (last) {
                addPiece(t, linkedLife(row, columns));
            }
            return;
        }
        long life = step == 0 ? NEVER : reached[step - 1].longestLife();
        life = Math.min(life, rows.end(row));
        if (life <= t) {
            return; // nothing to follow, or dropped out already
        }
        if (last) {
            addPiece(t, life);
        } else {
            WindowRule within = plan.step(step + 1).within();
            reached[step].add(within == null ? NEVER : within.exit(t, columns.zone()), life);
        }
    }

    /** Adds a piece that begins no earlier than those before it. */
    private void addPiece(long from, long until) {
        if (until <= from) {
            return;
        }
        if (pieces > 0 && ends[pieces - 1] >= from) {
            ends[pieces - 1] = Math.max(ends[pieces - 1], until);
            return;
        }
        if (pieces == starts.length) {
            starts = Arrays.copyOf(starts, Math.max(1, 2 * pieces));
            ends = Arrays.copyOf(ends, starts.length);
        }
        starts[pieces] = from;
        ends[pieces] = until;
        pieces++;
    }

    // ------------------------------------------------------------------ unlinked: what may be followed

    /**
     * What was reached of one step: until when it may be followed and how long that would live. Only what is not outdone in both is
     * kept, sorted by the first, so that the longest life among what may still be followed stands in front.
     */
    private static final class Reach {
        private long[] until = NONE;
        private long[] lives = NONE;
        private int first;
        private int end;
        // Reached at the current instant: may be followed from the next one on.
        private long[] newUntil = NONE;
        private long[] newLives = NONE;
        private int added;

        Reach copy() {
            Reach copy = new Reach();
            copy.until = Arrays.copyOfRange(until, first, end);
            copy.lives = Arrays.copyOfRange(lives, first, end);
            copy.end = end - first;
            copy.newUntil = Arrays.copyOf(newUntil, added);
            copy.newLives = Arrays.copyOf(newLives, added);
            copy.added = added;
            return copy;
        }

        void clear() {
            first = 0;
            end = 0;
            added = 0;
        }

        void add(long mayFollowUntil, long life) {
            if (added == newUntil.length) {
                newUntil = Arrays.copyOf(newUntil, added + 2);
                newLives = Arrays.copyOf(newLives, added + 2);
            }
            newUntil[added] = mayFollowUntil;
            newLives[added] = life;
            added++;
        }

        void advance(long t) {
            for (int i = 0; i < added; i++) {
                insert(newUntil[i], newLives[i]);
            }
            added = 0;
            while (first < end && until[first] <= t) {
                first++;
            }
        }

        private void insert(long mayFollowUntil, long life) {
            makeRoom();
            int at = end;
            while (at > first && until[at - 1] > mayFollowUntil) {
                at--;
            }
            boolean outdone = (at < end && lives[at] >= life)
                    || (at > first && until[at - 1] == mayFollowUntil && lives[at - 1] >= life);
            if (outdone) {
                return; // by one that may be followed as long or longer and lives as long
            }
            int kept = at;
            while (kept > first && lives[kept - 1] <= life) {
                kept--; // these may be followed no longer and do not live longer
            }
            System.arraycopy(until, at, until, kept + 1, end - at);
            System.arraycopy(lives, at, lives, kept + 1, end - at);
            until[kept] = mayFollowUntil;
            lives[kept] = life;
            end += 1 - (at - kept);
        }

        private void makeRoom() {
            if (end < until.length) {
                return;
            }
            int size = end - first;
            long[] roomyUntil = size * 2 < until.length ? until : new long[size + size / 2 + 2];
            long[] roomyLives = roomyUntil == until ? lives : new long[roomyUntil.length];
            System.arraycopy(until, first, roomyUntil, 0, size);
            System.arraycopy(lives, first, roomyLives, 0, size);
            until = roomyUntil;
            lives = roomyLives;
            first = 0;
            end = size;
        }

        /** The longest life among what may be followed; the smallest long if there is nothing. */
        long longestLife() {
            return first < end ? lives[first] : Long.MIN_VALUE;
        }
    }

    // ------------------------------------------------------------------ linked: a search backwards

    /** The longest life among choices that end in a row of the last step: almost always for good, else found by bisection. */
    private long linkedLife(int lastRow, Columns columns) {
        if (found(lastRow, NEVER - 1, columns)) {
            return NEVER;
        }
        if (!plan.mayDropOut()) {
            return Long.MIN_VALUE;
        }
        if (drops == null) {
            drops = drops(columns);
        }
        int low = 0; // how many of the drops some choice reaches
        int high = drops.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (found(lastRow, drops[middle] - 1, columns)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Long.MIN_VALUE : drops[low - 1];
    }

    private boolean found(int lastRow, long outliving, Columns columns) {
        return new Search(columns, outliving).from(lastRow);
    }

    private long[] drops(Columns columns) {
        TreeSet<Long> drops = new TreeSet<>();
        for (int i = 0; i < plan.length(); i++) {
            Rows rows = columns.rows(plan.step(i).selection());
            for (int row = 0; plan.step(i).mayDropOut() && row < rows.size(); row++) {
                if (rows.end(row) != NEVER) {
                    drops.add(rows.end(row));
                }
            }
        }
        return drops.stream().mapToLong(Long::longValue).toArray();
    }

    /** One search for the steps before a given last event, among events that do not drop out until an instant. */
    private final class Search {
        private final Columns columns;
        private final long outliving;
        private final int[] chosen = new int[plan.length()];
        /** Rows of uncrossed steps before which the earlier steps cannot be found. */
        private final BitSet[] dead = new BitSet[plan.length()];

        private int visits;

        Search(Columns columns, long outliving) {
            this.columns = columns;
            this.outliving = outliving;
            for (int i = 0; i < dead.length; i++) {
                dead[i] = new BitSet();
            }
        }

        boolean from(int lastRow) {
            int last = plan.length() - 1;
            boolean found = counts(columns.rows(plan.step(last).selection()), lastRow) && before(last, lastRow);
            gaveUp |= !found && visits >= MAX_VISITS;
            return found;
        }

        private boolean counts(Rows rows, int row) {
            return rows.end(row) > outliving;
        }

        /** Whether the steps before {@code step} can be found, given {@code row} for it and those chosen after it. */
        private boolean before(int step, int row) {
            chosen[step] = row;
            if (step == 0) {
                return true;
            }
            if (dead[step].get(row)) {
                return false;
            }
            long t = columns.rows(plan.step(step).selection()).at(row);
            WindowRule within = plan.step(step).within();
            Rows candidates = columns.rows(plan.step(step - 1).selection());
            long longest = within == null ? NEVER : within.longest();
            for (int i = candidates.entries().rank(t - 1) - 1; i >= 0; i--) {
                if (++visits >= MAX_VISITS) {
                    return false;
                }
                long earlier = candidates.at(i);
                if (longest != NEVER && earlier + longest <= t) {
                    break;
                }
                if (counts(candidates, i)
                        && (within == null || t < within.exit(earlier, columns.zone()))
                        && suits(step - 1, i)
                        && before(step - 1, i)) {
                    return true;
                }
            }
            if (!plan.isCrossed(step) && visits < MAX_VISITS) {
                dead[step].set(row);
            }
            return false;
        }

        /** Whether a row fits what later steps, chosen already, demand of this one. */
        private boolean suits(int step, int row) {
            for (int later = step + 1; later < plan.length(); later++) {
                ChainPlan.Step tied = plan.step(later);
                if (tied.link() == step) {
                    List<Object> mine =
                            columns.rows(plan.step(step).selection()).objects(tied.linkedObjects(), row);
                    List<Object> theirs = columns.rows(tied.selection()).objects(tied.objects(), chosen[later]);
                    if (share(mine, theirs) == tied.different()) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static boolean share(List<Object> some, List<Object> others) {
            for (Object value : some) {
                if (others.contains(value)) {
                    return true;
                }
            }
            return false;
        }
    }
}
