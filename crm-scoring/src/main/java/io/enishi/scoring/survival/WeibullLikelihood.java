package io.enishi.scoring.survival;

import io.enishi.scoring.internal.numeric.Objective;

/** The log-likelihood of {@link GapModel.Weibull} with gradient and Hessian in (shape, scale). */
final class WeibullLikelihood implements Objective {

    private final Gaps gaps;

    WeibullLikelihood(Gaps gaps) {
        this.gaps = gaps;
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        double k = parameters[0];
        double scale = parameters[1];
        double[][] h = into.hessian;
        for (int i = 0; i < gaps.days.length; i++) {
            double t = gaps.days[i];
            if (t == 0) {
                continue; // censored at once: says nothing
            }
            double d = gaps.ended[i];
            double all = d + gaps.censored[i];
            double u = StrictMath.log(t / scale);
            double w = all * StrictMath.exp(k * u);
            into.value += d * (StrictMath.log(k) + k * u - StrictMath.log(t)) - w;
            into.gradient[0] += d * (1 / k + u) - w * u;
            into.gradient[1] += k / scale * (w - d);
            h[0][0] -= d / (k * k) + w * u * u;
            h[0][1] += (w - d + k * w * u) / scale;
            h[1][1] += k * (d - w - k * w) / (scale * scale);
        }
        into.mirror();
    }
}
