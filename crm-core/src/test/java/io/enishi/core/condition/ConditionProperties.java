package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The laws of conditions over the timeline, against {@link Oracle}. */
class ConditionProperties {

    private static final long START = 1_700_000_000_000L;

    /** A compiled condition with the columns of one customer. */
    record Compiled(CompiledCondition condition, Columns columns) implements NextChangeLaw.Answers {

        static Compiled of(World world) {
            ConditionSet set = set(world);
            Columns columns = set.newColumns(world.zone());
            world.arrivals().forEach(columns::append);
            return new Compiled(set.get("c"), columns);
        }

        @Override
        public boolean test(long now) {
            return condition.test(columns, Facts.none(), now);
        }

        @Override
        public long nextChange(long now) {
            return condition.nextChange(columns, Facts.none(), now);
        }
    }

    private static ConditionSet set(World world) {
        return ConditionSet.compile(Map.of("c", world.condition()), ConditionContext.open());
    }

    /** Each interesting instant with its neighbours, and some at random. */
    static TreeSet<Long> probes(Oracle oracle, Condition condition) {
        TreeSet<Long> probes = new TreeSet<>();
        for (long instant : oracle.interesting(condition)) {
            probes.add(instant - 1);
            probes.add(instant);
            probes.add(instant + 1);
        }
        Random random = new Random(probes.hashCode());
        for (int i = 0; i < 20; i++) {
            probes.add(START + (long) (random.nextDouble() * 200_000_000_000L));
        }
        return probes;
    }

    @Property(tries = 1500)
    void testIsWhatTheOracleSays(@ForAll("worlds") World world) {
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        Compiled compiled = Compiled.of(world);
        for (long now : probes(oracle, world.condition())) {
            assertThat(compiled.test(now)).as("at %s", now).isEqualTo(oracle.test(world.condition(), now));
        }
    }

    @Property(tries = 1500)
    void nextChangeObeysItsLaw(@ForAll("worlds") World world) {
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        NextChangeLaw.check(
                Compiled.of(world),
                now -> oracle.test(world.condition(), now),
                START,
                probes(oracle, world.condition()),
                instant -> oracle.isEdge(world.condition(), instant));
    }

    @Property(tries = 500)
    void explainAgreesWithTestAndNextChange(@ForAll("worlds") World world) {
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        Compiled compiled = Compiled.of(world);
        for (long now : oracle.edges(world.condition())) {
            Explanation why = compiled.condition().explain(compiled.columns(), Facts.none(), now);
            assertThat(why.holds()).isEqualTo(compiled.test(now));
            assertThat(why.until()).isEqualTo(compiled.nextChange(now));
            assertThat(why.toText()).isNotBlank();
        }
    }

    @Property(tries = 500)
    void columnsDoNotDependOnTheOrderOfArrival(@ForAll("worlds") World world, @ForAll Random random) {
        List<CustomerEvent> sorted = new ArrayList<>(world.arrivals());
        sorted.sort(Comparator.comparing(CustomerEvent::occurredAt)
                .thenComparing(CustomerEvent::source)
                .thenComparing(CustomerEvent::id));
        List<CustomerEvent> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, random);
        ConditionSet set = set(world);
        CompiledCondition condition = set.get("c");
        Columns inOrder = set.newColumns(world.zone());
        sorted.forEach(inOrder::append);
        Columns late = set.newColumns(world.zone());
        List<Columns> versions = new ArrayList<>();
        for (CustomerEvent event : shuffled) {
            versions.add(late);
            late = late.copy();
            late.append(event);
        }
        Columns rebuilt = late.copy();
        rebuilt.rebuild(shuffled);
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        for (long now : probes(oracle, world.condition())) {
            long answer = condition.evaluate(inOrder, Facts.none(), now);
            assertThat(condition.evaluate(late, Facts.none(), now)).isEqualTo(answer);
            assertThat(condition.evaluate(rebuilt, Facts.none(), now)).isEqualTo(answer);
        }
        // An earlier version was not written through.
        int half = shuffled.size() / 2;
        if (half < versions.size()) {
            Oracle earlier = new Oracle(world.zone(), shuffled.subList(0, half));
            for (long now : earlier.edges(world.condition())) {
                assertThat(condition.test(versions.get(half), Facts.none(), now))
                        .isEqualTo(earlier.test(world.condition(), now));
            }
        }
    }

    /** Events that tie, follow each other by a millisecond, and exit in another order than they entered. */
    @Property(tries = 4000)
    void crowdedWorldsObeyTheLawWhateverTheOrderOfArrival(@ForAll("crowdedWorlds") World world, @ForAll Random random) {
        Oracle oracle = new Oracle(world.zone(), world.arrivals());
        Compiled compiled = Compiled.of(world);
        TreeSet<Long> probes = new TreeSet<>();
        for (long edge : oracle.edges(world.condition())) {
            probes.add(edge - 1);
            probes.add(edge);
        }
        NextChangeLaw.check(
                compiled,
                now -> oracle.test(world.condition(), now),
                START,
                probes,
                instant -> oracle.isEdge(world.condition(), instant));
        List<CustomerEvent> shuffled = new ArrayList<>(world.arrivals());
        Collections.shuffle(shuffled, random);
        Columns other = compiled.columns().copy();
        other.rebuild(shuffled);
        for (long now : probes) {
            assertThat(compiled.condition().evaluate(other, Facts.none(), now))
                    .isEqualTo(compiled.condition().evaluate(compiled.columns(), Facts.none(), now));
        }
    }

    @Provide
    Arbitrary<World> crowdedWorlds() {
        return Arbitraries.oneOf(
                World.crowdedOrders(8),
                World.crowded(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, World.sequences()),
                                Tuple.of(1, World.distincts()),
                                Tuple.of(1, World.atoms())),
                        8));
    }

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds(World.conditions(), 12);
    }
}
