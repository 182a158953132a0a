package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JapaneseNamesTest {

    private final NameDictionary names = NameDictionary.builder()
            .surnames(
                    new StringReader("\ufeffkanji,kana,people\n"
                            + "山田,やまだ,800000\n"
                            + "五十嵐,いがらし,100000\n"
                            + "林,はやし,500000\n"
                            + "高橋,たかはし,1300000\n"
                            + "高,たか,1000\n"
                            + "井上,いのうえ,600000\n"
                            + "森,もり,400000\n"
                            + "渡辺,わたなべ,\n"),
                    "kanji",
                    "kana",
                    "people")
            .givenNames(
                    new StringReader("name,yomi\n"
                            + "太郎,たろう\n"
                            + "健太,けんた\n"
                            + "健,けん\n"
                            + "健二,けんじ\n"
                            + "真二,しんじ\n"
                            + "真,しん\n"
                            + "恵,めぐみ\n"
                            + "恵子,けいこ\n"
                            + "惠美,えみ\n"
                            + "美,み\n"
                            + "子,こ\n"
                            + "勇太,ゆうた\n"
                            + "勇,ゆう\n"
                            + "橋健,はしけん\n"),
                    "name",
                    "yomi")
            .build();

    @ParameterizedTest
    @CsvSource({
        "山田太郎, 山田, 太郎, DICTIONARY",
        "五十嵐太郎, 五十嵐, 太郎, DICTIONARY",
        "林太郎, 林, 太郎, DICTIONARY",
        "高橋健, 高橋, 健, DICTIONARY",
        "髙橋健太, 髙橋, 健太, DICTIONARY",
        "渡邉恵, 渡邉, 恵, DICTIONARY",
        "山田　太郎, 山田, 太郎, SPACE",
        "林 太郎, 林, 太郎, SPACE",
        "森ゆうた, 森, ゆうた, DICTIONARY",
        "佐々木次郎, 佐々, 木次郎, LENGTH",
        "東海林次, 東海, 林次, LENGTH",
        "たろう, '', たろう, NOTHING",
        "Taro, '', Taro, NOTHING"
    })
    void aNameIsSplitByItsSpaceElseByTheDictionaryElseByAGuess(
            String name, String family, String given, SplitName.By by) {
        assertThat(names.split(name)).isEqualTo(new SplitName(family, given, by));
    }

    @Test
    void aReadingDecidesBetweenTwoWaysToSplit() {
        NameDictionary both = NameDictionary.builder()
                .surname("小野", "おの", 5)
                .surname("小", "こ", 900)
                .givenName("野太郎", "のたろう")
                .givenName("太郎", "たろう")
                .build();
        assertThat(both.split("小野太郎").family()).isEqualTo("小");
        assertThat(both.split("小野太郎", "オノ　タロウ").family()).isEqualTo("小野");
    }

    /** 高 is a family name and 橋 a given name, but who writes 高橋 is a 高橋. */
    @Test
    void aFamilyNameAloneIsNotTakenApart() {
        NameDictionary all = NameDictionary.builder()
                .surname("高橋", "たかはし", 1_400_000)
                .surname("佐藤", "さとう", 1_900_000)
                .surname("高", "たか", 8_000)
                .surname("東", "あずま", 60_000)
                .surname("東海", "とうかい", 30)
                .givenName("橋", "きょう")
                .givenName("海", "かい")
                .build();
        assertThat(all.split("高橋")).isEqualTo(new SplitName("高橋", "", SplitName.By.DICTIONARY));
        assertThat(all.split("佐藤", "サトウ")).isEqualTo(new SplitName("佐藤", "", SplitName.By.DICTIONARY));
        assertThat(all.split("高橋", "タカ　キョウ").family()).isEqualTo("高");
        assertThat(all.split("高橋", "タカキョウ").family()).isEqualTo("高");
        assertThat(all.split("東海").family()).isEqualTo("東");
        assertThat(all.split("東海", "トウカイ").family()).isEqualTo("東海");

        assertThat(PersonName.of("高橋", "", all).compare(PersonName.of("高橋 一郎", "", all)))
                .isEqualTo(PersonName.of("高橋", "").compare(PersonName.of("高橋 一郎", "")));
    }

    @Test
    void aSelectorStaysWithItsCharacter() {
        assertThat(names.split("渡邉\udb40\udd00恵").family()).isEqualTo("渡邉\udb40\udd00");
    }

    @ParameterizedTest
    @CsvSource({
        "山田太郎, ヤマダ　タロウ, LISTED",
        "山田 太郎, やまだたろー, LISTED",
        "髙橋健太, ﾀｶﾊｼｹﾝﾀ, LISTED",
        "井上恵子, イノウエケイコ, LISTED",
        "高橋勇二, タカハシユウジ, POSSIBLE",
        "勇健, ユウケン, POSSIBLE",
        "勇健, ハナコ, DIFFERS",
        "山田勇二, ヤマダポチ, SURNAME",
        "山田龍馬, ヤマダリョウマ, SURNAME",
        "山田太郎, '', UNKNOWN",
        "山田太郎, Taro, UNKNOWN",
        "龍馬, リョウマ, UNKNOWN"
    })
    void kanjiAndReadingAgreeByStep(String kanji, String kana, ReadingAgreement agreement) {
        assertThat(names.agreement(kanji, kana)).isEqualTo(agreement);
    }

    @Test
    void oneNameTeachesNoReadingHoweverOftenItIsLookedAt() {
        NameDictionary few = NameDictionary.builder()
                .givenName("健", "けん")
                .givenName("勇", "ゆう")
                .givenName("健太", "けんた")
                .build();
        assertThat(few.givenNameAgreement("勇太", "ユウタ")).isEqualTo(ReadingAgreement.UNKNOWN);
    }

    @Test
    void oneSlipOfADictionaryTeachesNoReading() {
        assertThat(names.givenNameAgreement("二真", "ジシン")).isEqualTo(ReadingAgreement.POSSIBLE);
        assertThat(names.surnameAgreement("山田", "ヤマダ")).isEqualTo(ReadingAgreement.LISTED);
        assertThat(names.givenNameAgreement("太健", "タケン")).isEqualTo(ReadingAgreement.POSSIBLE);
        assertThat(names.givenNameAgreement("太健", "フトケン")).isEqualTo(ReadingAgreement.DIFFERS);
    }

    @Test
    void noMayStandBetweenTwoCharactersAndNotBeforeThem() {
        NameDictionary characters = NameDictionary.builder()
                .surname("山", "やま", 0)
                .surname("上", "うえ", 0)
                .build();

        assertThat(characters.surnameAgreement("山上", "ヤマノウエ")).isEqualTo(ReadingAgreement.POSSIBLE);
        assertThat(characters.surnameAgreement("山上", "ノヤマウエ")).isEqualTo(ReadingAgreement.DIFFERS);
    }

    @Test
    void aFileWithoutTheColumnsIsRefusedByName() {
        assertThatThrownBy(() -> NameDictionary.builder().givenNames(new StringReader("a,b\n1,2\n"), "kanji", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("csv must have the columns [kanji]; its header is [a, b]");
        assertThatThrownBy(
                        () -> NameDictionary.builder().surnames(new StringReader("k,r,n\n山,やま,many\n"), "k", "r", "n"))
                .hasMessage("line 2 must tell a whole number of people, not \"many\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Satō, サトオ",
        "Satou, サトオ",
        "SATOH, サトオ",
        "sato, サト",
        "Ohno, オオノ",
        "Jun'ichi, ジユンイチ",
        "Junichi, ジユニチ",
        "Homma, ホンマ",
        "Hattori, ハツトリ",
        "Matchan, マツチヤン",
        "Dzushi, ズシ",
        "Shinpei, シンペエ",
        "Shimpei, シンペエ",
        "Smith, ''",
        "Xavier, ''"
    })
    void latinLettersAreReadAsKana(String latin, String kana) {
        assertThat(Romaji.kana(latin)).isEqualTo(kana);
    }

    @ParameterizedTest
    @CsvSource({
        "サトウ ケンイチ, SATO KENICHI",
        "おおの じゅんいち, Ono Junichi",
        "ﾀｶﾊｼ ﾕｳﾀ, Takahashi Yuta",
        "ホンマ シュンペイ, Homma Shumpei"
    })
    void bothScriptsHaveOneSkeleton(String kana, String latin) {
        assertThat(Romaji.skeleton(kana)).isEqualTo(Romaji.skeleton(latin)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"みすゞ, みすず", "いすゞ, いすず", "ﾊﾞﾝﾄﾞｳ, ばんどう"})
    void repetitionMarksAreWrittenOut(String pair) {
        String[] both = pair.split(", ");
        assertThat(KanaKey.of(both[0])).isEqualTo(KanaKey.of(both[1]));
    }

    @Test
    void theHostAddsVariants() {
        KanjiVariants more = KanjiVariants.standard()
                .withPairs(new StringReader("variant,common\n𠮟,叱\n冨,富\n"), "variant", "common")
                .with("畠畑");
        assertThat(more.key("𠮟")).isEqualTo("叱");
        assertThat(more.key("畑中")).isEqualTo(more.key("畠中"));
        assertThat(KanjiVariants.standard().key("畑中"))
                .isNotEqualTo(KanjiVariants.standard().key("畠中"));
        assertThatThrownBy(() -> KanjiVariants.standard().withPairs(new StringReader("v,c\nab,c\n"), "v", "c"))
                .hasMessage("line 2 must hold one character in each of the two columns");
    }

    @ParameterizedTest
    @CsvSource({"龍,竜", "惠,恵", "神\uFA19,神神", "廣澤,広沢", "邉\udb40\udd05,辺", "𠮷,吉", "眞,真", "壽,寿", "髙嶋,高島"})
    void oldFormsAreFolded(String old, String now) {
        assertThat(KanjiKey.of(old)).isEqualTo(KanjiKey.of(now));
    }
}
