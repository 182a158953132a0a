package io.enishi.identity.link;

/** Sorts numbers digit by digit, the last digit first, which takes a million of them a tenth of the time that comparing takes. */
final class RadixSort {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private RadixSort() {}

    /**
     * The first {@code size} numbers in the unsigned order of their bits from {@code lowest} on; those that are equal there stay in
     * their order. The array that they come in is used up.
     */
    static long[] sorted(long[] numbers, int size, int lowest) {
        long[] from = numbers;
        long[] to = new long[size];
        for (int shift = lowest; shift < Long.SIZE; shift += DIGIT_BITS) {
            int[] ends = counts(from, size, shift);
            if (size == 0 || ends[digit(from[0], shift)] == size) {
                continue; // all alike here
            }
            for (int digit = 1; digit < DIGITS; digit++) {
                ends[digit] += ends[digit - 1];
            }
            move(from, to, size, shift, ends);
            long[] free = from;
            from = to;
            to = free;
        }
        return from;
    }

    private static int[] counts(long[] numbers, int size, int shift) {
        int[] counts = new int[DIGITS];
        for (int i = 0; i < size; i++) {
            counts[digit(numbers[i], shift)]++;
        }
        return counts;
    }

    private static void move(long[] from, long[] to, int size, int shift, int[] ends) {
        for (int i = size - 1; i >= 0; i--) {
            to[--ends[digit(from[i], shift)]] = from[i];
        }
    }

    private static int digit(long number, int shift) {
        return (int) (number >>> shift) & (DIGITS - 1);
    }

    /** The places of keys in their unsigned order; equal keys in the order of their places. */
    static int[] order(long[] keys) {
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        // A key and its place do not fit into one number: first by the lower halves, then by the upper ones.
        for (int half = 0; half < Long.SIZE; half += Integer.SIZE) {
            long[] halves = new long[keys.length];
            for (int i = 0; i < halves.length; i++) {
                halves[i] = (keys[order[i]] >>> half) << Integer.SIZE | order[i];
            }
            long[] sorted = sorted(halves, halves.length, Integer.SIZE);
            for (int i = 0; i < order.length; i++) {
                order[i] = (int) sorted[i];
            }
        }
        return order;
    }
}
