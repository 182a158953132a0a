package io.enishi.identity;

import io.enishi.core.value.OriginId;
import java.util.Arrays;

/**
 * Origins, numbered in the order in which they came, and whose each is: the origins of a person are a ring. Flat arrays, no object for
 * an origin; one that is removed keeps its number for when it comes again.
 */
final class OriginTable {

    static final int STRIDE = 8;

    // An origin: id (four ints), first fact, the smallest origin of its person, the next of its person, degree and
    // flags.
    static final int FIRST = 4;
    private static final int PERSON = 5;
    private static final int NEXT_OF_PERSON = 6;
    private static final int STATE = 7;
    private static final int TIED = 1;
    private static final int GONE = 2;
    private static final int STATE_BITS = 2;

    int[] records = new int[64 * STRIDE];
    private int count;
    private int present;
    private int[] slots = new int[256];

    /** How many numbers are given out. */
    int count() {
        return count;
    }

    /** How many are there. */
    int present() {
        return present;
    }

    long bytes() {
        return 4L * (records.length + slots.length);
    }

    /** The number of an origin that is there; -1 if it is not. */
    int find(OriginId id) {
        int number = slots[slotOf(id)] - 1;
        return number >= 0 && isPresent(number) ? number : -1;
    }

    /** Gives an origin that is not there a number, the one it had if it had one; it is a person of its own, without facts. */
    int add(OriginId id) {
        int slot = slotOf(id);
        int number = slots[slot] - 1;
        if (number < 0) {
            number = count++;
            if (number * STRIDE == records.length) {
                records = Arrays.copyOf(records, grown(records.length));
            }
            put(records, number * STRIDE, id.high());
            put(records, number * STRIDE + 2, id.low());
            slots[slot] = number + 1;
            if (count * 5L > slots.length * 3L) {
                growSlots();
            }
        }
        stand(number, 0);
        records[number * STRIDE + FIRST] = -1;
        present++;
        return number;
    }

    /** Lets an origin go that has no facts any more. */
    void remove(int number) {
        stand(number, GONE);
        present--;
    }

    /** Alone, in this state. */
    private void stand(int number, int state) {
        ring(number);
        records[number * STRIDE + STATE] = state;
    }

    private void ring(int number) {
        records[number * STRIDE + PERSON] = number;
        records[number * STRIDE + NEXT_OF_PERSON] = number;
    }

    /** Somebody whom nothing ties to others. */
    void standAlone(int number) {
        ring(number);
        records[number * STRIDE + STATE] &= ~TIED;
    }

    /** The smallest origin of somebody who was resolved together with others. */
    void beginPerson(int number) {
        ring(number);
        records[number * STRIDE + STATE] |= TIED;
    }

    /** One more origin of the person that begins with {@code smallest}. */
    void join(int number, int smallest) {
        int at = number * STRIDE;
        int head = smallest * STRIDE;
        records[at + PERSON] = smallest;
        records[at + NEXT_OF_PERSON] = records[head + NEXT_OF_PERSON];
        records[head + NEXT_OF_PERSON] = number;
        records[at + STATE] |= TIED;
    }

    /** It has one more fact, which is its first from now on. */
    void gains(int number, int fact) {
        records[number * STRIDE + FIRST] = fact;
        records[number * STRIDE + STATE] += 1 << STATE_BITS;
    }

    /** It has one fact less. */
    void loses(int number) {
        records[number * STRIDE + STATE] -= 1 << STATE_BITS;
    }

    /** How many facts it has. */
    int degree(int number) {
        return records[number * STRIDE + STATE] >>> STATE_BITS;
    }

    int nextOfPerson(int number) {
        return records[number * STRIDE + NEXT_OF_PERSON];
    }

    /** Whether it is there and the smallest origin of its person. */
    boolean isPerson(int number) {
        return isPresent(number) && person(number) == number;
    }

    boolean isPresent(int number) {
        return (records[number * STRIDE + STATE] & GONE) == 0;
    }

    /** Whether it was resolved together with others. */
    boolean isTied(int number) {
        return (records[number * STRIDE + STATE] & TIED) != 0;
    }

    /** The smallest origin of its person. */
    int person(int number) {
        return records[number * STRIDE + PERSON];
    }

    int firstFact(int number) {
        return records[number * STRIDE + FIRST];
    }

    OriginId id(int number) {
        return new OriginId(high(number), low(number));
    }

    /** By id. */
    int compare(int one, int other) {
        int order = Long.compareUnsigned(high(one), high(other));
        return order == 0 ? Long.compareUnsigned(low(one), low(other)) : order;
    }

    private long high(int number) {
        return get(records, number * STRIDE);
    }

    private long low(int number) {
        return get(records, number * STRIDE + 2);
    }

    /** Where an origin is, or where it would be. */
    private int slotOf(OriginId id) {
        int mask = slots.length - 1;
        int slot = slot(id.high(), id.low()) & mask;
        while (slots[slot] != 0 && (high(slots[slot] - 1) != id.high() || low(slots[slot] - 1) != id.low())) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void growSlots() {
        int[] more = new int[slots.length * 2];
        int mask = more.length - 1;
        for (int number = 0; number < count; number++) {
            int slot = slot(high(number), low(number)) & mask;
            while (more[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            more[slot] = number + 1;
        }
        slots = more;
    }

    private static int slot(long high, long low) {
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L; // hosts may number their origins
        return (int) (mixed >>> 32);
    }

    /** Half as much again, in whole records. */
    static int grown(int length) {
        return Math.addExact(length, Math.max(STRIDE, (length >> 1) / STRIDE * STRIDE));
    }

    static void put(int[] into, int at, long value) {
        into[at] = (int) (value >>> 32);
        into[at + 1] = (int) value;
    }

    static long get(int[] from, int at) {
        return (long) from[at] << 32 | (from[at + 1] & 0xFFFFFFFFL);
    }
}
