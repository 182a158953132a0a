package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enishi.identity.link.Strangers.Look;
import io.enishi.identity.link.VectorCounts.Row;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random pairs drawn from known probabilities: given name, town, street, postal code. */
class StrangersTest {

    private static final Look[] LOOKS = {Look.NAME, Look.SHARED, Look.SHARED, Look.SHARED};
    private static final int PAIRS = 100_000;

    @Test
    void neighboursAreFoundWithTheirShareAndTheirLevels() {
        Row[] rows = rows(0.03, 0);

        Strangers found = Strangers.of(rows, seen(rows), LOOKS);

        assertThat(found.share()).isCloseTo(0.03, within(0.005));
        assertThat(found.near(seen(rows))[1][0]).as("one town").isCloseTo(0.9, within(0.05));
        assertThat(found.far(seen(rows))[1][0]).as("one town").isCloseTo(0.01, within(0.005));
        assertThat(found.near(seen(rows))[0]).as("names").containsExactly(seen(rows)[0]);
        assertThat(found.areDoubtful(0.001)).isFalse();
        assertThat(found.areDoubtful(0.01)).as("as many repeated people").isTrue();
    }

    @Test
    void whereAgreementsHaveNothingToDoWithEachOtherThereAreNoNeighbours() {
        Row[] rows = rows(0, 0);

        assertThat(Strangers.of(rows, seen(rows), LOOKS).share()).isZero();
    }

    @Test
    void repeatedPeopleAreNoNeighboursBecauseTheirNamesAgree() {
        Row[] rows = rows(0, 0.03);

        assertThat(Strangers.of(rows, seen(rows), LOOKS).share()).isZero();
    }

    @Test
    void oneColumnCannotTellNeighboursApart() {
        Row[] rows = rows(0.03, 0);

        Strangers found = Strangers.of(rows, seen(rows), new Look[] {Look.NAME, Look.SHARED, Look.ALIKE, Look.ALIKE});

        assertThat(found.share()).isZero();
    }

    private static double[][] seen(Row[] rows) {
        double[][] seen = new double[LOOKS.length][];
        for (int k = 0; k < seen.length; k++) {
            seen[k] = Shares.normalised(RandomPairs.counts(rows, k, 2));
        }
        return seen;
    }

    private static Row[] rows(double neighbours, double repeated) {
        SplittableRandom random = new SplittableRandom(7);
        VectorCounts vectors = new VectorCounts();
        for (int pair = 0; pair < PAIRS; pair++) {
            double kind = random.nextDouble();
            double place = kind < neighbours + repeated ? 0.9 : 0.01;
            double name = kind >= neighbours && kind < neighbours + repeated ? 1 : 0.01;
            long vector = 0;
            for (int k = 0; k < LOOKS.length; k++) {
                boolean agrees = random.nextDouble() < (k == 0 ? name : place);
                vector |= (agrees ? 1L : 2L) << (k * Agreement.BITS);
            }
            vectors.add(vector, 0, 1);
        }
        return vectors.rows();
    }
}
