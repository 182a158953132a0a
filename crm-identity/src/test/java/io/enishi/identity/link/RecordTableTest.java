package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTableTest {

    private static final int MANY = 5_000;

    @Test
    void recordsAddedTogetherAreTheTableOfThoseAddedOneByOne() {
        List<String> ids = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        RecordTable.Builder oneByOne = RecordTable.builder("name", "born");
        for (int i = 0; i < MANY; i++) {
            String name = i % 7 == 0 ? "" : " name " + i % 1_000 + " ";
            ids.add("r" + i);
            rows.add(List.of(name, "day " + i));
            oneByOne.add("r" + i, name, "day " + i);
        }
        RecordTable.Builder together = RecordTable.builder("name", "born");
        together.addAll("", ids.subList(0, 3_000), rows.subList(0, 3_000));
        together.addAll("", ids.subList(3_000, MANY), rows.subList(3_000, MANY));

        RecordTable expected = oneByOne.build();
        RecordTable table = together.build();
        for (String column : table.columns()) {
            for (int i = 0; i < MANY; i++) {
                assertThat(table.id(i)).isEqualTo(expected.id(i));
                assertThat(table.value(i, column)).isEqualTo(expected.value(i, column));
                assertThat(table.column(column).code(i))
                        .isEqualTo(expected.column(column).code(i));
            }
        }
    }

    @Test
    void rowThatDoesNotFitIsRefusedAndNoneIsAdded() {
        RecordTable.Builder rows = RecordTable.builder("name");
        rows.add("first", "Anna");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.addAll("", List.of("a", ""), List.of(List.of("Ben"), List.of("Cleo"))))
                .withMessage("record 3 has no id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.addAll("", List.of("a", "b"), List.of(List.of("Ben"), List.of("Cleo", "Dora"))))
                .withMessage("record 3 has 2 values, but there are 1 columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.addAll("", List.of("a", "b"), List.of(List.of("Ben"))))
                .withMessage("there are 2 ids, but 1 rows");
        assertThat(rows.build().size()).isEqualTo(1);
    }
}
