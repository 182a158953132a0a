package io.enishi.scenario.experiment.statistics;

import java.util.function.Supplier;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Two shares compared. Every test asks whether one rate could have made both; each is two-sided unless it says otherwise.
 *
 * <p>For a plan with a fixed number of people, looked at once. Who looks while it runs needs {@link AsymptoticSequence} or {@link
 * MixtureRatio}: with a fixed test, looking twenty times finds a difference where there is none in a quarter of the cases.
 */
public record TwoProportions(Proportion control, Proportion variant) {

    private static final ChiSquaredDistribution ONE_DEGREE = ChiSquaredDistribution.of(1);

    /** Variant less control, in shares of 1. */
    public Answer<Double> difference() {
        return ofBoth(() -> Answer.of(rate(variant) - rate(control)));
    }

    /**
     * The test with a pooled variance: z = (p₂ - p₁) / √(p(1-p)(1/n₁ + 1/n₂)), positive if the variant is better. The same p-value as
     * {@link #chiSquare}.
     */
    public Answer<Significance> zTest() {
        return varying(() -> {
            double n1 = control.total();
            double n2 = variant.total();
            double pooled = (control.converted() + variant.converted()) / (n1 + n2);
            double z = (rate(variant) - rate(control)) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
            return Significance.of(z, 2 * Bell.above(Math.abs(z)));
        });
    }

    /** Pearson's chi-square with one degree of freedom. Pearson (1900), doi:10.1080/14786440009463897. */
    public Answer<Significance> chiSquare() {
        return varying(() -> chi(0));
    }

    /** The same with Yates's correction for continuity. Yates (1934), Supplement to the JRSS 1(2), doi:10.2307/2983604. */
    public Answer<Significance> chiSquareYates() {
        return varying(() -> chi(0.5));
    }

    private Significance chi(double correction) {
        double chi = 0;
        for (int cell = 0; cell < 4; cell++) {
            double expected = expected(cell);
            double apart = Math.abs(observed(cell) - expected);
            double counted = apart - Math.min(correction, apart);
            chi += counted * counted / expected;
        }
        return Significance.of(chi, ONE_DEGREE.survivalProbability(chi));
    }

    /** The likelihood ratio test: G = 2 Σ observed ln(observed / expected). Wilks (1938), doi:10.1214/aoms/1177732360. */
    public Answer<Significance> gTest() {
        return varying(() -> {
            double g = 0;
            for (int cell = 0; cell < 4; cell++) {
                double observed = observed(cell);
                g += observed == 0 ? 0 : 2 * observed * StrictMath.log(observed / expected(cell));
            }
            return Significance.of(Math.max(0, g), ONE_DEGREE.survivalProbability(Math.max(0, g)));
        });
    }

    private double observed(int cell) {
        Proportion group = cell < 2 ? control : variant;
        return cell % 2 == 0 ? group.converted() : group.total() - group.converted();
    }

    private double expected(int cell) {
        Proportion group = cell < 2 ? control : variant;
        double converted = control.converted() + variant.converted();
        double all = (double) control.total() + variant.total();
        return group.total() * ((cell % 2 == 0 ? converted : all - converted) / all);
    }

    /**
     * The exact test, for groups of any size. The two-sided p adds the tables that are no more probable than this one, where
     * probabilities within 1e-7 of each other count as equal (as in R and scipy). Fisher (1935), The logic of inductive inference,
     * JRSS 98(1), doi:10.2307/2342435.
     *
     * <p>Costs one step for each possible table, at most the smaller number of conversions or group. Where nobody or everybody
     * converted there is one table, and both p are 1.
     */
    public Answer<Exact> fisher() {
        return ofBoth(() -> Answer.of(FisherTest.of(control, variant)));
    }

    /**
     * Odds of the control over odds of the variant, c₁(n₂-c₂) / (c₂(n₁-c₁)); infinite where the divisor alone is 0. Unknown where nobody
     * or everybody converted.
     */
    public Answer<Double> oddsRatio() {
        return ofBoth(() -> {
            double above = (double) control.converted() * (variant.total() - variant.converted());
            double below = (double) variant.converted() * (control.total() - control.converted());
            return above == 0 && below == 0
                    ? Answer.unknown(Answer.Lack.NO_VARIATION, "0 / 0: too few conversions, or all of a group")
                    : Answer.of(above / below);
        });
    }

    /**
     * The p-values of the exact test.
     *
     * @param variantGreater how often chance alone would give the variant at least as many
     */
    public record Exact(double twoSided, double variantGreater) {}

    /**
     * Where the difference lies, variant less control: the hybrid score interval, which works for small groups and for none or all
     * converted, and stays within -1 and 1.
     *
     * <p>Δ - √((p₂-l₂)² + (u₁-p₁)²) to Δ + √((u₂-p₂)² + (p₁-l₁)²) with Wilson's limits. Newcombe (1998), Interval estimation for the difference
     * between independent proportions, Statistics in Medicine 17, method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I.
     *
     * @param level such as 0.95
     */
    public Answer<Interval> newcombe(double level) {
        Arguments.level(level);
        return ofBoth(() -> {
            double z = Bell.twoSided(level);
            double p1 = rate(control);
            double p2 = rate(variant);
            Interval one = control.score(z);
            Interval two = variant.score(z);
            return Answer.of(new Interval(
                    p2 - p1 - length(p2 - two.low(), one.high() - p1),
                    p2 - p1 + length(two.high() - p2, p1 - one.low())));
        });
    }

    private static double length(double a, double b) {
        return Math.sqrt(a * a + b * b);
    }

    private static double rate(Proportion group) {
        return group.converted() / (double) group.total();
    }

    private <T> Answer<T> ofBoth(Supplier<Answer<T>> answer) {
        if (control.total() == 0 || variant.total() == 0) {
            return Answer.unknown(
                    Answer.Lack.NOBODY, "nobody was in the " + (control.total() == 0 ? "control" : "variant"));
        }
        return answer.get();
    }

    private Answer<Significance> varying(Supplier<Significance> test) {
        return ofBoth(() -> {
            long converted = control.converted() + variant.converted();
            return converted == 0 || converted == control.total() + variant.total()
                    ? Answer.unknown(
                            Answer.Lack.NO_VARIATION, converted == 0 ? "nobody converted" : "everybody converted")
                    : Answer.of(test.get());
        });
    }
}
