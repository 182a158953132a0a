package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
