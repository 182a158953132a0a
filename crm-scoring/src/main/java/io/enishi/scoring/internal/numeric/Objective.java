package io.enishi.scoring.internal.numeric;

import java.util.Arrays;

/** A log-likelihood to be maximised, with its first and second derivatives. */
public interface Objective {

    /** Writes value, gradient and Hessian at these parameters; none of them is negative where the search was told so. */
    void evaluate(double[] parameters, Evaluation into);

    /** What an objective says about a point. */
    final class Evaluation {
        public double value;
        public final double[] gradient;
        /** Full and symmetric, once {@link #mirror} has been called. */
        public final double[][] hessian;

        public Evaluation(int parameters) {
            gradient = new double[parameters];
            hessian = new double[parameters][parameters];
        }

        /** Zero everywhere. */
        public void clear() {
            value = 0;
            Arrays.fill(gradient, 0);
            for (double[] row : hessian) {
                Arrays.fill(row, 0);
            }
        }

        /** Copies what stands above the diagonal below it. */
        public void mirror() {
            for (int i = 0; i < hessian.length; i++) {
                for (int j = 0; j < i; j++) {
                    hessian[i][j] = hessian[j][i];
                }
            }
        }
    }
}
