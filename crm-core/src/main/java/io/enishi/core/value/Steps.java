package io.enishi.core.value;

import java.util.Arrays;

/** A value that jumps at given instants; in units of {@code 1 / scale} points. */
final class Steps implements Trajectory {

    private final long initial;
    private final long[] times;
    private final long[] values;
    private final int scale;

    Steps(long initial, long[] times, long[] values, int scale) {
        if (times.length != values.length) {
            throw new IllegalArgumentException("steps need one value for each time, but were given " + times.length
                    + " times and " + values.length + " values");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i - 1] >= times[i]) {
                throw new IllegalArgumentException(
                        "times of steps must rise, but " + times[i - 1] + " is followed by " + times[i]);
            }
        }
        if (scale < 1 || scale > 1_000_000) {
            throw new IllegalArgumentException("scale of steps must be 1 to 1000000, but was " + scale);
        }
        this.initial = initial;
        this.times = times;
        this.values = values;
        this.scale = scale;
    }

    /** The index of the first step after {@code now}. */
    private int following(long now) {
        int found = Arrays.binarySearch(times, now);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private long scaledAt(long now) {
        int following = following(now);
        return following == 0 ? initial : values[following - 1];
    }

    @Override
    public long valueAt(long now) {
        return Math.floorDiv(scaledAt(now), scale);
    }

    @Override
    public long fractionAt(long now) {
        return scale == 1 ? 0 : Math.floorMod(scaledAt(now), scale) * FRACTIONS_PER_POINT / scale;
    }

    @Override
    public long nextPiece(long now) {
        int following = following(now);
        return following == times.length ? NEVER : times[following];
    }

    /** Whether every value is a whole number. */
    boolean isWhole() {
        return scale == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Steps that
                && initial == that.initial
                && scale == that.scale
                && Arrays.equals(times, that.times)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(times) + Arrays.hashCode(values)) + Long.hashCode(initial) + scale;
    }

    @Override
    public String toString() {
        return "Steps[" + initial + ", " + Arrays.toString(times) + ", " + Arrays.toString(values) + ", 1/" + scale
                + ']';
    }
}
