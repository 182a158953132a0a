package io.enishi.core.value;

/**
 * What is left of points that decay by one half-life: {@code sign x floor(size / 2^(bucket of now - bucket)) / W(now mod H)}. See
 * {@link HalfLife}.
 *
 * @param halfLife H
 * @param bucket bucket that the total was brought to
 * @param negative sign of the total
 * @param high high half of the total's size
 * @param low low half of the total's size
 * @param endsAt first millisecond from which on the value is zero
 */
record Decaying(HalfLife halfLife, long bucket, boolean negative, long high, long low, long endsAt)
        implements Trajectory {

    /** @param high high half of the total, with its sign; the total is not zero */
    static Decaying of(HalfLife halfLife, long bucket, long high, long low) {
        boolean negative = high < 0;
        long sizeHigh = negative ? Wide.negateHigh(high, low) : high;
        long sizeLow = negative ? -low : low;
        int halvings = Math.min(HalfLife.BUCKETS, Wide.bits(sizeHigh, sizeLow));
        return new Decaying(halfLife, bucket, negative, sizeHigh, sizeLow, (bucket + halvings) * halfLife.millis());
    }

    /** Both together, brought to the later bucket; a constant 0 when they cancel each other. The half-lives have to be equal. */
    Trajectory plus(Decaying other) {
        if (bucket > other.bucket) {
            return other.plus(this);
        }
        long halvings = other.bucket - bucket;
        boolean counts = halvings < HalfLife.BUCKETS;
        long oldHigh = counts ? Wide.shiftRightHigh(high, (int) halvings) : 0;
        long oldLow = counts ? Wide.shiftRightLow(high, low, (int) halvings) : 0;
        long signedHigh = negative ? Wide.negateHigh(oldHigh, oldLow) : oldHigh;
        long signedLow = negative ? -oldLow : oldLow;
        long otherHigh = other.negative ? Wide.negateHigh(other.high, other.low) : other.high;
        long otherLow = other.negative ? -other.low : other.low;
        long sumLow = otherLow + signedLow;
        long sumHigh = Wide.addHigh(otherHigh, otherLow, signedHigh, sumLow);
        return sumHigh == 0 && sumLow == 0 ? Trajectory.constant(0) : of(halfLife, other.bucket, sumHigh, sumLow);
    }

    /** How often the size has been halved at {@code now}, which is before {@code endsAt}. */
    private int halvings(long now) {
        return (int) Math.max(0, halfLife.bucketAt(now) - bucket);
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        if (now >= endsAt) {
            return bound <= 0;
        }
        if (negative ? bound > 0 : bound <= 0) {
            return !negative;
        }
        int halvings = halvings(now);
        long weight = halfLife.weightAt(now);
        if (bound == Long.MIN_VALUE) {
            bound++; // its size has no long; no total is that far down
        }
        long size = Math.abs(bound);
        int sign = Wide.compareUnsigned(
                Wide.shiftRightHigh(high, halvings),
                Wide.shiftRightLow(high, low, halvings),
                Math.multiplyHigh(size, weight),
                size * weight);
        return negative ? sign <= 0 : sign >= 0;
    }

    @Override
    public long valueAt(long now) {
        if (now >= endsAt) {
            return 0;
        }
        int halvings = halvings(now);
        long weight = halfLife.weightAt(now);
        long shiftedHigh = Wide.shiftRightHigh(high, halvings);
        long shiftedLow = Wide.shiftRightLow(high, low, halvings);
        long quotient = Wide.divide(shiftedHigh, shiftedLow, weight);
        if (!negative) {
            return quotient;
        }
        return Wide.remainder(shiftedHigh, shiftedLow, weight) == 0 ? -quotient : -quotient - 1;
    }

    @Override
    public long fractionAt(long now) {
        if (now >= endsAt) {
            return 0;
        }
        int halvings = halvings(now);
        long weight = halfLife.weightAt(now);
        long remainder =
                Wide.remainder(Wide.shiftRightHigh(high, halvings), Wide.shiftRightLow(high, low, halvings), weight);
        if (remainder == 0) {
            return 0;
        }
        if (negative) {
            remainder = weight - remainder;
        }
        return Wide.divide(Math.multiplyHigh(remainder, FRACTIONS_PER_POINT), remainder * FRACTIONS_PER_POINT, weight);
    }

    @Override
    public long nextPiece(long now) {
        return now < endsAt ? endsAt : NEVER;
    }
}
