package io.enishi.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ExperimentProperties {

    @Property(tries = 500)
    void yamlAndJsonReadBackToTheSameExperiment(@ForAll("experiments") Experiment experiment) {
        assertThat(Experiment.parse(experiment.toYaml())).isEqualTo(experiment);
        assertThat(Experiment.parse(experiment.toJson())).isEqualTo(experiment);
    }

    @Property(tries = 200)
    void equalExperimentsAndNoOthersHaveEqualHashes(
            @ForAll("experiments") Experiment one, @ForAll("experiments") Experiment other) {
        assertThat(Experiment.parse(one.toYaml()).definitionHash()).isEqualTo(one.definitionHash());
        assertThat(one.definitionHash().equals(other.definitionHash())).isEqualTo(one.equals(other));
    }

    @Property(tries = 200)
    void holdoutsReadBack(@ForAll("names") String name, @ForAll @IntRange(max = 10_000) int buckets) {
        Holdout holdout = Holdout.of(name, buckets);
        assertThat(Holdout.parse(holdout.toYaml())).isEqualTo(holdout);
        assertThat(Holdout.parse(holdout.toJson())).isEqualTo(holdout);
    }

    @Property(tries = 300)
    void wideningMovesNobodyWhoHadAnArm(@ForAll("experiments") Experiment before, @ForAll Random random) {
        Experiment after = before;
        for (int i = 0; i < 4 && after.unassigned() > 0; i++) {
            Arm any = after.arms().get(random.nextInt(after.arms().size()));
            int more = 1 + random.nextInt(after.unassigned());
            Experiment wider = after.widen(any.name(), more);
            assertThat(wider.unassigned()).isEqualTo(after.unassigned() - more);
            after = wider;
        }
        assertThat(after.problemsReplacing(before)).isEmpty();
        for (int i = 0; i < 200; i++) {
            OriginId origin = origin(random);
            String had = before.armOf(origin).orElse(null);
            if (had != null) {
                assertThat(after.armOf(origin)).contains(had);
            }
        }
    }

    @Property(tries = 100)
    void everyBucketIsInOneArmAtMost(@ForAll("experiments") Experiment experiment) {
        int assigned = 0;
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            int at = bucket;
            long arms =
                    experiment.arms().stream().filter(arm -> arm.contains(at)).count();
            assertThat(arms).isLessThanOrEqualTo(1);
            assigned += (int) arms;
        }
        assertThat(assigned).isEqualTo(Buckets.COUNT - experiment.unassigned());
    }

    @Property(tries = 100)
    void aWiderHoldoutContainsTheNarrower(
            @ForAll @IntRange(max = 10_000) int a, @ForAll @IntRange(max = 10_000) int b, @ForAll Random random) {
        Holdout narrow = Holdout.of("x", Math.min(a, b));
        Holdout wide = Holdout.of("x", Math.max(a, b));
        for (int i = 0; i < 50; i++) {
            OriginId origin = origin(random);
            assertThat(!narrow.holds(origin) || wide.holds(origin)).isTrue();
        }
    }

    /** Chi-square over 100 cells of 100,000 origins; 99 degrees of freedom exceed 177 once in a million. */
    @Property(tries = 10)
    void bucketsAreUniform(@ForAll("names") String salt, @ForAll Random random) {
        long[] cells = new long[100];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            cells[Buckets.of(salt, origin(random)) / 100]++;
        }
        assertThat(chiSquare(cells, n)).isLessThan(177);
    }

    /** Origins that count upwards are as good as random ones: the hash does not lean on its input being one. */
    @Property(tries = 5)
    void bucketsOfConsecutiveOriginsAreUniform(@ForAll("names") String salt, @ForAll long start) {
        long[] cells = new long[100];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            cells[Buckets.of(salt, new OriginId(0, start + i)) / 100]++;
        }
        assertThat(chiSquare(cells, n)).isLessThan(177);
    }

    /** Pairs of buckets fill a 10 x 10 table evenly; 99 degrees of freedom exceed 177 once in a million. */
    @Property(tries = 10)
    void experimentsWithDifferentSaltsAreIndependent(@ForAll Random random) {
        String one = "salt-" + random.nextInt();
        String other = one + "b";
        long[] cells = new long[100];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            OriginId origin = origin(random);
            cells[Buckets.of(one, origin) / 1000 * 10 + Buckets.of(other, origin) / 1000]++;
        }
        assertThat(chiSquare(cells, n)).isLessThan(177);
    }

    private static double chiSquare(long[] cells, int n) {
        double expected = n / (double) cells.length;
        double chi = 0;
        for (long cell : cells) {
            chi += (cell - expected) * (cell - expected) / expected;
        }
        return chi;
    }

    static OriginId origin(Random random) {
        return new OriginId(random.nextLong(), random.nextLong());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("subject", "a", "0", "win-back:2026", "x_y.z");
    }

    @Provide
    Arbitrary<Experiment> experiments() {
        Arbitrary<Ending> endings = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.integers().between(0, 20_000),
                                Arbitraries.of("Asia/Tokyo", "UTC", "+05:45").injectNull(0.3))
                        .as((day, zone) ->
                                new Ending.AfterDay(LocalDate.ofEpochDay(day), zone == null ? null : ZoneId.of(zone))),
                Arbitraries.longs()
                        .between(0, 4_000_000_000_000L)
                        .map(Instant::ofEpochMilli)
                        .map(Ending.At::new));
        Arbitrary<Plan> plans = Combinators.combine(
                        Arbitraries.doubles().between(0, false, 0.6, true),
                        Arbitraries.doubles().between(0, false, 0.39, true),
                        Arbitraries.doubles().between(0, false, 0.5, false),
                        Arbitraries.doubles().between(0.5, false, 1, false))
                .as(Plan::new);
        Arbitrary<Selection> counts =
                Arbitraries.of(Selection.orders(), Selection.actions(), Selection.of("order.placed", "store.visited"));
        return Combinators.combine(
                        names(),
                        Arbitraries.of("", "why", "名前入りの件名は開封される: 'yes'\n2行目", " "),
                        Arbitraries.of("", "s", "実験 1", "x:y"),
                        Arbitraries.randoms(),
                        endings.injectNull(0.3),
                        Arbitraries.of(Measure.class),
                        counts.injectNull(0.5),
                        plans.injectNull(0.5))
                .as((name, hypothesis, salt, random, ending, measure, selection, plan) -> {
                    List<Arm> arms = arms(random);
                    return new Experiment(
                            name,
                            hypothesis,
                            salt.isEmpty() ? name : salt,
                            arms,
                            arms.get(random.nextInt(arms.size())).name(),
                            ending,
                            arms.get(random.nextInt(arms.size())).name(),
                            measure,
                            selection,
                            random.nextBoolean() ? null : random.nextBoolean() ? Span.days(30) : Span.months(2),
                            plan);
                });
    }

    private static List<Arm> arms(Random random) {
        int count = 1 + random.nextInt(4);
        List<List<BucketRange>> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranges.add(new ArrayList<>());
        }
        int next = 0;
        while (next < Buckets.COUNT) {
            int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 4000);
            int last = Math.min(Buckets.COUNT - 1, next + size - 1);
            int arm = random.nextInt(count + 1);
            if (arm < count) {
                ranges.get(arm).add(new BucketRange(next, last));
            }
            next = last + 1;
        }
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arms.add(new Arm("arm-" + i, ranges.get(i)));
        }
        return arms;
    }
}
