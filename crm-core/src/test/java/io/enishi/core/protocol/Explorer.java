package io.enishi.core.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that the steps of {@link Action#TABLE} can reach in a world, breadth first, and holds every step against every
 * {@link Law}.
 *
 * <p>States are kept packed ({@value State#LONGS} longs each) in one array, found by an open-addressing table over it, so that a
 * million states take some 100 MB. Workers are interchangeable: of two states that differ in who is who only one is visited, unless a
 * fault is sought, whose trace then names the workers consistently.
 */
final class Explorer {

    private final World world;
    private final boolean interchange;
    private final boolean[] taken = new boolean[Action.TABLE.size()];

    private long[] states = new long[State.LONGS * 1024];
    private int[] parents = new int[1024];
    private short[] steps = new short[1024];
    private int count;
    private int[] table = new int[4096]; // position + 1; 0 for free

    private int[] edgesFrom = new int[4096];
    private int[] edgesTo = new int[4096];
    private int edges;

    private Explorer(World world) {
        this.world = world;
        this.interchange = world.fault() == null;
    }

    /**
     * What an exploration came to.
     *
     * @param states how many states there are
     * @param steps how many steps lead from one to another
     * @param taken names of the actions that were taken
     * @param violation the first broken law; empty when none is
     */
    record Result(int states, int steps, List<String> taken, Optional<Violation> violation) {}

    /**
     * A law broken.
     *
     * @param trace the shortest run that breaks it, step by step
     */
    record Violation(String law, List<String> trace) {
        @Override
        public String toString() {
            return law + '\n' + String.join("\n", trace);
        }
    }

    static Result explore(World world) {
        return new Explorer(world).explore();
    }

    private Result explore() {
        visit(packed(State.first(world)), -1, (short) 0);
        long[] current = new long[State.LONGS];
        for (int at = 0; at < count; at++) {
            System.arraycopy(states, at * State.LONGS, current, 0, State.LONGS);
            State state = State.unpack(current);
            for (int action = 0; action < Action.TABLE.size(); action++) {
                Violation violation = take(at, state, action);
                if (violation != null) {
                    return new Result(count, edges, takenActions(), Optional.of(violation));
                }
            }
        }
        int stuck = world.fault() == null ? firstThatCannotFinish() : -1;
        Optional<Violation> violation = stuck < 0
                ? Optional.empty()
                : Optional.of(new Violation("from everywhere everything can still be finished", trace(stuck)));
        return new Result(count, edges, takenActions(), violation);
    }

    private @Nullable Violation take(int at, State state, int action) {
        List<Violation> found = new ArrayList<>(0);
        Action.TABLE.get(action).step().from(state, world, (who, next) -> {
            taken[action] = true;
            if (!found.isEmpty()) {
                return;
            }
            short step = (short) (action << 2 | who + 1);
            for (Law law : Law.TABLE) {
                if (!law.holds().of(state, next, world)) {
                    List<String> trace = trace(at);
                    trace.add(describe(step) + "\n    " + next);
                    found.add(new Violation(law.name(), trace));
                    return;
                }
            }
            edge(at, visit(packed(next), at, step));
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private long[] packed(State state) {
        long[] packed = new long[State.LONGS];
        state.pack(packed);
        boolean swap = interchange
                && (packed[1] > packed[2]
                        || (packed[1] == packed[2] && packed[3] > packed[4] && world.processes() == 2));
        if (swap) {
            swap(packed, 1, 2);
            if (world.processes() == 2) {
                swap(packed, 3, 4); // a process takes its memory along
            }
        }
        return packed;
    }

    private static void swap(long[] packed, int i, int j) {
        long kept = packed[i];
        packed[i] = packed[j];
        packed[j] = kept;
    }

    // ------------------------------------------------------------------ the visited set

    /** The position of a state, new or known. */
    private int visit(long[] state, int parent, short step) {
        int slot = slot(state, 0);
        while (table[slot] != 0) {
            int position = table[slot] - 1;
            if (Arrays.equals(states, position * State.LONGS, (position + 1) * State.LONGS, state, 0, State.LONGS)) {
                return position;
            }
            slot = slot + 1 & table.length - 1;
        }
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, count * 2);
            steps = Arrays.copyOf(steps, count * 2);
            states = Arrays.copyOf(states, count * 2 * State.LONGS);
        }
        System.arraycopy(state, 0, states, count * State.LONGS, State.LONGS);
        parents[count] = parent;
        steps[count] = step;
        table[slot] = ++count;
        if (count * 2 > table.length) {
            grow();
        }
        return count - 1;
    }

    private int slot(long[] in, int from) {
        long hash = 0;
        for (int i = from; i < from + State.LONGS; i++) {
            hash = (hash ^ in[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32) & table.length - 1;
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int position = 0; position < count; position++) {
            int slot = slot(states, position * State.LONGS);
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = position + 1;
        }
    }

    // ------------------------------------------------------------------ can everything still be finished?

    private void edge(int from, int to) {
        if (edges == edgesFrom.length) {
            edgesFrom = Arrays.copyOf(edgesFrom, edges * 2);
            edgesTo = Arrays.copyOf(edgesTo, edges * 2);
        }
        edgesFrom[edges] = from;
        edgesTo[edges++] = to;
    }

    /** The first state from which no run of steps finishes; -1 when there is none. Walks the steps backwards. */
    private int firstThatCannotFinish() {
        int[] first = new int[count + 1];
        for (int e = 0; e < edges; e++) {
            first[edgesTo[e] + 1]++;
        }
        for (int i = 0; i < count; i++) {
            first[i + 1] += first[i];
        }
        int[] before = new int[edges];
        int[] next = first.clone();
        for (int e = 0; e < edges; e++) {
            before[next[edgesTo[e]]++] = edgesFrom[e];
        }
        boolean[] finishes = new boolean[count];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        long[] current = new long[State.LONGS];
        for (int at = 0; at < count; at++) {
            System.arraycopy(states, at * State.LONGS, current, 0, State.LONGS);
            if (State.unpack(current).isFinished()) {
                finishes[at] = true;
                open.add(at);
            }
        }
        while (!open.isEmpty()) {
            int at = open.poll();
            for (int e = first[at]; e < first[at + 1]; e++) {
                if (!finishes[before[e]]) {
                    finishes[before[e]] = true;
                    open.add(before[e]);
                }
            }
        }
        for (int at = 0; at < count; at++) {
            if (!finishes[at]) {
                return at;
            }
        }
        return -1;
    }

    // ------------------------------------------------------------------ telling

    private List<String> trace(int at) {
        List<String> trace = new ArrayList<>();
        for (int position = at; parents[position] >= 0; position = parents[position]) {
            trace.add(describe(steps[position]));
        }
        Collections.reverse(trace);
        return trace;
    }

    private static String describe(short step) {
        int who = (step & 3) - 1;
        return Action.TABLE.get(step >> 2).name() + (who < 0 ? "" : " (" + who + ")");
    }

    private List<String> takenActions() {
        List<String> names = new ArrayList<>();
        for (int action = 0; action < taken.length; action++) {
            if (taken[action]) {
                names.add(Action.TABLE.get(action).name());
            }
        }
        return names;
    }
}
