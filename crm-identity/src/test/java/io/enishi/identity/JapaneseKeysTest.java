package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.identity.ja.KanaKey;
import io.enishi.identity.ja.KanjiKey;
import io.enishi.identity.normal.PhoneKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JapaneseKeysTest {

    @ParameterizedTest
    @CsvSource({
        "たろう, タロウ",
        "ﾀﾛｳ, タロー",
        "タロ－, たろー",
        "ﾊﾞﾝﾄﾞｳ, ばんどう",
        "ハ゛ント゛ウ, バンドウ",
        "ホ゜ポ, ポポ",
        "ミツヅカ, ミツズカ",
        "チヂワ, チジワ",
        "ヴィヴィ, ビビ",
        "ヴ, ブ",
        "キャサリン, キヤサリン",
        "エイコ, エーコ",
        "ヲノ, オノ"
    })
    void waysToWriteOneReadingHaveOneKey(String one, String other) {
        assertThat(KanaKey.of(one)).isEqualTo(KanaKey.of(other));
    }

    @ParameterizedTest
    @CsvSource({"オオノ, オノ", "ユウキ, ユキ", "サトウ, サト", "ヤマザキ, ヤマサキ", "カナ, ハナ"})
    void differentNamesKeepDifferentKeys(String one, String other) {
        assertThat(KanaKey.of(one)).isNotEqualTo(KanaKey.of(other));
    }

    @Test
    void voicingIsDroppedOnlyWhereItIsAskedFor() {
        assertThat(KanaKey.unvoiced("ヤマザキ")).isEqualTo(KanaKey.unvoiced("ヤマサキ"));
    }

    @ParameterizedTest
    @CsvSource({"髙橋, 高橋", "山﨑, 山崎", "齋藤, 斎藤", "齊藤, 斉藤", "渡邊, 渡辺", "渡邉, 渡辺", "濵田, 浜田", "𠮷田, 吉田", "神\uFE00田, 神田"})
    void formsOfOneCharacterHaveOneKey(String variant, String usual) {
        assertThat(KanjiKey.of(variant)).isEqualTo(KanjiKey.of(usual));
    }

    @Test
    void charactersPeopleConfuseAreOneOnlyInTheLooseKey() {
        assertThat(KanjiKey.of("斎藤")).isNotEqualTo(KanjiKey.of("斉藤"));
        assertThat(KanjiKey.confusable(KanjiKey.of("齋藤"))).isEqualTo(KanjiKey.confusable(KanjiKey.of("齊藤")));
    }

    @ParameterizedTest
    @CsvSource({
        "東京都港区芝公園4丁目2番8号, 東京都港区芝公園４－２－８",
        "東京都港区芝公園四丁目2-8, 東京都港区芝公園4ー2ー8 東京タワー1階",
        "三番町２番地４三番町ＫＳビル, 三番町2-4",
        "京都市中京区山本町９９９番地の１, 京都市中京区山本町999-1"
    })
    void waysToWriteOneAddressHaveOneKey(String one, String other) {
        assertThat(Profile.address(one)).isEqualTo(Profile.address(other));
    }

    @Test
    void numeralsThatAreNamesStay() {
        assertThat(Profile.address("北海道滝川市一の坂町西")).isEqualTo("北海道滝川市一の坂町西");
        assertThat(Profile.address("三番町2-4")).startsWith("三番町");
        assertThat(Profile.address("ニュー八重洲ビル")).isEqualTo("ニュー八重洲ビル");
        assertThat(Profile.address("７千代田２１ビル")).isEqualTo("7千代田21ビル");
    }

    @ParameterizedTest
    @CsvSource({
        "+819012345678, MOBILE",
        "+816012345678, MOBILE",
        "+81312345678, FIXED",
        "+815012345678, IP",
        "+81120123456, TOLL_FREE",
        "+818001234567, TOLL_FREE",
        "+81570000123, SERVICE",
        "+14155550100, FOREIGN"
    })
    void aTelephoneNumberTellsWhatKindItIs(String key, PhoneKind kind) {
        assertThat(PhoneKind.of(key)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "*@example.*, taro@example.co.jp, true",
        "*@example.*, taro@mail.example, false",
        "test@*, test@shop.jp, true",
        "*00000000, 09000000000, true",
        "*00000000, 09000000001, false",
        "a*b*c, aXbYbc, true",
        "a*b*c, aXbY, false",
        "abc, abc, true",
        "abc, abcd, false"
    })
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }
}
