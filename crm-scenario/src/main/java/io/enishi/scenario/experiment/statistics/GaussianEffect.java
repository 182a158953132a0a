package io.enishi.scenario.experiment.statistics;

/**
 * What is believed of a difference after the data: a normal distribution.
 *
 * @param mean most probable difference
 * @param deviation positive
 */
public record GaussianEffect(double mean, double deviation) {

    public GaussianEffect {
        Arguments.finite("mean", mean);
        Arguments.positive("deviation", deviation);
    }

    /** After the data, when nothing was believed before. */
    public static GaussianEffect of(Difference difference) {
        return new GaussianEffect(difference.estimate(), difference.standardError());
    }

    /**
     * After the data, when this was believed before: precisions add up. Gelman et al. (2013), Bayesian Data Analysis, 3rd edition,
     * section 2.5; as in GrowthBook.
     */
    public GaussianEffect after(Difference difference) {
        double before = 1 / (deviation * deviation);
        double data = 1 / (difference.standardError() * difference.standardError());
        return new GaussianEffect(
                (mean * before + difference.estimate() * data) / (before + data), Math.sqrt(1 / (before + data)));
    }

    /** Probability that the variant is better. */
    public double probabilityBetter() {
        return Bell.below(mean / deviation);
    }

    /** What is expected to be lost by taking the variant: E[max(-Δ, 0)]. */
    public double lossOfVariant() {
        return loss(-mean);
    }

    /** What is expected to be lost by keeping the control: E[max(Δ, 0)]. */
    public double lossOfControl() {
        return loss(mean);
    }

    /** μΦ(μ/σ) + σφ(μ/σ). */
    private double loss(double mu) {
        double z = mu / deviation;
        return Math.max(0, mu * Bell.below(z) + deviation * Bell.density(z));
    }

    /** The middle part of that probability. */
    public Interval interval(double level) {
        double half = deviation * Bell.twoSided(Arguments.level(level));
        return new Interval(mean - half, mean + half);
    }
}
