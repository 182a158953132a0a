package io.enishi.scenario.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BestArmTest {

    /** Miller's closed sum with 400 decimal digits. */
    @Test
    void probabilityAndLossHaveTheirDigitsEvenWhereTheyAreTiny() {
        check(49, 100, 51, 100, 6.10770522687839490E-01, 1.91164612020892528E-02, 3.87243043393441511E-02);
        check(0, 50, 5, 50, 9.86625466670378426E-01, 2.42219890398300480E-04, 9.63960660442444578E-02);
        check(1396, 3000, 2422, 3461, 1, 1.78842014346136700E-85, 2.34325927291133079E-01);
        check(1000, 50000, 1100, 50000, 9.86282384034451010E-01, 4.36837169163319385E-06, 2.00428837489150533E-03);
    }

    private static void check(long a, long ofA, long b, long ofB, double better, double lossOfB, double lossOfA) {
        List<BestArm> both = BestArm.of(List.of(new Proportion(a, ofA), new Proportion(b, ofB)));
        assertThat(both.get(1).probabilityBest()).isCloseTo(better, withinPercentage(1e-9));
        assertThat(both.get(1).expectedLoss()).isCloseTo(lossOfB, withinPercentage(1e-9));
        assertThat(both.get(0).expectedLoss()).isCloseTo(lossOfA, withinPercentage(1e-9));
    }

    @Property(tries = 60)
    void probabilitiesOfAllArmsAddUpToOne(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 100_000) Integer> sizes) {
        List<Proportion> arms = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            arms.add(new Proportion(sizes.get(i) / (10 + i), sizes.get(i)));
        }
        List<BestArm> best = BestArm.of(arms);
        assertThat(best.stream().mapToDouble(BestArm::probabilityBest).sum()).isCloseTo(1, within(1e-9));
        assertThat(best).allSatisfy(arm -> assertThat(arm.expectedLoss()).isNotNegative());
    }

    /** The mean of each minus the mean of the best: losses differ by as much as the expected shares do. */
    @Property(tries = 60)
    void lossesDifferByAsMuchAsTheExpectedShares(
            @ForAll @IntRange(max = 2000) int a,
            @ForAll @IntRange(max = 2000) int b,
            @ForAll @IntRange(max = 2000) int c) {
        List<Proportion> arms = List.of(new Proportion(a, 2000), new Proportion(b, 3000), new Proportion(c, 2000));
        List<BestArm> best = BestArm.of(arms);
        for (int i = 0; i < 3; i++) {
            double expected = (arms.get(i).converted() + 1.0) / (arms.get(i).total() + 2);
            double first = (a + 1.0) / 2002;
            assertThat(best.get(0).expectedLoss() - best.get(i).expectedLoss())
                    .isCloseTo(expected - first, within(1e-11));
        }
    }

    /** A seeded drawing of 40,000 as the oracle for three arms. */
    @Test
    void threeArmsAgreeWithDrawing() {
        long[][] counts = {{12, 200}, {18, 210}, {15, 150}};
        Random random = new Random(42);
        int draws = 40_000;
        double[] wins = new double[3];
        double[] loss = new double[3];
        for (int i = 0; i < draws; i++) {
            double[] theta = new double[3];
            int best = 0;
            for (int k = 0; k < 3; k++) {
                theta[k] = beta(counts[k][0] + 1, counts[k][1] - counts[k][0] + 1, random);
                best = theta[k] > theta[best] ? k : best;
            }
            wins[best]++;
            for (int k = 0; k < 3; k++) {
                loss[k] += theta[best] - theta[k];
            }
        }
        List<BestArm> exact =
                BestArm.of(List.of(new Proportion(12, 200), new Proportion(18, 210), new Proportion(15, 150)));
        for (int k = 0; k < 3; k++) {
            assertThat(exact.get(k).probabilityBest()).isCloseTo(wins[k] / draws, within(0.01));
            assertThat(exact.get(k).expectedLoss()).isCloseTo(loss[k] / draws, within(0.001));
        }
    }

    private static double beta(long a, long b, Random random) {
        double x = gamma(a, random);
        return x / (x + gamma(b, random));
    }

    /** A sum of exponentials; the shapes here are whole. */
    private static double gamma(long shape, Random random) {
        double sum = 0;
        for (long i = 0; i < shape; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum;
    }

    @Test
    void armsWithoutAnybodyAreJudgedByThePriorAlone() {
        List<BestArm> empty = BestArm.of(List.of(new Proportion(0, 0), new Proportion(0, 0)));
        assertThat(empty.get(0).probabilityBest()).isCloseTo(0.5, within(1e-12));
        assertThat(empty.get(0).expectedLoss()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(BestArm.of(List.of(new Proportion(0, 0), new Proportion(0, 0)), BetaPrior.JEFFREYS)
                        .get(1)
                        .probabilityBest())
                .isCloseTo(0.5, within(1e-12));
        assertThat(BestArm.of(List.of())).isEmpty();
        assertThat(BestArm.of(List.of(new Proportion(3, 7))).get(0).probabilityBest())
                .isCloseTo(1, within(1e-12));
        assertThat(BestArm.of(List.of(new Proportion(3, 7))).get(0).expectedLoss())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaPrior(0, 1))
                .withMessage("alpha must be at least 0.5 and finite, but is 0.0");
    }

    @Test
    void everybodyAndNobodyConvertingAreNoSpecialCases() {
        List<BestArm> all = BestArm.of(List.of(new Proportion(1000, 1000), new Proportion(0, 1000)));
        assertThat(all.get(0).probabilityBest()).isCloseTo(1, within(1e-12));
        assertThat(all.get(1).probabilityBest()).isNotNegative().isLessThan(1e-300);
        assertThat(all.get(1).expectedLoss()).isCloseTo(1000.0 / 1002, within(1e-12)); // means 1001/1002 and 1/1002
        List<BestArm> huge =
                BestArm.of(List.of(new Proportion(1_000_000, 10_000_000), new Proportion(1_001_000, 10_000_000)));
        assertThat(huge.get(1).probabilityBest()).isCloseTo(0.77192, within(0.0001)); // normal: z = 0.745
    }
}
