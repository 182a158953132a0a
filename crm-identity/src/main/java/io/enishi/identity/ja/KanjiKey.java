package io.enishi.identity.ja;

/**
 * The form of a written name in which variants of one character are one, by the {@linkplain KanjiVariants#standard() standard table}.
 *
 * <p>{@link #of} folds forms of one character (齋 to 斎, 齊 to 斉). {@link #confusable} folds what people mistake for each other though
 * they are different names (斎 and 斉); agreement in it is partial, never equality.
 */
public final class KanjiKey {

    private KanjiKey() {}

    /** The key of a written name; kana in it are folded too, spaces stay. */
    public static String of(String text) {
        return KanjiVariants.standard().key(text);
    }

    /** A key in which characters that people mistake for each other are one. */
    public static String confusable(String key) {
        return key.replace('斉', '斎');
    }
}
