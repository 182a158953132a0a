package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordTableTest {

    private static final int MANY = 5_000;

    @Test
    void recordsAddedTogetherAreTheTableOfThoseAddedOneByOne() {
        RecordTable.Builder oneByOne = RecordTable.builder("name", "born");
        RecordTable.Builder together = RecordTable.builder("name", "born");
        NewRecords some = new NewRecords(2, 1_500);
        for (int i = 0; i < MANY; i++) {
            String name = i % 7 == 0 ? "" : " name " + i % 1_000 + "\t";
            String id = "r" + i;
            oneByOne.add(id, name, "日 " + i);
            put(some, 1, "日 " + i);
            put(some, 0, name);
            if (i % 2 == 0) {
                some.end(id);
            } else {
                some.end(("<" + id).toCharArray(), 1, id.length());
            }
            if (some.isFull()) {
                together.addAll("", some);
                some = new NewRecords(2, 1_500);
            }
        }
        together.addAll("", some);

        assertSame(together.build(), oneByOne.build());
    }

    @Test
    void aTableDoesNotDependOnTheOrderInWhichRecordsCome() {
        List<String> ids =
                new ArrayList<>(List.of("a", "A", "aa", "a\u0001", "é", "kept-0123456789", "kept-01234567890"));
        for (int i = 0; i < 300; i++) {
            ids.add("kept-" + i * i * 7919);
            ids.add("名" + i);
        }
        List<String> mixed = new ArrayList<>(ids);
        Collections.shuffle(mixed, new Random(1));

        RecordTable table = tableOf(mixed);
        assertSame(table, tableOf(ids));
        for (int i = 1; i < 607; i++) {
            assertThat(table.id(i - 1)).isLessThan(table.id(i));
        }
    }

    private static RecordTable tableOf(List<String> ids) {
        RecordTable.Builder rows = RecordTable.builder("length");
        for (String source : List.of("shop", "app")) {
            ids.forEach(id -> rows.add(source, id, List.of("" + id.length())));
        }
        return rows.build();
    }

    @Test
    void recordThatDoesNotFitIsRefusedAndNoneIsAdded() {
        RecordTable.Builder rows = RecordTable.builder("name");
        rows.add("first", "Anna");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.add("", "Ben"))
                .withMessage("record 2 has no id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.add("a", "Ben", "Cleo"))
                .withMessage("record 2 has 2 values, but there are 1 columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.addAll("", new NewRecords(2, 1)))
                .withMessage("record 2 has 2 values, but there are 1 columns");
        assertThat(rows.build().size()).isEqualTo(1);
    }

    @Test
    void newRecordsTakeNoMoreThanThereIsRoomFor() {
        NewRecords some = new NewRecords(1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> some.end("")).withMessage("a record must have an id");
        some.end("a");
        assertThat(some.isFull()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> put(some, 0, "Ben"))
                .withMessage("there is room for 1 records only");
    }

    private static void put(NewRecords records, int column, String text) {
        char[] buffer = ("x" + text + "x").toCharArray();
        records.put(column, buffer, 1, text.length());
    }

    private static void assertSame(RecordTable table, RecordTable expected) {
        assertThat(table.size()).isEqualTo(expected.size());
        for (int i = 0; i < table.size(); i++) {
            assertThat(table.id(i)).isEqualTo(expected.id(i));
            for (String column : table.columns()) {
                assertThat(table.value(i, column)).isEqualTo(expected.value(i, column));
                assertThat(table.column(column).code(i))
                        .isEqualTo(expected.column(column).code(i));
            }
        }
    }
}
