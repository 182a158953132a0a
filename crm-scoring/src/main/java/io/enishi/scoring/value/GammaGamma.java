package io.enishi.scoring.value;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.internal.numeric.Ascent;
import io.enishi.scoring.internal.numeric.GammaFunctions;
import io.enishi.scoring.internal.numeric.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The Gamma-Gamma model of how much customers spend: amounts of a customer are Gamma(p, ν) distributed, and ν differs between customers
 * by Gamma(q, v). How often somebody buys is taken to say nothing about how much.
 *
 * <pre>
 * L(mean m of x amounts) = Γ(px+q) / (Γ(px) Γ(q)) · v^q m^(px-1) x^(px) / (v + x m)^(px+q)
 * E[M | x, m] = p (v + x m) / (px + q - 1)
 * </pre>
 *
 * <p>Source: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value, brucehardie.com/notes/025.
 *
 * @param p shape of a customer's amounts
 * @param q shape of the differences between customers; with q at most 1 a new customer's mean is infinite
 * @param v scale, in units of money
 */
public record GammaGamma(double p, double q, double v) {

    public static final String NAME = "gamma-gamma";

    private static final List<String> NAMES = List.of("p", "q", "v");

    /** @throws IllegalArgumentException if a parameter is not positive and finite */
    public GammaGamma {
        Parameter.positive("p", p);
        Parameter.positive("q", q);
        Parameter.positive("v", v);
    }

    /** The parameters by name, in the order of the paper. */
    public Map<String, Double> parameters() {
        return Parameter.map(NAMES, p, q, v);
    }

    /**
     * The amount to expect of a customer's next purchase.
     *
     * @param x number of amounts known; 0 for a new customer
     * @param mean their mean; not looked at if x is 0
     * @return {@link Double#POSITIVE_INFINITY} where px + q is at most 1: the distribution has no mean then, and no finite number
     *     would be honest
     */
    public double expectedSpend(int x, double mean) {
        if (x < 0 || (x > 0 && !(mean >= 0 && mean < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException(
                    "x = " + x + ", mean = " + mean + ": neither is negative, and both are finite");
        }
        double shape = p * x + q - 1;
        return shape > 0 ? p * (v + (x == 0 ? 0 : x * mean)) / shape : Double.POSITIVE_INFINITY;
    }

    /** The amount to expect of somebody of whom nothing is known; infinite if q is at most 1. */
    public double expectedSpend() {
        return expectedSpend(0, 0);
    }

    /** The natural logarithm of the likelihood of a mean of x amounts, both positive. */
    public double logLikelihood(int x, double mean) {
        double shape = p * x;
        return GammaFunctions.logGamma(shape + q)
                - GammaFunctions.logGamma(shape)
                - GammaFunctions.logGamma(q)
                + q * StrictMath.log(v)
                + (shape - 1) * StrictMath.log(mean)
                + shape * StrictMath.log(x)
                - (shape + q) * StrictMath.log(v + x * mean);
    }

    /**
     * The most likely model.
     *
     * @param x number of amounts of each customer
     * @param mean their mean; customers with x = 0 or mean 0 say nothing and are passed over
     * @throws IllegalArgumentException if the columns differ in length, or for a negative or non-finite row, naming it (from 0)
     */
    public static Fit<GammaGamma> fit(int[] x, double[] mean) {
        Likelihood likelihood = new Likelihood(x, mean);
        if (likelihood.size == 0) {
            return new Fit.Unidentified<>(
                    Fit.Reason.NO_EVENTS, "none of " + x.length + " customers has a repeat purchase with an amount");
        }
        if (likelihood.size <= NAMES.size()) {
            return new Fit.Unidentified<>(
                    Fit.Reason.TOO_FEW,
                    likelihood.size + " customers with amounts do not determine " + NAMES.size() + " parameters");
        }
        double[] start = {2, 3, likelihood.average};
        return Ascent.ofPositive(likelihood, start)
                .run()
                .asFit(NAMES, found -> new GammaGamma(found[0], found[1], found[2]), likelihood.size);
    }

    /** The log-likelihood with gradient and Hessian in (p, q, v). */
    static final class Likelihood implements Objective {

        private final int[] x;
        private final double[] mean;
        private final int size;
        private final double average;
        private final int[] having;
        private double logMeans;

        Likelihood(int[] x, double[] mean) {
            if (x.length != mean.length) {
                throw new IllegalArgumentException("columns differ in length: x " + x.length + ", mean " + mean.length);
            }
            int[] keptX = new int[x.length];
            double[] keptMean = new double[x.length];
            int kept = 0;
            int most = 0;
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                if (x[i] < 0 || (x[i] > 0 && !(mean[i] >= 0 && mean[i] < Double.POSITIVE_INFINITY))) {
                    throw new IllegalArgumentException("row " + i + ": x = " + x[i] + ", mean = " + mean[i]
                            + ": neither is negative, and both are finite");
                }
                if (x[i] > 0 && mean[i] > 0) {
                    keptX[kept] = x[i];
                    keptMean[kept++] = mean[i];
                    most = Math.max(most, x[i]);
                    sum += mean[i];
                }
            }
            this.x = Arrays.copyOf(keptX, kept);
            this.mean = Arrays.copyOf(keptMean, kept);
            this.size = kept;
            this.average = sum / Math.max(1, kept);
            this.having = new int[most + 1];
            for (int i = 0; i < kept; i++) {
                having[this.x[i]]++;
                logMeans += StrictMath.log(this.mean[i]);
            }
        }

        @Override
        public void evaluate(double[] parameters, Evaluation into) {
            double p = parameters[0];
            double q = parameters[1];
            double v = parameters[2];
            double[][] h = into.hessian;
            double[] difference = new double[3];
            into.value = -logMeans;
            for (int k = 1; k < having.length; k++) {
                double c = having[k];
                if (c == 0) {
                    continue;
                }
                double own = p * k;
                // Taken together: where customers hardly differ q is large, and Γ(px+q) and Γ(q) are nearly equal.
                GammaFunctions.differences(q, own, difference);
                double second = GammaFunctions.trigamma(own + q);
                into.value += c * (difference[0] - GammaFunctions.logGamma(own));
                into.gradient[0] += c * k * (GammaFunctions.digamma(own + q) - GammaFunctions.digamma(own));
                into.gradient[1] += c * difference[1];
                h[0][0] += c * k * k * (second - GammaFunctions.trigamma(own));
                h[0][1] += c * k * second;
                h[1][1] += c * difference[2];
            }
            for (int i = 0; i < size; i++) {
                double spent = x[i] * mean[i];
                double all = v + spent;
                double shape = p * x[i];
                // ln of the share of the amounts in v + xm, and of the rest.
                double share = -StrictMath.log1p(v / spent);
                double rest = -StrictMath.log1p(spent / v);
                into.value += shape * share + q * rest;
                into.gradient[0] += x[i] * share;
                into.gradient[1] += rest;
                into.gradient[2] += (q * spent / v - shape) / all;
                h[0][2] -= x[i] / all;
                h[1][2] += spent / (v * all);
                h[2][2] += (shape - q * (spent / v) * (2 + spent / v)) / (all * all);
            }
            into.mirror();
        }
    }
}
