package io.enishi.identity.ja;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which kanji are forms of one character: old and new (齋 and 斎), print and handwriting (髙 and 高), full and short (龍 and 竜). For match keys only: NFC already
 * <em>changes</em> some characters of names (compatibility ideographs), and NFKC does not unify 髙 with 高, so neither may touch the raw text.
 *
 * <p>The standard table holds the old forms of the characters for daily use and the forms that are common in names and places. Characters
 * that people merely mistake for each other (斎 and 斉 are different names) are not in it; {@link KanjiKey#confusable} folds those. A host adds
 * groups of its own, or loads them from a file. Immutable and safe to share; one look-up in an array per character.
 */
public final class KanjiVariants {

    /** A group a line, the form kept first; lines that begin with # are for the reader. */
    private static final String GROUPS = "kanji-variants.txt";

    private static final KanjiVariants STANDARD = standardTable();

    /** What each character of the basic plane becomes. */
    private final char[] basic;

    /** Characters outside it, which are rare, by code point. */
    private final Map<Integer, Integer> beyond;

    private KanjiVariants(char[] basic, Map<Integer, Integer> beyond) {
        this.basic = basic;
        this.beyond = beyond;
    }

    /** The built-in table. */
    public static KanjiVariants standard() {
        return STANDARD;
    }

    /**
     * This table and another group of forms of one character. A group that shares a character with an older one joins it.
     *
     * @param forms at least two characters
     */
    public KanjiVariants with(String forms) {
        char[] table = basic.clone();
        Map<Integer, Integer> rare = new HashMap<>(beyond);
        join(table, rare, forms.codePoints().toArray());
        return new KanjiVariants(table, Map.copyOf(rare));
    }

    /**
     * This table and the pairs of a CSV file with a header line, each the two forms of one character. The reader is not closed.
     *
     * @throws IllegalArgumentException if a column is missing or a cell of one holds anything but one character; names the line
     * @throws java.io.UncheckedIOException if reading fails
     */
    public KanjiVariants withPairs(Reader csv, String variantColumn, String commonColumn) {
        char[] table = basic.clone();
        Map<Integer, Integer> rare = new HashMap<>(beyond);
        CsvColumns.read(
                csv,
                (line, cells) -> {
                    String both = cells[1] + cells[0];
                    int[] pair = both.codePoints().toArray();
                    if (pair.length != 2) {
                        throw new IllegalArgumentException(
                                "line " + line + " must hold one character in each of the two columns");
                    }
                    join(table, rare, pair);
                },
                variantColumn,
                commonColumn);
        return new KanjiVariants(table, Map.copyOf(rare));
    }

    /** One character's kept form; itself when it has no other. */
    public int kept(int codePoint) {
        return kept(basic, beyond, codePoint);
    }

    /** One character's kept form; half of a surrogate pair is itself. */
    char kept(char c) {
        return basic[c];
    }

    private static int kept(char[] table, Map<Integer, Integer> rare, int codePoint) {
        return codePoint < 0x10000 ? table[codePoint] : rare.getOrDefault(codePoint, codePoint);
    }

    /** The key of a written name: variants and kana folded, selectors of variants (IVS) gone; spaces stay. */
    public String key(String text) {
        return KanaKey.of(folded(text));
    }

    /** {@code text} with variants folded and selectors gone; kana as they are. */
    String folded(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        // Before NFKC, which would lose the difference between a selector's base and its variant, then after it.
        String composed = Normalizer.normalize(eachKept(text), Normalizer.Form.NFKC);
        return eachKept(composed);
    }

    private boolean isPlain(char c) {
        return basic[c] == c
                && ((c >= '\u4e00' && c <= '\u9fff')
                        || (c >= 'ぁ' && c <= 'ゖ')
                        || (c >= 'ァ' && c <= 'ヾ')
                        || (c >= ' ' && c < 0x7f)
                        || c == '々');
    }

    private String eachKept(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                int whole = Character.toCodePoint(c, text.charAt(++i));
                if (!isSelector(whole)) {
                    folded.appendCodePoint(kept(whole));
                }
            } else if (!isSelector(c)
                    && !Character.isSurrogate(c)) { // half a character is none, and must not find its other half
                folded.append(basic[c]);
            }
        }
        return folded.toString();
    }

    /** Variation selectors, among them the ideographic ones (IVS). */
    static boolean isSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    /** Makes all of {@code forms}, and whatever they already stand for, one. The kept form is of the basic plane if any is. */
    private static void join(char[] table, Map<Integer, Integer> rare, int[] forms) {
        int kept = kept(table, rare, forms[0]);
        for (int form : forms) {
            int other = kept(table, rare, form);
            if (kept >= 0x10000 && other < 0x10000) {
                int swap = kept;
                kept = other;
                other = swap;
            }
            if (other != kept) {
                replace(table, rare, other, kept);
            }
            put(table, rare, form, kept);
        }
    }

    private static void replace(char[] table, Map<Integer, Integer> rare, int old, int kept) {
        if (old < 0x10000 && kept < 0x10000) {
            for (int c = 0x2e80; c < table.length; c++) {
                if (table[c] == old) {
                    table[c] = (char) kept;
                }
            }
        }
        put(table, rare, old, kept);
        rare.replaceAll((form, now) -> now == old ? kept : now);
    }

    private static void put(char[] table, Map<Integer, Integer> rare, int form, int kept) {
        if (form < 0x10000) {
            if (kept < 0x10000) {
                table[form] = (char) kept;
            }
        } else if (form != kept) {
            rare.put(form, kept);
        }
    }

    private static KanjiVariants standardTable() {
        char[] table = new char[0x10000];
        for (int c = 0; c < table.length; c++) {
            table[c] = (char) c;
        }
        Map<Integer, Integer> rare = new HashMap<>();
        shippedGroups().forEach(group -> join(table, rare, group.codePoints().toArray()));
        return new KanjiVariants(table, Map.copyOf(rare));
    }

    private static Stream<String> shippedGroups() {
        try (InputStream in = KanjiVariants.class.getResourceAsStream(GROUPS)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + GROUPS);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
