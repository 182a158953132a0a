package io.enishi.scoring.survival;

import io.enishi.scoring.internal.numeric.Objective;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * The log-likelihood of {@link GapModel.LogNormal} with gradient and Hessian in (μ, σ). The normal tail is taken by its scaled form
 * erfcx, so that a gap of many standard deviations has a finite logarithm.
 */
final class LogNormalLikelihood implements Objective {

    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double LOG_ROOT_TWO_PI = 0.9189385332046727;
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double LOG_TWO = StrictMath.log(2);

    private final Gaps gaps;

    LogNormalLikelihood(Gaps gaps) {
        this.gaps = gaps;
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        double mu = parameters[0];
        double sigma = parameters[1];
        double[][] h = into.hessian;
        for (int i = 0; i < gaps.days.length; i++) {
            double t = gaps.days[i];
            if (t == 0) {
                continue; // censored at once: says nothing
            }
            double logT = StrictMath.log(t);
            double z = (logT - mu) / sigma;
            // First and second derivative in z of what one gap contributes, the factor 1/sigma of a density apart.
            double ended = gaps.ended[i];
            double first = -z * ended;
            double second = -ended;
            into.value += ended * (-logT - StrictMath.log(sigma) - LOG_ROOT_TWO_PI - z * z / 2);
            double open = gaps.censored[i];
            if (open > 0) {
                double scaled = Erfcx.value(z / ROOT_TWO);
                if (scaled < Double.POSITIVE_INFINITY) {
                    double hazard = ROOT_TWO_OVER_PI / scaled;
                    into.value += open * (StrictMath.log(scaled) - LOG_TWO - z * z / 2);
                    first -= open * hazard;
                    second -= open * hazard * (hazard - z);
                } // else the tail is 1 and its logarithm 0 to all digits
            }
            // dz/dmu = -1/sigma, dz/dsigma = -z/sigma.
            into.gradient[0] -= first / sigma;
            into.gradient[1] -= (first * z + ended) / sigma;
            double square = sigma * sigma;
            h[0][0] += second / square;
            h[0][1] += (second * z + first) / square;
            h[1][1] += (second * z * z + 2 * first * z + ended) / square;
        }
        into.mirror();
    }
}
