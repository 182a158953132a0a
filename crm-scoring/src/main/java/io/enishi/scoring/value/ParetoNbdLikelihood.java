package io.enishi.scoring.value;

import io.enishi.scoring.internal.numeric.Objective;
import java.util.Arrays;

/**
 * The log-likelihood of {@link ParetoNbd} over a table, with gradient and Hessian in (r, α, s, β).
 *
 * <p>A row's bracket is a sum of positive terms e<sup>φ</sup>: the one of being alive and the points of the integral. With weights w =
 * e<sup>φ</sup> / Σ e<sup>φ</sup> the gradient of ln Σ e<sup>φ</sup> is the mean of ∇φ, and the Hessian is the mean of ∇²φ + ∇φ ∇φ<sup>T</sup>
 * minus the product of the means. All φ are linear in ln(α+y), ln(β+y), so means of these, of 1/(α+y), 1/(β+y), and of their products are
 * all that is summed.
 */
final class ParetoNbdLikelihood implements Objective {

    private final PurchaseCounts counts;
    private final long[] moreThan;

    ParetoNbdLikelihood(PurchaseCounts counts) {
        this.counts = counts;
        int most = 0;
        for (int row = 0; row < counts.size(); row++) {
            most = Math.max(most, counts.x(row));
        }
        moreThan = new long[most];
        for (int row = 0; row < counts.size(); row++) {
            for (int j = 0; j < counts.x(row); j++) {
                moreThan[j] += counts.count(row);
            }
        }
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        double r = parameters[0];
        double alpha = parameters[1];
        double s = parameters[2];
        double beta = parameters[3];
        double customers = counts.customers();
        double logAlpha = StrictMath.log(alpha);
        double logBeta = StrictMath.log(beta);
        into.value = customers * (r * logAlpha + s * logBeta);
        into.gradient[0] = customers * logAlpha;
        into.gradient[1] = customers * r / alpha;
        into.gradient[2] = customers * logBeta;
        into.gradient[3] = customers * s / beta;
        double[][] h = into.hessian;
        h[0][1] = customers / alpha;
        h[1][1] = -customers * r / (alpha * alpha);
        h[2][3] = customers / beta;
        h[3][3] = -customers * s / (beta * beta);
        for (int j = 0; j < moreThan.length; j++) {
            double c = moreThan[j];
            double inverse = 1 / (r + j);
            into.value += c * StrictMath.log(r + j);
            into.gradient[0] += c * inverse;
            h[0][0] -= c * inverse * inverse;
        }
        Row row = new Row(alpha, s, beta);
        for (int i = 0; i < counts.size(); i++) {
            row.add(r + counts.x(i), counts.tx(i), counts.t(i), counts.count(i), into);
        }
        into.mirror();
    }

    /** The sums of one row. */
    private static final class Row implements LeavingIntegral.Summand {

        private final double alpha;
        private final double s;
        private final double beta;
        private double k;
        private double total;
        private final double[] g = new double[4];
        private final double[][] m = new double[4][4];

        Row(double alpha, double s, double beta) {
            this.alpha = alpha;
            this.s = s;
            this.beta = beta;
        }

        void add(double shape, double tx, double t, double count, Evaluation into) {
            k = shape;
            total = 0;
            for (int i = 0; i < 4; i++) {
                g[i] = 0;
                Arrays.fill(m[i], 0);
            }
            double la = StrictMath.log(alpha + t);
            double lb = StrictMath.log(beta + t);
            double alive = -k * la - s * lb;
            double unit = alive;
            if (tx < t) {
                // The integrand holds no factor s; being alive is put into the same unit.
                unit = LeavingIntegral.each(k, alpha, s, beta, tx, t, this);
                double gone = total * s;
                double odds = StrictMath.exp(alive - unit);
                scale(s);
                term(odds, la, lb, 0, s);
                total = gone + odds;
            } else {
                term(1, la, lb, 0, s);
                total = 1;
            }
            into.value += count * (unit + StrictMath.log(total));
            for (int i = 0; i < 4; i++) {
                into.gradient[i] += count * g[i] / total;
                for (int j = i; j < 4; j++) {
                    into.hessian[i][j] += count * (m[i][j] / total - g[i] / total * (g[j] / total));
                }
            }
        }

        private void scale(double factor) {
            for (int i = 0; i < 4; i++) {
                g[i] *= factor;
                for (int j = i; j < 4; j++) {
                    m[i][j] *= factor;
                }
            }
        }

        @Override
        public void add(double weight, double logValue, double la, double lb) {
            double w = weight * StrictMath.exp(logValue);
            total += w;
            term(w, la, lb, 1 / s, s + 1);
        }

        /** A term e^φ with φ = -k ln(α+y) - q ln(β+y) + ln s, the last only where {@code perS} is its derivative. */
        private void term(double w, double la, double lb, double perS, double q) {
            double ia = StrictMath.exp(-la);
            double ib = StrictMath.exp(-lb);
            double dR = -la;
            double dAlpha = -k * ia;
            double dS = perS - lb;
            double dBeta = -q * ib;
            g[0] += w * dR;
            g[1] += w * dAlpha;
            g[2] += w * dS;
            g[3] += w * dBeta;
            m[0][0] += w * dR * dR;
            m[0][1] += w * (dR * dAlpha - ia);
            m[0][2] += w * dR * dS;
            m[0][3] += w * dR * dBeta;
            m[1][1] += w * (dAlpha * dAlpha + k * ia * ia);
            m[1][2] += w * dAlpha * dS;
            m[1][3] += w * dAlpha * dBeta;
            m[2][2] += w * (dS * dS - perS * perS);
            m[2][3] += w * (dS * dBeta - ib);
            m[3][3] += w * (dBeta * dBeta + q * ib * ib);
        }
    }
}
