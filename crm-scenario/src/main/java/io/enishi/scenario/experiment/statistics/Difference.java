package io.enishi.scenario.experiment.statistics;

import java.util.function.DoubleSupplier;

/**
 * An estimated difference of two means, variant less control, with how sure it is.
 *
 * @param estimate absolute, or a share of the control's mean
 * @param standardError positive
 * @param degreesOfFreedom Welch and Satterthwaite's
 * @param observations of both groups together
 */
public record Difference(double estimate, double standardError, double degreesOfFreedom, long observations) {

    public Difference {
        Arguments.finite("estimate", estimate);
        Arguments.positive("standardError", standardError);
        Arguments.positive("degreesOfFreedom", degreesOfFreedom);
        Arguments.notNegative("observations", observations);
    }

    /**
     * m₂ - m₁ with variance s₁²/n₁ + s₂²/n₂ and the degrees of freedom of Welch (1947), The generalization of "Student's" problem, Biometrika
     * 34, doi:10.1093/biomet/34.1-2.28.
     *
     * @return unknown if a group has less than two, or nobody differs from anybody
     */
    public static Answer<Difference> absolute(Sample control, Sample variant) {
        return of(control, variant, () -> variant.mean() - control.mean(), 1, 1);
    }

    /**
     * (m₂ - m₁) / m₁ with the variance of the delta method, s₂²/(n₂ m₁²) + s₁² m₂²/(n₁ m₁⁴), as GrowthBook computes it.
     *
     * @return unknown as {@link #absolute}, and if the control's mean is 0
     */
    public static Answer<Difference> relative(Sample control, Sample variant) {
        double base = control.mean();
        if (control.size() > 0 && base == 0) {
            return Answer.unknown(Answer.Lack.NO_BASE, "the control's mean is 0, so nothing is relative to it");
        }
        double share = variant.mean() / base;
        return of(
                control,
                variant,
                () -> (variant.mean() - base) / base,
                share * share / (base * base),
                1 / (base * base));
    }

    private static Answer<Difference> of(
            Sample control, Sample variant, DoubleSupplier estimate, double controlWeight, double variantWeight) {
        if (control.size() < 2 || variant.size() < 2) {
            return Answer.unknown(
                    Answer.Lack.TOO_FEW,
                    "means need at least two in each group, but there are " + control.size() + " and "
                            + variant.size());
        }
        double a = control.varianceOfMean();
        double b = variant.varianceOfMean();
        if (a + b == 0) {
            return Answer.unknown(Answer.Lack.NO_VARIATION, "within each group everybody has the same value");
        }
        double degrees = (a + b) * (a + b) / (a * a / (control.size() - 1) + b * b / (variant.size() - 1));
        double error = Math.sqrt(a * controlWeight + b * variantWeight);
        if (!(error > 0) || !Double.isFinite(error) || !(degrees > 0) || !Double.isFinite(degrees)) {
            return Answer.unknown(Answer.Lack.NO_VARIATION, "the deviations vanish beside the means");
        }
        return Answer.of(new Difference(estimate.getAsDouble(), error, degrees, control.size() + variant.size()));
    }

    /** Whether the difference is 0: Welch's t and its two-sided p. */
    public Significance twoSided() {
        double t = estimate / standardError;
        return Significance.of(t, 2 * Bell.studentAbove(Math.abs(t), degreesOfFreedom));
    }

    /** Small if the variant is greater. */
    public Significance greater() {
        double t = estimate / standardError;
        return Significance.of(t, Bell.studentAbove(t, degreesOfFreedom));
    }

    /** Small if the variant is less. */
    public Significance less() {
        double t = estimate / standardError;
        return Significance.of(t, Bell.studentAbove(-t, degreesOfFreedom));
    }

    /** Where the difference lies, by Student's distribution. */
    public Interval interval(double level) {
        double half = standardError * Bell.studentQuantile(1 - (1 - Arguments.level(level)) / 2, degreesOfFreedom);
        return new Interval(estimate - half, estimate + half);
    }

    /** From the least that the difference may be, upwards. */
    public Interval atLeast(double level) {
        double half = standardError * Bell.studentQuantile(Arguments.level(level), degreesOfFreedom);
        return new Interval(estimate - half, Double.POSITIVE_INFINITY);
    }

    /** Up to the most that the difference may be. */
    public Interval atMost(double level) {
        double half = standardError * Bell.studentQuantile(Arguments.level(level), degreesOfFreedom);
        return new Interval(Double.NEGATIVE_INFINITY, estimate + half);
    }

    /** Where the difference lies, by the normal distribution: for large groups. */
    public Interval normalInterval(double level) {
        double half = standardError * Bell.twoSided(Arguments.level(level));
        return new Interval(estimate - half, estimate + half);
    }
}
