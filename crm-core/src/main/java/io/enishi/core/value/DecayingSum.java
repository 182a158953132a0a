package io.enishi.core.value;

import java.util.Arrays;

/**
 * Points that decay by one half-life, added up exactly: the state behind a decaying score. See {@link HalfLife} for the idea and
 * the exact definition.
 *
 * <p>The same additions in any order, or split over two sums that are then joined, make equal sums. Adding at or after the newest
 * bucket costs O(1) and allocates only when the number of buckets in use outgrows the room for them. Mutable, not thread-safe: it
 * belongs to one fold's state.
 */
public final class DecayingSum {

    private static final long[] NONE = {};

    private final HalfLife halfLife;
    /** Bucket, high and low half of its sum, for each bucket that something was added to, from the oldest. */
    private long[] buckets = NONE;

    private int count;

    public DecayingSum(HalfLife halfLife) {
        this.halfLife = halfLife;
    }

    public HalfLife halfLife() {
        return halfLife;
    }

    /**
     * Adds points given at {@code time}; adding {@code -points} at the same time takes them back exactly.
     *
     * @param time epoch milliseconds
     * @throws IllegalArgumentException if {@code points} are more than a million million in size
     */
    public void add(long points, long time) {
        if (points > HalfLife.MAX_POINTS || points < -HalfLife.MAX_POINTS) {
            throw new IllegalArgumentException(
                    "decaying points must be at most " + HalfLife.MAX_POINTS + " in size, but were " + points);
        }
        long bucket = halfLife.bucketAt(time);
        long weight = halfLife.weightAt(time);
        int at = slotOf(bucket);
        if (at >= 0) {
            addTo(3 * at, Math.multiplyHigh(points, weight), points * weight);
        }
    }

    /** The slot of a bucket, made if need be; -1 if it is too old to count. */
    private int slotOf(long bucket) {
        int last = count - 1;
        if (last >= 0 && buckets[3 * last] == bucket) {
            return last;
        }
        if (last < 0 || bucket > buckets[3 * last]) {
            forgetBefore(bucket - HalfLife.BUCKETS + 1);
            makeRoom(count, bucket);
            return count - 1;
        }
        if (bucket <= buckets[3 * last] - HalfLife.BUCKETS) {
            return -1;
        }
        int at = last;
        while (at > 0 && buckets[3 * (at - 1)] >= bucket) {
            at--;
        }
        if (buckets[3 * at] != bucket) {
            makeRoom(at, bucket);
        }
        return at;
    }

    private void forgetBefore(long oldest) {
        int forgotten = 0;
        while (forgotten < count && buckets[3 * forgotten] < oldest) {
            forgotten++;
        }
        if (forgotten > 0) {
            System.arraycopy(buckets, 3 * forgotten, buckets, 0, 3 * (count - forgotten));
            count -= forgotten;
        }
    }

    private void makeRoom(int at, long bucket) {
        if (3 * count == buckets.length) {
            buckets = Arrays.copyOf(buckets, Math.max(3, 2 * buckets.length));
        }
        System.arraycopy(buckets, 3 * at, buckets, 3 * (at + 1), 3 * (count - at));
        buckets[3 * at] = bucket;
        buckets[3 * at + 1] = 0;
        buckets[3 * at + 2] = 0;
        count++;
    }

    private void addTo(int offset, long high, long low) {
        long sum = buckets[offset + 2] + low;
        buckets[offset + 1] = Wide.addHigh(buckets[offset + 1], buckets[offset + 2], high, sum);
        buckets[offset + 2] = sum;
    }

    /** How many buckets hold something. */
    public int size() {
        return count;
    }

    /** The bucket of entry {@code index}, from 0 for the oldest to {@code size() - 1}. */
    public long bucket(int index) {
        return buckets[3 * checked(index)];
    }

    /** High 64 bits of the sum of entry {@code index}, in 2<sup>-44</sup> points. */
    public long high(int index) {
        return buckets[3 * checked(index) + 1];
    }

    /** Low 64 bits of the sum of entry {@code index}. */
    public long low(int index) {
        return buckets[3 * checked(index) + 2];
    }

    private int checked(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("bucket entry " + index + " of " + count);
        }
        return index;
    }

    /**
     * Adds a sum as another {@code DecayingSum} of the same half-life holds it: what reading back and joining are made of.
     *
     * @param bucket its bucket
     * @param high high 64 bits
     * @param low low 64 bits
     */
    public void addSum(long bucket, long high, long low) {
        int at = slotOf(bucket);
        if (at >= 0) {
            addTo(3 * at, high, low);
        }
    }

    /** What is left of the points from now on, as long as nothing is added. */
    public Trajectory trajectory() {
        if (count == 0) {
            return Trajectory.constant(0);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                int gap = (int) (bucket(i) - bucket(i - 1)); // below 60
                // Towards zero: shift the size, then give it its sign back.
                boolean negative = high < 0;
                long sizeHigh = negative ? Wide.negateHigh(high, low) : high;
                long sizeLow = negative ? -low : low;
                low = Wide.shiftRightLow(sizeHigh, sizeLow, gap);
                high = Wide.shiftRightHigh(sizeHigh, gap);
                if (negative) {
                    high = Wide.negateHigh(high, low);
                    low = -low;
                }
            }
            long sum = low + low(i);
            high = Wide.addHigh(high, low, high(i), sum);
            low = sum;
        }
        return high == 0 && low == 0 ? Trajectory.constant(0) : Decaying.of(halfLife, bucket(count - 1), high, low);
    }

    /** Whether both have the same half-life and equal sums in the same buckets. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DecayingSum that
                && halfLife.equals(that.halfLife)
                && Arrays.equals(buckets, 0, 3 * count, that.buckets, 0, 3 * that.count);
    }

    @Override
    public int hashCode() {
        int hash = halfLife.hashCode();
        for (int i = 0; i < 3 * count; i++) {
            hash = 31 * hash + Long.hashCode(buckets[i]);
        }
        return hash;
    }
}
