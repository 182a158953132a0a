package io.enishi.identity;

import java.util.Arrays;

/**
 * Facts: that an origin has a key, with source, flags and when it was first seen. Flat arrays, no object for a fact; the facts of an
 * origin are a list, and so are those of a key. One that is removed leaves its number to another.
 */
final class FactTable {

    private static final int STRIDE = 8;
    private static final int ORIGIN = 0;
    private static final int KEY = 1;
    private static final int NEXT_OF_ORIGIN = 2;
    private static final int NEXT_OF_KEY = 3;
    private static final int SOURCE = 4;
    private static final int SEEN = 5; // two ints
    private static final int VERIFIED = 1;
    private static final int DERIVED = 2;
    private static final int SOURCE_BITS = 2;

    private final OriginTable origins;
    private final KeyTable keys;
    private int[] records = new int[128 * STRIDE];
    private int count;
    private int free = -1;

    FactTable(OriginTable origins, KeyTable keys) {
        this.origins = origins;
        this.keys = keys;
    }

    /** How many numbers are given out. */
    int count() {
        return count;
    }

    long bytes() {
        return 4L * records.length;
    }

    boolean isPresent(int fact) {
        return records[fact * STRIDE + ORIGIN] >= 0;
    }

    int origin(int fact) {
        return records[fact * STRIDE + ORIGIN];
    }

    int key(int fact) {
        return records[fact * STRIDE + KEY];
    }

    /** Follows {@link OriginTable#firstFact}; -1 behind the last. */
    int nextOfOrigin(int fact) {
        return records[fact * STRIDE + NEXT_OF_ORIGIN];
    }

    /** Follows {@link KeyTable#HEAD}; -1 behind the last. */
    int nextOfKey(int fact) {
        return records[fact * STRIDE + NEXT_OF_KEY];
    }

    int source(int fact) {
        return records[fact * STRIDE + SOURCE] >>> SOURCE_BITS;
    }

    boolean isVerified(int fact) {
        return (records[fact * STRIDE + SOURCE] & VERIFIED) != 0;
    }

    /** Whether it follows from another fact or from attributes. */
    boolean isDerived(int fact) {
        return (records[fact * STRIDE + SOURCE] & DERIVED) != 0;
    }

    /** Epoch milliseconds. */
    long seen(int fact) {
        return OriginTable.get(records, fact * STRIDE + SEEN);
    }

    void verify(int fact) {
        records[fact * STRIDE + SOURCE] |= VERIFIED;
    }

    void firstSeen(int fact, long seen, int source) {
        int at = fact * STRIDE;
        OriginTable.put(records, at + SEEN, seen);
        records[at + SOURCE] = (source << SOURCE_BITS) | (records[at + SOURCE] & ((1 << SOURCE_BITS) - 1));
    }

    /** The fact that an origin has a key, derived or not; -1 for none. Looks where fewer are. */
    int find(int origin, int key, boolean derived) {
        int degree = origins.degree(origin);
        if (degree <= 8 || degree <= keys.field(key, KeyTable.COUNT)) {
            for (int fact = origins.firstFact(origin); fact >= 0; fact = nextOfOrigin(fact)) {
                if (key(fact) == key && isDerived(fact) == derived) {
                    return fact;
                }
            }
            return -1;
        }
        for (int fact = keys.field(key, KeyTable.HEAD); fact >= 0; fact = nextOfKey(fact)) {
            if (origin(fact) == origin && isDerived(fact) == derived) {
                return fact;
            }
        }
        return -1;
    }

    int add(int origin, int key, int source, boolean verified, boolean derived, long seen) {
        int fact = free;
        if (fact >= 0) {
            free = nextOfOrigin(fact);
        } else {
            fact = count++;
            if (fact * STRIDE == records.length) {
                records = Arrays.copyOf(records, OriginTable.grown(records.length));
            }
        }
        int at = fact * STRIDE;
        records[at + ORIGIN] = origin;
        records[at + KEY] = key;
        records[at + NEXT_OF_ORIGIN] = origins.firstFact(origin);
        records[at + NEXT_OF_KEY] = keys.field(key, KeyTable.HEAD);
        records[at + SOURCE] = (source << SOURCE_BITS) | (verified ? VERIFIED : 0) | (derived ? DERIVED : 0);
        OriginTable.put(records, at + SEEN, seen);
        origins.gains(origin, fact);
        keys.field(key, KeyTable.HEAD, fact);
        keys.field(key, KeyTable.COUNT, keys.field(key, KeyTable.COUNT) + 1);
        return fact;
    }

    void remove(int fact) {
        int at = fact * STRIDE;
        int origin = records[at + ORIGIN];
        int key = records[at + KEY];
        unlink(origins.records, origin * OriginTable.STRIDE + OriginTable.FIRST, fact, NEXT_OF_ORIGIN);
        unlink(keys.records, key * KeyTable.STRIDE + KeyTable.HEAD, fact, NEXT_OF_KEY);
        origins.loses(origin);
        keys.field(key, KeyTable.COUNT, keys.field(key, KeyTable.COUNT) - 1);
        records[at + ORIGIN] = -1;
        records[at + NEXT_OF_ORIGIN] = free;
        free = fact;
    }

    private void unlink(int[] heads, int head, int fact, int next) {
        if (heads[head] == fact) {
            heads[head] = records[fact * STRIDE + next];
            return;
        }
        int before = heads[head];
        while (records[before * STRIDE + next] != fact) {
            before = records[before * STRIDE + next];
        }
        records[before * STRIDE + next] = records[fact * STRIDE + next];
    }
}
