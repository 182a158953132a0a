package io.enishi.core.value;

import java.util.List;

/**
 * A metric as a function of time, known until the next event: what it is now and when it will cross a bound, exactly.
 *
 * <p>A value is a whole part and a fraction counted in {@link #FRACTIONS_PER_POINT}; what conditions see is the whole part,
 * rounded down, so that a score shown as 49 is below 50. Time is a grid of epoch milliseconds. One evaluator, {@link #isAtLeast},
 * serves every question: {@link #valueAt} is the largest bound it accepts, and {@link #nextCrossing} is the first millisecond at
 * which its own answer flips, found by bisection (a closed-form logarithm missed it by a millisecond in nine of ten cases).
 *
 * <p>Every comparison with a whole number is made of {@code isAtLeast}: {@code > x} is {@code isAtLeast(x + 1)}, {@code = x} is
 * {@code isAtLeast(x)} and not {@code isAtLeast(x + 1)}. A condition therefore waits for {@code nextCrossing(x)}, {@code
 * nextCrossing(x + 1)}, or {@link #nextChangeOfSign} for both.
 *
 * <p>A trajectory holds from its last event on; asked about an earlier time it answers something harmless but meaningless.
 * Implementations are immutable, and no question put to those made here allocates. Points that decay by a half-life are made with
 * {@link DecayingSum}.
 */
public interface Trajectory {

    /** No crossing ever. */
    long NEVER = Long.MAX_VALUE;

    /** The unit of {@link #fractionAt}: a point has 10<sup>12</sup> fractions. */
    long FRACTIONS_PER_POINT = 1_000_000_000_000L;

    /** The value at {@code now} (epoch milliseconds), rounded down to a whole number. */
    long valueAt(long now);

    /**
     * What {@link #valueAt} cut off, in 10<sup>-12</sup> points, rounded down: from 0 to {@code FRACTIONS_PER_POINT - 1}. Zero
     * for metrics that are whole numbers, which is the default.
     */
    default long fractionAt(long now) {
        return 0;
    }

    /** Whether {@code valueAt(now) >= bound}. */
    default boolean isAtLeast(long bound, long now) {
        return valueAt(now) >= bound;
    }

    /** The sign of {@code valueAt(now) - bound}: -1, 0 or 1. */
    default int compareTo(long bound, long now) {
        if (!isAtLeast(bound, now)) {
            return -1;
        }
        return bound < Long.MAX_VALUE && isAtLeast(bound + 1, now) ? 1 : 0;
    }

    /**
     * The first millisecond after {@code now} at which another monotone piece begins: from {@code now} to the millisecond before
     * it the value only rises or only falls (or stays). {@link #NEVER} if the value stays for good as it is at {@code now}. The
     * pieces of a {@link #sum} are those of its parts; it may turn within them, see {@link #turns}.
     */
    long nextPiece(long now);

    /**
     * Whether the value may rise and fall within one piece of {@link #nextPiece}, as a {@link #sum} of gains and penalties that fade
     * at different paces does. False, the default, for everything else.
     */
    default boolean turns() {
        return false;
    }

    /**
     * The first millisecond after {@code now} at which {@link #isAtLeast isAtLeast(bound, .)} differs from what it is at {@code
     * now}; {@link #NEVER} if it stays.
     */
    default long nextCrossing(long bound, long now) {
        boolean before = isAtLeast(bound, now);
        long from = now;
        while (true) {
            long end = nextPiece(from);
            if (end == NEVER) {
                return NEVER;
            }
            if (isAtLeast(bound, end - 1) != before) {
                return bisect(bound, before, from, end - 1);
            }
            if (isAtLeast(bound, end) != before) {
                return end;
            }
            from = end;
        }
    }

    /** The first millisecond in (same, flipped] at which the answer is not {@code before}; the answer flips once in between. */
    private long bisect(long bound, boolean before, long same, long flipped) {
        while (flipped - same > 1) {
            long middle = same + (flipped - same) / 2;
            if (isAtLeast(bound, middle) == before) {
                same = middle;
            } else {
                flipped = middle;
            }
        }
        return flipped;
    }

    /**
     * The first millisecond after {@code now} at which {@link #compareTo compareTo(bound, .)} differs from what it is at {@code
     * now}; {@link #NEVER} if it stays.
     */
    default long nextChangeOfSign(long bound, long now) {
        long atBound = nextCrossing(bound, now);
        return bound == Long.MAX_VALUE ? atBound : Math.min(atBound, nextCrossing(bound + 1, now));
    }

    // ------------------------------------------------------------------ the kinds

    /** The same value for good. */
    static Trajectory constant(long value) {
        return new Constant(value);
    }

    /**
     * A value that jumps at given instants and stays in between: {@code initial / scale} before {@code times[0]}, {@code values[i]
     * / scale} from {@code times[i]} on.
     *
     * @param times epoch milliseconds, strictly rising
     * @param values one for each time
     * @param scale what a value of one point is written as: 1 for whole points, 100 for hundredths; from 1 to 1,000,000
     */
    static Trajectory steps(long initial, long[] times, long[] values, int scale) {
        return new Steps(initial, times.clone(), values.clone(), scale);
    }

    /**
     * Points that shrink evenly and are gone at given instants: the sum of {@code points[i] x (ends[i] - now) / length} over
     * those with {@code now < ends[i]}.
     *
     * @param length milliseconds from full value to zero, from 1 ms to 100 years
     * @param ends epoch milliseconds at which each is gone, rising; two may be equal
     * @param points full values, up to a million million in size each
     */
    static Trajectory linear(long length, long[] ends, long[] points) {
        return Linear.of(length, ends, points);
    }

    /**
     * The sum of several trajectories: their fractions count, so two halves make a point. Those that decay by one half-life are rounded
     * together.
     *
     * <p>Parts may rise and fall against each other, so that the sum crosses a bound more than once; the next crossing is still the
     * first one. Totals that leave the range of a long throw {@link ArithmeticException} when asked for.
     *
     * @throws IllegalArgumentException if a part {@link #turns} and is no plain sum, whose own parts are taken
     */
    static Trajectory sum(List<Trajectory> parts) {
        return Sum.of(parts);
    }

    /**
     * A trajectory held between a floor and a ceiling.
     *
     * @throws IllegalArgumentException if {@code floor > ceiling}
     */
    static Trajectory clamped(Trajectory inner, long floor, long ceiling) {
        if (floor > ceiling) {
            throw new IllegalArgumentException("floor must not exceed ceiling, but was " + floor + " and " + ceiling);
        }
        return floor == Long.MIN_VALUE && ceiling == Long.MAX_VALUE ? inner : new Clamped(inner, floor, ceiling);
    }
}
