package io.enishi.scoring.survival;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The share of customers who have not come back after a time, without any assumption about its shape: at each length at which gaps
 * ended, the curve falls by the share of those still open that ended there. Gaps censored at a length are still open at it.
 *
 * <p>Source: Kaplan and Meier (1958), doi:10.1080/01621459.1958.10501452; standard errors by Greenwood (1926).
 */
public final class KaplanMeier {

    private final double[] days;
    private final double[] survival;
    private final double[] variance;

    private KaplanMeier(double[] days, double[] survival, double[] variance) {
        this.days = days;
        this.survival = survival;
        this.variance = variance;
    }

    /** The curve of these gaps; of no gaps, it stays at 1. */
    public static KaplanMeier of(Gaps gaps) {
        int n = gaps.days.length;
        double[] days = new double[n];
        double[] survival = new double[n];
        double[] variance = new double[n];
        long open = gaps.size();
        double share = 1;
        double sum = 0;
        int steps = 0;
        for (int i = 0; i < n; i++) {
            if (gaps.ended[i] > 0) {
                share *= (double) (open - gaps.ended[i]) / open;
                sum += (double) gaps.ended[i] / ((double) open * (open - gaps.ended[i]));
                days[steps] = gaps.days[i];
                survival[steps] = share;
                variance[steps++] = share == 0 ? 0 : share * share * sum;
            }
            open -= gaps.ended[i] + gaps.censored[i];
        }
        return new KaplanMeier(
                Arrays.copyOf(days, steps), Arrays.copyOf(survival, steps), Arrays.copyOf(variance, steps));
    }

    /** The share whose gap is longer than so many days; 1 before the first ending. */
    public double survivalAt(double day) {
        int step = stepAt(day);
        return step < 0 ? 1 : survival[step];
    }

    /** Greenwood's standard error of {@link #survivalAt}. */
    public double standardErrorAt(double day) {
        int step = stepAt(day);
        return step < 0 ? 0 : Math.sqrt(variance[step]);
    }

    private int stepAt(double day) {
        if (Double.isNaN(day)) {
            throw new IllegalArgumentException("day is NaN");
        }
        int found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * The first day by which a share of customers has come back; empty if that share never did within the observation.
     *
     * @param share from 0 to 1, both excluded
     */
    public OptionalDouble quantile(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share = " + share + ": between 0 and 1");
        }
        for (int i = 0; i < days.length; i++) {
            if (survival[i] <= 1 - share) {
                return OptionalDouble.of(days[i]);
            }
        }
        return OptionalDouble.empty();
    }
}
