package io.enishi.core.internal.json;

import org.jspecify.annotations.Nullable;

/**
 * Makes strings of characters, the same string for the same characters as long as no other text took its place: the words of a log
 * repeat themselves, and a text that is there already costs neither time nor memory. Bounded; for one thread.
 */
public final class TextPool {

    private static final int SIZE = 1 << 13;
    /** Longer texts hardly ever come twice. */
    private static final int LONGEST = 32;

    private final @Nullable String[] texts = new String[SIZE];

    String of(char[] characters, int offset, int length) {
        if (length > LONGEST) {
            return new String(characters, offset, length);
        }
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int place = (hash ^ (hash >>> 13)) & (SIZE - 1);
        String known = texts[place];
        if (known != null && known.length() == length && isAt(known, characters, offset)) {
            return known;
        }
        String text = new String(characters, offset, length);
        texts[place] = text;
        return text;
    }

    private static boolean isAt(String text, char[] characters, int offset) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
