package io.enishi.identity.link;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Records that have a key, those with the same key side by side.
 *
 * @param keys one for each record, 0 where it has none; blocks are in the order of theirs
 * @param starts where each block begins in {@code order}; one more at the end
 * @param order records block by block, in their own order within each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Blocks(long[] keys, int[] starts, int[] order) {

    /** @param keys one for each record; 0 where it has none */
    static Blocks of(long[] keys) {
        long[] packed = sorted(keys);
        int[] order = new int[packed.length];
        int[] starts = new int[packed.length + 1];
        int recordBits = recordBits(keys);
        int blocks = 0;
        for (int from = 0; from < packed.length; ) {
            int to = from;
            long upper = packed[from] >>> recordBits;
            boolean mixed = false;
            while (to < packed.length && packed[to] >>> recordBits == upper) {
                order[to] = record(packed[to], recordBits);
                mixed |= to > from && keys[order[to]] != keys[order[from]];
                to++;
            }
            if (mixed) { // two keys share their upper bits
                sortRun(keys, order, from, to);
            }
            for (int i = from; i < to; i++) {
                if (i == from || (mixed && keys[order[i]] != keys[order[i - 1]])) {
                    starts[blocks++] = i;
                }
            }
            from = to;
        }
        starts[blocks] = packed.length;
        return new Blocks(keys, Arrays.copyOf(starts, blocks + 1), order);
    }

    /** Bits that the number of a record takes. */
    private static int recordBits(long[] keys) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(keys.length);
    }

    private static int record(long packed, int recordBits) {
        return (int) (packed & ((1L << recordBits) - 1));
    }

    /** The upper bits of each key and the number of its record below them, sorted. */
    private static long[] sorted(long[] keys) {
        int recordBits = recordBits(keys);
        int known = 0;
        long[] packed = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                // Keys are in the order of signed numbers.
                packed[known++] = (keys[i] ^ Long.MIN_VALUE) >>> recordBits << recordBits | i;
            }
        }
        long[] sorted = RadixSort.sorted(packed, known, recordBits);
        return known == sorted.length ? sorted : Arrays.copyOf(sorted, known);
    }

    private static void sortRun(long[] keys, int[] order, int from, int to) {
        Integer[] run = new Integer[to - from];
        Arrays.setAll(run, i -> order[from + i]);
        Arrays.sort(run, Comparator.comparingLong((Integer i) -> keys[i]).thenComparingInt(i -> i));
        for (int i = 0; i < run.length; i++) {
            order[from + i] = run[i];
        }
    }

    int count() {
        return starts.length - 1;
    }

    /** How many records a block has. */
    int size(int block) {
        return starts[block + 1] - starts[block];
    }

    /** Pairs of records of a block. */
    long pairs(int block) {
        return (long) size(block) * (size(block) - 1) / 2;
    }

    /** The block with this key; -1 if there is none. */
    int find(long key) {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = keys[order[starts[middle]]];
            if (at == key) {
                return middle;
            }
            low = at < key ? middle + 1 : low;
            high = at < key ? high : middle - 1;
        }
        return -1;
    }

    /** The first block at or after so many of so many equal parts. */
    int at(int part, int parts) {
        int place = (int) ((long) order.length * part / parts);
        int found = Arrays.binarySearch(starts, place);
        return found < 0 ? -found - 1 : found;
    }
}
