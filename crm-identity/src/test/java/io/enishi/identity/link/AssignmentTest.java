package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void twoGoodPairsAreBetterThanTheBestOneAndABadOne() {
        assertThat(Assignment.of(new double[][] {{10, 9}, {9, 0}})).containsExactly(1, 0);
        assertThat(Assignment.of(new double[][] {{-1, 3, 2}})).containsExactly(1);
        assertThat(Assignment.of(new double[][] {{0}})).containsExactly(-1);
    }

    @Test
    void clustersOfTwoSourcesArePairedForTheGreatestSum() {
        Edges edges = new Edges();
        edges.add(0, 2, 10);
        edges.add(0, 3, 9);
        edges.add(1, 2, 9);
        edges.sort();
        Clusterer.Constraints oneEach = new Clusterer.Constraints() {
            @Override
            public boolean mayLink(int a, int b) {
                return isOfFirst(a) != isOfFirst(b);
            }

            @Override
            public boolean mustLink(int a, int b) {
                return false;
            }

            @Override
            public boolean isOneToOne() {
                return true;
            }

            @Override
            public boolean isOfFirst(int record) {
                return record < 2;
            }

            @Override
            public Iterable<Long> mustLinks() {
                return List.of();
            }
        };
        assertThat(new Clusterer(4, edges, 0, oneEach)
                        .clusters(new Workers(1), () -> (a, b) -> a + b == 4 ? -20 : edges.find(a, b)))
                .containsExactly(0, 1, 1, 0);
    }

    @Property(tries = 500)
    void nobodyFindsAGreaterSum(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 5) int columns) {
        double[][] weights = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                weights[row][column] = Mix.below(seed + row * 31L + column * 1_009L, 41) - 15;
            }
        }
        int[] found = Assignment.of(weights);
        double sum = 0;
        boolean[] taken = new boolean[columns];
        for (int row = 0; row < rows; row++) {
            if (found[row] >= 0) {
                assertThat(taken[found[row]]).isFalse();
                taken[found[row]] = true;
                sum += weights[row][found[row]];
            }
        }
        assertThat(sum).isCloseTo(best(weights, 0, new boolean[columns]), within(1e-9));
    }

    /** Tries everything. */
    private static double best(double[][] weights, int row, boolean[] taken) {
        if (row == weights.length) {
            return 0;
        }
        double best = best(weights, row + 1, taken);
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column] && weights[row][column] > 0) {
                taken[column] = true;
                best = Math.max(best, weights[row][column] + best(weights, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }
}
