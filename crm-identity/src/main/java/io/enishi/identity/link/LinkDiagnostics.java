package io.enishi.identity.link;

import java.util.List;
import java.util.Locale;

/**
 * How a linkage went, for somebody who improves the model.
 *
 * @param rules what each blocking rule asked for
 * @param blockingRecall share of the pairs within clusters that some rule led to: an estimate of how much blocking finds, too high
 *     where people have two records only
 * @param chart pairs and probabilities at rising thresholds
 * @param unlinkable records that say so little that not even an exact copy of them would be linked
 * @param weakest pairs of records that hold clusters together and are least probable, weakest first
 */
public record LinkDiagnostics(
        List<RuleReport> rules, double blockingRecall, List<ChartPoint> chart, int unlinkable, List<WeakLink> weakest) {

    public LinkDiagnostics {
        rules = List.copyOf(rules);
        chart = List.copyOf(chart);
        weakest = List.copyOf(weakest);
    }

    /**
     * A blocking rule.
     *
     * @param features what has to agree
     * @param pairs pairs that agree
     * @param kept those of them that are within clusters
     * @param cap records in the largest block that was let pass whole
     * @param refined blocks that were larger and were split by further features
     * @param dropped records in blocks that stayed too large
     */
    public record RuleReport(List<String> features, long pairs, long kept, int cap, int refined, int dropped) {

        public RuleReport {
            features = List.copyOf(features);
        }
    }

    /**
     * A point of the threshold chart.
     *
     * @param bits posterior log odds to the base of 2
     * @param pairs compared pairs with at least so many
     * @param expectedRight how many of them are right, if the probabilities are
     */
    public record ChartPoint(double bits, long pairs, double expectedRight) {}

    /**
     * A pair within a cluster.
     *
     * @param bridge whether the cluster falls apart without it, as far as pairs above the threshold hold it together
     */
    public record WeakLink(String a, String b, double bits, boolean bridge) {}

    /** All of it as text, without values of records. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (RuleReport rule : rules) {
            text.append(String.format(
                    Locale.ROOT,
                    "rule %s: %d pairs, %d in clusters, blocks up to %d records, %d refined, %d records dropped%n",
                    String.join(", ", rule.features()),
                    rule.pairs(),
                    rule.kept(),
                    rule.cap(),
                    rule.refined(),
                    rule.dropped()));
        }
        text.append(String.format(
                Locale.ROOT,
                "blocking leads to %.1f %% of the pairs in clusters; %d records say too little to be linked%n",
                100 * blockingRecall,
                unlinkable));
        for (ChartPoint point : chart) {
            text.append(String.format(
                    Locale.ROOT,
                    "at %+.0f bits: %d pairs, %.0f expected right%n",
                    point.bits(),
                    point.pairs(),
                    point.expectedRight()));
        }
        for (WeakLink link : weakest) {
            text.append(String.format(
                    Locale.ROOT,
                    "weak: %s, %s at %.2f bits%s%n",
                    link.a(),
                    link.b(),
                    link.bits(),
                    link.bridge() ? ", a bridge" : ""));
        }
        return text.toString();
    }
}
