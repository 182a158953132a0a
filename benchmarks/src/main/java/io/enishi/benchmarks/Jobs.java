package io.enishi.benchmarks;

import io.enishi.benchmarks.camunda.CamundaJob;
import io.enishi.benchmarks.identity.GraphJob;
import io.enishi.benchmarks.jdbc.ColdJob;
import io.enishi.benchmarks.jdbc.JdbcJob;
import io.enishi.benchmarks.jdbc.RestartJob;
import io.enishi.benchmarks.journey.JourneyJob;
import io.enishi.benchmarks.link.DukeJob;
import io.enishi.benchmarks.link.HeldOutJob;
import io.enishi.benchmarks.link.LinkJob;
import io.enishi.benchmarks.path.PathJobs;
import io.enishi.benchmarks.scoring.CoPurchaseJob;
import io.enishi.benchmarks.scoring.CompileScores;
import io.enishi.benchmarks.scoring.DroolsMatching;
import io.enishi.benchmarks.scoring.DroolsScoring;
import io.enishi.benchmarks.scoring.LateScoring;
import io.enishi.benchmarks.scoring.LifetimeValueJob;
import io.enishi.benchmarks.scoring.RecommendationJob;
import io.enishi.benchmarks.scoring.ScoringVsRuleTable;
import io.enishi.benchmarks.start.StartJob;
import java.util.List;
import java.util.stream.Stream;

/** The whole jobs, in the order of {@code --list}. A new job is one more line here. */
final class Jobs {

    private static final List<Job> ALL = Stream.<List<? extends Job>>of(
                    List.of(PathJobs.dormant(), PathJobs.full(), new ScoringVsRuleTable(), new LifetimeValueJob()),
                    List.of(new LateScoring(), new DroolsScoring(), new DroolsMatching(), new CompileScores()),
                    List.of(new CoPurchaseJob(), new RecommendationJob()),
                    JdbcJob.all(),
                    ColdJob.all(),
                    List.of(new GraphJob(), new LinkJob(), new DukeJob()),
                    List.of(HeldOutJob.first(), HeldOutJob.further(), HeldOutJob.town()),
                    RestartJob.all(),
                    List.of(new FanOutJob()),
                    List.of(new JourneyJob(), new CamundaJob()),
                    List.of(new StartJob(), new JarSizes(), new TimelineMemory(), new CodecSpeed()))
            .<Job>flatMap(List::stream)
            .toList();

    private Jobs() {}

    static List<Job> all() {
        return ALL;
    }
}
