package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People whose addresses are made out of their names, many of whom share a name. */
class NamesakesTest {

    private static final LinkModel MODEL = LinkModel.parse("""
        link: namesakes
        comparisons:
          - {of: "family:text", as: name, household: true}
          - {of: "given:text", as: name}
          - {of: "born:date", as: date}
          - {of: "mail:email", as: email}
          - {of: "phone:phone", as: code, household: true}
        blocking:
          - born:date
          - mail:email
          - phone:phone
          - family:soundex, given:soundex
        """);

    @ParameterizedTest
    @ValueSource(ints = {600, 2_000, 6_000})
    void whoSharesANameAndHasASimilarAddressIsStillSomebodyElse(int people) {
        RecordTable.Builder rows = RecordTable.builder("family", "given", "born", "mail", "phone");
        int[] persons = new int[people * 4 / 3];
        SplittableRandom random = new SplittableRandom(people);
        String[][] known = new String[people][];
        for (int row = 0; row < persons.length; row++) {
            persons[row] = row < people ? row : random.nextInt(people);
            if (row < people) {
                known[row] = person(random);
            }
            rows.add(
                    String.format("r%05d", row),
                    row < people ? known[row] : again(known[persons[row]].clone(), random));
        }

        Linkage linkage = Linker.of(MODEL).link(rows.build());

        Evaluation evaluation = Evaluation.of(linkage.clusters().toArray(), persons);
        assertThat(evaluation.precision()).isGreaterThan(0.95);
        assertThat(evaluation.recall()).isGreaterThan(0.95);
    }

    private static String[] person(SplittableRandom random) {
        String family = word(random, 3);
        String given = word(random, 3);
        String born = String.format(
                "%d-%02d-%02d", 1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28));
        String mail = given + "." + family + random.nextInt(100) + "@mail.example";
        return new String[] {family, given, born, mail, "0" + (100_000_000 + random.nextInt(900_000_000))};
    }

    private static String[] again(String[] row, SplittableRandom random) {
        row[0] = random.nextInt(10) < 3 ? row[0].substring(0, row[0].length() - 1) : row[0];
        for (int column : List.of(2, 3, 4)) {
            row[column] = random.nextInt(10) < (column == 2 ? 1 : 3) ? "" : row[column];
        }
        return row;
    }

    /** One of some hundred words. */
    private static String word(SplittableRandom random, int syllables) {
        String[] parts = {"ba", "rin", "to", "ske", "mul"};
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(parts[random.nextInt(parts.length)]);
        }
        return word.toString();
    }
}
