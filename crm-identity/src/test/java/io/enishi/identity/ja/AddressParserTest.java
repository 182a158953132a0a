package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.identity.ja.JapaneseAddress.Kind;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {

    static final PlaceTable PLACES = PlaceTable.builder()
            .postalCodes(
                    new StringReader(String.join(
                            "\n",
                            "code,prefecture,place",
                            "1000000,東京都,千代田区",
                            "1020075,東京都,千代田区三番町",
                            "1000014,東京都,千代田区永田町",
                            "1010047,東京都,千代田区内神田",
                            "1010000,東京都,千代田区神田美土代町",
                            "1000013,東京都,千代田区霞が関（次のビルを除く）",
                            "1006001,東京都,千代田区霞が関霞が関ビル（１階）",
                            "1030000,東京都,中央区",
                            "1040061,東京都,中央区銀座",
                            "1830000,東京都,府中市",
                            "1830022,東京都,府中市宮西町",
                            "7260000,広島県,府中市",
                            "7260013,広島県,府中市府川町",
                            "6040000,京都府,京都市中京区",
                            "6048000,京都府,京都市中京区山本町",
                            "6048005,京都府,京都市中京区一之船入町",
                            "6048006,京都府,京都市中京区河原町",
                            "6000000,京都府,京都市下京区",
                            "6008000,京都府,京都市下京区丸屋町",
                            "9870000,宮城県,遠田郡美里町",
                            "9894200,宮城県,遠田郡美里町",
                            "9894207,宮城県,遠田郡美里町鳥谷坂一",
                            "0730000,北海道,滝川市",
                            "0730045,北海道,滝川市一の坂町西",
                            "0600000,北海道,札幌市中央区",
                            "0600003,北海道,札幌市中央区北三条西（１〜１９丁目）",
                            "0788300,北海道,旭川市",
                            "0788361,北海道,旭川市東光１１条",
                            "9191300,福井県,三方上中郡若狭町",
                            "9191301,福井県,三方上中郡若狭町三方",
                            "9637800,福島県,石川郡石川町",
                            "9637801,福島県,石川郡石川町長久保",
                            "2250000,神奈川県,横浜市青葉区",
                            "2250011,神奈川県,横浜市青葉区あざみ野",
                            "5900000,大阪府,堺市堺区",
                            "5900940,大阪府,堺市堺区車之町東",
                            "7608500,香川県,高松市",
                            "7600000,香川県,高松市",
                            "7600034,香川県,高松市内町",
                            "0280000,岩手県,九戸郡洋野町",
                            "0287900,岩手県,九戸郡洋野町",
                            "0287914,岩手県,九戸郡洋野町種市第１地割〜第３地割",
                            "2720000,千葉県,市川市",
                            "2720021,千葉県,市川市八幡",
                            "3320000,埼玉県,川口市",
                            "3330852,埼玉県,川口市芝",
                            "1620000,東京都,新宿区",
                            "1620802,東京都,新宿区四谷",
                            "1000301,東京都,利島村利島村一円",
                            "6600000,東京都,三宅島三宅村",
                            "1001101,東京都,三宅島三宅村神着",
                            "9300000,富山県,富山市",
                            "9302225,富山県,富山市北二ツ屋",
                            "7010000,岡山県,美作市",
                            "7094234,岡山県,美作市江見",
                            "8680200,熊本県,球磨郡五木村",
                            "8680201,熊本県,球磨郡五木村丙",
                            "1320000,東京都,江戸川区",
                            "1320000,東京都,江戸川区西小松川町",
                            "5550000,大阪府,大阪市北区",
                            "5300001,大阪府,大阪市北区梅田",
                            "5300002,大阪府,大阪市北区曽根崎新地")),
                    "code",
                    "prefecture",
                    "place")
            .build();

    private final AddressParser addresses = AddressParser.of(PLACES);

    @ParameterizedTest
    @CsvSource({
        // the five that broke others
        "京都府京都市京都市中京区山本町９９９番地おはようビル２０５号室, 京都府, 京都市中京区, 山本町, 999, おはようビル, ２０５号室, ''",
        "東京都千代田区三番町２番地４三番町ＫＳビル, 東京都, 千代田区, 三番町, 2-4, 三番町ＫＳビル, '', ''",
        "ニュー八重洲ビル, '', '', '', '', '', '', ニュー八重洲ビル",
        "７千代田２１ビル, '', '', '', '', '', '', ７千代田２１ビル",
        "北海道滝川市一の坂町西, 北海道, 滝川市, 一の坂町西, '', '', '', ''",
        // numbers
        "東京都千代田区永田町１丁目４－１, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "東京都千代田区永田町一丁目四番一号, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "東京都千代田区永田町1-4-1, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "東京都千代田区永田町1ー4ー1, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "東京都千代田区永田町1丁目4番地の1 永田町荘２０３, 東京都, 千代田区, 永田町一丁目, 4-1, 永田町荘, ２０３, ''",
        "東京都千代田区永田町1-4-1-レジデンス億万101, 東京都, 千代田区, 永田町一丁目, 4-1, レジデンス億万, 101, ''",
        "東京都千代田区永田町1-4-1-305, 東京都, 千代田区, 永田町一丁目, 4-1, '', 305, ''",
        "東京都千代田区永田町1-4-1 10F, 東京都, 千代田区, 永田町一丁目, 4-1, '', 10F, ''",
        "東京都千代田区三番町12-3-405, 東京都, 千代田区, 三番町, 12-3, '', 405, ''",
        "東京都千代田区神田美土代町９番地７千代田２１ビル７階, 東京都, 千代田区, 神田美土代町, 9-7, 千代田２１ビル, ７階, ''",
        "東京都千代田区三番町１５番５十五番館ビル, 東京都, 千代田区, 三番町, 15-5, 十五番館ビル, '', ''",
        "東京都千代田区三番町1番2-403号, 東京都, 千代田区, 三番町, 1-2, '', 403号, ''",
        "東京都千代田区三番町千二百三十四, 東京都, 千代田区, 三番町, 1234, '', '', ''",
        "東京都千代田区三番町28-1（駐車場は30-7）, 東京都, 千代田区, 三番町, 28-1, '', '', （駐車場は30-7）",
        "熊本県球磨郡五木村丙６－３２－１１, 熊本県, 球磨郡五木村, 丙, 6-32-11, '', '', ''",
        "岡山県美作市江見甲123番地, 岡山県, 美作市, 江見, 甲123, '', '', ''",
        "岡山県美作市江見無番地, 岡山県, 美作市, 江見, 無番地, '', '', ''",
        "岡山県美作市江見5-1コーポ第一810号室, 岡山県, 美作市, 江見, 5-1, コーポ第一, 810号室, ''",
        // what is left out, put in, or written otherwise
        "千代田区永田町1-4-1, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "東京千代田区永田町1-4-1, 東京都, 千代田区, 永田町一丁目, 4-1, '', '', ''",
        "千葉市川市八幡1丁目1番1号, 千葉県, 市川市, 八幡一丁目, 1-1, '', '', ''",
        "千葉県巿川巿八幡1丁目1, 千葉県, 市川市, 八幡一丁目, 1, '', '', ''",
        "府中市府川町315, 広島県, 府中市, 府川町, 315, '', '', ''",
        "府中市宮西町2丁目24番地, 東京都, 府中市, 宮西町二丁目, 24, '', '', ''",
        "福井県若狭町三方12, 福井県, 三方上中郡若狭町, 三方, 12, '', '', ''",
        "三宅村神着5, 東京都, 三宅島三宅村, 神着, 5, '', '', ''",
        "神奈川県横浜市あざみ野４－３３－２１, 神奈川県, 横浜市青葉区, あざみ野四丁目, 33-21, '', '', ''",
        "青葉区あざみ野４－３３－２１, 神奈川県, 横浜市青葉区, あざみ野四丁目, 33-21, '', '', ''",
        "石川郡石川町字長久保185-4, 福島県, 石川郡石川町, 字長久保, 185-4, '', '', ''",
        "東京都千代田区 霞ヶ関１の２, 東京都, 千代田区, 霞が関, 1-2, '', '', ''",
        "東京都千代田区霞関1-2, 東京都, 千代田区, 霞が関, 1-2, '', '', ''",
        "東京都新宿区四ツ谷1-2-3, 東京都, 新宿区, 四谷一丁目, 2-3, '', '', ''",
        "東京都江戸川区西小松川12-345, 東京都, 江戸川区, 西小松川町, 12-345, '', '', ''",
        "大阪府大阪市北区曾根崎新地1-2-3, 大阪府, 大阪市北区, 曽根崎新地一丁目, 2-3, '', '', ''",
        "〒102-0075 東京都千代田区三番町5, 東京都, 千代田区, 三番町, 5, '', '', ''",
        // Kyoto, Hokkaido, Sakai, Iwate
        "京都市中京区河原町二条下ル一之舟入町537-50, 京都府, 京都市中京区, 一之船入町, 537-50, '', '', ''",
        "京都府京都市下京区西中筋通北小路通上る丸屋町, 京都府, 京都市下京区, 丸屋町, '', '', '', ''",
        "京都市中京区寺町通り山本町1-2, 京都府, 京都市中京区, 山本町, 1-2, '', '', ''",
        "京都市中京区山本町二条東入ル5, 京都府, 京都市中京区, 山本町, 5, '', '', ''",
        "北海道札幌市中央区北３条西３丁目１－５６マルゲンビル３Ｆ, 北海道, 札幌市中央区, 北三条西三丁目, 1-56, マルゲンビル, ３Ｆ, ''",
        "札幌市中央区北3条西3-1, 北海道, 札幌市中央区, 北三条西三丁目, 1, '', '', ''",
        "旭川市東光十一条5-2, 北海道, 旭川市, 東光十一条五丁目, 2, '', '', ''",
        "堺市堺区車之町東１丁2-24, 大阪府, 堺市堺区, 車之町東一丁, 2-24, '', '', ''",
        "岩手県九戸郡洋野町種市第２地割１２１, 岩手県, 九戸郡洋野町, 種市, 121, '', '', ''",
        "東京都千代田区霞が関霞が関ビル3-2-5, 東京都, 千代田区, 霞が関霞が関ビル三丁目, 2-5, '', '', ''",
        "宮城県遠田郡美里町鳥谷坂一6-29, 宮城県, 遠田郡美里町, 鳥谷坂一, 6-29, '', '', ''",
        "宮城県遠田郡美里町鳥谷坂一, 宮城県, 遠田郡美里町, 鳥谷坂一, '', '', '', ''",
        "東京都利島村5, 東京都, 利島村, '', 5, '', '', ''",
        // what the table has not
        "東京都千代田区屋５丁目, 東京都, 千代田区, '', '', '', '', 屋５丁目",
        "東京都, 東京都, '', '', '', '', '', ''",
        "東京都どこか1-2, 東京都, '', '', '', '', '', どこか1-2"
    })
    void addressesAreTakenApart(
            String raw,
            String prefecture,
            String city,
            String town,
            String block,
            String building,
            String room,
            String rest) {
        JapaneseAddress address = addresses.parse(raw);
        assertThat(List.of(
                        address.prefecture(),
                        address.city(),
                        address.townName(),
                        address.block(),
                        address.building(),
                        address.room(),
                        address.rest()))
                .containsExactly(prefecture, city, town, block, building, room, rest);
    }

    @Test
    void theLevelTellsHowFarItWasRead() {
        assertThat(addresses.parse("ニュー八重洲ビル").level()).isEqualTo(AddressLevel.NONE);
        assertThat(addresses.parse("東京都どこか").level()).isEqualTo(AddressLevel.PREFECTURE);
        assertThat(addresses.parse("東京都千代田区どこか").level()).isEqualTo(AddressLevel.CITY);
        assertThat(addresses.parse("東京都千代田区永田町").level()).isEqualTo(AddressLevel.TOWN);
        assertThat(addresses.parse("東京都千代田区永田町1丁目").level()).isEqualTo(AddressLevel.TOWN);
        assertThat(addresses.parse("東京都千代田区永田町1-2").level()).isEqualTo(AddressLevel.BLOCK);
    }

    @Test
    void partsOfTownsWithoutATableAreKeptAsWritten() {
        JapaneseAddress address = addresses.parse("埼玉県川口市大字芝字宮根3938-5");
        assertThat(address.townName()).isEqualTo("大字芝");
        assertThat(address.aza()).isEqualTo("字宮根");
        assertThat(address.block()).isEqualTo("3938-5");
        assertThat(addresses.parse("岩手県九戸郡洋野町種市第２地割１２１").aza()).isEqualTo("第２地割");
        assertThat(addresses.parse("埼玉県川口市字どこそこ12").town()).isEqualTo("字どこそこ");
        assertThat(addresses.parse("埼玉県川口市字どこそこ12").listed()).isFalse();
    }

    @Test
    void aPostalCodeDecidesBetweenCitiesOfOneNameAndStandsInForTheCity() {
        assertThat(addresses.parse("府中市どこか").prefecture()).isEmpty();
        assertThat(addresses.parse("府中市どこか").city()).isEqualTo("府中市");
        assertThat(addresses.parse("府中市どこか", "726-0013").prefecture()).isEqualTo("広島県");
        JapaneseAddress nagatacho = addresses.parse("永田町1-4-1", "〒100-0014");
        assertThat(nagatacho.city()).isEqualTo("千代田区");
        assertThat(nagatacho.block()).isEqualTo("4-1");
        assertThat(addresses.parse("〒100-0014 永田町1-4-1").key(AddressLevel.BLOCK))
                .isEqualTo(nagatacho.key(AddressLevel.BLOCK));
    }

    @Test
    void piecesCoverTheTextAndSayWhatTheyAre() {
        String raw = " 〒604-8000　京都市中京区寺町通 上る山本町 一丁目２番地３　おはようビル２０５号室 ";
        JapaneseAddress address = addresses.parse(raw);
        assertThat(address.parts().stream().map(JapaneseAddress.Part::kind))
                .containsExactly(
                        Kind.POSTAL_CODE,
                        Kind.CITY,
                        Kind.STREET,
                        Kind.TOWN,
                        Kind.CHOME,
                        Kind.BLOCK,
                        Kind.BUILDING,
                        Kind.ROOM);
        assertThat(address.raw()).isEqualTo(raw);
        assertThat(address.normalised()).isEqualTo("京都府京都市中京区山本町一丁目2-3");
    }

    @ParameterizedTest
    @CsvSource({
        "東京都千代田区永田町１丁目４－１, 千代田区永田町1-4-1, SAME_HOME",
        "東京都千代田区永田町１丁目４－１　荘２０５号室, 東京都千代田区永田町1-4-1-205, SAME_HOME",
        "東京都千代田区永田町１丁目４－１, 東京都千代田区永田町1-4-1-205, SAME_BLOCK",
        "東京都千代田区永田町１丁目４－１, 東京都千代田区永田町1-4-2, SAME_TOWN",
        "東京都千代田区永田町１丁目４－１, 東京都千代田区永田町2-4-1, SAME_CITY",
        "東京都千代田区永田町１丁目４－１, 東京都千代田区三番町1-4, SAME_CITY",
        "東京都千代田区永田町１丁目４－１, 東京都中央区銀座1-4, SAME_PREFECTURE",
        "東京都千代田区永田町１丁目４－１, 北海道滝川市一の坂町西, DIFFERENT",
        "東京都千代田区永田町１丁目４－１, ニュー八重洲ビル, UNKNOWN",
        "東京都千代田区どこそこ１丁目４－１, 東京都千代田区どこそこ1-4-1, SAME_BLOCK",
        "埼玉県川口市大字芝12, 埼玉県川口市芝12, SAME_HOME"
    })
    void twoAddressesAgreeByStep(String one, String other, AddressAgreement agreement) {
        assertThat(addresses.parse(one).compare(addresses.parse(other))).isEqualTo(agreement);
        assertThat(addresses.parse(other).compare(addresses.parse(one))).isEqualTo(agreement);
    }

    @ParameterizedTest
    @CsvSource({
        "京都府京都市京都市中京区山本町９９９番地おはようビル２０５号室, 京都市中京区, 山本町, 999, おはようビル, ''",
        "東京都千代田区三番町２番地４三番町ＫＳビル, 千代田区, 三番町, 2-4, 三番町ＫＳビル, ''",
        "ニュー八重洲ビル, '', '', '', '', ニュー八重洲ビル",
        "７千代田２１ビル, '', '', '', '', ７千代田２１ビル",
        "北海道滝川市一の坂町西, 滝川市, 一の坂町西, '', '', ''",
        "三重県四日市市富田1-2-3, 四日市市, 富田一丁目, 2-3, '', ''",
        "東京都東村山市栄町1-24-3, 東村山市, 栄町一丁目, 24-3, '', ''",
        "奈良県大和郡山市北郡山町5, 大和郡山市, 北郡山町, 5, '', ''",
        "群馬県佐波郡玉村町上新田5-1, 佐波郡玉村町, 上新田, 5-1, '', ''",
        "北海道余市郡余市町黒川町1-2, 余市郡余市町, 黒川町, 1-2, '', ''",
        "神奈川県横浜市青葉区あざみ野4丁目33番21号, 横浜市青葉区, あざみ野四丁目, 33-21, '', ''",
        "千葉県市川市八幡1丁目1, 市川市, 八幡一丁目, 1, '', ''",
        "福岡県北九州市小倉南区大字井手浦874, 北九州市小倉南区, 大字井手浦, 874, '', ''"
    })
    void withoutATableFormsTellWhatIsWhat(
            String raw, String city, String town, String block, String building, String rest) {
        JapaneseAddress address = AddressParser.withoutTable().parse(raw);
        assertThat(List.of(address.city(), address.townName(), address.block(), address.building(), address.rest()))
                .containsExactly(city, town, block, building, rest);
        assertThat(address.listed()).isFalse();
    }

    /** Letters of old lots end the names of many towns; without a table they are lots only where no name goes on. */
    @ParameterizedTest
    @CsvSource({
        "東京都北区王子1-1-1, 王子, 1-1-1",
        "東京都北区王子一丁目1番1号, 王子, 1-1-1",
        "東京都江東区辰巳1-2-3, 辰巳, 1-2-3",
        "神奈川県逗子市逗子5-2-16, 逗子, 5-2-16",
        "神奈川県横浜市西区みなとみらい2-2-1, みなとみらい, 2-2-1",
        "広島県福山市みどり2-3, みどり, 2-3",
        "大阪府堺市西区鳳東町6丁600番地, 鳳東町, 6-600",
        "石川県七尾市和倉町ワ5-1, 和倉町, ワ5-1",
        "石川県かほく市宇野気ニ81, 宇野気, ニ81",
        "岐阜県岐阜市早苗町子5, 早苗町, 子5",
        "愛媛県松山市朝美甲123-4, 朝美, 甲123-4",
        "長崎県佐世保市早岐1丁目甲5, 早岐, 1-甲5",
    })
    void aTownThatEndsInALetterOfLotsKeepsIt(String raw, String town, String numbers) {
        JapaneseAddress address = AddressParser.withoutTable().parse(raw);
        assertThat(List.of(address.town(), address.numbers(), address.rest())).containsExactly(town, numbers, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"東京都千代田区永田町1-4-1", "三重県四日市市富田1-2-3"})
    void aTableChangesNoKeyOfAPlainAddress(String raw) {
        JapaneseAddress bare = AddressParser.withoutTable().parse(raw);
        JapaneseAddress known = AddressParser.of(PlaceTable.builder()
                        .place("1000014", "東京都", "千代田区", "永田町")
                        .place("5108014", "三重県", "四日市市", "富田")
                        .build())
                .parse(raw);
        for (AddressLevel level : AddressLevel.values()) {
            assertThat(known.key(level)).isEqualTo(bare.key(level));
        }
    }

    @Test
    void theTableTellsThePlacesOfAPostalCode() {
        assertThat(PLACES.places("1006001")).containsExactly(new PlaceTable.Place("東京都", "千代田区", "霞が関霞が関ビル"));
        assertThat(PLACES.places("1000301")).containsExactly(new PlaceTable.Place("東京都", "利島村", ""));
        assertThat(PLACES.places("9999999")).isEmpty();
        assertThatThrownBy(() -> PlaceTable.builder()
                        .postalCodes(new StringReader("a,b\n1,2\n"), "postal7", "prefecture", "place"))
                .hasMessage("csv must have the columns [postal7, prefecture, place]; its header is [a, b]");
        assertThatThrownBy(() -> PlaceTable.builder().place("", "", "千代田区", ""))
                .hasMessage("prefecture and city must not be blank");
    }

    @Test
    void roomsCompareByLettersAndDigits() {
        assertThat(addresses.parse("東京都千代田区永田町1-4-1 荘Ａ２０５号室").roomKey()).isEqualTo("A205");
        assertThat(addresses.parse("東京都千代田区永田町1-4-1 ビル３階").roomKey())
                .isEqualTo(addresses
                        .parse("東京都千代田区永田町1-4-1 ビル３Ｆ".toLowerCase(Locale.ROOT))
                        .roomKey())
                .isEqualTo("3F");
    }
}
