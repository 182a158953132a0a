package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.Significance;
import java.util.Objects;

/**
 * A variant against the control, in the measure that decides.
 *
 * @param variant name of the arm
 * @param difference variant less control: in shares of 1 for conversions, else in money per run
 * @param relative the difference as a share of the control's value
 * @param conversions where the difference of the conversions lies (Newcombe), for one look
 * @param oneLook the test for one look at a fixed time: pooled z for conversions, Welch's t for money
 * @param anyTime what may be looked at while it runs, and what the verdict goes by
 */
public record Comparison(
        String variant,
        Answer<Double> difference,
        Answer<Double> relative,
        Answer<Interval> conversions,
        Answer<Significance> oneLook,
        Answer<AnyTime> anyTime) {

    public Comparison {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(relative, "relative");
        Objects.requireNonNull(conversions, "conversions");
        Objects.requireNonNull(oneLook, "oneLook");
        Objects.requireNonNull(anyTime, "anyTime");
    }

    /**
     * Valid at every look.
     *
     * @param estimate of the difference
     * @param interval where it lies, for all comparisons together (alpha divided by their number)
     * @param pValue always-valid p
     * @param corrected the same by Holm's method, for all comparisons together
     */
    public record AnyTime(double estimate, Interval interval, double pValue, double corrected) {}
}
