package io.enishi.scoring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enishi.scoring.internal.numeric.Objective;
import io.enishi.scoring.internal.numeric.Objective.Evaluation;

/** Holds an objective's derivatives against differences of what they are derivatives of. */
public final class Slopes {

    private Slopes() {}

    public static void check(Objective objective, double... parameters) {
        int n = parameters.length;
        Evaluation here = at(objective, parameters);
        for (int i = 0; i < n; i++) {
            double h = 1e-4 * Math.max(1e-3, Math.abs(parameters[i]));
            Evaluation up2 = at(objective, moved(parameters, i, 2 * h));
            Evaluation up = at(objective, moved(parameters, i, h));
            Evaluation down = at(objective, moved(parameters, i, -h));
            Evaluation down2 = at(objective, moved(parameters, i, -2 * h));
            double slope = (8 * (up.value - down.value) - (up2.value - down2.value)) / (12 * h);
            double noise = 1e-13 * Math.abs(here.value) / h;
            assertThat(here.gradient[i])
                    .as("gradient " + i)
                    .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope)) + 20 * noise));
            for (int j = 0; j < n; j++) {
                double bend =
                        (8 * (up.gradient[j] - down.gradient[j]) - (up2.gradient[j] - down2.gradient[j])) / (12 * h);
                double scale = Math.sqrt(Math.abs(here.hessian[i][i] * here.hessian[j][j]));
                assertThat(here.hessian[i][j])
                        .as("Hessian " + i + ", " + j)
                        .isCloseTo(bend, within(1e-6 * (1 + Math.abs(bend) + scale) + 20 * noise));
            }
        }
    }

    private static double[] moved(double[] parameters, int i, double by) {
        double[] moved = parameters.clone();
        moved[i] += by;
        return moved;
    }

    private static Evaluation at(Objective objective, double[] parameters) {
        Evaluation evaluation = new Evaluation(parameters.length);
        evaluation.clear();
        objective.evaluate(parameters, evaluation);
        return evaluation;
    }
}
