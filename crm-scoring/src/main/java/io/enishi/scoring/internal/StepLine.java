package io.enishi.scoring.internal;

import io.enishi.core.value.Trajectory;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/** Makes step trajectories of functions that are known to change at certain instants only. */
public final class StepLine {

    private StepLine() {}

    /**
     * The function as steps.
     *
     * @param changes every instant at which it may change, epoch milliseconds, in any order
     * @param value its value at an instant
     */
    public static Trajectory of(Collection<Long> changes, LongUnaryOperator value) {
        TreeSet<Long> times = new TreeSet<>(changes);
        if (times.isEmpty()) {
            return Trajectory.constant(value.applyAsLong(0));
        }
        long[] at = new long[times.size()];
        long[] values = new long[at.length];
        long initial = value.applyAsLong(times.first() - 1);
        long before = initial;
        int steps = 0;
        for (long time : times) {
            long now = value.applyAsLong(time);
            if (now != before) {
                at[steps] = time;
                values[steps++] = now;
                before = now;
            }
        }
        return steps == 0
                ? Trajectory.constant(initial)
                : Trajectory.steps(initial, Arrays.copyOf(at, steps), Arrays.copyOf(values, steps), 1);
    }
}
