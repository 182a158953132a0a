package io.enishi.benchmarks.scoring;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Gamma;

/**
 * BG/NBD as one writes it first: the paper's likelihood summed over all customers, maximised by Nelder and Mead's simplex over logarithms
 * of the parameters, as the Python packages do. The optimiser and ln Γ are those that JMH brings along.
 */
final class PlainBgNbd {

    private PlainBgNbd() {}

    /** The greatest log-likelihood. */
    static double fit(int[] x, double[] tx, double[] t) {
        return -new SimplexOptimizer(1e-12, 1e-7)
                .optimize(
                        new MaxEval(10_000),
                        new ObjectiveFunction(logs -> -logLikelihood(
                                Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]), Math.exp(logs[3]), x, tx, t)),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[] {-0.7, 1.5, -0.4, 0.7}),
                        new NelderMeadSimplex(4, 0.5))
                .getValue();
    }

    private static double logLikelihood(double r, double alpha, double a, double b, int[] x, double[] tx, double[] t) {
        double constant = r * Math.log(alpha) - Gamma.logGamma(r) + Gamma.logGamma(a + b) - Gamma.logGamma(b);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double alive = -(r + x[i]) * Math.log(alpha + t[i]);
            double gone = x[i] == 0
                    ? Double.NEGATIVE_INFINITY
                    : Math.log(a / (b + x[i] - 1)) - (r + x[i]) * Math.log(alpha + tx[i]);
            double greater = Math.max(alive, gone);
            sum += constant
                    + Gamma.logGamma(r + x[i])
                    + Gamma.logGamma(b + x[i])
                    - Gamma.logGamma(a + b + x[i])
                    + greater
                    + Math.log(Math.exp(alive - greater) + Math.exp(gone - greater));
        }
        return sum;
    }
}
