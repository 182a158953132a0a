package io.enishi.scoring;

import java.util.Arrays;

/**
 * Points that will be gone at a known instant, sorted by a time that tells it: what expiry, linear and stepped decay keep, and
 * what a rolling cap has counted. Points with equal times are one entry, so the same additions in any order make equal contents.
 */
final class Fading {

    private static final long[] NONE = {};

    /** Time and points of each entry. */
    private long[] entries = NONE;

    private int first;
    private int end;
    private long total;

    /** Another list with the same entries that shares nothing with this one. */
    Fading copy() {
        Fading copy = new Fading();
        copy.entries = Arrays.copyOfRange(entries, 2 * first, 2 * end);
        copy.end = end - first;
        copy.total = total;
        return copy;
    }

    void add(long points, long time) {
        total += points;
        int at = end;
        while (at > first && entries[2 * (at - 1)] >= time) {
            at--;
        }
        if (at < end && entries[2 * at] == time) {
            entries[2 * at + 1] += points;
            return;
        }
        if (2 * end == entries.length) {
            makeRoom();
            at -= first;
            end -= first;
            first = 0;
        }
        System.arraycopy(entries, 2 * at, entries, 2 * at + 2, 2 * (end - at));
        entries[2 * at] = time;
        entries[2 * at + 1] = points;
        end++;
    }

    /** Moves the entries to the front of an array that has room for one more. */
    private void makeRoom() {
        int count = end - first;
        long[] target = 2 * count < entries.length / 2 ? entries : new long[Math.max(4, 4 * count)];
        System.arraycopy(entries, 2 * first, target, 0, 2 * count);
        entries = target;
    }

    /** Takes points away from the entry of {@code time}, if it is still there. */
    void take(long points, long time) {
        for (int i = first; i < end && entries[2 * i] <= time; i++) {
            if (entries[2 * i] == time) {
                entries[2 * i + 1] -= points;
                total -= points;
            }
        }
    }

    /** Forgets entries whose time is at or before {@code time}. */
    void forgetUntil(long time) {
        while (first < end && entries[2 * first] <= time) {
            total -= entries[2 * first + 1];
            first++;
        }
    }

    /** The points of all entries. */
    long total() {
        return total;
    }

    int size() {
        return end - first;
    }

    long time(int index) {
        return entries[2 * (first + index)];
    }

    long points(int index) {
        return entries[2 * (first + index) + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fading that
                && Arrays.equals(entries, 2 * first, 2 * end, that.entries, 2 * that.first, 2 * that.end);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 2 * first; i < 2 * end; i++) {
            hash = 31 * hash + Long.hashCode(entries[i]);
        }
        return hash;
    }
}
