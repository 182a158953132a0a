package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families among neighbours, and nothing but names and addresses to tell people by. */
class NeighboursTest {

    private static final LinkModel MODEL = LinkModel.parse("""
        link: neighbours
        comparisons:
          - {of: "family:text", as: name, household: true}
          - {of: "given:text", as: name}
          - {of: town+street, levels: [exact, parts 2, parts 1], household: true}
          - {of: "zip:text", as: code, household: true}
        blocking:
          - given:text
          - town, street
          - zip:text
          - town
        """);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void familiesAreNotTakenForOnePersonWhereThereAreNeighbours(long seed) {
        Town town = town(seed, 3, 1_500);

        assertThat(town.households().rate()).isLessThan(0.05);
        assertThat(town.evaluation().f1()).isGreaterThan(0.85);
    }

    /** Too few families to be learnt beside so many people with one postal code. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neitherAreFewFamiliesInASmallTown(long seed) {
        Town town = town(seed, 1, 40);

        assertThat(town.linkage().model().training().orElseThrow().neighbours()).isGreaterThan(0.01);
        assertThat(town.households().rate()).isLessThan(0.1);
        assertThat(town.evaluation().f1()).isGreaterThan(0.85);
    }

    private record Town(Linkage linkage, int[] persons, int[] homes) {
        HouseholdErrors households() {
            return HouseholdErrors.of(linkage.clusters().toArray(), persons, homes);
        }

        Evaluation evaluation() {
            return Evaluation.of(linkage.clusters().toArray(), persons);
        }
    }

    /** @param kin of ten people so many live with the one before */
    private static Town town(long seed, int kin, int districts) {
        SplittableRandom random = new SplittableRandom(seed);
        RecordTable.Builder rows = RecordTable.builder("family", "given", "town", "street", "zip");
        List<Integer> persons = new ArrayList<>();
        List<Integer> households = new ArrayList<>();
        String[] home = home(random, districts);
        for (int person = 0, household = 0; persons.size() < 3_000; person++) {
            boolean together = random.nextInt(10) < kin;
            household += together ? 0 : 1;
            home = together ? home.clone() : home(random, districts);
            home[1] = word(random, 1_500);
            int copies = random.nextInt(10) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                String[] row = home.clone();
                row[4] = random.nextInt(10) == 0 ? "" : row[4];
                rows.add(String.format("r%05d", persons.size()), row);
                persons.add(person);
                households.add(household);
            }
        }
        return new Town(Linker.of(MODEL).link(rows.build()), array(persons), array(households));
    }

    private static String[] home(SplittableRandom random, int districts) {
        int zip = random.nextInt(districts);
        String street = (1 + random.nextInt(6)) + "-" + (1 + random.nextInt(30)) + "-" + (1 + random.nextInt(20));
        return new String[] {word(random, 900), "", "town " + zip, street, String.valueOf(100_000 + zip)};
    }

    private static String word(SplittableRandom random, int words) {
        return Long.toString(Math.abs(Mix.of(random.nextInt(words)) % 100_000_000_000L), 36);
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(i -> i).toArray();
    }
}
