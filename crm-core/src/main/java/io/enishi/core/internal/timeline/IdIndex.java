package io.enishi.core.internal.timeline;

/**
 * Tells in constant time whether an event id may be in a large timeline, and where to look.
 *
 * <p>An open-addressing table of one long a row: the time of the row (44 bits) and 20 bits of the id's hash. It does not say "row
 * 17", since rows move when a late event arrives; the time leads to the row by binary search, and that search is the proof. So an
 * entry whose row is gone, or belongs to another version of the timeline, does no harm, and one table serves several versions.
 *
 * <p>Used by the writer alone.
 */
public final class IdIndex {
    /** No slot. */
    public static final int NONE = -1;

    private static final int FINGERPRINT_BITS = 20;
    private static final long FINGERPRINT_MASK = (1L << FINGERPRINT_BITS) - 1;

    private final long[] slots;
    private final int limit;
    private int count;

    /** A table with room for more than {@code rows}. */
    public IdIndex(int rows) {
        int capacity = Integer.highestOneBit(Math.max(8, rows)) * 2;
        if (roomIn(capacity) <= rows) {
            capacity *= 2;
        }
        this.slots = new long[capacity];
        this.limit = roomIn(capacity);
    }

    /** Probing a table that is seven tenths full looks at six slots for an id that is not there (Knuth 6.4). */
    private static int roomIn(int capacity) {
        return (int) (capacity * 7L / 10);
    }

    /** The hash of an id, which {@link #add} and {@link #first} take. */
    public static long hash(long idHigh, long idLow) {
        // Ids may be sequence numbers or random: every bit of both halves reaches every bit (multipliers of
        // splitmix64).
        long mixed = (idHigh ^ Long.rotateLeft(idLow, 29)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 32) ^ idLow) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 29);
    }

    /** Whether a larger table has to be made before another entry is added. */
    public boolean isFull() {
        return count >= limit;
    }

    /** Adds an entry; the table must not be {@linkplain #isFull full}. */
    public void add(long hash, long time) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = (time << FINGERPRINT_BITS) | fingerprint(hash);
        count++;
    }

    /** The first slot whose entry may be of this hash, or {@link #NONE}. */
    public int first(long hash) {
        return match((int) hash & (slots.length - 1), hash);
    }

    /** The next such slot after {@code slot}, or {@link #NONE}. */
    public int next(int slot, long hash) {
        return match((slot + 1) & (slots.length - 1), hash);
    }

    /** The time that a found slot leads to. */
    public long time(int slot) {
        return slots[slot] >>> FINGERPRINT_BITS;
    }

    private int match(int from, long hash) {
        int mask = slots.length - 1;
        long fingerprint = fingerprint(hash);
        for (int slot = from; slots[slot] != 0; slot = (slot + 1) & mask) {
            if ((slots[slot] & FINGERPRINT_MASK) == fingerprint) {
                return slot;
            }
        }
        return NONE;
    }

    /** Never zero, so that no entry is mistaken for an empty slot; taken from bits that do not choose the slot. */
    private static long fingerprint(long hash) {
        return (hash >>> (Long.SIZE - FINGERPRINT_BITS)) | 1;
    }
}
