package io.enishi.scenario.experiment.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Probabilities and quantiles of the normal, Student's and the beta distribution, from commons-statistics. Its quantiles are found
 * to 1e-9 absolutely; two steps of Newton's method bring them to the accuracy of the distribution function.
 */
final class Bell {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Bell() {}

    /** The probability of at most z. */
    static double below(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** The probability of more than z, exact in the far tail. */
    static double above(double z) {
        return NORMAL.survivalProbability(z);
    }

    static double density(double z) {
        return NORMAL.density(z);
    }

    /** What is not exceeded with probability p. */
    static double quantile(double p) {
        return NORMAL.inverseCumulativeProbability(p);
    }

    /** The z that |Z| stays below with probability {@code level}. */
    static double twoSided(double level) {
        return NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }

    static double studentAbove(double t, double degrees) {
        return TDistribution.of(degrees).survivalProbability(t);
    }

    static double studentQuantile(double p, double degrees) {
        return polished(TDistribution.of(degrees), p);
    }

    static double betaQuantile(double p, double a, double b) {
        return polished(BetaDistribution.of(a, b), p);
    }

    private static double polished(ContinuousDistribution distribution, double p) {
        double x = distribution.inverseCumulativeProbability(p);
        for (int i = 0; i < 2; i++) {
            double slope = distribution.density(x);
            double error =
                    p < 0.5 ? distribution.cumulativeProbability(x) - p : 1 - p - distribution.survivalProbability(x);
            double next = x - error / slope;
            if (!(next > distribution.getSupportLowerBound() && next < distribution.getSupportUpperBound())) {
                break; // the density vanishes or the step leaves the support: what was found stands
            }
            x = next;
        }
        return x;
    }
}
