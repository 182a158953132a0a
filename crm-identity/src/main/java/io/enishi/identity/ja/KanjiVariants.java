package io.enishi.identity.ja;

import java.io.Reader;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Which kanji are forms of one character: old and new (齋 and 斎), print and handwriting (髙 and 高), full and short (龍 and 竜). For match keys only: NFC already
 * <em>changes</em> some characters of names (compatibility ideographs), and NFKC does not unify 髙 with 高, so neither may touch the raw text.
 *
 * <p>The standard table holds the old forms of the characters for daily use and the forms that are common in names and places. Characters
 * that people merely mistake for each other (斎 and 斉 are different names) are not in it; {@link KanjiKey#confusable} folds those. A host adds
 * groups of its own, or loads them from a file. Immutable and safe to share; one look-up in an array per character.
 */
public final class KanjiVariants {

    /** Each group: the form kept, then its variants. */
    private static final String[] GROUPS = {
        // in names and places
        "高髙",
        "崎﨑嵜碕",
        "斎齋齎",
        "斉齊",
        "辺邊邉",
        "浜濱濵",
        "吉𠮷",
        "島嶋嶌",
        "竜龍",
        "富冨",
        "峰峯",
        "鶴靏鸖靎",
        "岳嶽",
        "尭堯",
        "桑桒",
        "槙槇",
        "館舘",
        "蔵藏",
        "芦蘆",
        "桧檜",
        "滝瀧",
        "亀龜",
        "柳栁",
        "徳德悳",
        "恵惠",
        "桜櫻",
        "沢澤",
        "国國圀",
        "真眞",
        "広廣",
        "栄榮",
        "曽曾",
        "黒黑",
        "塩鹽",
        "弥彌",
        "関關",
        "鉄鐵銕",
        "静靜",
        "礼禮",
        "遥遙",
        "凛凜",
        "渕淵渊",
        "薩蕯",
        "藪薮籔",
        "竃竈",
        "桝枡",
        "松枩",
        "秋秌穐龝",
        "船舩",
        "莵菟",
        "兎兔",
        "鴎鷗",
        "頴穎",
        "蝋蠟",
        "諌諫",
        // old forms of the characters for daily use
        "亜亞",
        "悪惡",
        "圧壓",
        "囲圍",
        "医醫",
        "為爲",
        "壱壹",
        "隠隱",
        "営營",
        "衛衞",
        "駅驛",
        "円圓",
        "縁緣",
        "艶艷",
        "応應",
        "欧歐",
        "殴毆",
        "奥奧",
        "横橫",
        "温溫",
        "穏穩",
        "仮假",
        "価價",
        "画畫",
        "会會",
        "懐懷",
        "壊壞",
        "絵繪",
        "概槪",
        "拡擴",
        "殻殼",
        "覚覺",
        "学學斈",
        "楽樂",
        "渇渴",
        "巻卷",
        "陥陷",
        "勧勸",
        "寛寬",
        "歓歡",
        "観觀",
        "気氣",
        "帰歸皈",
        "偽僞",
        "戯戲",
        "犠犧",
        "旧舊",
        "拠據",
        "挙擧舉",
        "虚虛",
        "峡峽",
        "挟挾",
        "狭狹",
        "郷鄕",
        "暁曉",
        "区區",
        "駆驅駈",
        "勲勳",
        "薫薰",
        "径徑",
        "渓溪",
        "掲揭",
        "経經",
        "蛍螢",
        "軽輕",
        "継繼",
        "鶏鷄雞",
        "芸藝",
        "撃擊",
        "県縣",
        "倹儉",
        "剣劍劔",
        "険險",
        "圏圈",
        "検檢",
        "権權",
        "献獻",
        "研硏",
        "顕顯",
        "験驗",
        "厳嚴",
        "恒恆",
        "効效",
        "鉱鑛",
        "号號",
        "砕碎",
        "済濟",
        "剤劑",
        "冊册",
        "雑雜",
        "参參",
        "桟棧",
        "蚕蠶",
        "惨慘",
        "賛贊",
        "残殘",
        "糸絲",
        "歯齒",
        "児兒",
        "辞辭",
        "湿濕",
        "実實",
        "写寫",
        "釈釋",
        "寿壽",
        "収收",
        "従從",
        "渋澁澀",
        "獣獸",
        "縦縱",
        "粛肅",
        "処處",
        "緒緖",
        "叙敍敘",
        "将將",
        "称稱",
        "焼燒",
        "証證",
        "条條",
        "状狀",
        "乗乘",
        "浄淨",
        "剰剩",
        "畳疊",
        "縄繩",
        "壌壤",
        "嬢孃",
        "譲讓",
        "醸釀",
        "触觸",
        "嘱囑",
        "寝寢",
        "慎愼",
        "晋晉",
        "尽盡",
        "図圖",
        "粋粹",
        "酔醉",
        "随隨",
        "髄髓",
        "枢樞",
        "数數",
        "瀬瀨",
        "声聲",
        "青靑",
        "清淸",
        "税稅",
        "説說",
        "摂攝",
        "窃竊",
        "専專",
        "浅淺",
        "戦戰",
        "践踐",
        "銭錢",
        "潜潛",
        "繊纖",
        "禅禪",
        "双雙",
        "壮壯",
        "争爭",
        "荘莊",
        "捜搜",
        "挿插",
        "巣巢",
        "装裝",
        "総總",
        "騒騷",
        "増增",
        "臓臟",
        "即卽",
        "属屬",
        "続續",
        "堕墮",
        "対對",
        "体體軆",
        "帯帶",
        "滞滯",
        "台臺",
        "択擇",
        "担擔",
        "単單",
        "胆膽",
        "団團",
        "断斷",
        "弾彈",
        "遅遲",
        "痴癡",
        "虫蟲",
        "昼晝",
        "鋳鑄",
        "庁廳",
        "徴徵",
        "聴聽",
        "鎮鎭",
        "逓遞",
        "転轉",
        "点點",
        "伝傳",
        "党黨",
        "盗盜",
        "灯燈",
        "当當",
        "闘鬭",
        "独獨",
        "読讀",
        "届屆",
        "弐貳貮",
        "悩惱",
        "脳腦",
        "覇霸",
        "拝拜",
        "廃廢",
        "売賣",
        "麦麥",
        "発發",
        "髪髮",
        "抜拔",
        "蛮蠻",
        "秘祕",
        "浜濱",
        "瓶甁",
        "払拂",
        "仏佛",
        "並竝",
        "変變",
        "弁辨辯瓣",
        "宝寶寳",
        "豊豐",
        "万萬",
        "満滿",
        "黙默",
        "訳譯",
        "薬藥",
        "予豫",
        "余餘",
        "与與",
        "誉譽",
        "揺搖",
        "様樣",
        "謡謠",
        "来來",
        "頼賴",
        "乱亂",
        "覧覽",
        "両兩",
        "猟獵",
        "緑綠",
        "塁壘",
        "励勵",
        "霊靈",
        "隷隸",
        "齢齡",
        "暦曆",
        "歴歷",
        "恋戀",
        "錬鍊",
        "労勞",
        "郎郞",
        "朗朖",
        "録錄",
        "楼樓",
        "湾灣",
        "禄祿",
        "瑶瑤",
        "莱萊",
        "蒋蔣",
        "暖煖",
        "戸戶",
        "内內",
        "呉吳",
        "姫姬",
        "産產",
        "壻婿聟",
        "毎每",
        "歩步",
        "歳歲",
        "穂穗",
        "稲稻",
        "聡聰",
        "巌巖",
        "熙煕熈",
        "晃晄",
        "祢禰",
        "迩邇",
        "鯵鰺",
        "鴬鶯",
        "靭靱",
        "侠俠",
        "掴摑",
        "頬頰",
        "繋繫",
        "涛濤",
        "潅灌",
        "篭籠",
        "蝉蟬",
        "蛎蠣",
        "躯軀",
        "囓嚙",
        "尓爾",
        "帋紙",
        "塲場",
        "冲沖",
        "况況",
        "决決",
        "凉涼",
        "飲飮",
        "鋭銳",
        "閲閱",
        "悦悅",
        "脱脫",
        "剥剝",
        "填塡",
        "顔顏",
        "彦彥",
        "市巿",
        "崖崕",
        "峨峩",
        "嵯嵳",
        "京亰",
        "壷壺",
        "鈎鉤",
        "遡溯",
        "曳曵",
        "舎舍",
        "舗舖",
        "栖棲"
    };

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
        for (String group : GROUPS) {
            join(table, rare, group.codePoints().toArray());
        }
        return new KanjiVariants(table, Map.copyOf(rare));
    }
}
