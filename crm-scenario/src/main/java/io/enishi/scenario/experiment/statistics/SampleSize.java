package io.enishi.scenario.experiment.statistics;

/**
 * How many are needed in each of two groups of equal size, for a two-sided test looked at once. Round up.
 */
public final class SampleSize {

    private SampleSize() {}

    /**
     * To tell two shares apart: n = (z_{α/2} √(2 p̄(1-p̄)) + z_β √(p₁(1-p₁) + p₂(1-p₂)))² / (p₂-p₁)². Fleiss, Levin, Paik (2003), Statistical Methods for
     * Rates and Proportions, 3rd edition, section 4.2.
     *
     * @param from the control's share, between 0 and 1, exclusive
     * @param to the share to be told from it, between 0 and 1, exclusive, another one
     * @param alpha how often a difference may be found where there is none
     * @param power how often this difference shall be found; above alpha
     */
    public static double ofShares(double from, double to, double alpha, double power) {
        check(from, to, alpha, power);
        double middle = (from + to) / 2;
        double root = z(alpha) * Math.sqrt(2 * middle * (1 - middle))
                + Bell.quantile(power) * Math.sqrt(from * (1 - from) + to * (1 - to));
        return root * root / ((to - from) * (to - from));
    }

    /**
     * The same by the arcsine transformation: the n with Φ(h√(n/2) - z_{α/2}) + Φ(-h√(n/2) - z_{α/2}) = power and h = |2 asin √p₂ - 2 asin √p₁|, which is 2 ((z_{α/2} +
     * z_β) / h)² but for findings in the wrong direction. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd
     * edition, chapter 6; as in statsmodels.
     */
    public static double ofSharesByArcsine(double from, double to, double alpha, double power) {
        check(from, to, alpha, power);
        double h = 2 * StrictMath.asin(Math.sqrt(to)) - 2 * StrictMath.asin(Math.sqrt(from));
        double z = z(alpha);
        double shift = z + Bell.quantile(power);
        for (int i = 0; i < 20; i++) { // Newton's method; the second term is small wherever power is above a half
            double reached = Bell.above(z - shift) + Bell.above(z + shift);
            shift -= (reached - power) / (Bell.density(z - shift) - Bell.density(z + shift));
        }
        return 2 * (shift / h) * (shift / h);
    }

    /** To tell two means apart whose values have this deviation: n = 2 ((z_{α/2} + z_β) σ / δ)². */
    public static double ofMeans(double difference, double deviation, double alpha, double power) {
        Arguments.finite("difference", difference);
        Arguments.positive("deviation", deviation);
        checkLevels(alpha, power);
        if (difference == 0) {
            throw new IllegalArgumentException("no number of people shows a difference of 0");
        }
        double root = (z(alpha) + Bell.quantile(power)) * deviation / difference;
        return 2 * root * root;
    }

    private static double z(double alpha) {
        return Bell.twoSided(1 - alpha);
    }

    private static void check(double from, double to, double alpha, double power) {
        Arguments.between("from", from, 0, 1);
        Arguments.between("to", to, 0, 1);
        checkLevels(alpha, power);
        if (from == to) {
            throw new IllegalArgumentException("no number of people shows a difference of 0");
        }
    }

    private static void checkLevels(double alpha, double power) {
        Arguments.alpha(alpha);
        Arguments.between("power", power, alpha, 1);
    }
}
