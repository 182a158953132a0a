package io.enishi.core.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points that decay by one half-life, added up exactly: the state behind a decaying score. See {@link HalfLife} for the idea and
 * the exact definition.
 *
 * <p>The same additions in any order, or split over two sums that are then joined, make equal sums. Adding at or after the newest
 * bucket costs O(1) and allocates only when the buckets in use outgrow the room for them. Mutable, not thread-safe: it belongs to
 * one fold's state.
 *
 * <p>The sum of the newest bucket lies in the object itself, those before it side by side in an array, eight bytes each: a sum
 * below 2<sup>63</sup>, which is half a million points in one half-life, needs no more. Upper halves of older sums are kept only from
 * the first one on that does.
 */
public final class DecayingSum {

    private static final long[] NONE = {};
    private static final int FIRST_ROOM = 3;

    private final HalfLife halfLife;
    /** The newest bucket; meaningless while {@link #count} is 0. */
    private long newest;
    /** The two halves of its sum. */
    private long newestHigh;

    private long newestLow;
    /** How many buckets are kept, the newest included. */
    private int count;
    /** Older sums, from the oldest bucket kept; their low halves where {@link #high} is there. */
    private long[] low = NONE;

    private long @Nullable [] high;

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
        long weight = halfLife.weightAt(time, bucket);
        addSum(bucket, Math.multiplyHigh(points, weight), points * weight);
    }

    /**
     * Adds to the sum of a bucket: what reading back and joining are made of.
     *
     * @param bucket see {@link HalfLife#bucketAt}; nothing happens if it is too old to count
     * @param highHalf high 64 bits of what is added, in 2<sup>-44</sup> points
     * @param lowHalf low 64 bits
     */
    public void addSum(long bucket, long highHalf, long lowHalf) {
        if (bucket != newest || count == 0) {
            if (count > 0 && bucket < newest) {
                addToOlder(bucket, highHalf, lowHalf);
                return;
            }
            begin(bucket);
        }
        long sum = newestLow + lowHalf;
        newestHigh = Wide.addHigh(newestHigh, newestLow, highHalf, sum);
        newestLow = sum;
    }

    /** Makes a later bucket the newest one; those that are now too old are forgotten. */
    private void begin(long bucket) {
        long later = bucket - newest;
        if (count == 0 || later >= HalfLife.BUCKETS) {
            count = 1;
        } else {
            int gap = (int) later;
            int forgotten = Math.max(0, count + gap - HalfLife.BUCKETS);
            int kept = count - 1; // older sums
            room(kept - forgotten + gap);
            move(forgotten, 0, kept - forgotten);
            kept -= forgotten;
            put(kept, newestHigh, newestLow);
            clear(kept + 1, kept + gap);
            count = kept + gap + 1;
        }
        newest = bucket;
        newestHigh = 0;
        newestLow = 0;
    }

    private void addToOlder(long bucket, long highHalf, long lowHalf) {
        long age = newest - bucket;
        if (age >= HalfLife.BUCKETS) {
            return;
        }
        int at = count - 1 - (int) age;
        if (at < 0) {
            int more = -at;
            room(count - 1 + more);
            move(0, more, count - 1);
            clear(0, more);
            count += more;
            at = 0;
        }
        long before = low[at];
        long sum = before + lowHalf;
        put(at, Wide.addHigh(highAt(at), before, highHalf, sum), sum);
    }

    /** Room for so many older sums. */
    private void room(int older) {
        if (older > low.length) {
            int room = Math.max(older, Math.min(HalfLife.BUCKETS - 1, Math.max(FIRST_ROOM, 2 * low.length)));
            low = Arrays.copyOf(low, room);
            if (high != null) {
                high = Arrays.copyOf(high, room);
            }
        }
    }

    private void put(int at, long highHalf, long lowHalf) {
        low[at] = lowHalf;
        long[] wide = high;
        if (wide == null && highHalf != lowHalf >> 63) {
            wide = new long[low.length];
            for (int i = 0; i < low.length; i++) {
                wide[i] = low[i] >> 63;
            }
            high = wide;
        }
        if (wide != null) {
            wide[at] = highHalf;
        }
    }

    private void move(int from, int to, int length) {
        if (from == to) {
            return;
        }
        System.arraycopy(low, from, low, to, length);
        if (high != null) {
            System.arraycopy(high, from, high, to, length);
        }
    }

    private void clear(int from, int to) {
        for (int i = from; i < to; i++) {
            put(i, 0, 0);
        }
    }

    // ------------------------------------------------------------------ reading

    /** Whether nothing was ever added. */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * The newest bucket that something was added to.
     *
     * @throws IllegalStateException if nothing was
     */
    public long newest() {
        if (count == 0) {
            throw new IllegalStateException("a sum to which nothing was added has no newest bucket");
        }
        return newest;
    }

    /** How many buckets count, from the oldest that is not zero to the newest; at most 60. */
    public int size() {
        int zeros = 0;
        while (zeros < count - 1 && low[zeros] == 0 && highAt(zeros) == 0) {
            zeros++;
        }
        return count - zeros;
    }

    /** High 64 bits of the sum of the bucket {@code age} before the newest, in 2<sup>-44</sup> points. */
    public long high(int age) {
        return age == 0 ? newestHigh : highAt(count - 1 - age);
    }

    /** Low 64 bits of the sum of the bucket {@code age} before the newest. */
    public long low(int age) {
        return age == 0 ? newestLow : low[count - 1 - age];
    }

    private long highAt(int index) {
        return high == null ? low[index] >> 63 : high[index];
    }

    /** What is left of the points from now on, as long as nothing is added. */
    public Trajectory trajectory() {
        if (count == 0) {
            return Trajectory.constant(0);
        }
        long totalHigh = 0;
        long totalLow = 0;
        int done = 0;
        if (high == null) {
            // In 64 bits as far as they go, which is nearly always to the end; half towards zero is a division by two.
            for (; done < count - 1; done++) {
                long half = totalLow / 2;
                long sum = half + low[done];
                if (((half ^ sum) & (low[done] ^ sum)) < 0) {
                    break;
                }
                totalLow = sum;
            }
            totalHigh = totalLow >> 63;
        }
        for (; done < count; done++) {
            // Half of it, towards zero: half of its size, with its sign.
            boolean negative = totalHigh < 0;
            long sizeHigh = negative ? Wide.negateHigh(totalHigh, totalLow) : totalHigh;
            long sizeLow = negative ? -totalLow : totalLow;
            long halfLow = Wide.shiftRightLow(sizeHigh, sizeLow, 1);
            long halfHigh = Wide.shiftRightHigh(sizeHigh, 1);
            long restLow = negative ? -halfLow : halfLow;
            long restHigh = negative ? Wide.negateHigh(halfHigh, halfLow) : halfHigh;
            int age = count - 1 - done;
            totalLow = restLow + low(age);
            totalHigh = Wide.addHigh(restHigh, restLow, high(age), totalLow);
        }
        return totalHigh == 0 && totalLow == 0
                ? Trajectory.constant(0)
                : Decaying.of(halfLife, newest, totalHigh, totalLow);
    }

    /** Whether both have the same half-life, the same newest bucket and equal sums. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof DecayingSum that) || !halfLife.equals(that.halfLife) || size() != that.size()) {
            return false;
        }
        if (count > 0 && newest != that.newest) {
            return false;
        }
        for (int age = 0; age < size(); age++) {
            if (low(age) != that.low(age) || high(age) != that.high(age)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = halfLife.hashCode();
        for (int age = 0; age < size(); age++) {
            hash = 31 * hash + Long.hashCode(low(age));
        }
        return hash;
    }
}
