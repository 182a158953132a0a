package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.HalfLife;
import io.enishi.core.value.Trajectory;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Conditions over metrics wake at the exact millisecond, and never for nothing. */
class MetricProperties {

    static final long START = 1_800_000_000_000L;

    /** A metric and a comparison with it. */
    record Score(Trajectory metric, Comparison comparison) {
        boolean truth(long now) {
            return Oracle.compares(comparison, BigInteger.valueOf(metric.valueAt(now)));
        }

        Condition condition() {
            return new Condition.Metric("score", comparison);
        }

        Facts facts() {
            return new Metrics(Map.of("score", metric));
        }

        /** Around every instant at which the value passes the bound, and some at random. */
        TreeSet<Long> probes() {
            TreeSet<Long> probes = new TreeSet<>();
            long now = START;
            for (int i = 0; i < 20 && now != Trajectory.NEVER; i++) {
                now = metric.nextChangeOfSign(comparison.bound(), now);
                if (now != Trajectory.NEVER) {
                    probes.add(now - 1);
                    probes.add(now);
                    probes.add(now + 1);
                }
            }
            Random random = new Random(probes.hashCode());
            for (int i = 0; i < 20; i++) {
                probes.add(START + (long) (random.nextDouble() * 100_000_000_000L));
            }
            return probes;
        }
    }

    /** Facts of which only metrics are known. */
    record Metrics(Map<String, Trajectory> metrics) implements Facts {
        @Override
        public Trajectory metric(String name) {
            return metrics.get(name);
        }

        @Override
        public boolean inSegment(String name) {
            return false;
        }

        @Override
        public AttributeValue attribute(String name) {
            return null;
        }

        @Override
        public boolean isPermitted(String purpose, String channel) {
            return false;
        }

        @Override
        public boolean isReachable(String channel) {
            return false;
        }

        @Override
        public boolean isLinked(String scheme) {
            return false;
        }

        @Override
        public boolean isKnownTo(String source) {
            return false;
        }

        @Override
        public List<EventBody> happening() {
            return List.of();
        }

        @Override
        public boolean host(String function, Map<String, AttributeValue> arguments) {
            return false;
        }
    }

    @Property(tries = 1000)
    void wakesAtTheMillisecondAtWhichTheComparisonFlips(@ForAll("scores") Score score) {
        ConditionSet set = ConditionSet.compile(Map.of("c", score.condition()), ConditionContext.open());
        Columns columns = set.newColumns(ZoneId.of("UTC"));
        CompiledCondition condition = set.get("c");
        NextChangeLaw.Answers answers = new NextChangeLaw.Answers() {
            @Override
            public boolean test(long now) {
                return condition.test(columns, score.facts(), now);
            }

            @Override
            public long nextChange(long now) {
                return condition.nextChange(columns, score.facts(), now);
            }
        };
        NextChangeLaw.check(answers, score::truth, START, score.probes(), instant -> false);
        assertThat(condition.explain(columns, score.facts(), START).found())
                .isEqualTo(Long.toString(score.metric().valueAt(START)));
    }

    @Provide
    Arbitrary<Score> scores() {
        return any();
    }

    static Arbitrary<Score> any() {
        return Combinators.combine(
                        metrics(),
                        Arbitraries.of(Comparison.Operator.class),
                        Arbitraries.longs().between(-3, 120))
                .as((metric, operator, bound) -> new Score(metric, new Comparison(operator, bound)));
    }

    private static Arbitrary<Trajectory> metrics() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-10, 100).map(Trajectory::constant), decays(), steps(), lines());
    }

    static Arbitrary<Trajectory> decays() {
        Arbitrary<long[]> additions = Combinators.combine(
                        Arbitraries.longs().between(1, 100), Arbitraries.longs().between(0, 90L * 86_400_000))
                .as((points, before) -> new long[] {points, START - before});
        return Combinators.combine(
                        additions.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(1, 7, 30), Arbitraries.of(1, -1))
                .as((added, days, sign) -> {
                    DecayingSum sum = new DecayingSum(HalfLife.of(Duration.ofDays(days)));
                    added.forEach(addition -> sum.add(sign * addition[0], addition[1]));
                    return sum.trajectory();
                });
    }

    private static Arbitrary<Trajectory> steps() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 30L * 86_400_000).list().ofMaxSize(5),
                        Arbitraries.longs().between(-200, 10_000))
                .as((gaps, seed) -> {
                    List<Long> times = new ArrayList<>();
                    long at = START;
                    for (long gap : gaps) {
                        at += gap;
                        times.add(at);
                    }
                    Random random = new Random(seed);
                    return Trajectory.steps(
                            seed,
                            times.stream().mapToLong(Long::longValue).toArray(),
                            times.stream()
                                    .mapToLong(time -> random.nextInt(12_000))
                                    .toArray(),
                            100);
                });
    }

    private static Arbitrary<Trajectory> lines() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 40).list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.longs().between(1, 100))
                .as((ends, points) -> Trajectory.linear(
                        60L * 86_400_000,
                        ends.stream()
                                .sorted()
                                .mapToLong(day -> START + day * 86_400_000)
                                .toArray(),
                        ends.stream().mapToLong(day -> points).toArray()));
    }
}
