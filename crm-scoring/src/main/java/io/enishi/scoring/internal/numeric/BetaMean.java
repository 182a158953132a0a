package io.enishi.scoring.internal.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean of a smooth function of a Beta distributed probability: nodes and weights for one distribution, used for many functions.
 *
 * <p>With p = 1 / (1 + e<sup>-π sinh u</sup>) the density becomes a bell in u that falls double-exponentially on both sides, and the
 * trapezoidal rule over the stretch that matters converges exponentially, whatever the shape: also for a below 1, where the
 * density is infinite at 0 (Takahasi and Mori 1974, doi:10.2977/prims/1195192451; the stretch is found by bisection, so that a narrow
 * peak gets all nodes). Nothing is subtracted, so there is no cancellation and no singular case.
 */
public final class BetaMean {

    /** A bell of any width needs about this many nodes. */
    private static final int FEWEST = 64;
    /** Distance of nodes in ln(p / (1 - p)) around the peak: the cut-off e<sup>-bp</sup> leaves errors of e<sup>-π²/distance</sup>. */
    private static final double DISTANCE = 0.26;

    private static final int MOST = 1024;
    /** Nodes whose weight is e<sup>-60</sup> of the largest are left out: functions are allowed to grow by e<sup>20</sup> there. */
    private static final double DEPTH = 60;

    private final double[] p;
    private final double[] weight;

    private BetaMean(int nodes) {
        p = new double[nodes];
        weight = new double[nodes];
    }

    /** Nodes for Beta(a, b); both positive. */
    public static BetaMean of(double a, double b) {
        double peak = peak(a, b);
        double bound = logWeight(a, b, peak) - DEPTH;
        double from = edge(a, b, peak, -1, bound);
        double to = edge(a, b, peak, 1, bound);
        int nodes = (int) Math.ceil((to - from) * Math.PI * StrictMath.cosh(peak) / DISTANCE);
        nodes = Math.max(FEWEST, Math.min(MOST, nodes));
        BetaMean mean = new BetaMean(nodes);
        double top = logWeight(a, b, peak);
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double u = from + (to - from) * (i + 0.5) / nodes;
            mean.p[i] = 1 / (1 + StrictMath.exp(-Math.PI * StrictMath.sinh(u)));
            mean.weight[i] = StrictMath.exp(logWeight(a, b, u) - top);
            sum += mean.weight[i];
        }
        for (int i = 0; i < nodes; i++) {
            mean.weight[i] /= sum;
        }
        return mean;
    }

    /** The mean of {@code function}, which is finite on (0, 1) and bounded near 0 and 1. */
    public double of(DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            if (weight[i] > 0) {
                sum += weight[i] * function.applyAsDouble(p[i]);
            }
        }
        return sum;
    }

    /** ln of p^a (1 - p)^b du/dp-free: the density of u up to a constant. */
    private static double logWeight(double a, double b, double u) {
        double s = Math.PI * StrictMath.sinh(u);
        return -a * softPlus(-s) - b * softPlus(s) + StrictMath.log(StrictMath.cosh(u));
    }

    /** ln(1 + e^s) without overflow. */
    private static double softPlus(double s) {
        return s > 0 ? s + StrictMath.log1p(StrictMath.exp(-s)) : StrictMath.log1p(StrictMath.exp(s));
    }

    /** Where the weight is about greatest: the mean of the distribution, moved to the left or right by a scan. */
    private static double peak(double a, double b) {
        double s = StrictMath.log(a / b) / Math.PI;
        double u = StrictMath.log(s + Math.sqrt(s * s + 1));
        double best = u;
        for (double at = u - 1; at <= u + 1; at += 0.125) {
            best = logWeight(a, b, at) > logWeight(a, b, best) ? at : best;
        }
        return best;
    }

    /** Where the weight falls below the bound on one side of the peak. */
    private static double edge(double a, double b, double peak, int side, double bound) {
        double inside = 0;
        double outside = 1;
        while (logWeight(a, b, peak + side * outside) > bound) {
            inside = outside;
            outside *= 2;
        }
        for (int i = 0; i < 30; i++) {
            double middle = (inside + outside) / 2;
            if (logWeight(a, b, peak + side * middle) > bound) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return peak + side * outside;
    }
}
