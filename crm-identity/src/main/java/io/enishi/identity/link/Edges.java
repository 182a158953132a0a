package io.enishi.identity.link;

import java.util.Arrays;

/** Pairs of records with their bits, in primitive arrays. */
final class Edges {

    private long[] pairs = new long[1024];
    private double[] bits = new double[1024];
    private int size;

    void add(int a, int b, double weight) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size + (size >> 1));
            bits = Arrays.copyOf(bits, size + (size >> 1));
        }
        pairs[size] = a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
        bits[size++] = weight;
    }

    void addAll(Edges other) {
        int needed = size + other.size;
        if (needed > pairs.length) {
            pairs = Arrays.copyOf(pairs, needed);
            bits = Arrays.copyOf(bits, needed);
        }
        System.arraycopy(other.pairs, 0, pairs, size, other.size);
        System.arraycopy(other.bits, 0, bits, size, other.size);
        size = needed;
    }

    int size() {
        return size;
    }

    int a(int edge) {
        return (int) (pairs[edge] >>> 32);
    }

    int b(int edge) {
        return (int) pairs[edge];
    }

    double bits(int edge) {
        return bits[edge];
    }

    /** Sorts by the numbers of the records. */
    void sort() {
        int[] order = RadixSort.order(Arrays.copyOf(pairs, size));
        long[] sorted = new long[size];
        double[] moved = new double[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = pairs[order[i]];
            moved[i] = bits[order[i]];
        }
        pairs = sorted;
        bits = moved;
    }

    /** The first edge whose smaller record is {@code record} or a later one; after {@link #sort}. */
    int firstOf(int record) {
        int at = Arrays.binarySearch(pairs, 0, size, (long) record << 32);
        return at < 0 ? -at - 1 : at;
    }

    /** The bits of a pair, or NaN if there is no such edge; after {@link #sort}. */
    double find(int a, int b) {
        long pair = a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
        int at = Arrays.binarySearch(pairs, 0, size, pair);
        return at < 0 ? Double.NaN : bits[at];
    }
}
