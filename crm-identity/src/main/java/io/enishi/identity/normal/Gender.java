package io.enishi.identity.normal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A gender as sources state it. What says nothing (回答しない, 不明, 0 and 9 of JIS X 0303) is {@link #UNKNOWN} and agrees with everything. */
public enum Gender {
    FEMALE("f"),
    MALE("m"),
    OTHER("x"),
    UNKNOWN("");

    private static final Map<String, Gender> WORDS = words();

    private final String key;

    Gender(String key) {
        this.key = key;
    }

    /** {@code f}, {@code m}, {@code x}, or empty for {@link #UNKNOWN}. */
    public String key() {
        return key;
    }

    /** Reads a word, a letter or a digit of JIS X 0303 (1 male, 2 female), in any width and case. Everything else is {@link #UNKNOWN}. */
    public static Gender parse(String raw) {
        return WORDS.getOrDefault(HalfWidth.of(raw).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    private static Map<String, Gender> words() {
        Map<String, Gender> words = new HashMap<>();
        put(words, FEMALE, "f female w woman girl lady mrs mrs. ms ms. miss 2 女 女性 女子 女の子 おんな オンナ ♀ ｵﾝﾅ");
        put(words, MALE, "m male man boy gentleman mr mr. 1 男 男性 男子 男の子 おとこ オトコ ♂ ｵﾄｺ");
        put(words, OTHER, "x other nonbinary non-binary その他 それ以外 他");
        return Map.copyOf(words);
    }

    private static void put(Map<String, Gender> words, Gender gender, String list) {
        for (String word : list.split(" ", -1)) {
            words.put(word, gender);
        }
    }
}
