package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the keys: a key is its own key, nothing throws, and the ways to write one reading agree. */
class KanaAndKanjiProperties {

    /** Kana, Hepburn, Kunrei. The kana are written as names write them; what follows a long vowel comes after it. */
    private static final String[][] SYLLABLES = {
        {"ア", "a", "a"},
        {"イ", "i", "i"},
        {"ウ", "u", "u"},
        {"エ", "e", "e"},
        {"カ", "ka", "ka"},
        {"キ", "ki", "ki"},
        {"ク", "ku", "ku"},
        {"シ", "shi", "si"},
        {"シュン", "shun'", "syun'"},
        {"ショー", "shou", "syô"},
        {"ジョー", "joh", "zyô"},
        {"チ", "chi", "ti"},
        {"チャ", "cha", "tya"},
        {"ツ", "tsu", "tu"},
        {"フ", "fu", "hu"},
        {"ジ", "ji", "zi"},
        {"ズ", "zu", "zu"},
        {"リョー", "ryō", "ryô"},
        {"ユー", "yū", "yuu"},
        {"トー", "tō", "tou"},
        {"コ", "ko", "ko"},
        {"ノ", "no", "no"},
        {"ハ", "ha", "ha"},
        {"ヒ", "hi", "hi"},
        {"ヤ", "ya", "ya"},
        {"ヨ", "yo", "yo"},
        {"ラ", "ra", "ra"},
        {"ワ", "wa", "wa"},
        {"ギ", "gi", "gi"},
        {"ベ", "be", "be"},
        {"パ", "pa", "pa"},
        {"マ", "ma", "ma"},
        {"ン", "n'", "n'"},
        {"ット", "tto", "tto"},
        {"ッチ", "tchi", "tti"}
    };

    @Property
    void aKeyIsItsOwnKey(@ForAll("japanese") String text) {
        assertThat(KanaKey.of(KanaKey.of(text))).isEqualTo(KanaKey.of(text));
        assertThat(KanjiKey.of(KanjiKey.of(text))).isEqualTo(KanjiKey.of(text));
        String key = KanaKey.of(text);
        assertThat(KanaKey.unvoiced(KanaKey.unvoiced(key))).isEqualTo(KanaKey.unvoiced(key));
        assertThat(KanaKey.shortened(KanaKey.shortened(key))).isEqualTo(KanaKey.shortened(key));
        assertThat(KanjiKey.confusable(KanjiKey.confusable(key))).isEqualTo(KanjiKey.confusable(key));
    }

    @Example
    void halvesOfACharacterDoNotBecomeOneWhenWhatStoodBetweenThemGoes() {
        aKeyIsItsOwnKey("\ud842\ufe00\udfb7");
        aKeyIsItsOwnKey("\ud87e\u3099\udc00");
    }

    @Property
    void theSameHoldsForAnyText(@ForAll String text) {
        aKeyIsItsOwnKey(text);
        Romaji.kana(text);
        Romaji.skeleton(text);
        NameDictionary.empty().split(text, text);
        assertThat(NameDictionary.empty().agreement(text, text)).isNotNull();
        PersonName.of(text, text);
    }

    @Property
    void theWaysToWriteOneReadingAgree(@ForAll("readings") List<String[]> reading) {
        StringBuilder katakana = new StringBuilder();
        StringBuilder hepburn = new StringBuilder();
        StringBuilder kunrei = new StringBuilder();
        for (String[] syllable : reading) {
            katakana.append(syllable[0]);
            hepburn.append(syllable[1]);
            kunrei.append(syllable[2]);
        }
        String key = KanaKey.of(katakana.toString());
        assertThat(KanaKey.of(hiragana(katakana.toString()))).isEqualTo(key);
        assertThat(KanaKey.of(halfWidth(katakana.toString()))).isEqualTo(key);
        assertThat(Romaji.kana(kunrei.toString())).isEqualTo(key);
        assertThat(Romaji.kana(hepburn.toString().toUpperCase(Locale.ROOT))).isEqualTo(key);
        String skeleton = Romaji.skeleton(katakana.toString());
        assertThat(skeleton).isNotEmpty();
        assertThat(Romaji.skeleton(hepburn.toString())).isEqualTo(skeleton);
        assertThat(Romaji.skeleton(
                        kunrei.toString().replace("'", "").replace("ô", "o").replace("ou", "o")))
                .isEqualTo(skeleton);
    }

    @Provide
    Arbitrary<List<String[]>> readings() {
        return Arbitraries.of(SYLLABLES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .filter(KanaAndKanjiProperties::isPronounceable);
    }

    /** No ッ in front or behind ン, and no vowel that would lengthen the one before it, which Latin letters cannot tell apart. */
    private static boolean isPronounceable(List<String[]> reading) {
        String before = "ッ";
        char vowel = ' ';
        for (String[] syllable : reading) {
            String kana = syllable[0];
            boolean bareVowel = "アイウエ".contains(kana);
            if ((kana.startsWith("ッ") && (before.endsWith("ン") || before.equals("ッ") || before.endsWith("ー")))
                    || (bareVowel && vowel != 'ん')) {
                return false;
            }
            before = kana;
            String latin = syllable[2];
            vowel = latin.endsWith("'") ? 'ん' : 'a';
        }
        return true;
    }

    @Provide
    Arbitrary<String> japanese() {
        return Arbitraries.strings()
                .withChars(
                        "あかがさざたっつづぢぱーゔぁゃゅょんゝゞをアカガサザタッツヅヂパーヴァャュョンヽヾヲヷｱｶﾞｻﾀｯﾟｰﾞ-−高髙崎﨑斎齋々吉\ud842\udfb7\ufe00\udb40\udd00\u3099\u309a\u309b が"
                                .toCharArray())
                .ofMaxLength(12);
    }

    private static String hiragana(String katakana) {
        StringBuilder hiragana = new StringBuilder();
        katakana.chars().forEach(c -> hiragana.append((char) (c == 'ー' ? c : c - 0x60)));
        return hiragana.toString();
    }

    private static String halfWidth(String katakana) {
        String full = "ァアィイゥウェエォオカキクケコサシスセソタチッツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロワヲンー";
        String half = "ｧｱｨｲｩｳｪｴｫｵｶｷｸｹｺｻｼｽｾｿﾀﾁｯﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓｬﾔｭﾕｮﾖﾗﾘﾙﾚﾛﾜｦﾝｰ";
        String decomposed = java.text.Normalizer.normalize(katakana, java.text.Normalizer.Form.NFD);
        StringBuilder narrow = new StringBuilder();
        for (char c : decomposed.toCharArray()) {
            int at = full.indexOf(c);
            narrow.append(at >= 0 ? half.charAt(at) : c == '\u3099' ? 'ﾞ' : 'ﾟ');
        }
        return narrow.toString();
    }
}
