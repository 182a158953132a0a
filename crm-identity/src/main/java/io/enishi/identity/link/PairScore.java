package io.enishi.identity.link;

import java.util.List;
import java.util.Locale;

/**
 * Why two records are, or are not, one person: bits by comparison, which add up to the log odds.
 *
 * @param a id of one record
 * @param b id of the other
 * @param steps where the bits come from, prior first; they add up to {@code bits}
 * @param bits posterior log odds to the base of 2: 0 is even odds, 10 about a thousand to one
 * @param threshold bits from which on a pair counts as linked
 */
public record PairScore(String a, String b, List<Step> steps, double bits, double threshold) {

    public PairScore {
        steps = List.copyOf(steps);
    }

    /**
     * One bar of the waterfall chart.
     *
     * @param name the comparison's feature, or {@code prior}, {@code frequency of ...}, {@code household}, {@code household or place}
     * @param level the level that held; {@code different}, {@code unknown}, or empty
     * @param bits what it adds
     */
    public record Step(String name, String level, double bits) {}

    /** Posterior probability that both are one person. */
    public double probability() {
        return 1 / (1 + StrictMath.pow(2, -bits));
    }

    /** Whether the pair alone would be linked; a cluster also asks the pairs around it. */
    public boolean isLinked() {
        return bits >= threshold;
    }

    /** The waterfall as text: one line a step, with the running sum. Holds no values of the records. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        double sum = 0;
        for (Step step : steps) {
            sum += step.bits();
            text.append(String.format(
                    Locale.ROOT,
                    "%+8.2f  %8.2f  %s%s%n",
                    step.bits(),
                    sum,
                    step.name(),
                    step.level().isEmpty() ? "" : ": " + step.level()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "          %8.2f bits, probability %.6f, threshold %.2f bits: %s%n",
                        bits,
                        probability(),
                        threshold,
                        isLinked() ? "link" : "no link"))
                .toString();
    }
}
