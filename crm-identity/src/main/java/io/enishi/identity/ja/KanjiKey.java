package io.enishi.identity.ja;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The form of a written name in which variants of one character are one. For match keys only: NFC already <em>changes</em> some
 * characters of names (compatibility ideographs), and NFKC does not unify 髙 with 高, so neither may touch the raw text.
 *
 * <p>Two tables. {@link #of} folds old and new forms of one character (齋 to 斎, 齊 to 斉). {@link #confusable} folds what people
 * mistake for each other though they are different names (斎 and 斉); agreement in it is partial, never equality. The tables hold
 * the characters that are common in names; other variants count as different.
 */
public final class KanjiKey {

    /** Each group: the form kept, then its variants. */
    private static final String[] FORMS = {
        "高髙", "崎﨑嵜", "斎齋", "斉齊", "辺邊邉", "浜濱濵", "吉𠮷", "沢澤", "国國", "真眞", "広廣", "島嶋嶌", "桜櫻", "竜龍", "蔵藏", "恵惠", "円圓", "栄榮",
        "富冨", "瀬瀨", "会會", "万萬", "学學", "徳德", "豊豐", "寛寬", "寿壽", "礼禮", "実實", "曽曾", "芦蘆", "関關", "桑桒", "槙槇", "館舘", "黒黑",
        "塩鹽", "静靜", "滝瀧", "鉄鐵", "伝傳", "当當", "宝寳寶", "峰峯", "来來", "遥遙", "亜亞", "巌巖", "応應", "桧檜", "薫薰", "剣劍", "県縣", "弥彌",
        "晋晉", "慎愼", "尽盡", "青靑", "清淸", "荘莊", "壮壯", "将將", "条條", "郎郞", "鶴靏鸖", "凜凛", "岳嶽", "稲稻", "穂穗", "絵繪", "緑綠", "総總",
        "聡聰", "顕顯", "暁曉", "勲勳", "渋澁", "与與", "余餘", "覚覺", "戸戶", "巻卷", "団團", "図圖", "台臺", "亀龜", "鶏鷄", "芸藝", "済濟", "歳歲",
        "継繼", "楽樂", "気氣", "尭堯"
    };

    private static final String[] CONFUSABLE = {"斎斉"};

    private static final Map<Integer, Integer> FOLD = table(FORMS);
    private static final Map<Integer, Integer> CONFUSED = table(CONFUSABLE);

    private KanjiKey() {}

    /** The key of a written name; kana in it are folded too, spaces stay. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        // Before NFKC, which would lose the difference between a selector's base and its variant, then after it.
        text.codePoints().filter(c -> !isSelector(c)).forEach(c -> plain.appendCodePoint(FOLD.getOrDefault(c, c)));
        StringBuilder folded = new StringBuilder(plain.length());
        Normalizer.normalize(plain, Normalizer.Form.NFKC)
                .codePoints()
                .forEach(c -> folded.appendCodePoint(FOLD.getOrDefault(c, c)));
        return KanaKey.of(folded.toString());
    }

    /** A key in which characters that people mistake for each other are one. */
    public static String confusable(String key) {
        StringBuilder loose = new StringBuilder(key.length());
        key.codePoints().forEach(c -> loose.appendCodePoint(CONFUSED.getOrDefault(c, c)));
        return loose.toString();
    }

    /** Variation selectors, among them the ideographic ones (IVS). */
    private static boolean isSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static Map<Integer, Integer> table(String[] groups) {
        Map<Integer, Integer> table = new HashMap<>();
        for (String group : groups) {
            int kept = group.codePointAt(0);
            group.codePoints().skip(1).forEach(variant -> table.put(variant, kept));
        }
        return Map.copyOf(table);
    }
}
