package io.enishi.scenario.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.enishi.scenario.experiment.statistics.Answer.Lack;
import io.enishi.scenario.experiment.statistics.Answer.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final Proportion NOBODY = new Proportion(0, 0);

    @Test
    void whatNobodyDidIsUnknownAndNotNaN() {
        TwoProportions empty = new TwoProportions(NOBODY, new Proportion(5, 10));
        List<Supplier<Answer<?>>> questions = List.of(
                NOBODY::share,
                () -> NOBODY.wilson(0.95),
                () -> NOBODY.clopperPearson(0.95),
                empty::difference,
                empty::zTest,
                empty::chiSquare,
                empty::chiSquareYates,
                empty::gTest,
                empty::fisher,
                empty::oddsRatio,
                () -> empty.newcombe(0.95),
                () -> Cuped.of(new Cuped.Pairs(), new Cuped.Pairs()),
                () -> SampleRatio.test(new long[] {0, 0}, new double[] {1, 1}),
                () -> Qini.of(new double[0], new boolean[0], new double[0], 10));
        for (Supplier<Answer<?>> question : questions) {
            assertThat(question.get())
                    .isInstanceOfSatisfying(
                            Unknown.class, unknown -> assertThat(unknown.lack()).isEqualTo(Lack.NOBODY));
        }
        assertThatThrownBy(() -> empty.zTest().orElseThrow())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("nobody was in the control");
    }

    @Test
    void whereEverybodyDidTheSameChanceCannotBeTold() {
        for (TwoProportions same : List.of(
                new TwoProportions(new Proportion(0, 10), new Proportion(0, 20)),
                new TwoProportions(new Proportion(10, 10), new Proportion(20, 20)))) {
            assertThat(lack(same.zTest())).isEqualTo(Lack.NO_VARIATION);
            assertThat(lack(same.chiSquare())).isEqualTo(Lack.NO_VARIATION);
            assertThat(lack(same.chiSquareYates())).isEqualTo(Lack.NO_VARIATION);
            assertThat(lack(same.gTest())).isEqualTo(Lack.NO_VARIATION);
            assertThat(lack(same.oddsRatio())).isEqualTo(Lack.NO_VARIATION);
            assertThat(same.fisher().orElseThrow()).isEqualTo(new TwoProportions.Exact(1, 1));
            assertThat(same.newcombe(0.95).orElseThrow().contains(0)).isTrue();
            assertThat(lack(Difference.absolute(
                            same.control().sample(), same.variant().sample())))
                    .isEqualTo(Lack.NO_VARIATION);
        }
    }

    @Test
    void oneInAGroupHasNoDeviation() {
        assertThat(lack(Difference.absolute(Sample.of(1), Sample.of(1, 2, 3)))).isEqualTo(Lack.TOO_FEW);
        assertThat(lack(Difference.absolute(Sample.of(), Sample.of(1, 2, 3)))).isEqualTo(Lack.TOO_FEW);
        assertThat(lack(Difference.relative(Sample.of(-1, 1), Sample.of(1, 2, 3))))
                .isEqualTo(Lack.NO_BASE);
        assertThat(lack(SampleRatio.test(new long[] {5}, new double[] {1}))).isEqualTo(Lack.TOO_FEW);
    }

    private static Lack lack(Answer<?> answer) {
        return answer.fold(
                known -> {
                    throw new AssertionError("known: " + known);
                },
                Unknown::lack);
    }

    @Test
    void numbersThatNoGroupHasAreRefusedByName() {
        refused(() -> new Proportion(11, 10), "converted must be at most the total of 10, but is 11");
        refused(() -> new Proportion(-1, 10), "converted must not be negative, but is -1");
        refused(() -> new Proportion(0, -1), "total must not be negative, but is -1");
        refused(() -> new Sample(2, Double.NaN, 1), "mean must be finite, but is NaN");
        refused(() -> new Sample(2, 1, -1), "variance must not be negative, but is -1.0");
        refused(() -> Sample.of(1, Double.POSITIVE_INFINITY), "value must be finite, but is Infinity");
        refused(() -> Sample.ofSums(2, 10, 1), "no 2 values have the sum 10.0 and the sum of squares 1.0");
        refused(() -> new Proportion(1, 2).wilson(1), "level must be between 0.0 and 1.0, exclusive, but is 1.0");
        refused(() -> MultipleTests.holm(0.5, Double.NaN), "p must be 0 to 1, but is NaN");
        refused(
                () -> SampleRatio.test(new long[] {1}, new double[] {1, 2}),
                "there must be a ratio for each of the 1 groups, but there are 2");
        refused(() -> SampleSize.ofShares(0.1, 0.1, 0.05, 0.8), "no number of people shows a difference of 0");
        refused(
                () -> SampleSize.ofShares(0, 0.1, 0.05, 0.8),
                "from must be between 0.0 and 1.0, exclusive, but is 0.0");
        refused(() -> new MixtureRatio(0), "spread must be positive and finite, but is 0.0");
        refused(
                () -> new MixtureRatio(1).path().look(new Proportion(1, 10), new Proportion(1, 11)),
                "pairs need groups of one size, but they have 10 and 11");
        refused(() -> new Interval(Double.NaN, 1), "an interval must go upwards, but was NaN to 1.0");
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void aGroupThatShouldBeEmptyAndIsNotIsAMismatchForCertain() {
        assertThat(SampleRatio.test(new long[] {100, 1}, new double[] {1, 0}).orElseThrow())
                .isEqualTo(new Significance(Double.POSITIVE_INFINITY, 0));
        assertThat(SampleRatio.test(new long[] {100, 100, 0}, new double[] {1, 1, 0})
                        .orElseThrow()
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void sumsAndValuesGiveTheSameMoments() {
        Sample values = Sample.of(3, 1, 4, 1, 5);
        Sample sums = Sample.ofSums(5, 14, 52);
        assertThat(values.mean()).isCloseTo(sums.mean(), within(1e-15));
        assertThat(values.variance()).isCloseTo(3.2, within(1e-14));
        assertThat(sums.variance()).isCloseTo(3.2, within(1e-14));
        assertThat(Sample.ofSums(0, 0, 0)).isEqualTo(Sample.of());
    }

    @Property
    void intervalsHoldWhatWasSeenAndStayWithinReason(
            @ForAll("proportions") Proportion a, @ForAll("proportions") Proportion b) {
        double share = a.converted() / (double) a.total();
        for (Interval interval :
                List.of(a.wilson(0.95).orElseThrow(), a.clopperPearson(0.95).orElseThrow())) {
            assertThat(interval.low()).isBetween(0.0, share);
            assertThat(interval.high()).isBetween(share, 1.0);
        }
        Interval difference = new TwoProportions(a, b).newcombe(0.95).orElseThrow();
        assertThat(difference.contains(b.converted() / (double) b.total() - share))
                .isTrue();
        assertThat(difference.low()).isGreaterThanOrEqualTo(-1);
        assertThat(difference.high()).isLessThanOrEqualTo(1);
    }

    @Property
    void swappingTheGroupsTurnsTheAnswerRound(
            @ForAll("proportions") Proportion a, @ForAll("proportions") Proportion b) {
        TwoProportions there = new TwoProportions(a, b);
        TwoProportions back = new TwoProportions(b, a);
        assertThat(there.fisher().orElseThrow().twoSided())
                .isCloseTo(back.fisher().orElseThrow().twoSided(), within(1e-9));
        Interval one = there.newcombe(0.9).orElseThrow();
        Interval other = back.newcombe(0.9).orElseThrow();
        assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
        there.zTest().known().ifPresent(test -> {
            assertThat(test.statistic()).isCloseTo(-back.zTest().orElseThrow().statistic(), within(1e-9));
            assertThat(test.pValue()).isBetween(0.0, 1.0);
            assertThat(test.pValue()).isCloseTo(there.chiSquare().orElseThrow().pValue(), within(1e-9));
        });
    }

    /** The hypergeometric probabilities by whole factorials, for tables small enough. */
    @Property
    void fisherAgreesWithCountingAllTables(@ForAll("small") Proportion a, @ForAll("small") Proportion b) {
        long converted = a.converted() + b.converted();
        double all = choose(a.total() + b.total(), converted);
        double here = choose(a.total(), a.converted()) * choose(b.total(), b.converted()) / all;
        double two = 0;
        double greater = 0;
        for (long k = Math.max(0, converted - a.total()); k <= Math.min(converted, b.total()); k++) {
            double p = choose(a.total(), converted - k) * choose(b.total(), k) / all;
            two += p <= here * (1 + 1e-7) ? p : 0;
            greater += k >= b.converted() ? p : 0;
        }
        TwoProportions.Exact exact = new TwoProportions(a, b).fisher().orElseThrow();
        assertThat(exact.twoSided()).isCloseTo(two, within(1e-12));
        assertThat(exact.variantGreater()).isCloseTo(greater, within(1e-12));
    }

    private static double choose(long n, long k) {
        double ways = 1;
        for (long i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }

    @Property
    void correctionsKeepTheOrderAndNeverHelp(@ForAll @Size(max = 12) List<@DoubleRange(max = 1) Double> tests) {
        double[] p = tests.stream().mapToDouble(Double::doubleValue).toArray();
        double[] holm = MultipleTests.holm(p);
        double[] bonferroni = MultipleTests.bonferroni(p);
        double[] discovery = MultipleTests.benjaminiHochberg(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(holm[i]).isBetween(p[i], 1.0).isLessThanOrEqualTo(bonferroni[i]);
            assertThat(discovery[i]).isBetween(p[i] * (1 - 1e-15), 1.0).isLessThanOrEqualTo(holm[i] * (1 + 1e-15));
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] > p[j] || holm[i] <= holm[j]).isTrue();
                assertThat(p[i] > p[j] || discovery[i] <= discovery[j]).isTrue();
            }
        }
    }

    @Property(tries = 200)
    void moreCertaintyNeedsMorePeople(
            @ForAll @DoubleRange(min = 0.01, max = 0.4) double from,
            @ForAll @DoubleRange(min = 0.01, max = 0.25) double effect) {
        double usual = SampleSize.ofShares(from, from + effect, 0.05, 0.8);
        assertThat(SampleSize.ofShares(from, from + effect, 0.01, 0.8)).isGreaterThan(usual);
        assertThat(SampleSize.ofShares(from, from + effect, 0.05, 0.9)).isGreaterThan(usual);
        assertThat(SampleSize.ofShares(from, from + effect * 2, 0.05, 0.8)).isLessThan(usual);
        assertThat(SampleSize.ofSharesByArcsine(from, from + effect, 0.05, 0.8)).isCloseTo(usual, within(usual * 0.35));
    }

    @Test
    void meansNeedAsManyAsTheTextbooksSay() {
        // 2 (1.959964 + 0.841621)² for one deviation
        assertThat(SampleSize.ofMeans(1, 1, 0.05, 0.8)).isCloseTo(15.6978, within(1e-3));
    }

    @Property(tries = 100)
    void whatWasKnownBeforeLeavesTheDifferenceAloneAndTakesNoiseOut(@ForAll Random random) {
        Cuped.Pairs control = new Cuped.Pairs();
        Cuped.Pairs variant = new Cuped.Pairs();
        Sample.Collector plain = new Sample.Collector();
        for (int i = 0; i < 500; i++) {
            double x = random.nextGaussian();
            control.add(x, 2 * x + random.nextGaussian());
            x = random.nextGaussian();
            double y = 2 * x + random.nextGaussian() + 1;
            variant.add(x, y);
            plain.add(y);
        }
        Cuped cuped = Cuped.of(control, variant).orElseThrow();
        assertThat(cuped.theta()).isCloseTo(2, within(0.5));
        assertThat(cuped.variant().variance()).isLessThan(plain.sample().variance() / 2);
        assertThat(cuped.difference().orElseThrow().estimate()).isCloseTo(1, within(0.4));
    }

    /** Who looks 50 times at two equal groups is misled seldom by the sequential answers and often by the fixed test. */
    @Test
    void lookingOftenMisleadsFixedTestsAndNotSequentialOnes() {
        Random random = new Random(20_240_601);
        int experiments = 1000;
        int misledByPath = 0;
        int misledBySequence = 0;
        int misledByFixedTest = 0;
        AsymptoticSequence sequence = new AsymptoticSequence(0.05, 5000);
        for (int i = 0; i < experiments; i++) {
            long a = 0;
            long b = 0;
            MixtureRatio.Path path = new MixtureRatio(1e-3).path();
            boolean bySequence = false;
            boolean byFixedTest = false;
            for (int n = 100; n <= 5000; n += 100) {
                for (int k = 0; k < 100; k++) {
                    a += random.nextDouble() < 0.1 ? 1 : 0;
                    b += random.nextDouble() < 0.1 ? 1 : 0;
                }
                Proportion one = new Proportion(a, n);
                Proportion other = new Proportion(b, n);
                path = path.look(one, other);
                bySequence |= Difference.absolute(one.sample(), other.sample())
                        .map(difference -> sequence.pValue(difference) < 0.05)
                        .known()
                        .orElse(false);
                byFixedTest |= new TwoProportions(one, other)
                        .zTest()
                        .map(test -> test.pValue() < 0.05)
                        .known()
                        .orElse(false);
            }
            misledByPath += path.pValue() < 0.05 ? 1 : 0;
            misledBySequence += bySequence ? 1 : 0;
            misledByFixedTest += byFixedTest ? 1 : 0;
        }
        assertThat(misledByPath).isLessThanOrEqualTo(71); // 5 % and three deviations
        assertThat(misledBySequence).isLessThanOrEqualTo(71);
        assertThat(misledByFixedTest).isGreaterThan(200);
    }

    @Test
    void sequentialIntervalAndPAgree() {
        AsymptoticSequence sequence = AsymptoticSequence.of(0.05);
        for (double effect : new double[] {0, 0.1, 0.2, 0.25, 0.3, 0.5}) {
            Difference difference = new Difference(effect, 0.08, 1000, 4000);
            assertThat(sequence.pValue(difference) < 0.05)
                    .isEqualTo(sequence.interval(difference).isAbove(0));
            assertThat(sequence.pValueGreater(difference) < 0.05)
                    .isEqualTo(sequence.atLeast(difference).isAbove(0));
            assertThat(sequence.interval(difference).width())
                    .isGreaterThan(difference.interval(0.95).width());
        }
        assertThat(sequence.pValueGreater(new Difference(-0.1, 0.1, 100, 100))).isEqualTo(1);
    }

    @Test
    void aQiniCurveOfScoresThatHelpLiesAboveTheStraightLine() {
        int n = 4000;
        double[] scores = new double[n];
        boolean[] treated = new boolean[n];
        double[] outcomes = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = n - i;
            treated[i] = i % 2 == 0;
            outcomes[i] = treated[i] && i < n / 2 ? 1 : 0; // only the first half is moved
        }
        Qini good = Qini.of(scores, treated, outcomes, 10).orElseThrow();
        assertThat(good.cuts().get(4)).isEqualTo(new Qini.Cut(2000, 1000));
        assertThat(good.coefficient()).isCloseTo(250, within(1e-9));
        double[] turned = Arrays.stream(scores).map(score -> -score).toArray();
        assertThat(Qini.of(turned, treated, outcomes, 10).orElseThrow().coefficient())
                .isCloseTo(-250, within(1e-9));
        assertThat(lack(Qini.of(new double[] {1, 2}, new boolean[] {true, true}, new double[] {1, 1}, 1)))
                .isEqualTo(Lack.TOO_FEW);
    }

    @Provide
    Arbitrary<Proportion> proportions() {
        return pairs(100_000);
    }

    @Provide
    Arbitrary<Proportion> small() {
        return pairs(25);
    }

    private static Arbitrary<Proportion> pairs(int most) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, most),
                        Arbitraries.doubles().between(0, 1))
                .as((total, share) -> new Proportion(Math.round(share * total), total));
    }
}
