package io.enishi.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Match keys as numbers from 0 on: each text is kept once, as bytes in one arena, and found by an open-addressed table. A
 * key costs its characters and about 50 bytes, where a map of objects takes some 200.
 *
 * <p>A record of a key is eight ints: where its text begins, its length (negative for two bytes a character), its scheme, its hash,
 * its class under the policy, the first of its holders, how many there are, and one to spare for the owner.
 */
final class KeyTable {

    static final int STRIDE = 8;
    static final int CLASS = 4;
    static final int HEAD = 5;
    static final int COUNT = 6;
    private static final int AT = 0;
    private static final int LENGTH = 1;
    private static final int SCHEME = 2;
    private static final int HASH = 3;
    /** Texts begin at multiples of this, so that 8 GB of them can be told by an int. */
    private static final int ALIGNMENT = 4;

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK = 1 << CHUNK_BITS;

    int[] records = new int[64 * STRIDE];
    private int size;
    /** The hash above, the number of the key plus one below; 0 when free. */
    private long[] slots = new long[256];

    private byte[][] arena = new byte[4][];
    private int chunks;
    private long arenaEnd;
    private final Few schemes = new Few();

    /** A few names by number. Nearly always one of the first is asked for, as the very object that was asked for before. */
    static final class Few {
        private static final int FIRST = 16;

        private final List<String> names = new ArrayList<>();
        private final @Nullable String[] first = new String[FIRST];
        private final Map<String, Integer> numbers = new HashMap<>();

        int find(String name) {
            for (int i = 0; i < FIRST && first[i] != null; i++) {
                if (name.equals(first[i])) {
                    return i;
                }
            }
            return names.size() <= FIRST ? -1 : numbers.getOrDefault(name, -1);
        }

        int add(String name) {
            int known = find(name);
            if (known >= 0) {
                return known;
            }
            int number = names.size();
            names.add(name);
            numbers.put(name, number);
            if (number < FIRST) {
                first[number] = name;
            }
            return number;
        }

        String get(int number) {
            return names.get(number);
        }
    }

    int size() {
        return size;
    }

    /** The number of a key; -1 when it was never added. */
    int find(String scheme, String text) {
        int known = schemes.find(scheme);
        if (known < 0) {
            return -1;
        }
        int hash = hash(known, text);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int key = (int) slots[slot] - 1;
            if ((int) (slots[slot] >>> 32) == hash && is(key, known, text)) {
                return key;
            }
        }
        return -1;
    }

    /** The number of a key, which is new when it is {@link #size} as it was before. */
    int add(String scheme, String text) {
        int number = schemeNumber(scheme);
        int hash = hash(number, text);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int key = (int) slots[slot] - 1;
            if ((int) (slots[slot] >>> 32) == hash && is(key, number, text)) {
                return key;
            }
            slot = (slot + 1) & mask;
        }
        int key = size++;
        int at = key * STRIDE;
        if (at == records.length) {
            records = Arrays.copyOf(records, Math.addExact(at, Math.max(STRIDE, (at >> 1) / STRIDE * STRIDE)));
        }
        records[at + SCHEME] = number;
        records[at + HASH] = hash;
        records[at + HEAD] = -1;
        write(at, text);
        slots[slot] = slot(hash, key);
        if (size * 5L > slots.length * 3L) {
            grow();
        }
        return key;
    }

    private int schemeNumber(String scheme) {
        return schemes.add(scheme);
    }

    private static int hash(int scheme, String text) {
        int hash = (text.hashCode() ^ scheme * 0x9E3779B9) * 0x85EBCA6B;
        hash ^= hash >>> 15;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    private static long slot(int hash, int key) {
        return (long) hash << 32 | (key + 1);
    }

    private void grow() {
        long[] more = new long[slots.length * 2];
        int mask = more.length - 1;
        for (int key = 0; key < size; key++) {
            int hash = records[key * STRIDE + HASH];
            int slot = hash & mask;
            while (more[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            more[slot] = slot(hash, key);
        }
        slots = more;
    }

    private void write(int at, String text) {
        boolean wide = false;
        for (int i = 0; i < text.length(); i++) {
            wide |= text.charAt(i) > 0x7F;
        }
        int bytes = wide ? 2 * text.length() : text.length();
        if (bytes > CHUNK) {
            throw new IllegalArgumentException("a match key must be shorter than half a million characters");
        }
        if ((arenaEnd & (CHUNK - 1)) + bytes > CHUNK) {
            arenaEnd = (arenaEnd | (CHUNK - 1)) + 1; // a text does not straddle two chunks
        }
        int chunk = (int) (arenaEnd >>> CHUNK_BITS);
        if (chunk >= arena.length) {
            arena = Arrays.copyOf(arena, 2 * arena.length);
        }
        if (chunk == chunks) {
            arena[chunk] = new byte[CHUNK];
            chunks++;
        }
        byte[] into = arena[chunk];
        int from = (int) arenaEnd & (CHUNK - 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (wide) {
                into[from + 2 * i] = (byte) (c >>> 8);
                into[from + 2 * i + 1] = (byte) c;
            } else {
                into[from + i] = (byte) c;
            }
        }
        records[at + AT] = (int) (arenaEnd / ALIGNMENT);
        records[at + LENGTH] = wide ? -text.length() : text.length();
        arenaEnd += (bytes + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
    }

    private boolean is(int key, int scheme, String text) {
        int at = key * STRIDE;
        int length = records[at + LENGTH];
        if (records[at + SCHEME] != scheme || Math.abs(length) != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (charAt(at, i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private char charAt(int at, int i) {
        long from = (records[at + AT] & 0xFFFFFFFFL) * ALIGNMENT;
        byte[] chunk = arena[(int) (from >>> CHUNK_BITS)];
        int in = (int) from & (CHUNK - 1);
        return records[at + LENGTH] >= 0
                ? (char) chunk[in + i]
                : (char) ((chunk[in + 2 * i] & 0xFF) << 8 | (chunk[in + 2 * i + 1] & 0xFF));
    }

    String scheme(int key) {
        return schemes.get(records[key * STRIDE + SCHEME]);
    }

    String text(int key) {
        int at = key * STRIDE;
        int length = Math.abs(records[at + LENGTH]);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(charAt(at, i));
        }
        return text.toString();
    }

    /** Compares two keys as match keys are ordered: by the name of the scheme, then by text. */
    int compare(int one, int other) {
        int a = one * STRIDE;
        int b = other * STRIDE;
        if (records[a + SCHEME] != records[b + SCHEME]) {
            return scheme(one).compareTo(scheme(other));
        }
        int left = Math.abs(records[a + LENGTH]);
        int right = Math.abs(records[b + LENGTH]);
        for (int i = 0; i < Math.min(left, right); i++) {
            char x = charAt(a, i);
            char y = charAt(b, i);
            if (x != y) {
                return x - y;
            }
        }
        return left - right;
    }

    int field(int key, int field) {
        return records[key * STRIDE + field];
    }

    void field(int key, int field, int value) {
        records[key * STRIDE + field] = value;
    }

    /** Bytes of all arrays. */
    long bytes() {
        return 4L * records.length + 8L * slots.length + (long) chunks * CHUNK;
    }
}
