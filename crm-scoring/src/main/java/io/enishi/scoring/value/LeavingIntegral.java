package io.enishi.scoring.value;

/**
 * The integral of (α+y)<sup>-k</sup> (β+y)<sup>-(s+1)</sup> from tx to T: the likelihood that a Pareto/NBD customer left in between.
 *
 * <p>In v = ln(m+y), m the smaller of α and β, the integrand is smooth on the scale of 1 and falls faster and faster; where it has
 * fallen by e<sup>-45</sup> the rest is left out. Panels on which it falls by at most e<sup>-8</sup> and v grows by at most 3 are summed
 * with twelve Gauss-Legendre points each: the error bounds are 3 · 10<sup>-16</sup> (decay) and 4 · 10<sup>-16</sup> (the other factor is
 * analytic within π of the real axis). Every term is positive, so nothing cancels.
 */
final class LeavingIntegral {

    /** Abscissas on [-1, 1] and weights of 12 points, Abramowitz and Stegun table 25.4; the other half by symmetry. */
    private static final double[] NODES = {
        0.1252334085114689, 0.3678314989981802, 0.5873179542866175,
        0.7699026741943047, 0.9041172563704749, 0.9815606342467192
    };

    private static final double[] WEIGHTS = {
        0.24914704581340277, 0.2334925365383548, 0.20316742672306592,
        0.16007832854334622, 0.10693932599531843, 0.04717533638651183
    };

    private static final double DEEPEST = 45;
    private static final double DECAY_OF_A_PANEL = 8;
    private static final double LENGTH_OF_A_PANEL = 3;

    /** Receives the points of one integral. */
    interface Summand {
        /**
         * @param weight share of the panel, as a factor
         * @param logValue ln of the integrand in v, relative to what {@link LeavingIntegral#each} returns
         */
        void add(double weight, double logValue, double logAlphaPlus, double logBetaPlus);
    }

    private LeavingIntegral() {}

    /** ln of the integral; minus infinity if tx = T. */
    static double log(double k, double alpha, double s, double beta, double tx, double t) {
        if (tx == t) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] sum = new double[1];
        double top = each(
                k, alpha, s, beta, tx, t, (weight, logValue, la, lb) -> sum[0] += weight * StrictMath.exp(logValue));
        return top + StrictMath.log(sum[0]);
    }

    /**
     * Walks over all points and returns the logarithm of the unit in which their values are: the integral is e to that times the sum of
     * weight · e<sup>logValue</sup>.
     */
    static double each(double k, double alpha, double s, double beta, double tx, double t, Summand summand) {
        double least = Math.min(alpha, beta);
        double from = StrictMath.log(least + tx);
        double to = StrictMath.log(least + t);
        boolean alphaLeast = alpha <= beta;
        double gap = Math.abs(alpha - beta);
        double atFrom = logIntegrand(from, k, s, alphaLeast, gap);
        double atTo = logIntegrand(to, k, s, alphaLeast, gap);
        double top = Math.max(atFrom, atTo);
        if (atFrom - atTo > DEEPEST) {
            double deeper = to;
            double higher = from;
            for (int i = 0; i < 12; i++) {
                double middle = (higher + deeper) / 2;
                if (atFrom - logIntegrand(middle, k, s, alphaLeast, gap) > DEEPEST) {
                    deeper = middle;
                } else {
                    higher = middle;
                }
            }
            to = deeper;
            atTo = logIntegrand(to, k, s, alphaLeast, gap);
        }
        double length = to - from;
        int panels = (int) Math.ceil(Math.max(Math.abs(atFrom - atTo) / DECAY_OF_A_PANEL, length / LENGTH_OF_A_PANEL));
        double half = length / Math.max(1, panels) / 2;
        for (int panel = 0; panel < Math.max(1, panels); panel++) {
            double centre = from + (2 * panel + 1) * half;
            for (int i = 0; i < NODES.length; i++) {
                point(centre - half * NODES[i], half * WEIGHTS[i], k, s, alphaLeast, gap, top, summand);
                point(centre + half * NODES[i], half * WEIGHTS[i], k, s, alphaLeast, gap, top, summand);
            }
        }
        return top;
    }

    private static void point(
            double v, double weight, double k, double s, boolean alphaLeast, double gap, double top, Summand summand) {
        double other = StrictMath.log(StrictMath.exp(v) + gap);
        double la = alphaLeast ? v : other;
        double lb = alphaLeast ? other : v;
        summand.add(weight, v - k * la - (s + 1) * lb - top, la, lb);
    }

    /** With dy = (m+y) dv. */
    private static double logIntegrand(double v, double k, double s, boolean alphaLeast, double gap) {
        double other = StrictMath.log(StrictMath.exp(v) + gap);
        return alphaLeast ? v - k * v - (s + 1) * other : v - k * other - (s + 1) * v;
    }
}
