package io.enishi.core.value;

import java.math.BigInteger;
import java.time.Duration;

/**
 * A half-life: points lose half of what is left of them every so many milliseconds. All arithmetic is in whole numbers, so that
 * a score is the same, bit for bit, on every machine and in every order of arrival.
 *
 * <p><b>The idea.</b> Shrinking every old point as time passes would cost a pass over all of them and round each time. Instead
 * time is cut into buckets of one half-life H, counted from 1970 (bucket b holds b x H to (b + 1) x H), and a point given at t is
 * written down once, grown instead of shrunk: {@code points x W(t mod H)} is added to the sum S[b] of its bucket, where W grows
 * from 1 to 2 within a bucket as 2<sup>x</sup> does. Sums are exact, so additions commute and undo each other. What is left at a
 * later instant is the sum divided by how much a point of that instant would weigh. This is forward decay with exponential
 * weights (G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu, Forward Decay: A Practical Time Decay Model for Streaming Systems,
 * ICDE 2009), with buckets in place of a floating exponent so that nothing overflows and nothing is ever rescaled.
 *
 * <p><b>W</b> is a whole number of 2<sup>-44</sup>. The place within a half-life, {@code (t mod H) / H}, is cut to 40 binary
 * digits. The first 18 choose a node: the product of two table entries, 2<sup>i/512</sup> and 2<sup>j/262144</sup>, cut to 44
 * digits (two tables of 513 longs stay in the processor's first cache; one of 262,145 would not). The other 22 interpolate
 * linearly to the next node, cut again. W never falls as t rises, and it is 1 exactly at the beginning of a bucket. Against
 * 2<sup>x</sup> its relative error is below 2 x 10<sup>-12</sup>, of which interpolation alone makes (ln 2)<sup>2</sup> / (8 x
 * 2<sup>36</sup>) = 0.9 x 10<sup>-12</sup>.
 *
 * <p><b>The total</b> of all buckets is brought to the newest one: starting from zero, for each bucket from the oldest, the total
 * so far is halved once for every bucket since the one before it, dropping the binary digits below 1 (towards zero, so that
 * negative points shrink exactly as positive ones), and S[b] is added. Buckets 60 or more older than the newest weigh nothing and
 * are forgotten: a million points would be less than 10<sup>-12</sup>.
 *
 * <p><b>The value</b> at {@code now} in bucket n, with total T of newest bucket b and k = n - b, is the fraction {@code sign(T) x
 * floor(|T| / 2^k) / W(now mod H)}, and zero from k = 60 on. So the value is at least x iff {@code floor(|T| / 2^k) >= x x W(now
 * mod H)}, one product and one comparison in 128 bits (for negative T: iff {@code floor(|T| / 2^k) <= -x x W}). A point alone is
 * worth exactly itself at its own instant, the value only moves towards zero while nothing happens, and it arrives there.
 *
 * <p><b>Limits.</b> H is from 1 ms to 100 years; one addition at most a million million points in size. Such an addition is below
 * 2<sup>85</sup>, so 2<sup>42</sup> of them fit into a sum.
 */
public final class HalfLife {

    /** Largest number of points in one addition, either sign. */
    public static final long MAX_POINTS = 1_000_000_000_000L;
    /** Buckets that count, from the newest one backwards. */
    static final int BUCKETS = 60;

    private static final int PORTION_BITS = 20;
    private static final int PLACE_BITS = 2 * PORTION_BITS;
    private static final int STEP_BITS = 9;
    private static final int REST_BITS = PLACE_BITS - 2 * STEP_BITS;
    private static final Duration LONGEST = Duration.ofDays(36525);

    /** 2^(i/512), 61 binary digits after the point, i from 0 to 512. */
    private static final long[] COARSE = powersOfTwo(STEP_BITS, STEP_BITS, 61);
    /** 2^(j/262144), 62 binary digits after the point, j from 0 to 512. */
    private static final long[] FINE = powersOfTwo(STEP_BITS, 2 * STEP_BITS, 62);

    private final long millis;
    /** 2^63 / millis, cut. */
    private final long reciprocal;

    private HalfLife(long millis) {
        this.millis = millis;
        this.reciprocal = millis == 1 ? Long.MAX_VALUE : Long.divideUnsigned(1L << 63, millis);
    }

    /**
     * @param length whole milliseconds from 1 ms to 100 years
     * @throws IllegalArgumentException if {@code length} is not
     */
    public static HalfLife of(Duration length) {
        if (length.compareTo(Duration.ofMillis(1)) < 0
                || length.compareTo(LONGEST) > 0
                || length.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "half-life must be whole milliseconds from 1 ms to 100 years, but was " + length);
        }
        return new HalfLife(length.toMillis());
    }

    /** The length in milliseconds. */
    public long millis() {
        return millis;
    }

    public Duration length() {
        return Duration.ofMillis(millis);
    }

    /** The bucket of an instant (epoch milliseconds): how many half-lives began since 1970, rounded down. */
    public long bucketAt(long time) {
        return Math.floorDiv(time, millis);
    }

    /** How much a point given at {@code time} weighs in its bucket: W, from 2<sup>44</sup> to below 2<sup>45</sup>. */
    public long weightAt(long time) {
        return weightAt(time, bucketAt(time));
    }

    /** The same for an instant whose bucket is known. */
    long weightAt(long time, long bucket) {
        // 40 digits of the place in two portions of 20: all at once would overflow for long half-lives.
        long sinceBucket = time - bucket * millis;
        long high = digits(sinceBucket);
        long place = (high << PORTION_BITS) | digits((sinceBucket << PORTION_BITS) - high * millis);
        int node = (int) (place >>> REST_BITS);
        long from = node(node);
        return from + (((node(node + 1) - from) * (place & ((1L << REST_BITS) - 1))) >>> REST_BITS);
    }

    /** {@code floor(rest x 2^20 / millis)} for a rest from 0 to {@code millis - 1}. */
    private long digits(long rest) {
        // Multiplying by the reciprocal, which is cut, gives the quotient or one or two less: a division costs several
        // times that.
        long quotient = Math.multiplyHigh(rest << (PORTION_BITS + 1), reciprocal);
        long left = (rest << PORTION_BITS) - quotient * millis;
        while (left >= millis) {
            left -= millis;
            quotient++;
        }
        return quotient;
    }

    private static long node(int index) {
        // 61 + 62 digits after the point, less 64 by taking the high half, less 15: 44.
        return Math.multiplyHigh(COARSE[index >>> STEP_BITS], FINE[index & ((1 << STEP_BITS) - 1)]) >>> 15;
    }

    /** 2^(i / 2^denominatorBits) for i from 0 to 2^indexBits, cut to {@code digits} binary digits after the point. */
    private static long[] powersOfTwo(int indexBits, int denominatorBits, int digits) {
        int precision = 160; // far beyond the digits kept, so that cutting the root of a root is never seen
        BigInteger one = BigInteger.ONE.shiftLeft(precision);
        // roots[k] = 2^(2^k / 2^denominatorBits), from the largest by square roots.
        BigInteger[] roots = new BigInteger[denominatorBits + 1];
        roots[denominatorBits] = one.shiftLeft(1);
        for (int k = denominatorBits - 1; k >= 0; k--) {
            roots[k] = roots[k + 1].shiftLeft(precision).sqrt();
        }
        long[] powers = new long[(1 << indexBits) + 1];
        for (int i = 0; i < powers.length; i++) {
            BigInteger power = one;
            for (int k = 0; k <= indexBits; k++) {
                if ((i >>> k & 1) == 1) {
                    power = power.multiply(roots[k]).shiftRight(precision);
                }
            }
            powers[i] = power.shiftRight(precision - digits).longValueExact();
        }
        return powers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HalfLife that && millis == that.millis;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(millis);
    }

    /** For example {@code PT720H}. */
    @Override
    public String toString() {
        return length().toString();
    }
}
