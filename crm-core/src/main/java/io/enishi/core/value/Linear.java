package io.enishi.core.value;

import java.util.Arrays;

/**
 * Points that shrink evenly to zero: {@code sum of points[i] x (ends[i] - now) / length over now < ends[i]}.
 *
 * <p>Between two ends the sum is a straight line, {@code (a[i] - b[i] x (now - origin)) / length}; a and b of each piece are added
 * up once, from the last piece backwards, a in 128 bits.
 */
final class Linear implements Trajectory {

    private static final long LONGEST = 36525L * 86_400_000;

    private final long length;
    private final long[] ends;
    private final long[] points;
    /** Constant term of the line that holds before {@code ends[i]}, relative to {@code ends[0]}. */
    private final long[] aHigh;

    private final long[] aLow;
    /** Its slope, negated. */
    private final long[] b;

    private Linear(long length, long[] ends, long[] points) {
        this.length = length;
        this.ends = ends;
        this.points = points;
        int n = ends.length;
        this.aHigh = new long[n];
        this.aLow = new long[n];
        this.b = new long[n];
        long high = 0;
        long low = 0;
        long slope = 0;
        for (int i = n - 1; i >= 0; i--) {
            long offset = ends[i] - ends[0];
            long sum = low + points[i] * offset;
            high = Wide.addHigh(high, low, Math.multiplyHigh(points[i], offset), sum);
            low = sum;
            slope = Math.addExact(slope, points[i]);
            aHigh[i] = high;
            aLow[i] = low;
            b[i] = slope;
        }
    }

    static Trajectory of(long length, long[] ends, long[] points) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("linear decay must last 1 ms to 100 years, but lasts " + length + " ms");
        }
        if (ends.length != points.length) {
            throw new IllegalArgumentException("linear decay needs points for each end, but was given " + ends.length
                    + " ends and " + points.length + " points");
        }
        for (int i = 0; i < ends.length; i++) {
            if (i > 0 && ends[i - 1] > ends[i]) {
                throw new IllegalArgumentException(
                        "ends of linear decay must rise, but " + ends[i - 1] + " is followed by " + ends[i]);
            }
            if (points[i] > HalfLife.MAX_POINTS || points[i] < -HalfLife.MAX_POINTS) {
                throw new IllegalArgumentException(
                        "decaying points must be at most " + HalfLife.MAX_POINTS + " in size, but were " + points[i]);
            }
        }
        return ends.length == 0 ? Trajectory.constant(0) : new Linear(length, ends.clone(), points.clone());
    }

    /** The index of the first end after {@code now}: the piece that holds. */
    private int piece(long now) {
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > now) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    // The numerator a - b x (now - origin), in two halves.

    private long numeratorLow(int piece, long now) {
        return aLow[piece] - b[piece] * (now - ends[0]);
    }

    private long numeratorHigh(int piece, long now) {
        long passed = now - ends[0];
        long borrow = Long.compareUnsigned(aLow[piece], b[piece] * passed) < 0 ? 1 : 0;
        return aHigh[piece] - Math.multiplyHigh(b[piece], passed) - borrow;
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        int piece = piece(now);
        if (piece == ends.length) {
            return bound <= 0;
        }
        long low = numeratorLow(piece, now);
        long high = numeratorHigh(piece, now);
        long boundHigh = Math.multiplyHigh(bound, length);
        return high != boundHigh ? high > boundHigh : Long.compareUnsigned(low, bound * length) >= 0;
    }

    @Override
    public long valueAt(long now) {
        int piece = piece(now);
        if (piece == ends.length) {
            return 0;
        }
        long low = numeratorLow(piece, now);
        long high = numeratorHigh(piece, now);
        if (high >= 0) {
            return Wide.divide(high, low, length);
        }
        high = Wide.negateHigh(high, low);
        low = -low;
        long quotient = Wide.divide(high, low, length);
        return Wide.remainder(high, low, length) == 0 ? -quotient : -quotient - 1;
    }

    @Override
    public long fractionAt(long now) {
        int piece = piece(now);
        if (piece == ends.length) {
            return 0;
        }
        long low = numeratorLow(piece, now);
        long high = numeratorHigh(piece, now);
        boolean negative = high < 0;
        long remainder =
                negative ? Wide.remainder(Wide.negateHigh(high, low), -low, length) : Wide.remainder(high, low, length);
        if (remainder == 0) {
            return 0;
        }
        if (negative) {
            remainder = length - remainder;
        }
        return Wide.divide(Math.multiplyHigh(remainder, FRACTIONS_PER_POINT), remainder * FRACTIONS_PER_POINT, length);
    }

    @Override
    public long nextPiece(long now) {
        int piece = piece(now);
        return piece == ends.length ? NEVER : ends[piece];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Linear that
                && length == that.length
                && Arrays.equals(ends, that.ends)
                && Arrays.equals(points, that.points);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(ends) + Arrays.hashCode(points)) + Long.hashCode(length);
    }

    @Override
    public String toString() {
        return "Linear[" + length + " ms, ends " + Arrays.toString(ends) + ", points " + Arrays.toString(points) + ']';
    }
}
