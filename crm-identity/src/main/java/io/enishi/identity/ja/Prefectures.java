package io.enishi.identity.ja;

import io.enishi.core.internal.place.PrefectureNames;

/** The prefectures at the beginning of addresses, by their place in {@link PrefectureNames#ALL}: 0 is Hokkaido. */
final class Prefectures {

    private static final String[] KEYS =
            PrefectureNames.ALL.stream().map(AddressText::key).toArray(String[]::new);

    static final int COUNT = KEYS.length;

    private Prefectures() {}

    static String name(int prefecture) {
        return PrefectureNames.ALL.get(prefecture);
    }

    /** The one that the text begins with at {@code start}, written out; -1 when it begins with none. */
    static int written(AddressText text, int start) {
        for (int p = 0; p < COUNT; p++) {
            if (text.startsWith(KEYS[p], start)) {
                return p;
            }
        }
        return -1;
    }

    /** Where it ends, its last letter left out or not; -1 when the text does not begin with it. */
    static int end(int prefecture, AddressText text, int start) {
        String key = KEYS[prefecture];
        if (text.startsWith(key, start)) {
            return start + key.length();
        }
        String shorter = key.substring(0, key.length() - 1);
        return prefecture > 0 && text.startsWith(shorter, start) ? start + shorter.length() : -1; // not 北海
    }

    /** Whether so many folded letters are the prefecture with its last one. */
    static boolean isWhole(int prefecture, int length) {
        return KEYS[prefecture].length() == length;
    }
}
