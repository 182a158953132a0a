package io.enishi.identity.ja;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Japanese names in Latin letters. Every common spelling of a reading is understood: Hepburn and Kunrei ({@code shi}, {@code si}), long vowels as
 * {@code ō}, {@code ou}, {@code oo}, {@code oh} ({@code Satoh}, {@code Ohno}), {@code n'}, {@code m} before b, m and p, doubled consonants, {@code tch}.
 *
 * <p>{@link #kana} gives the reading as a {@link KanaKey}. Since most people leave long vowels and apostrophes out, two names are better compared in
 * {@link #skeleton}, which both scripts have: サトウ ケンイチ, {@code Satō Ken'ichi} and {@code SATO KENICHI} have one.
 */
public final class Romaji {

    private static final Map<String, String> SYLLABLES = syllables();

    /** The letters of each kana of a key in the skeleton. */
    private static final String[] LETTERS = letters();

    private static final int LONGEST = 4;

    private Romaji() {}

    /**
     * The reading as a key, spaces kept; empty when {@code latin} cannot be read as Japanese (a consonant at the end, letters that romaji has not).
     */
    public static String kana(String latin) {
        String plain = plain(latin);
        StringBuilder kana = new StringBuilder(plain.length());
        int at = 0;
        while (at < plain.length()) {
            char c = plain.charAt(at);
            char next = at + 1 < plain.length() ? plain.charAt(at + 1) : ' ';
            char after = at + 2 < plain.length() ? plain.charAt(at + 2) : ' ';
            if (c == ' ' || c == 'ー') {
                kana.append(c);
                at++;
            } else if (c == '\'' || c == '-' || c == '.') {
                at++;
            } else if (c == 'n' && !isVowel(next) && next != 'y') {
                kana.append('ン');
                at++;
            } else if (c == 'm' && (next == 'b' || next == 'p' || next == 'm')) {
                kana.append('ン');
                at++;
            } else if ((c == next && !isVowel(c)) || (c == 't' && next == 'c' && after == 'h')) {
                kana.append('ッ');
                at++;
            } else {
                int length = syllable(plain, at, kana);
                if (length == 0) {
                    return "";
                }
                at += length;
                boolean ohs = plain.charAt(at - 1) == 'o' && at < plain.length() && plain.charAt(at) == 'h';
                if (ohs && (at + 1 >= plain.length() || !isVowel(plain.charAt(at + 1)))) {
                    kana.append('ー'); // Satoh, Ohno
                    at++;
                }
            }
        }
        return KanaKey.of(kana.toString());
    }

    /**
     * What is left of a reading when long vowels, doubled consonants' length and syllable borders that Latin letters blur are taken away; the same for kana
     * and Latin letters. Loose: オオノ and オノ agree. Spaces go. Empty when {@code text} is neither kana nor romaji.
     */
    public static String skeleton(String text) {
        String key = KanaKey.of(text);
        StringBuilder kana = new StringBuilder(key.length());
        boolean isKana = true;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != ' ' && c != '・') {
                kana.append(c);
                isKana &= KanaKey.isKana(c);
            }
        }
        String reading = isKana ? kana.toString() : kana(text);
        String shorter = KanaKey.shortened(isKana ? KanaKey.of(reading) : reading);
        StringBuilder letters = new StringBuilder(shorter.length() * 2);
        for (int i = 0; i < shorter.length(); i++) {
            char c = shorter.charAt(i);
            if (c >= '\u30a0' && c <= '\u30ff') {
                int end = letters.length();
                if ((c == 'ヤ' || c == 'ユ' || c == 'ヨ')
                        && end > 1
                        && letters.charAt(end - 1) == 'i'
                        && !isVowel(letters.charAt(end - 2))) {
                    letters.setLength(end - 1); // Shinya is シンヤ, and nobody could tell it from シニャ
                }
                letters.append(LETTERS[c - '\u30a0']);
            }
        }
        return letters.toString();
    }

    /** Whether every character is a Latin letter, a space or a mark that Latin names have, and one at least is a letter. */
    public static boolean isLatin(String text) {
        boolean letters = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                if (Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN) {
                    return false;
                }
                letters = true;
            } else if (c != ' ' && c != '-' && c != '.' && c != '\'' && c != '’' && (c < '\u0300' || c > '\u036f')) {
                return false;
            }
        }
        return letters;
    }

    /** Appends the longest syllable at {@code at}; its length, or 0. */
    private static int syllable(String plain, int at, StringBuilder kana) {
        for (int length = Math.min(LONGEST, plain.length() - at); length > 0; length--) {
            String found = SYLLABLES.get(plain.substring(at, at + length));
            if (found != null) {
                kana.append(found);
                return length;
            }
        }
        return 0;
    }

    /** Lower case without marks; macron and circumflex as ー behind their vowel. */
    private static String plain(String latin) {
        boolean ascii = true;
        for (int i = 0; i < latin.length(); i++) {
            ascii &= latin.charAt(i) < 0x80;
        }
        String apart = ascii ? latin : Normalizer.normalize(latin, Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                plain.append((char) (c + 32));
            } else if (c == '\u0304' || c == '\u0302') {
                plain.append('ー');
            } else if (c == '’' || c == '`' || c == '\u02bc') {
                plain.append('\'');
            } else if (c == ',' || c == '\u3000' || c == '\u00a0') {
                plain.append(' ');
            } else if (c < '\u0300' || c > '\u036f') {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
    }

    private static Map<String, String> syllables() {
        Map<String, String> table = new HashMap<>();
        row(table, "", "アイウエオ");
        row(table, "k", "カキクケコ");
        row(table, "c", "カ-ク-コ");
        row(table, "s", "サシスセソ");
        row(table, "t", "タチツテト");
        row(table, "n", "ナニヌネノ");
        row(table, "h", "ハヒフヘホ");
        row(table, "m", "マミムメモ");
        row(table, "y", "ヤ-ユ-ヨ");
        row(table, "r", "ラリルレロ");
        row(table, "l", "ラリルレロ");
        row(table, "w", "ワイ-エオ");
        row(table, "g", "ガギグゲゴ");
        row(table, "z", "ザジズゼゾ");
        row(table, "d", "ダヂヅデド");
        row(table, "b", "バビブベボ");
        row(table, "p", "パピプペポ");
        row(table, "v", "バビブベボ");
        String[][] glides = {
            {"k", "キ"},
            {"s", "シ"},
            {"t", "チ"},
            {"n", "ニ"},
            {"h", "ヒ"},
            {"m", "ミ"},
            {"r", "リ"},
            {"g", "ギ"},
            {"z", "ジ"},
            {"j", "ジ"},
            {"d", "ジ"},
            {"b", "ビ"},
            {"p", "ピ"},
            {"c", "チ"},
            {"f", "フ"},
            {"l", "リ"},
            {"v", "ビ"}
        };
        for (String[] glide : glides) {
            table.put(glide[0] + "ya", glide[1] + "ャ");
            table.put(glide[0] + "yu", glide[1] + "ュ");
            table.put(glide[0] + "yo", glide[1] + "ョ");
            table.put(glide[0] + "ye", glide[1] + "ェ");
        }
        palatal(table, "sh", "シ");
        palatal(table, "ch", "チ");
        palatal(table, "j", "ジ");
        palatal(table, "zh", "ジ");
        table.put("tsu", "ツ");
        table.put("tsa", "ツァ");
        table.put("tse", "ツェ");
        table.put("tso", "ツォ");
        table.put("dzu", "ヅ");
        table.put("fu", "フ");
        table.put("fa", "ファ");
        table.put("fi", "フィ");
        table.put("fe", "フェ");
        table.put("fo", "フォ");
        table.put("kwa", "クァ");
        table.put("gwa", "グァ");
        return Map.copyOf(table);
    }

    private static void row(Map<String, String> table, String consonant, String kana) {
        for (int vowel = 0; vowel < 5; vowel++) {
            if (kana.charAt(vowel) != '-') {
                table.put(consonant + "aiueo".charAt(vowel), kana.substring(vowel, vowel + 1));
            }
        }
    }

    private static void palatal(Map<String, String> table, String consonant, String kana) {
        table.put(consonant + "i", kana);
        table.put(consonant + "a", kana + "ャ");
        table.put(consonant + "u", kana + "ュ");
        table.put(consonant + "o", kana + "ョ");
        table.put(consonant + "e", kana + "ェ");
    }

    private static String[] letters() {
        String[] table = new String[0x60];
        Arrays.fill(table, "");
        String[] consonants = {"", "k", "s", "t", "n", "h", "m", "y", "r", "w", "g", "z", "d", "b", "p"};
        String[] rows = {
            "アイウエオ", "カキクケコ", "サシスセソ", "タチツテト", "ナニヌネノ", "ハヒフヘホ", "マミムメモ", "ヤ-ユ-ヨ", "ラリルレロ", "ワ----", "ガギグゲゴ", "ザジズゼゾ",
            "ダ--デド", "バビブベボ", "パピプペポ"
        };
        for (int row = 0; row < rows.length; row++) {
            for (int vowel = 0; vowel < 5; vowel++) {
                char kana = rows[row].charAt(vowel);
                if (kana != '-') {
                    table[kana - 0x30a0] = consonants[row] + "aiueo".charAt(vowel);
                }
            }
        }
        table['ン' - 0x30a0] = "n";
        return table;
    }
}
