package io.enishi.scenario.experiment.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Which of several shares is the highest: Beta-Binomial, for any number of arms, by numerical integration and not by drawing.
 *
 * <p>With a beta distribution for each arm after the data, P(k is best) = ∫ f_k Π F_j dx over the other arms j, and what is expected to be lost by
 * taking k is E[max θ - θ_k] = ∫ F_k (1 - Π F_j) dx. For two arms the first is what Miller's sum gives (evanmiller.org, Formulas for Bayesian A/B
 * testing, 2015; Cook (2005), Exact calculation of beta inequalities). Both integrands are positive, so nothing cancels and even a loss of
 * 1e-39 has its digits, which the closed sums have not. The variable is θ with x = sin²(θ/2): there every share is about 1/√n wide, wherever it lies.
 *
 * @param probabilityBest of this arm; those of all arms add up to 1
 * @param expectedLoss what is expected to be lost by taking this arm, in shares of 1
 */
public record BestArm(double probabilityBest, double expectedLoss) {

    /** For each arm, in order; what nobody was in is judged by the prior alone. */
    public static List<BestArm> of(List<Proportion> arms) {
        return of(arms, BetaPrior.UNIFORM);
    }

    /** For each arm, in order; one arm alone is the best for certain. */
    public static List<BestArm> of(List<Proportion> arms, BetaPrior prior) {
        if (arms.isEmpty()) {
            return List.of();
        }
        double[] integrals = new Posteriors(arms, prior).integrals();
        List<BestArm> results = new ArrayList<>(arms.size());
        for (int k = 0; k < arms.size(); k++) {
            results.add(new BestArm(Math.min(1, integrals[k]), integrals[arms.size() + k]));
        }
        return results;
    }

    /** The beta distributions after the data, and the integrals over them. */
    private static final class Posteriors {
        /** Where an arm's density changes its course, in its own widths from its middle. */
        private static final double[] STEPS = {0, 2, 4, 7, 11, 16, 24, 40};

        private final double[] a;
        private final double[] b;
        private final double[] below;
        private final double[] above;

        Posteriors(List<Proportion> arms, BetaPrior prior) {
            int count = arms.size();
            a = new double[count];
            b = new double[count];
            below = new double[count];
            above = new double[count];
            for (int i = 0; i < count; i++) {
                a[i] = arms.get(i).converted() + prior.alpha();
                b[i] = arms.get(i).total() - arms.get(i).converted() + prior.beta();
            }
        }

        double[] integrals() {
            return GaussLegendre.integrate(this::at, 2 * a.length, turns());
        }

        private double[] turns() {
            double[] turns = new double[a.length * (2 * STEPS.length - 1) + 2];
            int next = 0;
            turns[next++] = 0;
            turns[next++] = Math.PI;
            for (int i = 0; i < a.length; i++) {
                double n = a[i] + b[i];
                double middle = 2 * StrictMath.asin(Math.sqrt(a[i] / n));
                for (double step : STEPS) {
                    double width = step / Math.sqrt(n);
                    turns[next++] = Math.max(0, middle - width);
                    if (step > 0) {
                        turns[next++] = Math.min(Math.PI, middle + width);
                    }
                }
            }
            Arrays.sort(turns);
            double apart = 0.5 / Math.sqrt(most());
            int kept = 1;
            for (int i = 1; i < turns.length; i++) {
                if (turns[i] - turns[kept - 1] > apart) {
                    turns[kept++] = turns[i];
                }
            }
            turns[kept - 1] = Math.PI;
            return Arrays.copyOf(turns, kept);
        }

        /** The most that was seen of an arm, in thought or in fact: its density is the narrowest. */
        private double most() {
            double most = 0;
            for (int i = 0; i < a.length; i++) {
                most = Math.max(most, a[i] + b[i]);
            }
            return most;
        }

        /** The integrands at θ, first of the probabilities and then of the losses. */
        private void at(double theta, double[] values) {
            double sine = StrictMath.sin(theta / 2);
            double cosine = StrictMath.cos(theta / 2);
            boolean low = sine < cosine; // near 1 the digits are in 1 - x
            double x = low ? sine * sine : cosine * cosine;
            double slope = sine * cosine;
            for (int i = 0; i < a.length; i++) {
                double p = low ? a[i] : b[i];
                double q = low ? b[i] : a[i];
                double value = RegularizedBeta.value(x, p, q);
                double rest = value < 0.9 ? 1 - value : RegularizedBeta.complement(x, p, q);
                below[i] = low ? value : rest;
                above[i] = low ? rest : value;
            }
            for (int k = 0; k < a.length; k++) {
                double others = 1;
                double logOthers = 0;
                for (int j = 0; j < a.length; j++) {
                    if (j != k) {
                        others *= below[j];
                        logOthers += StrictMath.log1p(-above[j]);
                    }
                }
                double density =
                        low ? RegularizedBeta.derivative(x, a[k], b[k]) : RegularizedBeta.derivative(x, b[k], a[k]);
                values[k] = others == 0 ? 0 : slope * density * others;
                values[a.length + k] = slope * below[k] * -StrictMath.expm1(logOthers);
            }
        }
    }
}
