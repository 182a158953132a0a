package io.enishi.scenario.experiment.statistics;

/**
 * Intervals and p-values for a {@link Difference} that stay valid however often one looks, for large groups: the chance that the
 * interval ever misses the truth is alpha, so one may stop as soon as 0 is outside.
 *
 * <p>Half-width = se √( 2 (nρ² + 1) / (nρ²) · ln(√(nρ² + 1) / α) ) with n observations of both groups, ρ² = (-2 ln α + ln(1 - 2 ln α)) / n*. The interval
 * is tightest near n* observations; the price for looking is a width about 1.5 times that of a fixed test there. Waudby-Smith, Arbour,
 * Sinha, Kennedy, Ramdas (2024), Time-uniform central limit theory and asymptotic confidence sequences, Annals of Statistics 52(6),
 * doi:10.1214/24-AOS2408 (arXiv:2103.06476), theorem 2.2 and section B.2; GrowthBook's sequential tests.
 *
 * @param alpha between 0 and 0.5, exclusive: 0.05 for intervals of 95 %
 * @param tightest n*, positive
 */
public record AsymptoticSequence(double alpha, double tightest) {

    public AsymptoticSequence {
        Arguments.between("alpha", alpha, 0, 0.5);
        Arguments.positive("tightest", tightest);
    }

    /** A sequence that is tightest where GrowthBook's is unless told otherwise, at 5,000 observations. */
    public static AsymptoticSequence of(double alpha) {
        return new AsymptoticSequence(alpha, 5000);
    }

    /** Where the difference lies; valid at every look. */
    public Interval interval(Difference difference) {
        double r = scaled(difference.observations(), alpha);
        double half = half(difference, r, StrictMath.log(Math.sqrt(r + 1) / alpha));
        return new Interval(difference.estimate() - half, difference.estimate() + half);
    }

    /** From the least that the difference may be, upwards; valid at every look. ln(1 + √(nρ²+1)/(2α)) replaces the logarithm, 2α the α of ρ. */
    public Interval atLeast(Difference difference) {
        double r = scaled(difference.observations(), 2 * alpha);
        double half = half(difference, r, StrictMath.log1p(Math.sqrt(r + 1) / (2 * alpha)));
        return new Interval(difference.estimate() - half, Double.POSITIVE_INFINITY);
    }

    /**
     * Always-valid p of the two-sided question, 0 to 1: below alpha at some look as seldom as alpha where there is no difference. The p
     * at which {@link #interval} with the ρ of alpha would touch 0.
     */
    public double pValue(Difference difference) {
        double r = scaled(difference.observations(), alpha);
        double t = difference.estimate() / difference.standardError();
        return Math.min(1, Math.sqrt(r + 1) * StrictMath.exp(-0.5 * t * t * r / (r + 1)));
    }

    /**
     * Always-valid p of the question whether the variant is greater; 1 where it is not. (GrowthBook finds the same p by twelve
     * halvings, to 1.3e-4.)
     */
    public double pValueGreater(Difference difference) {
        double r = scaled(difference.observations(), 2 * alpha);
        double t = difference.estimate() / difference.standardError();
        if (t <= 0) {
            return 1;
        }
        return Math.min(1, Math.sqrt(r + 1) / (2 * StrictMath.expm1(0.5 * t * t * r / (r + 1))));
    }

    private static double half(Difference difference, double r, double logarithm) {
        return difference.standardError() * Math.sqrt(2 * (r + 1) / r * logarithm);
    }

    /** nρ². */
    private double scaled(long observations, double level) {
        double twice = -2 * StrictMath.log(level);
        return observations * (twice + StrictMath.log(twice + 1)) / tightest;
    }
}
