package io.enishi.scenario.experiment.statistics;

/**
 * The mixture sequential probability ratio test of two groups that grow pair by pair. It may be looked at after every pair.
 *
 * <p>Λ = √(2σ²/(2σ² + nτ²)) exp(n²τ²d²/(4σ²(2σ² + nτ²))) for n pairs with variance σ² of one value and the difference d of the means; effects are
 * thought to be spread with variance τ². p = min over all looks of 1/Λ. Johari, Koomen, Pekelis, Walsh (2022), Always valid inference:
 * continuous monitoring of A/B tests, Operations Research 70(3), doi:10.1287/opre.2021.2135; Robbins (1970).
 *
 * <p>Where the groups are not of one size, use {@link AsymptoticSequence}.
 *
 * @param spread τ², positive: the square of a difference that would be worth finding is a good choice
 */
public record MixtureRatio(double spread) {

    public MixtureRatio {
        Arguments.positive("spread", spread);
    }

    /**
     * ln Λ: the logarithm, since Λ itself may exceed every number.
     *
     * @param pairs at least 0
     * @param difference of the means
     * @param variance of one value, positive
     */
    public double logRatio(long pairs, double difference, double variance) {
        Arguments.notNegative("pairs", pairs);
        Arguments.finite("difference", difference);
        Arguments.positive("variance", variance);
        double n = pairs;
        double sum = 2 * variance + n * spread;
        return 0.5 * StrictMath.log(2 * variance / sum)
                + n * n * spread * difference * difference / (4 * variance * sum);
    }

    /** A path that has seen nothing: p is 1. */
    public Path path() {
        return new Path(this, 1, Double.NaN);
    }

    /**
     * What was found so far; an immutable value.
     *
     * @param pValue always valid, 1 before the first look, never rising
     */
    public record Path(MixtureRatio ratio, double pValue, double lastLogRatio) {

        /** After another look at the same pairs and more. */
        public Path look(long pairs, double difference, double variance) {
            double logRatio = ratio.logRatio(pairs, difference, variance);
            return new Path(ratio, Math.min(pValue, StrictMath.exp(-logRatio)), logRatio);
        }

        /**
         * After another look at conversions, with σ² = (p₁(1-p₁) + p₂(1-p₂))/2. Unchanged while nobody, or everybody, has converted.
         *
         * @throws IllegalArgumentException if the groups differ in size
         */
        public Path look(Proportion control, Proportion variant) {
            if (control.total() != variant.total()) {
                throw new IllegalArgumentException(
                        "pairs need groups of one size, but they have " + control.total() + " and " + variant.total());
            }
            Sample a = control.sample();
            Sample b = variant.sample();
            double variance = (a.variance() + b.variance()) / 2;
            return variance == 0 ? this : look(control.total(), b.mean() - a.mean(), variance);
        }
    }
}
