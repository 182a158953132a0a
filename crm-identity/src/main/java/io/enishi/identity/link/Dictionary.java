package io.enishi.identity.link;

import java.util.Arrays;

/** Texts numbered from 1 in the order in which they came; 0 is the empty text, which stands for "not known". */
final class Dictionary {

    private String[] texts = new String[64];
    private int[] slots = new int[256];
    private int size = 1;

    Dictionary() {
        texts[0] = "";
    }

    /** A finished dictionary of these texts, all different, the first one empty. */
    Dictionary(String[] texts) {
        this.texts = texts;
        this.size = texts.length;
        this.slots = new int[0];
    }

    /** The number of {@code text}; a new one if it is new. */
    int code(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int slot = slotOf(text);
        if (slots[slot] != 0) {
            return slots[slot];
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size] = text;
        slots[slot] = size++;
        if (size * 2 > slots.length) {
            grow(slots.length * 2);
        }
        return size - 1;
    }

    /** The number of {@code text}; 0 if it is empty, -1 if it never came. */
    synchronized int find(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (slots.length == 0) {
            grow(Integer.highestOneBit(Math.max(64, size)) * 4);
        }
        int code = slots[slotOf(text)];
        return code == 0 ? -1 : code;
    }

    String text(int code) {
        return texts[code];
    }

    /** How many numbers there are, 0 included. */
    int size() {
        return size;
    }

    private int slotOf(String text) {
        int mask = slots.length - 1;
        int slot = mixed(text.hashCode()) & mask;
        while (slots[slot] != 0 && !texts[slots[slot]].equals(text)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow(int length) {
        slots = new int[length];
        int mask = slots.length - 1;
        for (int code = 1; code < size; code++) {
            int slot = mixed(texts[code].hashCode()) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code;
        }
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
