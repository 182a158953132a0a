package io.enishi.core.condition;

import io.enishi.core.internal.time.ZoneTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether the steps of a sequence happened one after the other, as the instants at which that flips.
 *
 * <p>Without orders that may drop out, a sequence once complete stays so: the first completion is the only flip. An order that drops out
 * can undo it, and the next completion make it again; between two such instants nothing drops out, so the answer is worked out for
 * each of these stretches.
 *
 * <p>Unlinked steps: one pass over all steps' events in order of time, which remembers for each step the latest instant until which
 * the next one may follow (not the last event's: calendar spans are not monotone). An event in order extends that pass. Linked steps:
 * a search backwards from each last event, newest candidates first, that remembers dead ends; a search gives up after {@value
 * #MAX_VISITS} visits and then counts as not found, which {@link #gaveUp} tells. A search depends only on the events before its last one, so the
 * answer does not depend on the order of arrival.
 */
final class Chain {

    static final long NEVER = Long.MAX_VALUE;
    /** Milliseconds of work at most; honest histories need a few visits a step. */
    static final int MAX_VISITS = 100_000;

    private static final long[] NO_FLIPS = new long[0];

    private final ChainPlan plan;
    private long[] flips = NO_FLIPS;
    private boolean gaveUp;

    // The pass over the stretch after the last drop-out, for events that come in order.
    private long stretch = Long.MIN_VALUE;
    private boolean complete;
    private long instant = Long.MIN_VALUE;
    private final long[] open;
    private final long[] opening;

    Chain(ChainPlan plan) {
        this.plan = plan;
        this.open = new long[plan.length()];
        this.opening = new long[plan.length()];
        restart(Long.MIN_VALUE);
    }

    private Chain(Chain other) {
        plan = other.plan;
        flips = other.flips; // replaced, never changed
        gaveUp = other.gaveUp;
        stretch = other.stretch;
        complete = other.complete;
        instant = other.instant;
        open = other.open.clone();
        opening = other.opening.clone();
    }

    Chain copy() {
        return new Chain(this);
    }

    // ------------------------------------------------------------------ reading

    boolean holds(long now) {
        int passed = 0;
        while (passed < flips.length && flips[passed] <= now) {
            passed++;
        }
        return (passed & 1) == 1;
    }

    long nextFlip(long now) {
        for (long flip : flips) {
            if (flip > now) {
                return flip;
            }
        }
        return NEVER;
    }

    /** The last flip at or before {@code now}; the smallest long if there is none. */
    long lastFlip(long now) {
        long last = Long.MIN_VALUE;
        for (long flip : flips) {
            last = flip <= now ? flip : last;
        }
        return last;
    }

    /** Whether a search ended without an answer. */
    boolean gaveUp() {
        return gaveUp;
    }

    // ------------------------------------------------------------------ writing

    /**
     * Takes in that an event at {@code t} was inserted into some of the selections.
     *
     * @param rowOf by selection, the row it was inserted at; -1 for selections that it is not of
     */
    void inserted(long t, int[] rowOf, Columns columns) {
        if (t < instant || t < stretch || dropsOut(rowOf, columns)) {
            rebuild(columns);
            return;
        }
        advance(t);
        if (!complete) {
            complete = plan.linked() ? completesLinked(rowOf, columns) : completesUnlinked(t, rowOf, columns.zone());
            if (complete) {
                flipOn(Math.max(t, stretch));
            }
        }
    }

    private boolean dropsOut(int[] rowOf, Columns columns) {
        for (int i = 0; plan.net() && i < plan.length(); i++) {
            int selection = plan.step(i).selection();
            if (rowOf[selection] >= 0 && columns.rows(selection).end(rowOf[selection]) != NEVER) {
                return true;
            }
        }
        return false;
    }

    void rebuild(Columns columns) {
        flips = NO_FLIPS;
        gaveUp = false;
        long[] ends = ends(columns);
        for (int i = 0; i <= ends.length; i++) {
            restart(i == 0 ? Long.MIN_VALUE : ends[i - 1]);
            long until = i == ends.length ? NEVER : ends[i];
            long completed = plan.linked() ? firstLinked(columns) : firstUnlinked(columns);
            complete = completed != NEVER;
            if (plan.linked()) {
                advanceToTheLast(columns);
            }
            long from = Math.max(completed, stretch);
            if (complete && from < until) {
                flipOn(from);
                if (until != NEVER) {
                    flips = Arrays.copyOf(flips, flips.length + 1);
                    flips[flips.length - 1] = until;
                }
            }
        }
    }

    /** Turns the answer on; a flip off at the same instant is taken back instead. */
    private void flipOn(long at) {
        if (flips.length > 0 && flips[flips.length - 1] == at) {
            flips = Arrays.copyOf(flips, flips.length - 1);
        } else {
            flips = Arrays.copyOf(flips, flips.length + 1);
            flips[flips.length - 1] = at;
        }
    }

    private long[] ends(Columns columns) {
        if (!plan.net()) {
            return NO_FLIPS;
        }
        TreeSet<Long> ends = new TreeSet<>();
        for (int i = 0; i < plan.length(); i++) {
            Rows rows = columns.rows(plan.step(i).selection());
            for (int row = 0; plan.step(i).net() && row < rows.size(); row++) {
                if (rows.end(row) != NEVER) {
                    ends.add(rows.end(row));
                }
            }
        }
        return ends.stream().mapToLong(Long::longValue).toArray();
    }

    private void restart(long from) {
        stretch = from;
        complete = false;
        instant = Long.MIN_VALUE;
        Arrays.fill(open, Long.MIN_VALUE);
        Arrays.fill(opening, Long.MIN_VALUE);
    }

    /** Time moves on: what opened at the instant before can be followed from now on. */
    private void advance(long t) {
        if (t > instant) {
            instant = t;
            for (int i = 0; i < open.length; i++) {
                open[i] = Math.max(open[i], opening[i]);
            }
        }
    }

    /** The row is not dropped out in the stretch. */
    private boolean counts(Rows rows, int row) {
        return rows.end(row) > stretch;
    }

    // ------------------------------------------------------------------ unlinked: one pass

    private long firstUnlinked(Columns columns) {
        int length = plan.length();
        int[] next = new int[length];
        while (true) {
            long t = NEVER;
            for (int i = 0; i < length; i++) {
                Rows rows = columns.rows(plan.step(i).selection());
                while (next[i] < rows.size() && !counts(rows, next[i])) {
                    next[i]++;
                }
                t = next[i] < rows.size() ? Math.min(t, rows.at(next[i])) : t;
            }
            if (t == NEVER) {
                return NEVER;
            }
            advance(t);
            for (int i = 0; i < length; i++) {
                Rows rows = columns.rows(plan.step(i).selection());
                while (next[i] < rows.size() && rows.at(next[i]) == t) {
                    if (counts(rows, next[i]) && follows(i, t) && follow(i, t, columns.zone())) {
                        return t;
                    }
                    next[i]++;
                }
            }
        }
    }

    private boolean completesUnlinked(long t, int[] rowOf, ZoneTable zone) {
        for (int i = 0; i < plan.length(); i++) {
            if (rowOf[plan.step(i).selection()] >= 0 && follows(i, t) && follow(i, t, zone)) {
                return true;
            }
        }
        return false;
    }

    private boolean follows(int step, long t) {
        return step == 0 || open[step - 1] > t;
    }

    /** Notes that a step was reached at {@code t}; true if it is the last one. */
    private boolean follow(int step, long t, ZoneTable zone) {
        if (step == plan.length() - 1) {
            return true;
        }
        WindowRule within = plan.step(step + 1).within();
        opening[step] = Math.max(opening[step], within == null ? NEVER : within.exit(t, zone));
        return false;
    }

    // ------------------------------------------------------------------ linked: a search backwards

    private long firstLinked(Columns columns) {
        Rows last = columns.rows(plan.step(plan.length() - 1).selection());
        for (int row = 0; row < last.size(); row++) {
            if (counts(last, row) && new Search(columns).from(row)) {
                return last.at(row);
            }
        }
        return NEVER;
    }

    /** Whatever comes before an event that is there already may complete it: such late comers start anew. */
    private void advanceToTheLast(Columns columns) {
        for (int i = 0; i < plan.length(); i++) {
            Rows rows = columns.rows(plan.step(i).selection());
            if (rows.size() > 0) {
                instant = Math.max(instant, rows.at(rows.size() - 1));
            }
        }
    }

    private boolean completesLinked(int[] rowOf, Columns columns) {
        int row = rowOf[plan.step(plan.length() - 1).selection()];
        return row >= 0 && new Search(columns).from(row);
    }

    /** One search for the steps before a given last event. */
    private final class Search {
        private final Columns columns;
        private final int[] chosen = new int[plan.length()];
        /** Rows of uncrossed steps before which the earlier steps cannot be found. */
        private final BitSet[] dead = new BitSet[plan.length()];

        private int visits;

        Search(Columns columns) {
            this.columns = columns;
            for (int i = 0; i < dead.length; i++) {
                dead[i] = new BitSet();
            }
        }

        boolean from(int lastRow) {
            boolean found = before(plan.length() - 1, lastRow);
            gaveUp |= !found && visits >= MAX_VISITS;
            return found;
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

    int bytes() {
        return 96 + 16 * open.length + 8 * flips.length;
    }
}
