package io.enishi.scoring.internal.numeric;

import org.jspecify.annotations.Nullable;

/** The factor L of a small positive definite matrix L L<sup>T</sup>. */
final class Cholesky {

    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /** The factor of {@code damping x I - hessian}; null if that is not positive definite. */
    static @Nullable Cholesky of(double[][] hessian, double damping) {
        int n = hessian.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = (i == j ? damping : 0) - hessian[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i != j) {
                    lower[i][j] = rest / lower[j][j];
                } else if (rest > 1e-14 * Math.abs(hessian[i][i]) && rest > 0) {
                    lower[i][i] = Math.sqrt(rest);
                } else {
                    return null;
                }
            }
        }
        return new Cholesky(lower);
    }

    double[] solve(double[] right) {
        int n = lower.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    double inverseDiagonal(int index) {
        double[] unit = new double[lower.length];
        unit[index] = 1;
        return solve(unit)[index];
    }
}
