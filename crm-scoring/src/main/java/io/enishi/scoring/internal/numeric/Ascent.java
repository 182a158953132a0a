package io.enishi.scoring.internal.numeric;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.internal.numeric.Objective.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Newton's method towards the maximum of a log-likelihood of a few parameters.
 *
 * <p>Positive parameters are searched as logarithms, so no step leaves their range. Where the Hessian is not negative definite, or a
 * full step does not climb, a multiple of the identity is added (Levenberg) until it does; near the maximum steps are plain Newton and
 * the error squares itself with each. The search ends when the step would gain less than {@link #GAIN} in log-likelihood; that last
 * step is taken, too, unevaluated.
 *
 * <p>Why not a library's optimiser: with four parameters and exact second derivatives eight evaluations suffice, and the derivatives are
 * wanted for standard errors in any case. See docs/adr.
 */
public final class Ascent {

    /** Twice the gain in log-likelihood that is still worth a step; also the squared distance to the maximum in standard errors. */
    private static final double GAIN = 1e-15;
    /** Steps in the logarithm of a parameter are at most this long. */
    private static final double LONGEST = 2;
    /** A logarithm that went this far from its start (a factor of 10<sup>6</sup>) will not come back. */
    private static final double FARTHEST = 14;
    /** A parameter whose standard error is a factor of e<sup>5</sup> is not determined by the data. */
    private static final double VAGUE = 5;

    private static final int MOST_EVALUATIONS = 200;

    /** How a search ended. */
    public enum End {
        MAXIMUM,
        /** A parameter runs to zero or infinity. */
        BOUNDARY,
        /** A maximum so flat that the data do not tell a parameter within orders of magnitude. */
        FLAT,
        /** No maximum found within the evaluations allowed. */
        EXHAUSTED
    }

    /** Where a search ended. */
    public static final class Result {

        private final End end;
        /** Index of the parameter that is to blame; -1 for none. */
        private final int parameter;

        private final double[] parameters;
        private final double value;
        /** Of the parameters themselves; zeros unless a maximum was found. */
        private final double[] standardErrors;

        private final int evaluations;

        private Result(
                End end, int parameter, double[] parameters, double value, double[] standardErrors, int evaluations) {
            this.end = end;
            this.parameter = parameter;
            this.parameters = parameters;
            this.value = value;
            this.standardErrors = standardErrors;
            this.evaluations = evaluations;
        }

        public End end() {
            return end;
        }

        public double[] parameters() {
            return parameters.clone();
        }

        /**
         * The result as callers see it.
         *
         * @param names of the parameters, in order
         * @param observations what the likelihood was of
         */
        public <M> Fit<M> asFit(List<String> names, Function<double[], M> model, long observations) {
            if (end == End.MAXIMUM) {
                Map<String, Double> errors = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    errors.put(names.get(i), standardErrors[i]);
                }
                return new Fit.Identified<>(model.apply(parameters), value, errors, observations, evaluations);
            }
            String blamed = parameter < 0 ? "" : names.get(parameter);
            return switch (end) {
                case BOUNDARY ->
                    new Fit.Unidentified<>(
                            Fit.Reason.BOUNDARY,
                            "the likelihood still grows at " + blamed + " = " + parameters[parameter]
                                    + " (the last point: " + told(names)
                                    + "); the observations differ too little, or are too few, to tell it");
                case FLAT ->
                    new Fit.Unidentified<>(
                            Fit.Reason.FLAT,
                            "the likelihood hardly changes with " + blamed + " around " + parameters[parameter] + " ("
                                    + told(names) + "); more or longer observation is needed");
                default ->
                    new Fit.Unidentified<>(
                            Fit.Reason.NO_CONVERGENCE,
                            "no maximum within " + evaluations + " evaluations: " + told(names));
            };
        }

        private String told(List<String> names) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < names.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(names.get(i))
                        .append(" = ")
                        .append(parameters[i]);
            }
            return text.toString();
        }
    }

    private final Objective objective;
    private final boolean[] positive;
    private final double[] start;
    private final int n;

    /**
     * @param start a point at which the objective is finite; positive parameters are given as they are, not as logarithms
     * @param positive which parameters have to stay above zero
     */
    public Ascent(Objective objective, double[] start, boolean[] positive) {
        this.objective = objective;
        this.positive = positive.clone();
        this.n = start.length;
        this.start = new double[n];
        for (int i = 0; i < n; i++) {
            this.start[i] = positive[i] ? StrictMath.log(start[i]) : start[i];
        }
    }

    /** As above with all parameters positive. */
    public static Ascent ofPositive(Objective objective, double... start) {
        boolean[] positive = new boolean[start.length];
        Arrays.fill(positive, true);
        return new Ascent(objective, start, positive);
    }

    /** Searches. */
    public Result run() {
        double[] at = start.clone();
        Evaluation here = new Evaluation(n);
        Evaluation there = new Evaluation(n);
        evaluate(at, here);
        int evaluations = 1;
        double damping = 0;
        double[] next = new double[n];
        while (evaluations < MOST_EVALUATIONS) {
            Cholesky factor = Cholesky.of(here.hessian, damping);
            if (factor == null) {
                damping = more(damping, here.hessian);
                continue;
            }
            double[] step = factor.solve(here.gradient);
            double gain = dot(step, here.gradient);
            if (damping == 0 && gain < GAIN) {
                return arrived(add(at, step, next), here, factor, evaluations);
            }
            if (damping > 0 && gain < 1e-11) {
                return new Result(
                        End.FLAT, flattest(here.hessian), natural(at), here.value, new double[n], evaluations);
            }
            double longest = longest(step);
            double scale = longest > LONGEST ? LONGEST / longest : 1;
            for (int i = 0; i < n; i++) {
                next[i] = at[i] + scale * step[i];
            }
            int outside = outside(next);
            if (outside >= 0) {
                return new Result(End.BOUNDARY, outside, natural(next), here.value, new double[n], evaluations);
            }
            evaluate(next, there);
            evaluations++;
            // The last steps gain less than the value's own rounding: they are judged by the slope.
            double rounding = 1e-13 * (1 + Math.abs(here.value));
            if (there.value >= here.value - (gain < 1e-6 ? rounding : 0)) {
                System.arraycopy(next, 0, at, 0, n);
                Evaluation swap = here;
                here = there;
                there = swap;
                damping = 0;
            } else if (gain < 1e-9) {
                // Rounding is all that is left to climb.
                return arrived(at, here, factor, evaluations);
            } else {
                damping = more(damping, here.hessian);
            }
        }
        return new Result(End.EXHAUSTED, -1, natural(at), here.value, new double[n], evaluations);
    }

    private Result arrived(double[] at, Evaluation here, Cholesky factor, int evaluations) {
        double[] parameters = natural(at);
        double[] errors = new double[n];
        int vague = -1;
        for (int i = 0; i < n; i++) {
            double error = Math.sqrt(factor.inverseDiagonal(i));
            if (positive[i] && !(error < VAGUE)) {
                vague = i;
            }
            errors[i] = positive[i] ? error * parameters[i] : error;
        }
        if (vague >= 0) {
            return new Result(End.FLAT, vague, parameters, here.value, new double[n], evaluations);
        }
        return new Result(End.MAXIMUM, -1, parameters, here.value, errors, evaluations);
    }

    /** The objective as a function of what is searched; a value that is no number counts as infinitely bad. */
    private void evaluate(double[] at, Evaluation into) {
        double[] parameters = natural(at);
        into.clear();
        objective.evaluate(parameters, into);
        if (!Double.isFinite(into.value)) {
            into.value = Double.NEGATIVE_INFINITY;
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                into.hessian[i][j] *= (positive[i] ? parameters[i] : 1) * (positive[j] ? parameters[j] : 1);
            }
            if (positive[i]) {
                into.gradient[i] *= parameters[i];
                into.hessian[i][i] += into.gradient[i];
            }
        }
    }

    private double[] natural(double[] at) {
        double[] parameters = new double[n];
        for (int i = 0; i < n; i++) {
            parameters[i] = positive[i] ? StrictMath.exp(at[i]) : at[i];
        }
        return parameters;
    }

    private int outside(double[] at) {
        for (int i = 0; i < n; i++) {
            if (positive[i] && Math.abs(at[i] - start[i]) > FARTHEST) {
                return i;
            }
        }
        return -1;
    }

    private double longest(double[] step) {
        double longest = 0;
        for (int i = 0; i < n; i++) {
            longest = positive[i] ? Math.max(longest, Math.abs(step[i])) : longest;
        }
        return longest;
    }

    private static double more(double damping, double[][] hessian) {
        return damping == 0 ? 1e-4 * diagonal(hessian) : damping * 8;
    }

    private static double diagonal(double[][] hessian) {
        double largest = 1e-300;
        for (int i = 0; i < hessian.length; i++) {
            largest = Math.max(largest, Math.abs(hessian[i][i]));
        }
        return largest;
    }

    private static int flattest(double[][] hessian) {
        int flattest = 0;
        for (int i = 1; i < hessian.length; i++) {
            flattest = Math.abs(hessian[i][i]) < Math.abs(hessian[flattest][flattest]) ? i : flattest;
        }
        return flattest;
    }

    private static double[] add(double[] a, double[] b, double[] sum) {
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
