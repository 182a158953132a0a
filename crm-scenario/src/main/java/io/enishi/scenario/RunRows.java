package io.enishi.scenario;

import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.util.Arrays;

/**
 * Runs as rows of numbers, found by their origin. A row is its origin (two), the event that started it (two), the number of its shape
 * with the number of that event's source, and as many times as its shape tells apart: 48 bytes where there is one. They lie together
 * in pages, so that a decision touches one line of memory or two, and growing copies nothing. A row that is free is used again.
 */
final class RunRows {

    static final int NONE = -1;

    private static final int LAST_FREE = -2;
    private static final long EMPTY = -1;

    private static final int ORIGIN_HIGH = 0;
    private static final int ORIGIN_LOW = 1;
    private static final int ENTRY_HIGH = 2;
    private static final int ENTRY_LOW = 3;
    private static final int SHAPE = 4;
    private static final int TIMES = 5;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;

    private int width = TIMES + 1;
    private long[][] pages = new long[4][];
    private int rows;
    private int running;
    /** The first row that is free; each has the next where the shape stands, counted down from {@link #LAST_FREE}. */
    private int free = NONE;

    /**
     * Rows by origin, with the hashes of these beside them, so that looking on costs no look at a row; open addressing with linear
     * probing, at most half full.
     */
    private long[] index = newIndex(64);

    int running() {
        return running;
    }

    // ------------------------------------------------------------------ cells

    private long get(int row, int column) {
        return pages[row >>> PAGE_BITS][(row & (PAGE_ROWS - 1)) * width + column];
    }

    private void set(int row, int column, long value) {
        pages[row >>> PAGE_BITS][(row & (PAGE_ROWS - 1)) * width + column] = value;
    }

    OriginId origin(int row) {
        return new OriginId(get(row, ORIGIN_HIGH), get(row, ORIGIN_LOW));
    }

    EventId entry(int row) {
        return new EventId(get(row, ENTRY_HIGH), get(row, ENTRY_LOW));
    }

    int source(int row) {
        return (int) (get(row, SHAPE) >>> 32);
    }

    /** Below zero for a row that is free. */
    int shape(int row) {
        return (int) get(row, SHAPE);
    }

    void setShape(int row, int shape) {
        set(row, SHAPE, get(row, SHAPE) >>> 32 << 32 | shape);
    }

    long time(int row, int place) {
        return get(row, TIMES + place);
    }

    void setTime(int row, int place, long time) {
        set(row, TIMES + place, time);
    }

    /** Makes room for so many times in every row. */
    void needTimes(int times) {
        if (TIMES + times <= width) {
            return;
        }
        int wider = TIMES + times;
        for (int page = 0; page << PAGE_BITS < rows; page++) {
            long[] old = pages[page];
            long[] fresh = new long[PAGE_ROWS * wider];
            for (int row = 0; row < PAGE_ROWS; row++) {
                System.arraycopy(old, row * width, fresh, row * wider, width);
            }
            pages[page] = fresh;
        }
        width = wider;
    }

    // ------------------------------------------------------------------ rows

    /** A row for a run that has no shape and no times yet. */
    int add(OriginId origin, EventId entry, int source) {
        int row = free;
        if (row == NONE) {
            row = rows++;
            int page = row >>> PAGE_BITS;
            if (page == pages.length) {
                pages = Arrays.copyOf(pages, 2 * page);
            }
            if ((row & (PAGE_ROWS - 1)) == 0) {
                pages[page] = new long[PAGE_ROWS * width];
            }
        } else {
            free = LAST_FREE - 1 - shape(row);
        }
        set(row, ORIGIN_HIGH, origin.high());
        set(row, ORIGIN_LOW, origin.low());
        set(row, ENTRY_HIGH, entry.high());
        set(row, ENTRY_LOW, entry.low());
        set(row, SHAPE, (long) source << 32);
        running++;
        if (2 * running > index.length) {
            enlargeIndex();
        }
        put((long) hash(row) << 32 | row);
        return row;
    }

    void remove(int row) {
        removeFromIndex(row);
        running--;
        set(row, SHAPE, (LAST_FREE - 1L - free) & 0xFFFFFFFFL);
        free = row;
    }

    // ------------------------------------------------------------------ index

    private static long[] newIndex(int size) {
        long[] fresh = new long[size];
        Arrays.fill(fresh, EMPTY);
        return fresh;
    }

    private static int hash(long high, long low) {
        long mixed = high * 0xC2B2AE3D27D4EB4FL + low * 0x165667B19E3779F9L; // two primes of xxHash
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L; // and a step of SplitMix64
        return (int) (mixed >>> 32);
    }

    private int hash(int row) {
        return hash(get(row, ORIGIN_HIGH), get(row, ORIGIN_LOW));
    }

    private static int rowOf(long entry) {
        return (int) entry;
    }

    private static int hashOf(long entry) {
        return (int) (entry >>> 32);
    }

    /** The row of that origin's run; {@link #NONE} if there is none. */
    int find(OriginId origin) {
        int mask = index.length - 1;
        int hash = hash(origin.high(), origin.low());
        for (int slot = hash & mask; index[slot] != EMPTY; slot = (slot + 1) & mask) {
            int row = rowOf(index[slot]);
            if (hashOf(index[slot]) == hash
                    && get(row, ORIGIN_LOW) == origin.low()
                    && get(row, ORIGIN_HIGH) == origin.high()) {
                return row;
            }
        }
        return NONE;
    }

    private void put(long entry) {
        int mask = index.length - 1;
        int slot = hashOf(entry) & mask;
        while (index[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        index[slot] = entry;
    }

    private void enlargeIndex() {
        long[] old = index;
        index = newIndex(2 * old.length);
        for (long entry : old) {
            if (entry != EMPTY) {
                put(entry);
            }
        }
    }

    /** Those after the gap move up, as Knuth's algorithm 6.4 R has it. */
    private void removeFromIndex(int row) {
        int mask = index.length - 1;
        int gap = hash(row) & mask;
        while (rowOf(index[gap]) != row) {
            gap = (gap + 1) & mask;
        }
        for (int next = (gap + 1) & mask; index[next] != EMPTY; next = (next + 1) & mask) {
            if (((next - hashOf(index[next])) & mask) >= ((next - gap) & mask)) {
                index[gap] = index[next];
                gap = next;
            }
        }
        index[gap] = EMPTY;
    }
}
