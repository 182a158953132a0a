package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Proportion;
import io.enishi.scenario.experiment.statistics.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs added up.
 *
 * @param conversions how many converted
 * @param revenue per run; empty if unknown
 * @param cost per run; empty if unknown
 * @param profit per run; empty if unknown
 */
record Tally(Proportion conversions, Sample revenue, Sample cost, Sample profit) {

    private static final Sample UNKNOWN = new Sample(0, 0, 0);

    /** By arm in order, every arm of the experiment; the holdout last, if it has runs. */
    static Map<String, Tally> of(Experiment experiment, Iterable<MeasuredRun> runs, double margin) {
        Map<String, Adding> adding = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> adding.put(arm.name(), new Adding()));
        Adding heldOut = new Adding();
        for (MeasuredRun run : runs) {
            Adding to = run.arm().equals(MeasuredRun.HELD_OUT) ? heldOut : adding.get(run.arm());
            known(experiment, run.arm(), to).add(run, margin);
        }
        Map<String, Tally> tallies = new LinkedHashMap<>();
        adding.forEach((arm, added) -> tallies.put(arm, added.tally()));
        if (heldOut.runs > 0) {
            tallies.put(MeasuredRun.HELD_OUT, heldOut.tally());
        }
        return tallies;
    }

    static Map<String, Tally> ofCounts(Experiment experiment, Map<String, Proportion> counts) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> tallies.put(arm.name(), counted(new Proportion(0, 0))));
        for (Map.Entry<String, Proportion> count : counts.entrySet()) {
            if (!count.getKey().equals(MeasuredRun.HELD_OUT)) {
                known(experiment, count.getKey(), tallies.get(count.getKey()));
                tallies.put(count.getKey(), counted(count.getValue()));
            }
        }
        Proportion heldOut = counts.get(MeasuredRun.HELD_OUT);
        if (heldOut != null) {
            tallies.put(MeasuredRun.HELD_OUT, counted(heldOut));
        }
        return tallies;
    }

    private static Tally counted(Proportion conversions) {
        return new Tally(conversions, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    private static <T> T known(Experiment experiment, String arm, @Nullable T found) {
        if (found == null) {
            throw new IllegalArgumentException("experiment \"" + experiment.name() + "\" has no arm \"" + arm + '"');
        }
        return found;
    }

    /** Adds one run after the other. */
    private static final class Adding {
        private long runs;
        private long converted;
        private final Sample.Collector revenue = new Sample.Collector();
        private final Sample.Collector cost = new Sample.Collector();
        private final Sample.Collector profit = new Sample.Collector();

        void add(MeasuredRun run, double margin) {
            runs++;
            converted += run.converted() ? 1 : 0;
            revenue.add(run.revenue());
            cost.add(run.cost());
            profit.add(margin * run.revenue() - run.cost());
        }

        Tally tally() {
            return new Tally(new Proportion(converted, runs), revenue.sample(), cost.sample(), profit.sample());
        }
    }
}
