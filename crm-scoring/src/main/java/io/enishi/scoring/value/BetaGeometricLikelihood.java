package io.enishi.scoring.value;

import io.enishi.scoring.internal.numeric.Objective;
import java.util.Arrays;

/**
 * The log-likelihood of {@link BetaGeometric} over a table, with gradient and Hessian in (r, α, a, b).
 *
 * <p>What depends on x alone are sums over 0..x-1 (ln Γ(r+x) - ln Γ(r) = Σ ln(r+j), and its derivatives), so no gamma function is
 * needed: with S(j) customers of more than j repeat purchases, each term is taken S(j) times. Logarithms of α+T and α+tx are taken once
 * for each different time. What remains for a row is one exponential and one logarithm.
 */
final class BetaGeometricLikelihood implements Objective {

    private final int first;
    private final long customers;
    /** moreThan[j]: how many customers have more than j repeat purchases. */
    private final long[] moreThan;

    private final Times lasts;
    private final Times ends;
    private final int[] x;
    private final int[] last;
    private final int[] end;
    private final int[] count;

    BetaGeometricLikelihood(PurchaseCounts counts, int first) {
        this.first = first;
        this.customers = counts.customers();
        int rows = counts.size();
        int most = 0;
        for (int row = 0; row < rows; row++) {
            most = Math.max(most, counts.x(row));
        }
        moreThan = new long[most];
        x = new int[rows];
        last = new int[rows];
        end = new int[rows];
        count = new int[rows];
        lasts = new Times(rows);
        ends = new Times(rows);
        for (int row = 0; row < rows; row++) {
            x[row] = counts.x(row);
            last[row] = lasts.index(counts.tx(row));
            end[row] = ends.index(counts.t(row));
            count[row] = counts.count(row);
            if (x[row] > 0) {
                moreThan[x[row] - 1] += count[row];
            }
        }
        for (int j = most - 2; j >= 0; j--) {
            moreThan[j] += moreThan[j + 1];
        }
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        double r = parameters[0];
        double alpha = parameters[1];
        double a = parameters[2];
        double b = parameters[3];
        counted(r, alpha, a, b, into);
        double[] logLast = lasts.logarithms(alpha);
        double[] logEnd = ends.logarithms(alpha);
        double value = 0;
        double gR = 0;
        double gAlpha = 0;
        double gA = 0;
        double gB = 0;
        double hRR = 0;
        double hRAlpha = 0;
        double hRA = 0;
        double hRB = 0;
        double hAlphaAlpha = 0;
        double hAlphaA = 0;
        double hAlphaB = 0;
        double hAA = 0;
        double hAB = 0;
        double hBB = 0;
        double[] logOdds = new double[moreThan.length + 1];
        for (int k = 0; k < logOdds.length; k++) {
            logOdds[k] = k + first == 0 ? 0 : StrictMath.log(a / (b + k + first - 1));
        }
        double dA = 1 / a;
        for (int row = 0; row < x.length; row++) {
            int purchases = x[row];
            double c = count[row];
            double le = logEnd[end[row]];
            double ie = 1 / (alpha + ends.at(end[row]));
            double shape = r + purchases;
            value -= c * shape * le;
            gR -= c * le;
            gAlpha -= c * shape * ie;
            hRAlpha -= c * ie;
            hAlphaAlpha += c * shape * ie * ie;
            int n = purchases + first;
            if (n == 0) {
                continue;
            }
            double longer = le - logLast[last[row]];
            double il = 1 / (alpha + lasts.at(last[row]));
            double d = logOdds[purchases] + shape * longer;
            double gone;
            if (d < 36) {
                double odds = StrictMath.exp(d);
                value += c * StrictMath.log1p(odds);
                gone = odds / (1 + odds);
            } else {
                value += c * d;
                gone = 1;
            }
            // D is the logarithm of the odds: its derivatives, and those of ln(1 + e^D).
            double dAlpha = shape * (ie - il);
            double dB = -1 / (b + n - 1);
            double leaving = c * gone;
            double both = leaving * (1 - gone);
            gR += leaving * longer;
            gAlpha += leaving * dAlpha;
            gA += leaving * dA;
            gB += leaving * dB;
            hRR += both * longer * longer;
            hRAlpha += both * longer * dAlpha + leaving * (ie - il);
            hRA += both * longer * dA;
            hRB += both * longer * dB;
            hAlphaAlpha += both * dAlpha * dAlpha + leaving * shape * (il * il - ie * ie);
            hAlphaA += both * dAlpha * dA;
            hAlphaB += both * dAlpha * dB;
            hAA += (both - leaving) * dA * dA;
            hAB += both * dA * dB;
            hBB += (both + leaving) * dB * dB;
        }
        into.value += value;
        into.gradient[0] += gR;
        into.gradient[1] += gAlpha;
        into.gradient[2] += gA;
        into.gradient[3] += gB;
        double[][] h = into.hessian;
        h[0][0] += hRR;
        h[0][1] += hRAlpha;
        h[0][2] += hRA;
        h[0][3] += hRB;
        h[1][1] += hAlphaAlpha;
        h[1][2] += hAlphaA;
        h[1][3] += hAlphaB;
        h[2][2] += hAA;
        h[2][3] += hAB;
        h[3][3] += hBB;
        into.mirror();
    }

    /** What depends on x alone: Γ(r+x) α^r / Γ(r) and B(a, b+n) / B(a, b). */
    private void counted(double r, double alpha, double a, double b, Evaluation into) {
        double logAlpha = StrictMath.log(alpha);
        into.value = customers * r * logAlpha;
        into.gradient[0] = customers * logAlpha;
        into.gradient[1] = customers * r / alpha;
        into.hessian[0][1] = customers / alpha;
        into.hessian[1][1] = -customers * r / (alpha * alpha);
        for (int j = 0; j < moreThan.length; j++) {
            double c = moreThan[j];
            double inverse = 1 / (r + j);
            into.value += c * StrictMath.log(r + j);
            into.gradient[0] += c * inverse;
            into.hessian[0][0] -= c * inverse * inverse;
        }
        for (int j = 0; j < moreThan.length + first; j++) {
            double c = j < first ? customers : moreThan[j - first];
            double all = 1 / (a + b + j);
            double stays = 1 / (b + j);
            into.value -= c * StrictMath.log1p(a * stays);
            into.gradient[2] -= c * all;
            into.gradient[3] += c * (stays - all);
            into.hessian[2][2] += c * all * all;
            into.hessian[2][3] += c * all * all;
            into.hessian[3][3] += c * (all * all - stays * stays);
        }
    }

    /** Different times, so that each logarithm is taken once. */
    private static final class Times {
        private double[] times = new double[64];
        private int size;
        private int[] slots;
        private int mask;
        private double[] logarithms = new double[0];

        Times(int rows) {
            mask = Integer.highestOneBit(Math.max(64, Math.min(rows, 1 << 20))) * 2 - 1;
            slots = new int[mask + 1];
        }

        int index(double time) {
            int slot = hash(time) & mask;
            while (slots[slot] != 0) {
                int known = slots[slot] - 1;
                if (times[known] == time) {
                    return known;
                }
                slot = (slot + 1) & mask;
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
            }
            times[size] = time;
            slots[slot] = ++size;
            if (size * 4L > mask * 3L) {
                grow();
            }
            return size - 1;
        }

        private void grow() {
            mask = mask * 2 + 1;
            slots = new int[mask + 1];
            for (int i = 0; i < size; i++) {
                int slot = hash(times[i]) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = i + 1;
            }
        }

        private static int hash(double time) {
            long bits = Double.doubleToRawLongBits(time) * 0x9E3779B97F4A7C15L;
            return (int) (bits >>> 32 ^ bits >>> 15);
        }

        double at(int index) {
            return times[index];
        }

        double[] logarithms(double alpha) {
            if (logarithms.length < size) {
                logarithms = new double[size];
            }
            for (int i = 0; i < size; i++) {
                logarithms[i] = StrictMath.log(alpha + times[i]);
            }
            return logarithms;
        }
    }
}
