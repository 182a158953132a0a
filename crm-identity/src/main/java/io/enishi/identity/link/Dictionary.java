package io.enishi.identity.link;

import java.util.Arrays;

/** Texts numbered from 1 in the order in which they came; 0 is the empty text, which stands for "not known". */
final class Dictionary {

    private String[] texts = new String[64];
    /** The mixed hash of a text in the upper half, its number in the lower: most slots are told apart without reading their text. */
    private long[] slots = new long[256];

    private int size = 1;

    Dictionary() {
        texts[0] = "";
    }

    /** A finished dictionary of these texts, all different, the first one empty. */
    Dictionary(String[] texts) {
        this.texts = texts;
        this.size = texts.length;
        this.slots = new long[0];
    }

    /** The number of {@code text}; a new one if it is new. */
    int code(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        return code(text, mixed(text.hashCode()));
    }

    private int code(String text, int hash) {
        int slot = slotOf(text, hash);
        if (slots[slot] != 0) {
            return (int) slots[slot];
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size] = text;
        slots[slot] = slot(hash, size++);
        if (size * 3L > slots.length * 2L) {
            grow();
        }
        return size - 1;
    }

    /**
     * The numbers of some texts, as {@link #code} gives them one by one. Slots and texts lie anywhere in memory; they are fetched for
     * all before any is decided on, so that the processor waits for many at a time.
     */
    int[] codes(String[] some) {
        int mask = slots.length - 1;
        long[] found = new long[some.length];
        for (int i = 0; i < some.length; i++) {
            found[i] = slots[mixed(some[i].hashCode()) & mask];
        }
        int[] codes = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            boolean same = (int) (found[i] >>> 32) == mixed(some[i].hashCode());
            codes[i] = same && texts[(int) found[i]].equals(some[i]) ? (int) found[i] : -1;
        }
        for (int i = 0; i < some.length; i++) {
            codes[i] = codes[i] < 0 ? code(some[i]) : codes[i];
        }
        return codes;
    }

    /** The numbers of the values of one column of some records, from {@code at} on; values that are known already become no texts. */
    void codes(NewRecords records, int column, int[] codes, int at) {
        int mask = slots.length - 1;
        int[] hashes = new int[records.size()];
        long[] found = new long[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = mixed(records.hash(column, i));
            found[i] = slots[hashes[i] & mask];
        }
        for (int i = 0; i < hashes.length; i++) {
            boolean same = (int) (found[i] >>> 32) == hashes[i] && found[i] != 0;
            codes[at + i] = same && records.isEqual(column, i, texts[(int) found[i]]) ? (int) found[i] : -1;
        }
        for (int i = 0; i < hashes.length; i++) {
            if (codes[at + i] < 0) {
                codes[at + i] = records.isKnown(column, i) ? code(records.text(column, i), hashes[i]) : 0;
            }
        }
    }

    /** The number of {@code text}; 0 if it is empty, -1 if it never came. */
    synchronized int find(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (slots.length == 0) {
            fill();
        }
        long found = slots[slotOf(text, mixed(text.hashCode()))];
        return found == 0 ? -1 : (int) found;
    }

    String text(int code) {
        return texts[code];
    }

    /** How many numbers there are, 0 included. */
    int size() {
        return size;
    }

    private int slotOf(String text, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !((int) (slots[slot] >>> 32) == hash && texts[(int) slots[slot]].equals(text))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long slot(int hash, int code) {
        return ((long) hash << 32) | code;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        for (long each : before) {
            if (each != 0) {
                place(each);
            }
        }
    }

    /** Slots for a dictionary that came without. */
    private void fill() {
        slots = new long[Integer.highestOneBit(Math.max(64, size)) * 4];
        for (int code = 1; code < size; code++) {
            place(slot(mixed(texts[code].hashCode()), code));
        }
    }

    private void place(long filled) {
        int mask = slots.length - 1;
        int slot = (int) (filled >>> 32) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = filled;
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
