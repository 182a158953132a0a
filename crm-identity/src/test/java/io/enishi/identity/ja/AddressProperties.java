package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.identity.ja.JapaneseAddress.Kind;
import io.enishi.identity.ja.JapaneseAddress.Part;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the parser, with a table and without. */
class AddressProperties {

    private final AddressParser known = AddressParser.of(AddressParserTest.PLACES);
    private final AddressParser bare = AddressParser.withoutTable();

    @Property
    void nothingIsLostAndTheRestIsAsWritten(@ForAll("addresses") String raw) {
        covers(known.parse(raw));
        covers(bare.parse(raw));
        covers(known.parse(raw, "726-0013"));
    }

    @Property
    void theSameHoldsForAnyText(@ForAll String raw) {
        nothingIsLostAndTheRestIsAsWritten(raw);
    }

    @Property
    void whatWasReadIsReadAgainFromItsOneForm(@ForAll("homes") String raw) {
        JapaneseAddress once = known.parse(raw);
        JapaneseAddress again = known.parse(once.normalised());
        assertThat(again.key(once.level())).isEqualTo(once.key(once.level()));
        assertThat(again.normalised()).isEqualTo(once.normalised());
    }

    @Property
    void theWaysToWriteOneHomeHaveOneKey(@ForAll("towns") String town, @ForAll("numbers") int[] numbers) {
        String hyphens = town + numbers[0] + "-" + numbers[1] + "-" + numbers[2];
        String counted = town + numbers[0] + "丁目" + numbers[1] + "番" + numbers[2] + "号";
        String kanji = town + JapaneseAddress.kanji(numbers[0]) + "丁目" + JapaneseAddress.kanji(numbers[1]) + "番地の"
                + JapaneseAddress.kanji(numbers[2]);
        String key = known.parse(counted).key(AddressLevel.BLOCK);
        assertThat(key).isNotEmpty();
        assertThat(known.parse(hyphens).key(AddressLevel.BLOCK)).isEqualTo(key);
        assertThat(known.parse(kanji).key(AddressLevel.BLOCK)).isEqualTo(key);
        assertThat(known.parse(wide(hyphens)).key(AddressLevel.BLOCK)).isEqualTo(key);
        assertThat(known.parse(hyphens.replace('-', 'ー')).key(AddressLevel.BLOCK))
                .isEqualTo(key);
        assertThat(known.parse(counted + "　コーポ青葉 101").key(AddressLevel.BLOCK)).isEqualTo(key);
        assertThat(known.parse(hyphens + "-101").compare(known.parse(counted))).isEqualTo(AddressAgreement.SAME_BLOCK);
    }

    private static void covers(JapaneseAddress address) {
        int at = 0;
        String rest = "";
        for (Part part : address.parts()) {
            assertThat(part.from()).isEqualTo(at);
            at = part.to();
            rest = part.kind() == Kind.REST ? address.raw().substring(part.from(), part.to()) : rest;
        }
        assertThat(at).isEqualTo(address.raw().length());
        assertThat(address.raw())
                .contains(address.rest())
                .contains(address.building())
                .contains(address.room())
                .contains(address.aza());
        assertThat(rest).contains(address.rest());
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c > ' ' && c < 0x7f ? c + 0xfee0 : c)));
        return wide.toString();
    }

    @Provide
    Arbitrary<String> towns() {
        return Arbitraries.of(
                "東京都千代田区永田町", "千代田区霞ヶ関", "東京都千代田区内神田", "中央区銀座", "神奈川県横浜市青葉区あざみ野", "千葉市川市八幡", "大阪市北区曽根崎新地");
    }

    @Provide
    Arbitrary<int[]> numbers() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 99))
                .as((chome, block, number) -> new int[] {chome, block, number});
    }

    @Provide
    Arbitrary<String> homes() {
        Arbitrary<String> numbers = Arbitraries.of(
                "1",
                "1-2",
                "1-2-3",
                "２丁目３番４号",
                "十二番地五",
                "甲5-1",
                "12-3-405",
                "3丁目",
                "1-2-3-405 ビル",
                "無番地",
                "第２地割5",
                "字宮根3-1",
                "999番地");
        return Combinators.combine(
                        Arbitraries.of(
                                "東京都千代田区永田町",
                                "京都市中京区河原町二条下ル一之舟入町",
                                "札幌市中央区北3条西",
                                "東光十一条",
                                "旭川市東光11条",
                                "滝川市一の坂町西",
                                "九戸郡洋野町種市",
                                "川口市大字芝",
                                "堺市堺区車之町東",
                                "石川町字長久保",
                                "三番町",
                                "千代田区三番町"),
                        numbers)
                .as((place, number) -> place + number);
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> scraps = Arbitraries.of(
                "東京都",
                "京都府",
                "京都市",
                "千代田区",
                "中京区",
                "永田町",
                "三番町",
                "一の坂町西",
                "北三条西",
                "丁目",
                "番地",
                "番",
                "号",
                "の",
                "ー",
                "-",
                "１",
                "2",
                "十",
                "百",
                "二十三",
                "千代田",
                "ビル",
                "ﾋﾞﾙ",
                "号室",
                "階",
                "F",
                " ",
                "　",
                "大字",
                "字",
                "上る",
                "通",
                "甲",
                "（",
                "）",
                "〒",
                "102-0075",
                "\ud842\udfb7",
                "邉\udb40\udd00",
                "ﾞ",
                "・",
                "無番地",
                "地割",
                "第");
        return scraps.list().ofMaxSize(12).map(list -> String.join("", list));
    }
}
