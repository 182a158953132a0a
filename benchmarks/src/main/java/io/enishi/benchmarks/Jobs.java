package io.enishi.benchmarks;

import io.enishi.benchmarks.path.PathJobs;
import io.enishi.benchmarks.scoring.ScoringVsRuleTable;
import io.enishi.benchmarks.start.StartJob;
import java.util.List;

/** The whole jobs, in the order of {@code --list}. A new job is one more line here. */
final class Jobs {

    private static final List<Job> ALL = List.of(
            PathJobs.dormant(),
            PathJobs.full(),
            new ScoringVsRuleTable(),
            new StartJob(),
            new JarSizes(),
            new TimelineMemory(),
            new CodecSpeed());

    private Jobs() {}

    static List<Job> all() {
        return ALL;
    }
}
