package io.enishi.identity.normal;

/**
 * Text with the width of its characters folded: full-width ASCII ({@code ＡＢＣ１２３＠}) and the currency-free signs of that block become
 * ASCII, every kind of space becomes one space, invisible characters go, and so do spaces at both ends. Kana and kanji stay.
 *
 * <p>Folding again changes nothing. A text that needs no folding is returned as it is, so that the common case costs one pass and no
 * memory.
 */
public final class HalfWidth {

    private HalfWidth() {}

    /** {@code raw} folded; never longer than {@code raw}. */
    public static String of(String raw) {
        int at = 0;
        int length = raw.length();
        while (at < length && isPlain(raw.charAt(at))) {
            at++;
        }
        if (at == length && (length == 0 || (raw.charAt(0) != ' ' && raw.charAt(length - 1) != ' '))) {
            return raw;
        }
        StringBuilder folded = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                folded.append(' ');
            } else if (!isInvisible(c)) {
                folded.append(narrow(c));
            }
        }
        int from = 0;
        int to = folded.length();
        while (from < to && folded.charAt(from) == ' ') {
            from++;
        }
        while (to > from && folded.charAt(to - 1) == ' ') {
            to--;
        }
        return folded.substring(from, to);
    }

    /** One character folded; a space of any kind is {@code ' '}. */
    public static char of(char c) {
        return isSpace(c) ? ' ' : narrow(c);
    }

    private static char narrow(char c) {
        return c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
    }

    private static boolean isPlain(char c) {
        return c < 0x80 ? c >= ' ' && c != 0x7f : !isSpace(c) && !isInvisible(c) && narrow(c) == c;
    }

    /** Whether the character is a space of any width or a control character that stands for one. */
    public static boolean isSpace(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c == '\u3000' || c == '\u00a0' || (c >= '\u2000' && c <= '\u200a') || c == '\u202f' || c == '\u205f';
    }

    /** Zero-width characters, marks of direction and byte order, and control characters that are no spaces. */
    private static boolean isInvisible(char c) {
        return (c < ' ' && !isSpace(c))
                || (c >= 0x7f && c < 0xa0)
                || (c >= '\u200b' && c <= '\u200f')
                || (c >= '\u202a' && c <= '\u202e')
                || c == '\u2060'
                || c == '\ufeff'
                || c == '\u00ad';
    }

    /**
     * Whether people type the character for a hyphen: hyphens and dashes of every length, the minus sign, the long vowel mark in both
     * widths, box drawing. NFKC unifies few of them. 一 is a number, however
     * much it looks like one.
     */
    public static boolean isDash(char c) {
        return switch (c) {
            case '-',
                    '\u2010',
                    '\u2011',
                    '\u2012',
                    '\u2013',
                    '\u2014',
                    '\u2015',
                    '\u2212',
                    '\u30fc',
                    '\uff70',
                    '\u2500',
                    '\u2501',
                    '\ufe58',
                    '\ufe63',
                    '\uff0d',
                    '\u2043',
                    '\u02d7' -> true;
            default -> false;
        };
    }
}
