package io.enishi.core;

import java.util.List;

/**
 * What running all events again in event time came to.
 *
 * @param customers how many were compared
 * @param foldDifferences customers whose folds differ: a defect
 * @param runsOnlyLive runs that only happened live, because something was heard late
 * @param runsOnlyRecomputed runs that would have happened had everything been heard in time
 */
public record RecomputeReport(
        long customers, List<String> foldDifferences, List<String> runsOnlyLive, List<String> runsOnlyRecomputed) {
    public RecomputeReport {
        foldDifferences = List.copyOf(foldDifferences);
        runsOnlyLive = List.copyOf(runsOnlyLive);
        runsOnlyRecomputed = List.copyOf(runsOnlyRecomputed);
    }
}
