package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;

/**
 * The laws must be able to fail: each of the mistakes that this engine is built to avoid is caught by the same check, on the same kind of
 * worlds, that the engine passes.
 */
class BrokenVariantsProperties {

    private static final long START = 1_700_000_000_000L;
    private static final int WORLDS = 600;

    private static final Arbitrary<World> ABSENCES = World.worlds(
            Combinators.combine(Arbitraries.of(Selection.actions(), Selection.of("order.placed")), World.spans())
                    .as((of, span) -> new Condition.Absence(of, withoutZone(span))),
            6);

    /** Around 29 and 30 November, three months before the last of February. */
    private static final Arbitrary<World> NOVEMBERS = World.crowded(
            Arbitraries.of(Selection.actions(), Selection.of("order.placed"))
                    .map(of -> new Condition.Absence(of, Span.months(3))),
            4);

    private static Span withoutZone(Span span) {
        return span instanceof Span.Calendar calendar ? Span.calendar(calendar.period()) : span;
    }

    private static boolean isCaught(World world, NextChangeLaw.Answers answers) {
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        try {
            NextChangeLaw.check(
                    answers,
                    now -> oracle.test(world.condition(), now),
                    START,
                    ConditionProperties.probes(oracle, world.condition()),
                    instant -> oracle.isEdge(world.condition(), instant));
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    /** The same worlds on every run: a rare mistake must not be caught only by luck. */
    private static Stream<World> sample(Arbitrary<World> worlds) {
        RandomGenerator<World> generator = worlds.generator(1000, true);
        Random random = new Random(20260401);
        return Stream.generate(() -> generator.next(random).value());
    }

    private static int caught(Arbitrary<World> worlds, Function<World, NextChangeLaw.Answers> variant) {
        return (int) sample(worlds)
                .limit(WORLDS)
                .filter(world -> isCaught(world, variant.apply(world)))
                .count();
    }

    private static boolean isEverCaught(Arbitrary<World> worlds, Function<World, NextChangeLaw.Answers> variant) {
        return sample(worlds).limit(20L * WORLDS).anyMatch(world -> isCaught(world, variant.apply(world)));
    }

    /** Answers by two functions. */
    private record Variant(LongPredicate holds, LongUnaryOperator next) implements NextChangeLaw.Answers {
        @Override
        public boolean test(long now) {
            return holds.test(now);
        }

        @Override
        public long nextChange(long now) {
            return next.applyAsLong(now);
        }
    }

    @Example
    void theEngineItselfPasses() {
        assertThat(caught(ABSENCES, ConditionProperties.Compiled::of)).isZero();
        assertThat(caught(NOVEMBERS, ConditionProperties.Compiled::of)).isZero();
    }

    @Example
    void answeringNowIsCaught() {
        assertThat(caught(ABSENCES, world -> {
                    var right = ConditionProperties.Compiled.of(world);
                    return new Variant(right::test, now -> now);
                }))
                .isEqualTo(WORLDS);
    }

    @Example
    void absenceSinceTheLastEventOnlyIsCaught() {
        assertThat(isEverCaught(NOVEMBERS, world -> {
                    Oracle oracle = new Oracle(world.zone(), world.arrivals());
                    Condition.Absence absence = (Condition.Absence) world.condition();
                    var right = ConditionProperties.Compiled.of(world);
                    return new Variant(
                            now -> {
                                List<CustomerEvent> counted = oracle.counted(absence.of(), now);
                                return !counted.isEmpty()
                                        && now
                                                >= oracle.exit(
                                                        counted.get(counted.size() - 1)
                                                                .occurredAt()
                                                                .toEpochMilli(),
                                                        Window.last(absence.lasting()));
                            },
                            right::nextChange);
                }))
                .isTrue();
    }

    @Example
    void subtractingMonthsFromNowIsCaught() {
        assertThat(isEverCaught(NOVEMBERS, world -> {
                    Oracle oracle = new Oracle(world.zone(), world.arrivals());
                    Condition.Absence absence = (Condition.Absence) world.condition();
                    var right = ConditionProperties.Compiled.of(world);
                    return new Variant(
                            now -> {
                                List<CustomerEvent> counted = oracle.counted(absence.of(), now);
                                return !counted.isEmpty()
                                        && counted.stream()
                                                .allMatch(event -> !event.occurredAt()
                                                        .isAfter(before(now, absence.lasting(), world.zone())));
                            },
                            right::nextChange);
                }))
                .isTrue();
    }

    private static Instant before(long now, Span span, ZoneId zone) {
        if (span instanceof Span.Exact exact) {
            return Instant.ofEpochMilli(now).minus(exact.duration());
        }
        ZonedDateTime local = Instant.ofEpochMilli(now).atZone(zone);
        return local.minus(((Span.Calendar) span).period()).toInstant();
    }

    @Example
    void wakingAMillisecondLateIsCaught() {
        assertThat(isEverCaught(ABSENCES, world -> {
                    var right = ConditionProperties.Compiled.of(world);
                    return new Variant(right::test, now -> {
                        long next = right.nextChange(now);
                        return next == Trajectory.NEVER ? next : next + 1;
                    });
                }))
                .isTrue();
    }

    @Example
    void seeingEventsOfTheFutureIsCaught() {
        assertThat(isEverCaught(ABSENCES, world -> {
                    Oracle all = new Oracle(
                            world.zone(),
                            world.arrivals().stream()
                                    .map(event -> CustomerEvent.of(
                                            event.source(),
                                            event.id(),
                                            event.identifiers(),
                                            world.arrivals().stream()
                                                    .map(CustomerEvent::occurredAt)
                                                    .min(Comparator.naturalOrder())
                                                    .orElseThrow(),
                                            event.body()))
                                    .toList());
                    var right = ConditionProperties.Compiled.of(world);
                    return new Variant(now -> all.test(world.condition(), now), right::nextChange);
                }))
                .isTrue();
    }

    @Example
    void missingADecayByAMillisecondIsCaught() {
        for (long off : new long[] {-1, 1}) {
            long caught = MetricProperties.any()
                    .sampleStream()
                    .limit(WORLDS)
                    .filter(score -> {
                        try {
                            NextChangeLaw.check(
                                    new Variant(score::truth, now -> {
                                        long next = crossing(score, now);
                                        return next == Trajectory.NEVER ? next : next + off;
                                    }),
                                    score::truth,
                                    MetricProperties.START,
                                    score.probes(),
                                    instant -> false);
                            return false;
                        } catch (AssertionError e) {
                            return true;
                        }
                    })
                    .count();
            assertThat(caught).as("off by %s ms", off).isPositive();
        }
    }

    private static long crossing(MetricProperties.Score score, long now) {
        long next = now;
        do {
            next = score.metric().nextChangeOfSign(score.comparison().bound(), next);
        } while (next != Trajectory.NEVER && score.truth(next) == score.truth(now));
        return next;
    }
}
