package io.enishi.identity.ja;

import io.enishi.identity.normal.HalfWidth;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * The normal form of kana that names are compared in. For match keys only: raw text is never rewritten.
 *
 * <p>Half width becomes full width, hiragana becomes katakana, small kana become large, ヂ ヅ ヴ ヲ ヱ ヰ become ジ ズ ブ オ エ イ, the marks ヽ and ヾ
 * become what they repeat, and a long vowel is written out as the vowel it prolongs: タロー, タロウ and たろお are one key. It is written out
 * and not dropped, since オオノ (大野) and オノ (小野) are different names; {@link #shortened} drops it for a looser comparison. NFKC leaves {@code ー}
 * alone, so the dashes that people type for it are folded here.
 *
 * <p>Keys are idempotent: the key of a key is that key. Cost: one pass over a table; NFKC only for texts that hold more than kana, kanji and ASCII.
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

    private static final char FIRST = '\u3040';
    private static final char LAST = '\u30ff';

    /** What each character from {@link #FIRST} to {@link #LAST} becomes on its own. */
    private static final char[] FOLDED = folded();

    /** Its vowel as a row, or -1. */
    private static final byte[] ROW = rows();

    /** Its form without a voicing mark. */
    private static final char[] BARE = bare();

    private KanaKey() {}

    /** The key of {@code text}; characters other than kana stay as NFKC leaves them. */
    public static String of(String text) {
        String wide = composed(text);
        int length = wide.length();
        char[] key = new char[length];
        int size = 0;
        for (int i = 0; i < length; i++) {
            char c = wide.charAt(i);
            char previous = size == 0 ? ' ' : key[size - 1];
            if (c == 'ヴ' || c == 'ゔ') {
                int vowel = i + 1 < length ? smallVowel(wide.charAt(i + 1)) : -1;
                key[size++] = vowel >= 0 ? "バビブベボ".charAt(vowel) : 'ブ'; // ヴァ is バ, ヴ alone is ブ
                i += vowel >= 0 ? 1 : 0;
            } else if (c >= FIRST && c <= LAST && !isOrphanedVoicing(c)) {
                key[size++] = kana(FOLDED[c - FIRST], previous);
            } else if (!isOrphanedVoicing(c) && !isHalf(wide, i)) {
                int row = isLongMark(c) ? row(previous) : -1;
                key[size++] = row >= 0 ? VOWELS.charAt(row) : c;
            }
        }
        return size == length && isSame(key, text) ? text : new String(key, 0, size);
    }

    /** A surrogate without its other half: what stands between them may go, and they must not become a character then. */
    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static char kana(char large, char previous) {
        if (large == 'ヽ' || large == 'ヾ') {
            if (row(previous) < 0) {
                return large;
            }
            return large == 'ヽ' ? BARE[previous - FIRST] : voiced(BARE[previous - FIRST]);
        }
        int row = row(previous);
        if (row >= 0 && large == 'ー') {
            return VOWELS.charAt(row);
        }
        if (row == 4 && large == 'ウ') {
            return 'オ';
        }
        return row == 3 && large == 'イ' ? 'エ' : large;
    }

    private static char voiced(char bare) {
        int at = UNVOICED.indexOf(bare);
        return at < 0 ? bare : VOICED.charAt(at);
    }

    /** A key without voicing marks: ヤマザキ and ヤマサキ are one. Agreement in it is partial, never equality. */
    public static String unvoiced(String key) {
        int at = 0;
        while (at < key.length() && bare(key.charAt(at)) == key.charAt(at)) {
            at++;
        }
        if (at == key.length()) {
            return key;
        }
        char[] plain = key.toCharArray();
        for (int i = at; i < plain.length; i++) {
            plain[i] = bare(plain[i]);
        }
        return new String(plain);
    }

    /** One kana of a key without its voicing mark. */
    static char bare(char c) {
        return c >= FIRST && c <= LAST ? BARE[c - FIRST] : c;
    }

    /** Whether two keys are one, voicing aside; see {@link #startsLike}. */
    static boolean isLike(String one, String other) {
        return one.length() == other.length() && startsLike(one, 0, other);
    }

    /**
     * Whether {@code part} stands in {@code reading} at {@code at}, voicing aside, since it comes and goes between characters (タ and ダ in 山田). A key writes ウ as オ behind
     * an オ and イ as エ behind an エ, so at a border those agree too.
     */
    static boolean startsLike(String reading, int at, String part) {
        if (at + part.length() > reading.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            char there = reading.charAt(at + i);
            char here = part.charAt(i);
            if (there != here
                    && !(i == 0 && ((there == 'オ' && here == 'ウ') || (there == 'エ' && here == 'イ')))
                    && bare(there) != bare(here)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A key without long vowels: サトオ (サトウ) and サト, which is how Satō is mostly typed in Latin letters, are one. オオノ and オノ are one too, so agreement in
     * it is partial, never equality.
     */
    public static String shortened(String key) {
        StringBuilder shorter = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            int vowel = VOWELS.indexOf(c);
            if (vowel < 0 || i == 0 || row(key.charAt(i - 1)) != vowel) {
                shorter.append(c);
            }
        }
        return shorter.length() == key.length() ? key : shorter.toString();
    }

    /** Whether {@code text} has a character and every one is kana, in full width, or a long mark. */
    public static boolean isKana(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isKana(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code c} is kana in full width, a repetition mark of kana, or the long mark. */
    public static boolean isKana(char c) {
        return (c >= 'ぁ' && c <= 'ゖ') || c == 'ゝ' || c == 'ゞ' || (c >= 'ァ' && c <= 'ヺ') || (c >= 'ー' && c <= 'ヾ');
    }

    /** NFKC, which is not asked for what it would leave alone; voicing marks that stand alone join the kana before them, too. */
    static String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean settled = (c >= ' ' && c < 0x7f)
                    || (c >= 'ぁ' && c <= 'ゖ')
                    || (c >= 'ァ' && c <= 'ヾ')
                    || (c >= '\u4e00' && c <= '\u9fff')
                    || c == '々'
                    || c == 'ゝ'
                    || c == 'ゞ';
            if (!settled) {
                String joining = text.replace('\u309b', '\u3099').replace('\u309c', '\u309a');
                return Normalizer.normalize(joining, Normalizer.Form.NFKC);
            }
        }
        return text;
    }

    /** The row of a vowel: 0 for ア to 4 for オ; -1 when {@code kana} is no large katakana with a vowel. */
    private static int row(char kana) {
        return kana >= FIRST && kana <= LAST ? ROW[kana - FIRST] : -1;
    }

    private static boolean isLongMark(char c) {
        return HalfWidth.isDash(c);
    }

    /** Voicing marks that join nothing: NFKC would join them to what folding puts in front, and a second key would differ. */
    private static boolean isOrphanedVoicing(char c) {
        return c == '\u3099' || c == '\u309a';
    }

    private static int smallVowel(char c) {
        return switch (c) {
            case 'ァ', 'ぁ', 'ャ', 'ゃ' -> 0;
            case 'ィ', 'ぃ' -> 1;
            case 'ゥ', 'ぅ' -> 2;
            case 'ェ', 'ぇ' -> 3;
            case 'ォ', 'ぉ' -> 4;
            default -> -1;
        };
    }

    private static boolean isSame(char[] key, String text) {
        if (key.length != text.length()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char[] folded() {
        char[] table = new char[LAST - FIRST + 1];
        for (int i = 0; i < table.length; i++) {
            char c = (char) (FIRST + i);
            if ((c >= 'ぁ' && c <= 'ゖ') || c == 'ゝ' || c == 'ゞ') {
                c = (char) (c + ('ァ' - 'ぁ'));
            }
            int small = SMALL.indexOf(c);
            table[i] = small >= 0 ? LARGE.charAt(small) : plain(c);
        }
        return table;
    }

    private static char plain(char c) {
        return switch (c) {
            case 'ヂ' -> 'ジ';
            case 'ヅ' -> 'ズ';
            case 'ヲ', 'ヺ' -> 'オ';
            case 'ヱ', 'ヹ' -> 'エ';
            case 'ヰ', 'ヸ' -> 'イ';
            case 'ヷ' -> 'ワ';
            default -> c;
        };
    }

    private static byte[] rows() {
        byte[] table = new byte[LAST - FIRST + 1];
        Arrays.fill(table, (byte) -1);
        for (byte row = 0; row < ROWS.length; row++) {
            for (char kana : ROWS[row].toCharArray()) {
                table[kana - FIRST] = row;
            }
        }
        return table;
    }

    private static char[] bare() {
        char[] table = new char[LAST - FIRST + 1];
        for (int i = 0; i < table.length; i++) {
            int voiced = VOICED.indexOf(FIRST + i);
            table[i] = voiced >= 0 ? UNVOICED.charAt(voiced) : (char) (FIRST + i);
        }
        return table;
    }
}
