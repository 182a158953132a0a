package io.enishi.scenario.experiment.statistics;

/**
 * A boundary that a sum of centred observations crosses, at any time, with probability alpha at most: Robbins's normal mixture.
 *
 * <p>With s the sum and v its variance so far, ln M(s, v) = ½ ln(ρ/(v+ρ)) + s²/(2(v+ρ)) is a martingale's logarithm, and |s| reaches u(v) = √((v+ρ)
 * ln((v+ρ)/(ρα²))) once in 1/α cases at most. Robbins (1970), Statistical methods related to the law of the iterated logarithm,
 * doi:10.1214/aoms/1177696786; Howard, Ramdas, McAuliffe, Sekhon (2021), Time-uniform, nonparametric, nonasymptotic confidence
 * sequences, Annals of Statistics 49(2), doi:10.1214/20-AOS1991, section 3.2.
 *
 * @param rho spread of the mixture, in units of v, positive
 */
public record NormalMixture(double rho) {

    public NormalMixture {
        Arguments.positive("rho", rho);
    }

    /** Nearly the tightest near variance {@code v}: ρ = v / (2 ln(1/α) + ln(1 + 2 ln(1/α))), as confseq has it. */
    public static NormalMixture tightestNear(double v, double alpha) {
        double twice = -2 * StrictMath.log(Arguments.alpha(alpha));
        return new NormalMixture(Arguments.positive("v", v) / (twice + StrictMath.log(1 + twice)));
    }

    /** Exactly the tightest at variance {@code v}: ρ = v / (-W₋₁(-α²/e) - 1). */
    public static NormalMixture tightestAt(double v, double alpha) {
        // w = -W₋₁(-α²/e) solves w = 1 + 2 ln(1/α) + ln w; Newton's method from above the root.
        double constant = 1 - 2 * StrictMath.log(Arguments.alpha(alpha));
        double w = constant + StrictMath.log(constant) + 1;
        for (int i = 0; i < 60; i++) {
            w -= (w - constant - StrictMath.log(w)) / (1 - 1 / w);
        }
        return new NormalMixture(Arguments.positive("v", v) / (w - 1));
    }

    /** ln M(s, v), two-sided. */
    public double logMixture(double s, double v) {
        Arguments.finite("s", s);
        requireVariance(v);
        return 0.5 * StrictMath.log(rho / (v + rho)) + s * s / (2 * (v + rho));
    }

    /** The |s| that is reached with probability {@code alpha} at most. */
    public double bound(double v, double alpha) {
        requireVariance(v);
        Arguments.alpha(alpha);
        return Math.sqrt((v + rho) * (StrictMath.log((v + rho) / rho) - 2 * StrictMath.log(alpha)));
    }

    /** Always-valid p of a sum s with variance v: 1 / M(s, v), at most 1. */
    public double pValue(double s, double v) {
        return Math.min(1, StrictMath.exp(-logMixture(s, v)));
    }

    static double requireVariance(double v) {
        if (!(v >= 0 && v < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("v must not be negative and finite, but is " + v);
        }
        return v;
    }
}
