package io.enishi.identity.ja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, looked up by a piece of a character array. A look-up of all prefixes of a text extends one hash from character to character and creates no strings,
 * which is what parsing an address mostly does.
 */
final class NameIndex<T> {

    private final String[] names;
    private final Object[] values;
    private final int mask;
    private final int longest;

    /** An index of what {@code entries} hold now. */
    NameIndex(Map<String, T> entries) {
        int slots = Integer.highestOneBit(Math.max(1, entries.size() * 2 - 1)) << 1;
        names = new String[slots];
        values = new Object[slots];
        mask = slots - 1;
        int most = 0;
        for (Map.Entry<String, T> entry : entries.entrySet()) {
            String name = entry.getKey();
            int slot = spread(name.hashCode()) & mask;
            while (names[slot] != null) {
                slot = (slot + 1) & mask;
            }
            names[slot] = name;
            values[slot] = entry.getValue();
            most = Math.max(most, name.length());
        }
        longest = most;
    }

    /** The length of the longest name. */
    int longest() {
        return longest;
    }

    /** The hash of a name one character longer; that of the empty name is 0. */
    static int extend(int hash, char c) {
        return 31 * hash + c; // as String.hashCode, which the names are filed by
    }

    /**
     * The value of the name in {@code text}; null when there is none.
     *
     * @param hash of these characters by {@link #extend}
     */
    @Nullable
    T get(char[] text, int from, int length, int hash) {
        for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
            String name = names[slot];
            if (name == null) {
                return null;
            }
            if (name.length() == length && name.hashCode() == hash && isAt(name, text, from)) {
                return value(slot);
            }
        }
    }

    @Nullable
    T get(String name) {
        return get(name.toCharArray(), 0, name.length(), name.hashCode());
    }

    @SuppressWarnings("unchecked") // only values of type T were put in
    private T value(int slot) {
        return (T) values[slot];
    }

    private static boolean isAt(String name, char[] text, int from) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
