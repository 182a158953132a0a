package io.enishi.scenario;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.ScenarioState.Memory;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A state that went into a row comes out of it, whichever states went into the others. */
class ShapeProperties {

    private static final long HOUR = 3_600_000;

    private static final CompiledScenario SCENARIO = Scenario.named("hello")
            .owner("crm")
            .because("test")
            .goal("They read", Check.tapped("hello"))
            .standardExits()
            .start(Entry.on(Selection.of("customer.registered")))
            .steps(
                    send("hello", transactional("service").by("mail", "hello")),
                    waitFor(days(2)).named("long"),
                    Step.repeat(
                            2,
                            waitFor(hours(30)).named("short"),
                            send("more", transactional("service").by("mail", "more"))))
            .build()
            .compile();

    @Provide
    Arbitrary<List<ScenarioState>> states() {
        Arbitrary<Long> time = Arbitraries.longs().between(0, 3);
        Arbitrary<Long> orNever = Arbitraries.oneOf(
                time,
                time.map(start -> start + 30 * HOUR),
                time.map(start -> start + 48 * HOUR),
                Arbitraries.just(Trajectory.NEVER));
        Arbitrary<Memory> memory = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.oneOf(time, Arbitraries.just(Long.MIN_VALUE)),
                        Arbitraries.of("", "mail", "line"))
                .as(Memory::new);
        Arbitrary<SortedMap<String, Memory>> memories = Arbitraries.maps(
                        Arbitraries.of(SCENARIO.flow().rememberedSteps()), memory)
                .map(TreeMap::new);
        return Combinators.combine(
                        time,
                        time,
                        Arbitraries.of("long", "short"),
                        time,
                        orNever,
                        Arbitraries.of(true, false),
                        memories)
                .as((since, startedAt, step, arrivedAt, due, reachable, kept) -> new ScenarioState(
                        since, startedAt, Collections.emptySortedMap(), step, arrivedAt, due, reachable, kept))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property
    void whatGoesIntoARowComesOut(@ForAll("states") List<ScenarioState> states) {
        Flow flow = SCENARIO.flow();
        Shape.Known shapes = new Shape.Known(SCENARIO);
        RunRows rows = new RunRows();
        Shape before = null;
        for (int i = 0; i < states.size(); i++) {
            int row = rows.add(new OriginId(i, i), EventId.of(i), 0);
            shapes.save(Standing.of(states.get(i), flow), before, rows, row);
            before = i % 3 == 0 ? null : shapes.get(rows.shape(row));
        }
        Standing standing = Standing.blank(flow);
        for (int i = 0; i < states.size(); i++) {
            int row = rows.find(new OriginId(i, i));
            Shape shape = shapes.get(rows.shape(row));
            shape.load(rows, row, standing);
            assertThat(standing.state()).isEqualTo(states.get(i));
            assertThat(shape.due(rows, row)).isEqualTo(states.get(i).due());
        }
    }

    @Property
    void aStateIsReadAndWrittenAsItWas(@ForAll("states") List<ScenarioState> states) {
        for (ScenarioState state : states) {
            Standing standing = Standing.of(state, SCENARIO.flow());
            assertThat(standing.state()).isSameAs(state);
            standing.rest(17);
            assertThat(standing.state())
                    .isEqualTo(new ScenarioState(
                            state.since(),
                            state.startedAt(),
                            state.subject(),
                            state.step(),
                            state.arrivedAt(),
                            17,
                            state.reachable(),
                            state.memory()));
        }
    }
}
