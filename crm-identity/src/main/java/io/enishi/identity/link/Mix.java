package io.enishi.identity.link;

/** Scrambled 64-bit numbers (the finaliser of SplitMix64): keys of blocks, and draws that owe nothing to chance. */
final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    static long of(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long of(long value, long next) {
        return of((value * GOLDEN) ^ of(next));
    }

    /** A number from 0 to {@code bound - 1} that {@code value} alone decides. */
    static int below(long value, int bound) {
        return (int) Math.multiplyHigh(of(value) >>> 1, (long) bound << 1);
    }
}
