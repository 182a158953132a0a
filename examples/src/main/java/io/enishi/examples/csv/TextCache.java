package io.enishi.examples.csv;

import org.jspecify.annotations.Nullable;

/**
 * Makes strings of characters, the same string for the same characters as long as no other text took its place. The columns of
 * a log repeat themselves (half a million lines, four thousand products), so this saves most of the copying. Bounded: a text
 * whose place is taken replaces the one before.
 */
final class TextCache {

    private static final int SIZE = 1 << 14;

    private final @Nullable String[] texts = new String[SIZE];

    String of(char[] characters, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int place = (hash ^ (hash >>> 15)) & (SIZE - 1);
        String cached = texts[place];
        if (cached != null && same(cached, characters, offset, length)) {
            return cached;
        }
        String text = new String(characters, offset, length);
        texts[place] = text;
        return text;
    }

    private static boolean same(String text, char[] characters, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
