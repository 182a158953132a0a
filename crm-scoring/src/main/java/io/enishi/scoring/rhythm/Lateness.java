package io.enishi.scoring.rhythm;

import io.enishi.core.value.Trajectory;

/**
 * Whole hundredths of an interval that have passed since an instant: 0 before it, then rising by 1 after each hundredth, up to {@link
 * #MOST}.
 *
 * @param from epoch milliseconds
 * @param hundredth milliseconds of one hundredth, at least 1
 */
record Lateness(long from, long hundredth) implements Trajectory {

    /** Ten intervals: whoever is later than that is not late but gone. */
    static final long MOST = 1000;

    Lateness {
        if (hundredth < 1) {
            throw new IllegalArgumentException("a hundredth must be at least 1 ms, but was " + hundredth);
        }
    }

    @Override
    public long valueAt(long now) {
        return now <= from ? 0 : Math.min(MOST, (now - from) / hundredth);
    }

    /** It rises without a turn until it stays. */
    @Override
    public long nextPiece(long now) {
        long end = from + MOST * hundredth;
        return now < end ? end : NEVER;
    }
}
