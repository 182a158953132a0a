package io.enishi.benchmarks.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.HalfLife;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.ScoreFold;
import io.enishi.scoring.ScoreState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The small steps of scoring, with {@code -prof gc} for what they allocate: one event into a state that has room, and questions to
 * the trajectory of a score.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreBenchmark {

    private static final long DAY = 86_400_000L;

    private final ScoreFold fold = ScoringVsRuleTable.model().fold();
    private ScoreState state = fold.initial();
    private CustomerEvent[] events = new CustomerEvent[0];
    private int next;
    private Trajectory decaying = Trajectory.constant(0);
    private Trajectory sum = Trajectory.constant(0);
    private Trajectory mixed = Trajectory.constant(0);

    @Setup
    public void prepare() {
        // One customer's events of a minute: applied over and over they stay in order, and nothing has to grow.
        events = ShopEvents.generate(1_000, 1, 7).events;
        for (int i = 0; i < events.length; i++) {
            CustomerEvent event = events[i];
            events[i] = CustomerEvent.of(
                    event.source(),
                    event.id(),
                    event.identifiers(),
                    Instant.ofEpochMilli(ShopEvents.BEGIN),
                    event.body());
        }
        decaying = decaying(30, 250);
        sum = Trajectory.sum(List.of(Trajectory.constant(-12), decaying));
        mixed = Trajectory.sum(List.of(decaying, decaying(7, -90), Trajectory.constant(3)));
    }

    private static Trajectory decaying(int days, long points) {
        DecayingSum points30 = new DecayingSum(HalfLife.of(Duration.ofDays(days)));
        for (int i = 0; i < 10; i++) {
            points30.add(points, ShopEvents.BEGIN + i * 11 * DAY);
        }
        return points30.trajectory();
    }

    @Benchmark
    public ScoreState oneEvent() {
        next = next + 1 == events.length ? 0 : next + 1;
        state = fold.apply(state, events[next]);
        return state;
    }

    @Benchmark
    public boolean isAtLeast() {
        return sum.isAtLeast(100, ShopEvents.BEGIN + 200 * DAY);
    }

    @Benchmark
    public long nextCrossing() {
        return sum.nextCrossing(100, ShopEvents.BEGIN + 120 * DAY);
    }

    @Benchmark
    public long nextCrossingOfMixedSigns() {
        return mixed.nextCrossing(100, ShopEvents.BEGIN + 120 * DAY);
    }
}
