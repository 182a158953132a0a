package io.enishi.identity.link;

/** Texts numbered from 1 in the order in which they came; 0 is the empty text, which stands for "not known". */
final class Dictionary {

    private final Texts texts;
    /** The mixed hash of a text in the upper half, its number in the lower: most slots are told apart without reading their text. */
    private long[] slots;

    Dictionary() {
        texts = new Texts();
        texts.add("");
        slots = new long[256];
    }

    /** A finished dictionary of these texts, all different, the first one empty. */
    Dictionary(Texts texts) {
        this.texts = texts;
        this.slots = new long[0];
    }

    /** The number of {@code text}; a new one if it is new. */
    int code(String text) {
        return text.isEmpty() ? 0 : code(text, mixed(text.hashCode()));
    }

    private int code(String text, int hash) {
        int slot = slotOf(text, hash);
        if (slots[slot] == 0) {
            texts.add(text);
            return enter(slot, hash);
        }
        return (int) slots[slot];
    }

    /** The number of the text that was added last, which gets a free slot. */
    private int enter(int slot, int hash) {
        int code = texts.size() - 1;
        slots[slot] = slot(hash, code);
        if (texts.size() * 3L > slots.length * 2L) {
            grow();
        }
        return code;
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
            codes[i] = same && texts.isEqual((int) found[i], some[i]) ? (int) found[i] : -1;
        }
        for (int i = 0; i < some.length; i++) {
            codes[i] = codes[i] < 0 ? code(some[i]) : codes[i];
        }
        return codes;
    }

    /** The numbers of the values of one column of some records, from {@code at} on; values that are known already become no texts. */
    void codes(NewRecords records, int column, int[] codes, int at) {
        // Each step is a method of its own: what the compiler learns of one does not make it begin anew with all three.
        int[] hashes = records.hashes(column);
        mix(hashes);
        look(records, column, hashes, firstSlots(hashes), codes, at);
        add(records, column, hashes, codes, at);
    }

    private static void mix(int[] hashes) {
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = mixed(hashes[i]);
        }
    }

    private long[] firstSlots(int[] hashes) {
        long[] mine = slots;
        long[] first = new long[hashes.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = mine[hashes[i] & (mine.length - 1)];
        }
        return first;
    }

    /** Values that stand in their first slots; -1 for the others. */
    private void look(NewRecords records, int column, int[] hashes, long[] found, int[] codes, int at) {
        for (int i = 0; i < found.length; i++) {
            boolean same = (int) (found[i] >>> 32) == hashes[i] && found[i] != 0;
            codes[at + i] = same && records.isEqual(column, i, texts, (int) found[i]) ? (int) found[i] : -1;
        }
    }

    private void add(NewRecords records, int column, int[] hashes, int[] codes, int at) {
        for (int i = 0; i < hashes.length; i++) {
            if (codes[at + i] < 0) {
                codes[at + i] = records.isKnown(column, i) ? code(records, column, i, hashes[i]) : 0;
            }
        }
    }

    private int code(NewRecords records, int column, int record, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> 32) == hash && records.isEqual(column, record, texts, (int) slots[slot])) {
                return (int) slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        records.addTo(texts, column, record);
        return enter(slot, hash);
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
        return texts.text(code);
    }

    /** All of them, by their numbers. */
    Texts texts() {
        return texts;
    }

    /** How many numbers there are, 0 included. */
    int size() {
        return texts.size();
    }

    private int slotOf(String text, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !((int) (slots[slot] >>> 32) == hash && texts.isEqual((int) slots[slot], text))) {
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
        slots = new long[Integer.highestOneBit(Math.max(64, size())) * 4];
        for (int code = 1; code < size(); code++) {
            place(slot(mixed(texts.text(code).hashCode()), code));
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
