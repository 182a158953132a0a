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
 * <p>The sums of the newest bucket and of up to four before it lie in the object itself. Those before these lie side by side in an
 * array, which is reached for once in four half-lives: with a hundred thousand customers in memory every array that is touched is a
 * miss of the cache, and that costs more than all the arithmetic here. A sum takes eight bytes: one below 2<sup>63</sup>, which is half
 * a million points in one half-life, needs no more. As soon as an older one does, all of them move to the array, and their upper
 * halves to another.
 */
public final class DecayingSum {

    private static final long[] NONE = {};
    private static final int FIRST_ROOM = 4;
    /** Older sums that lie in the object. */
    private static final int NEAR = 4;

    private final HalfLife halfLife;
    /** The newest bucket; meaningless while there is none. */
    private long newest;
    /** The two halves of its sum. */
    private long newestHigh;

    private long newestLow;
    /** The sums before it, the first one next to it; {@link #near} of them count. */
    private long near1;

    private long near2;
    private long near3;
    private long near4;
    /** How many older sums lie in the object; -1 before anything was added. */
    private int near = -1;
    /** How many older sums lie in the array. */
    private int far;
    /** Those, from the oldest bucket kept; their low halves where {@link #high} is there. */
    private long[] low = NONE;

    private long @Nullable [] high;

    public DecayingSum(HalfLife halfLife) {
        this.halfLife = halfLife;
    }

    /** Another sum that is equal to this one and shares nothing with it. */
    public DecayingSum copy() {
        DecayingSum copy = new DecayingSum(halfLife);
        copy.newest = newest;
        copy.newestHigh = newestHigh;
        copy.newestLow = newestLow;
        copy.near1 = near1;
        copy.near2 = near2;
        copy.near3 = near3;
        copy.near4 = near4;
        copy.near = near;
        copy.far = far;
        copy.low = far == 0 ? NONE : Arrays.copyOf(low, far);
        copy.high = high == null ? null : Arrays.copyOf(high, far);
        return copy;
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
        if (bucket != newest || near < 0) {
            if (near >= 0 && bucket < newest) {
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
        if (near < 0 || later >= HalfLife.BUCKETS) {
            near = 0;
            far = 0;
            high = null;
        } else {
            push(newestHigh, newestLow);
            for (long empty = 1; empty < later; empty++) {
                push(0, 0);
            }
            int forgotten = Math.max(0, near + far - (HalfLife.BUCKETS - 1));
            if (forgotten > 0) {
                move(forgotten, 0, far - forgotten);
                far -= forgotten;
            }
        }
        newest = bucket;
        newestHigh = 0;
        newestLow = 0;
    }

    /** Adds a sum before all older ones, next to the newest. */
    private void push(long highHalf, long lowHalf) {
        if (high != null || highHalf != lowHalf >> 63) {
            moveAway();
            append(highHalf, lowHalf);
            return;
        }
        if (near == NEAR) {
            moveAway();
        }
        near4 = near3;
        near3 = near2;
        near2 = near1;
        near1 = lowHalf;
        near++;
    }

    /** Moves the sums in the object to the array. */
    private void moveAway() {
        for (int age = near; age >= 1; age--) {
            long sum = nearAt(age);
            append(sum >> 63, sum);
        }
        near = 0;
    }

    private void append(long highHalf, long lowHalf) {
        room(far + 1);
        far++;
        put(far - 1, highHalf, lowHalf);
    }

    private long nearAt(int age) {
        return switch (age) {
            case 1 -> near1;
            case 2 -> near2;
            case 3 -> near3;
            default -> near4;
        };
    }

    private void setNear(int age, long sum) {
        switch (age) {
            case 1 -> near1 = sum;
            case 2 -> near2 = sum;
            case 3 -> near3 = sum;
            default -> near4 = sum;
        }
    }

    private void addToOlder(long bucket, long highHalf, long lowHalf) {
        long back = newest - bucket;
        if (back >= HalfLife.BUCKETS) {
            return;
        }
        int age = (int) back;
        if (age <= near) {
            long before = nearAt(age);
            long sum = before + lowHalf;
            if (Wide.addHigh(before >> 63, before, highHalf, sum) == sum >> 63) {
                setNear(age, sum);
                return;
            }
        }
        moveAway();
        int more = age - far;
        if (more > 0) {
            room(age);
            move(0, more, far);
            far = age;
            for (int i = 0; i < more; i++) {
                put(i, 0, 0);
            }
        }
        int at = far - age;
        long before = low[at];
        long sum = before + lowHalf;
        put(at, Wide.addHigh(highAt(at), before, highHalf, sum), sum);
    }

    /** Room for so many sums in the array. */
    private void room(int sums) {
        if (sums > low.length) {
            int room = Math.max(sums, Math.min(HalfLife.BUCKETS - 1, Math.max(FIRST_ROOM, 2 * low.length)));
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
        System.arraycopy(low, from, low, to, length);
        if (high != null) {
            System.arraycopy(high, from, high, to, length);
        }
    }

    // ------------------------------------------------------------------ reading

    /** Whether nothing was ever added. */
    public boolean isEmpty() {
        return near < 0;
    }

    /**
     * The newest bucket that something was added to.
     *
     * @throws IllegalStateException if nothing was
     */
    public long newest() {
        if (near < 0) {
            throw new IllegalStateException("a sum to which nothing was added has no newest bucket");
        }
        return newest;
    }

    /** How many buckets count, from the oldest that is not zero to the newest; at most 60. */
    public int size() {
        int age = near + far;
        while (age > 0 && low(age) == 0 && high(age) == 0) {
            age--;
        }
        return near < 0 ? 0 : age + 1;
    }

    /** High 64 bits of the sum of the bucket {@code age} before the newest, in 2<sup>-44</sup> points. */
    public long high(int age) {
        if (age == 0) {
            return newestHigh;
        }
        return age <= near ? nearAt(age) >> 63 : highAt(far - (age - near));
    }

    /** Low 64 bits of the sum of the bucket {@code age} before the newest. */
    public long low(int age) {
        if (age == 0) {
            return newestLow;
        }
        return age <= near ? nearAt(age) : low[far - (age - near)];
    }

    private long highAt(int index) {
        return high == null ? low[index] >> 63 : high[index];
    }

    /** What is left of the points from now on, as long as nothing is added. */
    public Trajectory trajectory() {
        if (near < 0) {
            return Trajectory.constant(0);
        }
        int count = near + far + 1;
        long totalHigh = 0;
        long totalLow = 0;
        int done = 0;
        if (high == null) {
            // In 64 bits as far as they go, which is nearly always to the end; half towards zero is a division by two.
            for (; done < count - 1; done++) {
                long half = totalLow / 2;
                long next = done < far ? low[done] : nearAt(count - 1 - done);
                long sum = half + next;
                if (((half ^ sum) & (next ^ sum)) < 0) {
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
        if (near >= 0 && newest != that.newest) {
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
