package io.enishi.identity.ja;

import java.text.Normalizer;

/**
 * The normal form of kana that names are compared in. For match keys only: raw text is never rewritten.
 *
 * <p>Half width becomes full width, hiragana becomes katakana, small kana become large, ヂ ヅ ヴ ヲ become ジ ズ ブ オ, and a long
 * vowel is written out as the vowel it prolongs: タロー, タロウ and たろお are one key. It is written out and not dropped, since オオノ
 * (大野) and オノ (小野) are different names. NFKC leaves {@code ー} alone, so the dashes that people type for it are folded here.
 */
public final class KanaKey {

    private static final String SMALL = "ァィゥェォッャュョヮヵヶ";
    private static final String LARGE = "アイウエオツヤユヨワカケ";
    /** Kana by vowel: the long mark after any of a row stands for the row's vowel. */
    private static final String[] ROWS = {
        "アカサタナハマヤラワガザダバパ", "イキシチニヒミリギジビピ", "ウクスツヌフムユルグズブプ", "エケセテネヘメレゲゼデベペ", "オコソトノホモヨロゴゾドボポ"
    };

    private static final String VOWELS = "アイウエオ";
    private static final String VOICED = "ガギグゲゴザジズゼゾダデドバビブベボパピプペポ";
    private static final String UNVOICED = "カキクケコサシスセソタテトハヒフヘホハヒフヘホ";
    private static final String DASHES = "-‐‑‒–—―−ｰ﹣－";

    private KanaKey() {}

    /** The key of {@code text}; characters other than kana stay as NFKC leaves them. */
    public static String of(String text) {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder key = new StringBuilder(wide.length());
        for (int i = 0; i < wide.length(); i++) {
            append(key, katakana(wide.charAt(i)));
        }
        settle(key);
        return key.toString();
    }

    private static void append(StringBuilder key, char c) {
        char previous = key.length() == 0 ? ' ' : key.charAt(key.length() - 1);
        int small = SMALL.indexOf(c);
        if (small >= 0 && previous == 'ヴ') {
            key.setCharAt(key.length() - 1, "バビブベボ".charAt(Math.min(small, 4))); // ヴァ is バ
            return;
        }
        settle(key);
        char large = small >= 0 ? LARGE.charAt(small) : plain(c);
        int row = key.length() == 0 ? -1 : row(key.charAt(key.length() - 1));
        boolean longMark = large == 'ー' || DASHES.indexOf(large) >= 0;
        if (row >= 0 && longMark) {
            large = VOWELS.charAt(row);
        } else if (row == 4 && large == 'ウ') {
            large = 'オ';
        } else if (row == 3 && large == 'イ') {
            large = 'エ';
        }
        key.append(large);
    }

    /** A ヴ that no small vowel followed is ブ. */
    private static void settle(StringBuilder key) {
        int last = key.length() - 1;
        if (last >= 0 && key.charAt(last) == 'ヴ') {
            key.setCharAt(last, 'ブ');
        }
    }

    private static char plain(char c) {
        return switch (c) {
            case 'ヂ' -> 'ジ';
            case 'ヅ' -> 'ズ';
            case 'ヲ' -> 'オ';
            case 'ヱ' -> 'エ';
            case 'ヰ' -> 'イ';
            default -> c;
        };
    }

    private static char katakana(char c) {
        return c >= 'ぁ' && c <= 'ゖ' ? (char) (c + ('ァ' - 'ぁ')) : c;
    }

    private static int row(char kana) {
        for (int row = 0; row < ROWS.length; row++) {
            if (ROWS[row].indexOf(kana) >= 0) {
                return row;
            }
        }
        return -1;
    }

    /** A key with voicing marks dropped: ヤマザキ and ヤマサキ are one. Agreement in it is partial, never equality. */
    public static String unvoiced(String key) {
        StringBuilder plain = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            int voiced = VOICED.indexOf(key.charAt(i));
            plain.append(voiced >= 0 ? UNVOICED.charAt(voiced) : key.charAt(i));
        }
        return plain.toString();
    }

    /** Whether every character is kana or a long mark. */
    public static boolean isKana(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'ぁ' && c <= 'ゖ') && !(c >= 'ァ' && c <= 'ヺ') && c != 'ー') {
                return false;
            }
        }
        return true;
    }
}
