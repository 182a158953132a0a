package io.enishi.identity.link;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * The probabilities of a trained model.
 *
 * @param prior how probable it is that two records drawn at random are one person; over 0, under 1
 * @param relatives how probable it is that two records drawn at random belong to two people of one household; 0 or more, under 1
 * @param neighbours share of neighbours among people who are neither: strangers who are alike in several columns at once, as those of
 *     one town are; 0 or more, under 1
 * @param threshold posterior probability from which on records are linked; over 0, under 1
 * @param weights one for each comparison, in the model's order
 */
public record Training(
        double prior, double relatives, double neighbours, double threshold, List<LevelWeights> weights) {

    /** Decimals that are kept of every number: what a model file holds. */
    static final int DECIMALS = 18;

    public Training {
        weights = List.copyOf(weights);
        prior = rounded(prior);
        relatives = rounded(relatives);
        neighbours = rounded(neighbours);
        threshold = rounded(threshold);
        probability("prior", prior, false);
        probability("relatives", relatives, true);
        probability("neighbours", neighbours, true);
        probability("threshold", threshold, false);
    }

    /** Probabilities of a model that knows no neighbours. */
    public Training(double prior, double relatives, double threshold, List<LevelWeights> weights) {
        this(prior, relatives, 0, threshold, weights);
    }

    /**
     * How often each level occurs; the last number of each list is for values that differ. What is not known is left out, so each
     * list sums to 1.
     *
     * @param m among records of one person
     * @param u among records drawn at random that are of no neighbours
     * @param h among records of two people of one household; equal to {@code u} where the model knows no households
     * @param n among records of neighbours; equal to {@code u} where there are none
     */
    public record LevelWeights(List<Double> m, List<Double> u, List<Double> h, List<Double> n) {

        public LevelWeights {
            m = probabilities("m", m);
            u = probabilities("u", u);
            h = probabilities("h", h);
            n = probabilities("n", n);
            if (m.size() != u.size() || m.size() != h.size() || m.size() != n.size()) {
                throw new IllegalArgumentException("m, u, h and n must have one number for each level, but have "
                        + m.size() + ", " + u.size() + ", " + h.size() + " and " + n.size());
            }
        }

        /** Where there are no neighbours. */
        public LevelWeights(List<Double> m, List<Double> u, List<Double> h) {
            this(m, u, h, u);
        }

        static LevelWeights of(double[] m, double[] u, double[] h, double[] n) {
            return new LevelWeights(list(m), list(u), list(h), list(n));
        }

        private static List<Double> list(double[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
    }

    void mustFit(List<Comparison> comparisons) {
        if (weights.size() != comparisons.size()) {
            throw new IllegalArgumentException(
                    "training has weights for " + weights.size() + " comparisons, but there are " + comparisons.size());
        }
        for (int i = 0; i < weights.size(); i++) {
            int levels = comparisons.get(i).levels().size() + 1;
            if (weights.get(i).m().size() != levels) {
                throw new IllegalArgumentException(
                        "training of \"" + comparisons.get(i).of() + "\" must have " + levels
                                + " numbers, one for each level and one for different values, but has "
                                + weights.get(i).m().size());
            }
        }
    }

    private static double rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue()
                : value;
    }

    private static void probability(String what, double value, boolean zero) {
        if (!(value < 1 && (value > 0 || (zero && value == 0)))) {
            throw new IllegalArgumentException(
                    what + " must be " + (zero ? "0 or more" : "over 0") + " and under 1, but is " + value);
        }
    }

    private static List<Double> probabilities(String what, List<Double> values) {
        double sum = 0;
        for (double value : values) {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException(what + " must be probabilities over 0, but has " + value);
            }
            sum += value;
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException(what + " must sum to 1, but sums to " + sum);
        }
        return values.stream().map(Training::rounded).toList();
    }
}
