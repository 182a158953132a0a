package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.Proportion;
import io.enishi.scenario.experiment.statistics.Sample;
import java.util.Objects;

/**
 * What one arm did.
 *
 * @param arm its name, or {@link MeasuredRun#HELD_OUT}
 * @param conversions how many of its runs converted
 * @param converted where its true share lies (Wilson, 95 % unless the plan says another level); unknown without runs
 * @param revenue per run; empty if only conversions were counted
 * @param cost per run; empty if only conversions were counted
 * @param profit per run: margin times revenue, less cost; empty if only conversions were counted
 * @param probabilityBest that its share of conversions is the highest of all arms (uniform prior)
 * @param expectedLoss of conversions per run, if this arm is taken and another is better
 */
public record ArmResult(
        String arm,
        Proportion conversions,
        Answer<Interval> converted,
        Sample revenue,
        Sample cost,
        Sample profit,
        double probabilityBest,
        double expectedLoss) {

    public ArmResult {
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(conversions, "conversions");
        Objects.requireNonNull(converted, "converted");
        Objects.requireNonNull(revenue, "revenue");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(profit, "profit");
    }

    public long runs() {
        return conversions.total();
    }
}
