package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table alone tells of how it should be linked. */
class LinkSuggestionTest {

    @Test
    void whatColumnsSayTwiceIsAskedOnce() {
        List<Crowd.Row> rows = Crowd.of(11, 400);
        RecordTable.Builder table = RecordTable.builder("given", "family", "whole", "born", "city", "zip", "updated");
        for (Crowd.Row row : rows) {
            String given = row.values().get(0);
            String family = row.values().get(1);
            int place = Mix.below(row.person() + 5_000L, 40);
            int district = Mix.below(row.person() + 9_000L, 3);
            table.add(
                    "",
                    row.id(),
                    List.of(
                            given,
                            family,
                            given + " " + family,
                            row.values().get(2),
                            "town" + Mix.of(place),
                            String.valueOf(10_000 + place * 10 + district),
                            "2025-01-" + (10 + Mix.below(row.person(), 18))));
        }
        assertThat(compared(table.build()))
                .containsExactlyInAnyOrder("given:text", "family:text", "born:date", "zip:compact");
    }

    @Test
    void namesInKanjiAndKanaAreComparedAsOneAndFormsOfJapanAreKnown() {
        RecordTable.Builder table = RecordTable.builder("氏名", "フリガナ", "住所", "電話", "郵便番号", "性別");
        String kanji = "佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田";
        String kana = "アイウエオカキクケコサシスセソタチツテト";
        IntStream.range(0, 300)
                .forEach(i -> table.add(
                        "r" + i,
                        two(kanji, i) + " " + two(kanji, i / 7),
                        two(kana, i) + " " + two(kana, i / 7),
                        "東京都港区芝" + (1 + i % 5) + "丁目" + i + "-" + i % 9,
                        "090-1234-" + (1_000 + i),
                        "105-" + (1_000 + i % 40),
                        i % 2 == 0 ? "男" : "女"));
        assertThat(compared(table.build()))
                .containsExactlyInAnyOrder(
                        "氏名+フリガナ/ja-family",
                        "氏名+フリガナ/ja-given",
                        "住所:ja-address",
                        "電話:ja-phone",
                        "郵便番号:ja-postal",
                        "性別:gender");
    }

    @Test
    void aNameInOneColumnIsComparedInItsParts() {
        RecordTable.Builder western = RecordTable.builder("Customer", "Zip");
        RecordTable.Builder japanese = RecordTable.builder("氏名", "TEL");
        String[] given = {"Ann", "Bert", "Carla", "Dora", "Emil", "Fay", "Gus"};
        String kanji = "佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田";
        for (int i = 0; i < 200; i++) {
            western.add(
                    "r" + i, given[i % 7] + " " + given[i / 7 % 7] + "son" + two(LETTERS, i), "10" + (100 + i % 40));
            japanese.add("r" + i, two(kanji, i) + " " + two(kanji, i / 3), "090-1234-" + (1_000 + i));
        }
        assertThat(compared(western.build()))
                .containsExactlyInAnyOrder("Customer:family-name", "Customer:given-name", "Zip:compact");
        assertThat(compared(japanese.build())).containsExactlyInAnyOrder("氏名/ja-family", "氏名/ja-given", "TEL:ja-phone");
    }

    @ParameterizedTest
    @CsvSource({
        "Nachname, Vorname, Geburtsdatum, Straße, PLZ",
        "nom, prénom, date de naissance, rue, code postal",
        "apellidos, nombre, fecha de nacimiento, calle, codigo postal",
        "cognome, nome di battesimo, data di nascita, indirizzo, CAP",
        "surname, initials, dob, street, zip"
    })
    void columnsOfOtherLanguagesAreKnown(String family, String given, String born, String street, String zip) {
        RecordTable.Builder table = RecordTable.builder(family, given, born, street, zip);
        for (int i = 0; i < 300; i++) {
            table.add(
                    "r" + i,
                    two(LETTERS, i) + "mann" + two(LETTERS, i / 3),
                    two(LETTERS, i / 2) + "ta" + two(LETTERS, i / 5),
                    (1 + i % 28) + "." + (1 + i % 12) + "." + (1950 + i % 40),
                    two(LETTERS, i) + "weg" + two(LETTERS, i / 7),
                    String.valueOf(10_000 + 7 * (i % 90)));
        }
        assertThat(LinkSuggestion.of(table.build(), "suggested").comparisons())
                .filteredOn(Comparison::household)
                .extracting(comparison -> comparison.feature().columns().get(0))
                .containsExactlyInAnyOrder(family, street, zip);
    }

    @Test
    void aJapaneseAddressInSeveralColumnsIsOne() {
        RecordTable.Builder table = RecordTable.builder("姓", "名", "都道府県", "市区町村", "番地", "建物名", "生年月日");
        String kanji = "佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田";
        for (int i = 0; i < 200; i++) {
            table.add(
                    "r" + i,
                    two(kanji, i) + two(kanji, i / 3),
                    two(kanji, i / 5) + two(kanji, i),
                    i % 2 == 0 ? "東京都" : "大阪府",
                    i % 2 == 0 ? "港区芝" : "大阪市北区梅田",
                    1 + i % 6 + "丁目" + i + "番1号",
                    i % 3 == 0 ? "コーポ" + two(kanji, i) : "",
                    "昭和" + (40 + i % 20) + "年" + (1 + i % 12) + "月" + (1 + i % 28) + "日");
        }
        assertThat(compared(table.build()))
                .containsExactlyInAnyOrder("姓/ja-word", "名/ja-word", "都道府県+市区町村+番地+建物名/ja-address", "生年月日:date");
    }

    @Test
    void familiesShareTheirMailAddresses() {
        RecordTable.Builder table = RecordTable.builder("given", "family", "mail");
        for (int i = 0; i < 200; i++) {
            table.add("r" + i, two(LETTERS, i), two(LETTERS, i / 3), "home" + i / 2 + "@mail.org");
        }
        assertThat(LinkSuggestion.of(table.build(), "suggested").comparisons())
                .filteredOn(Comparison::household)
                .extracting(Comparison::of)
                .contains("mail:email")
                .doesNotContain("given:text");
    }

    @Test
    void whatSaysWhoSomebodyIsAndWhatNumbersTheRowsIsLeftOut() {
        RecordTable.Builder table = RecordTable.builder("rec_id", "cluster_id", "household_id", "email", "signup_date");
        for (int i = 0; i < 100; i++) {
            table.add(
                    "r" + i,
                    "rec-" + i + "-org",
                    String.valueOf(i / 2),
                    "h" + i / 3,
                    "mail" + i / 2 + "@shop.example",
                    "2025-03-" + (10 + i % 19));
        }
        assertThat(compared(table.build())).containsExactly("email:email");
    }

    @Test
    void oneColumnOfAddressesWithTypingErrorsIsLinked() {
        RecordTable.Builder table = RecordTable.builder("email");
        for (int i = 0; i < 300; i++) {
            String name = Long.toString(Math.abs(Mix.of(i)), 36).substring(0, 9);
            table.add("a" + i, name + "@shop.example");
            if (i % 10 == 0) {
                table.add("b" + i, name + "@shop.example");
            }
        }
        Clusters clusters = Linker.of(LinkSuggestion.of(table.build(), "mails"))
                .link(table.build())
                .clusters();
        assertThat(clusters.count()).isEqualTo(300);
    }

    private static final String LETTERS = "adbecfdgehfigjhkiljm";

    private static String two(String letters, int number) {
        int at = 2 * Mix.below(number, letters.length() / 2);
        return letters.substring(at, at + 2);
    }

    private static List<String> compared(RecordTable table) {
        return LinkSuggestion.of(table, "suggested").comparisons().stream()
                .map(Comparison::of)
                .toList();
    }
}
