package io.enishi.identity.link;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address in Japan as parts, largest first: place without prefecture, numbers, room. For comparison only. */
final class JapaneseAddress {

    private static final Pattern PREFECTURE = Pattern.compile("^(?:北海道|東京都|京都府|大阪府|.{2,3}県)");
    private static final Pattern KANJI_NUMBER = Pattern.compile("([〇一二三四五六七八九十]+)(?=丁目|番|号)");
    private static final Pattern BETWEEN = Pattern.compile("(?<=[0-9])(?:丁目|番地の|番地|番|号|の|ノ|[-‐‑‒–—―−ーｰ])+(?=[0-9])");
    private static final Pattern NUMBERS = Pattern.compile("([0-9]+(?:-[0-9]+)*)");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private JapaneseAddress() {}

    static String parts(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC)
                .replaceAll("[\\s,、]+", "")
                .replace("大字", "")
                .replace("ヶ", "ケ")
                .replace("ヵ", "カ");
        text = PREFECTURE.matcher(text).replaceFirst("");
        text = KANJI_NUMBER.matcher(text).replaceAll(found -> String.valueOf(number(found.group(1))));
        text = BETWEEN.matcher(text).replaceAll("-");
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return text.isEmpty() ? "" : text + Measure.SEPARATOR + Measure.SEPARATOR;
        }
        String place = text.substring(0, numbers.start());
        String rest = text.substring(numbers.end());
        Matcher room = DIGITS.matcher(rest);
        String last = "";
        while (room.find()) {
            last = room.group();
        }
        return place + Measure.SEPARATOR + numbers.group(1) + Measure.SEPARATOR + last;
    }

    private static int number(String kanji) {
        int total = 0;
        int digit = 0;
        for (int i = 0; i < kanji.length(); i++) {
            char c = kanji.charAt(i);
            if (c == '十') {
                total += Math.max(1, digit) * 10;
                digit = 0;
            } else {
                digit = digit * 10 + "〇一二三四五六七八九".indexOf(c);
            }
        }
        return total + digit;
    }
}
