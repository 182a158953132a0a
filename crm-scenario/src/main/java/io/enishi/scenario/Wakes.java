package io.enishi.scenario;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * When rows are to be woken: a heap of four branches by time and row. A row that waits for another time by now, or for none, leaves its
 * entry behind; such stale entries are dropped when they come up, and all of them once they are the most.
 */
final class Wakes {

    private static final int FEW = 16;

    private final IntToLongFunction dueOf;
    private long[] times = new long[FEW];
    private int[] rows = new int[FEW];
    private int size;

    /** @param dueOf the time for which a row waits now */
    Wakes(IntToLongFunction dueOf) {
        this.dueOf = dueOf;
    }

    /** Whether somebody waits; if so, {@link #time} and {@link #row} say who is first and for when. */
    boolean hasNext() {
        while (size > 0 && dueOf.applyAsLong(rows[0]) != times[0]) {
            removeFirst();
        }
        return size > 0;
    }

    long time() {
        return times[0];
    }

    int row() {
        return rows[0];
    }

    /** @param running how many rows wait at most; more entries than twice that are mostly stale */
    void add(long time, int row, int running) {
        if (size == times.length) {
            if (size > 2 * running + FEW) {
                dropStale();
            } else {
                times = Arrays.copyOf(times, size + (size >> 1));
                rows = Arrays.copyOf(rows, times.length);
            }
        }
        int i = size++;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            if (!isBefore(time, row, parent)) {
                break;
            }
            times[i] = times[parent];
            rows[i] = rows[parent];
            i = parent;
        }
        times[i] = time;
        rows[i] = row;
    }

    void removeFirst() {
        size--;
        sink(0, times[size], rows[size]);
    }

    /** At one instant rows that are older come first, which no decision depends on. */
    private boolean isBefore(long time, int row, int other) {
        return time != times[other] ? time < times[other] : row < rows[other];
    }

    private void sink(int from, long time, int row) {
        int i = from;
        while (true) {
            int first = 4 * i + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int end = Math.min(first + 4, size);
            for (int child = first + 1; child < end; child++) {
                if (isBefore(times[child], rows[child], least)) {
                    least = child;
                }
            }
            if (isBefore(time, row, least)) {
                break;
            }
            times[i] = times[least];
            rows[i] = rows[least];
            i = least;
        }
        times[i] = time;
        rows[i] = row;
    }

    private void dropStale() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (dueOf.applyAsLong(rows[i]) == times[i]) {
                times[kept] = times[i];
                rows[kept++] = rows[i];
            }
        }
        size = kept;
        for (int i = (size - 2) >> 2; i >= 0; i--) {
            sink(i, times[i], rows[i]);
        }
    }
}
