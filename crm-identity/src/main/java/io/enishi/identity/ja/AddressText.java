package io.enishi.identity.ja;

import io.enishi.identity.normal.HalfWidth;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * An address in the form in which places are looked up, each character tied to where it stands in the raw text.
 *
 * <p>Width, forms of kanji, small kana and the ways to write ヶ and ノ are folded, spaces are left out (and remembered), dashes are one, and kanji numerals below one
 * hundred are digits (十二丁目 is 12丁目), unless digits stand next to them: ５十五番館 is the house 十五番館 at number 5. Names of the place table go through the same
 * folding, so it may be as rough as it likes: 一の坂町 is 1ノ坂町 on both sides.
 */
final class AddressText {

    /** Forms that addresses mix though they are no forms of one character elsewhere. */
    private static final KanjiVariants VARIANTS = KanjiVariants.standard()
            .with("舟船")
            .with("藪薮")
            .with("菟莵")
            .with("淵渕")
            .with("檜桧")
            .with("條条");

    /** Directions from a crossing of Kyoto, folded; the longest first where one begins another. */
    private static final String[] DIRECTIONS = {
        "上ケル", "下ケル", "上ル", "下ル", "上リ", "下リ", "上ケ", "下ケ", "東入ル", "西入ル", "南入ル", "北入ル", "東入リ", "西入リ", "東ヘ入ル", "西ヘ入ル",
        "東入", "西入", "南入", "北入"
    };

    /** Letters of the old lots. */
    static final String LOTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥イロハニホヘトチリヌルヲワ";

    private static final String ZODIAC = "子丑寅卯辰巳午未申酉戌亥";

    /** What ends before a lot begins. */
    private static final String BEFORE_LOTS = "町村字目割番";

    private static final String NUMERALS = "〇一二三四五六七八九十";

    final String raw;

    /** Folded characters; {@link #size} of them. */
    char[] folded;

    /** Where each begins in the raw text. */
    private int[] from;

    /** Whether a space stands before it. */
    private boolean[] spaced;

    /** Whether it is a digit that was written as a digit, and not as a kanji. */
    private boolean[] arabic;

    int size;

    private AddressText(String raw) {
        this.raw = raw;
        int room = raw.length() + 8;
        folded = new char[room];
        from = new int[room];
        spaced = new boolean[room];
        arabic = new boolean[room];
    }

    static AddressText of(String raw) {
        AddressText text = new AddressText(raw);
        text.fold();
        text.foldNumerals();
        return text;
    }

    /** The form of a name of the table. */
    static String key(String name) {
        AddressText text = of(name);
        return new String(text.folded, 0, text.size);
    }

    /** Where a part that begins at {@code at} begins in the raw text. */
    int rawAt(int at) {
        return at >= size ? raw.length() : from[at];
    }

    boolean isSpaced(int at) {
        return at < size && spaced[at];
    }

    /** A digit, written as one. */
    boolean isArabic(int at) {
        return at < size && arabic[at];
    }

    boolean isDigit(int at) {
        return at < size && folded[at] >= '0' && folded[at] <= '9';
    }

    char at(int at) {
        return at < size ? folded[at] : '\0';
    }

    boolean startsWith(String part, int at) {
        if (at + part.length() > size) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (folded[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String sub(int begin, int end) {
        return new String(folded, begin, end - begin);
    }

    /** Whether a name may end here: not within a number. */
    boolean isBorder(int at) {
        return at >= size || at == 0 || spaced[at] || !(isDigit(at) && isDigit(at - 1)) || arabic[at] != arabic[at - 1];
    }

    private void fold() {
        boolean space = false;
        for (int i = 0; i < raw.length(); ) {
            int whole = raw.codePointAt(i);
            int length = Character.charCount(whole);
            if (whole < 0x10000 && HalfWidth.isSpace((char) whole)) {
                space = true;
            } else if (KanjiVariants.isSelector(whole)) {
                length = Character.charCount(whole); // part of the character before it
            } else if (whole >= 0x10000) {
                int kept = VARIANTS.kept(whole);
                for (char c : Character.toChars(kept)) {
                    put(c, i, space);
                    space = false;
                }
            } else {
                char c = (char) whole;
                char next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
                if (isVoicing(next) && isVoiceable(c)) {
                    String joined = Normalizer.normalize(raw.substring(i, i + 2), Normalizer.Form.NFKC);
                    if (joined.length() == 1) {
                        c = joined.charAt(0);
                        length = 2;
                    }
                }
                space = putFolded(c, i, space, next);
            }
            i += length;
        }
    }

    private boolean putFolded(char c, int at, boolean space, char next) {
        char narrow = HalfWidth.of(c);
        if (HalfWidth.isDash(narrow)) {
            boolean isLetter =
                    size > 0 && !space && isKatakana(folded[size - 1]) && (c == 'ー' || c == 'ｰ' || !isNumeric(next));
            put(isLetter ? 'ー' : '-', at, space);
            return false;
        }
        if (narrow < 0x80) {
            put(narrow >= 'a' && narrow <= 'z' ? (char) (narrow - 32) : narrow, at, space);
            return false;
        }
        if ((c >= '\u3041' && c <= '\u30ff') || (c >= '\u4e00' && c <= '\u9fff') || c == '々') {
            put(plain(c), at, space);
            return false;
        }
        String composed = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        boolean before = space;
        for (int i = 0; i < composed.length(); i++) {
            char one = composed.charAt(i);
            if (one != ' ') {
                put(HalfWidth.isDash(one) ? '-' : plain(one), at, before);
                before = false;
            }
        }
        return before;
    }

    private static char plain(char c) {
        char kana = c >= 'ぁ' && c <= 'ゖ' ? (char) (c + ('ァ' - 'ぁ')) : c;
        return switch (kana) {
            case 'ヶ', 'ヵ', 'ガ' -> 'ケ';
            case '之', '乃' -> 'ノ';
            case 'ッ' -> 'ツ';
            case 'ャ' -> 'ヤ';
            case 'ュ' -> 'ユ';
            case 'ョ' -> 'ヨ';
            case 'ァ' -> 'ア';
            case 'ィ' -> 'イ';
            case 'ゥ' -> 'ウ';
            case 'ェ' -> 'エ';
            case 'ォ' -> 'オ';
            case 'ヂ' -> 'ジ';
            case 'ヅ' -> 'ズ';
            default -> VARIANTS.kept(kana);
        };
    }

    private void put(char c, int at, boolean space) {
        grow();
        folded[size] = c;
        from[size] = at;
        spaced[size] = space;
        arabic[size] = c >= '0' && c <= '9';
        size++;
    }

    /** Kanji numerals below one hundred as digits, and 番丁 as 番町, which people mix. */
    private void foldNumerals() {
        int read = 0;
        int write = 0;
        while (read < size) {
            int end = read;
            while (end < size && NUMERALS.indexOf(folded[end]) >= 0 && (end == read || !spaced[end])) {
                end++;
            }
            if (end - read > 1 && startsWith("丁目", end) && isPlainRow(read, end)) {
                end = read; // 双六三丁目 is the third of 双六, and not the 63rd
            }
            boolean besideDigits = (read > 0 && arabic[read - 1]) || isArabic(end);
            int number = end == read || besideDigits ? -1 : number(read, end);
            if (number >= 0) {
                String digits = Integer.toString(number);
                if (digits.length() <= end - read) {
                    for (int i = 0; i < digits.length(); i++) {
                        move(write + i, i == 0 ? read : end - 1, digits.charAt(i));
                        arabic[write + i] = false;
                    }
                    write += digits.length();
                    read = end;
                    continue;
                }
                if (digits.length() == 2) { // 十 became 10
                    shift(read + 1);
                    move(write, read, '1');
                    move(write + 1, read, '0');
                    from[write + 1] = from[write];
                    spaced[write + 1] = false;
                    arabic[write] = false;
                    arabic[write + 1] = false;
                    write += 2;
                    read = end + 1;
                    continue;
                }
            }
            int stop = Math.max(end, read + 1);
            for (; read < stop; read++) {
                boolean was = arabic[read];
                move(write, read, folded[read]);
                arabic[write++] = was;
            }
        }
        size = write;
        for (int i = 1; i + 1 < size; i++) {
            if (folded[i] == '番' && folded[i + 1] == '丁' && isDigit(i - 1)) {
                folded[i + 1] = '町';
            }
        }
    }

    /** Whether the numerals say neither ten nor zero, and a name may end within them. */
    private boolean isPlainRow(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (folded[i] == '十' || folded[i] == '〇') {
                return false;
            }
        }
        return true;
    }

    /** Makes room for one more; few texts become longer (㍿, 十). */
    private void grow() {
        if (size == folded.length) {
            folded = Arrays.copyOf(folded, size * 2);
            from = Arrays.copyOf(from, size * 2);
            spaced = Arrays.copyOf(spaced, size * 2);
            arabic = Arrays.copyOf(arabic, size * 2);
        }
    }

    private void move(int to, int at, char c) {
        from[to] = from[at];
        spaced[to] = spaced[at];
        folded[to] = c;
    }

    /** Makes room for one more character at {@code at}. */
    private void shift(int at) {
        grow();
        System.arraycopy(folded, at, folded, at + 1, size - at);
        System.arraycopy(from, at, from, at + 1, size - at);
        System.arraycopy(spaced, at, spaced, at + 1, size - at);
        System.arraycopy(arabic, at, arabic, at + 1, size - at);
        size++;
    }

    /** The number that the numerals from {@code begin} to {@code end} say; -1 when they say none (十十) or too many. */
    private int number(int begin, int end) {
        int number = 0;
        int ten = -1;
        if (end - begin > 4) {
            return -1;
        }
        for (int i = begin; i < end; i++) {
            int digit = NUMERALS.indexOf(folded[i]);
            if (digit == 10) {
                if (ten >= 0 || i - begin > 1 || (i > begin && number == 0)) {
                    return -1;
                }
                ten = i;
                number = Math.max(1, number) * 10;
            } else if (ten >= 0) {
                if (i > ten + 1 || digit == 0) {
                    return -1;
                }
                number += digit;
            } else {
                number = number * 10 + digit;
            }
        }
        return ten < 0 && folded[begin] == '〇' && end - begin > 1 ? -1 : number;
    }

    private static boolean isNumeric(char c) {
        char narrow = HalfWidth.of(c);
        return (narrow >= '0' && narrow <= '9') || NUMERALS.indexOf(c) >= 0;
    }

    private static boolean isKatakana(char c) {
        return (c >= 'ァ' && c <= 'ヺ') || c == 'ー';
    }

    private static boolean isVoicing(char c) {
        return c == '\u3099' || c == '\u309a' || c == 'ﾞ' || c == 'ﾟ';
    }

    private static boolean isVoiceable(char c) {
        return (c >= 'ｦ' && c <= 'ﾝ') || (c >= 'ぁ' && c <= 'ヺ');
    }

    @Override
    public String toString() {
        return sub(0, size);
    }

    /** Behind a name that stands twice (京都市京都市中京区), where it stands the second time; -1 when none does. */
    int repeated(int at) {
        for (int length = 2; length <= 6; length++) {
            boolean twice = at + 2 * length <= size;
            for (int i = 0; twice && i < length; i++) {
                twice = at(at + i) == at(at + length + i);
            }
            if (twice) {
                return at + length;
            }
        }
        return -1;
    }

    int markerEnd(int at) {
        if (startsWith("大字", at) || startsWith("小字", at)) {
            return at + 2;
        }
        return at(at) == '字' ? at + 1 : at;
    }

    /** Behind the last direction of a Kyoto street; {@code at} when there is none. */
    int streetEnd(int at) {
        int end = at;
        for (int i = at + 1; i < size; i++) {
            char c = at(i);
            if (c == '上' || c == '下' || c == '東' || c == '西' || c == '南' || c == '北') {
                for (String direction : DIRECTIONS) {
                    if (startsWith(direction, i)) {
                        end = i + direction.length();
                        i = end - 1;
                        break;
                    }
                }
            }
        }
        return end;
    }

    /**
     * Whether the letter of a lot at {@code at} rather ends the name before it: みなとみらい2, 王子1, 辰巳2. Kana that follow kana do, and the signs of
     * the zodiac that follow no 町 or 字; 甲 and its kin end no names that begin elsewhere.
     */
    boolean endsName(int at) {
        char before = at == 0 ? ' ' : at(at - 1);
        return isKatakana(at(at)) ? isKatakana(before) : ZODIAC.indexOf(at(at)) >= 0 && BEFORE_LOTS.indexOf(before) < 0;
    }

    /** A letter of the old lots (甲, イ) in front of a number. */
    boolean isLot(int at) {
        return isDigit(at + 1) && !isSpaced(at + 1) && LOTS.indexOf(at(at)) >= 0;
    }
}
