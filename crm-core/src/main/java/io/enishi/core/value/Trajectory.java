package io.enishi.core.value;

/**
 * A metric as a function of time, known until the next event: what it is now and when it will cross a bound, exactly.
 *
 * <p>Values are whole numbers on a millisecond grid. One evaluator serves {@link #compareTo}, {@link #valueAt} and {@link
 * #nextCrossing}, so that a crossing is the first millisecond at which the comparison itself flips (a closed-form logarithm
 * missed it by a millisecond in nine of ten cases).
 */
public interface Trajectory {

    /** No crossing ever. */
    long NEVER = Long.MAX_VALUE;

    /** The value at {@code now} (epoch milliseconds), rounded down to a whole number. */
    long valueAt(long now);

    /** The sign of the exact value at {@code now} minus {@code bound}: -1, 0 or 1. */
    int compareTo(long bound, long now);

    /**
     * The first millisecond after {@code now} at which {@link #compareTo compareTo(bound, .)} differs from what it is at {@code
     * now}; {@link #NEVER} if it stays.
     */
    long nextCrossing(long bound, long now);
}
