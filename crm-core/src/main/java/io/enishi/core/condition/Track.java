package io.enishi.core.condition;

import java.util.Arrays;

/** Instants in ascending order with running totals beside them: of events as they begin to count, or as they cease to. */
final class Track {

    private static final long[] NONE = new long[0];

    private long[] times = NONE;
    private int size;
    private final Totals[] totals;

    Track(int totals) {
        this.totals = new Totals[totals];
        for (int i = 0; i < totals; i++) {
            this.totals[i] = new Totals();
        }
    }

    private Track(Track other) {
        times = other.times.clone();
        size = other.size;
        totals = new Totals[other.totals.length];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = other.totals[i].copy();
        }
    }

    Track copy() {
        return new Track(this);
    }

    static int grown(int needed) {
        return Math.max(4, needed + (needed >> 1));
    }

    int size() {
        return size;
    }

    long at(int i) {
        return times[i];
    }

    Totals totals(int i) {
        return totals[i];
    }

    /** How many instants are at or before {@code now}. */
    int rank(long now) {
        int high = size;
        if (high == 0 || times[high - 1] <= now) {
            return high; // mostly asked about the newest
        }
        int low = 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= now) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Inserts behind equal instants, with one value for each total; returns the position. */
    int insert(long time, long[] values) {
        int at = rank(time);
        insertAt(at, time, values);
        return at;
    }

    /** Inserts at a position that keeps the order. */
    void insertAt(int at, long time, long[] values) {
        if (size == times.length) {
            times = Arrays.copyOf(times, grown(size + 1));
        }
        System.arraycopy(times, at, times, at + 1, size - at);
        times[at] = time;
        for (int i = 0; i < totals.length; i++) {
            totals[i].insert(at, values[i], size);
        }
        size++;
    }

    /** Removes one entry of that instant and these values; there must be one. */
    void remove(long time, long[] values) {
        int at = rank(time) - 1;
        while (!matches(at, values)) {
            at--;
        }
        if (at < 0 || times[at] != time) {
            throw new IllegalStateException("no such entry at " + time);
        }
        for (Totals total : totals) {
            total.remove(at, size);
        }
        System.arraycopy(times, at + 1, times, at, size - at - 1);
        size--;
    }

    private boolean matches(int at, long[] values) {
        for (int i = 0; i < totals.length; i++) {
            if (totals[i].value(at) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
