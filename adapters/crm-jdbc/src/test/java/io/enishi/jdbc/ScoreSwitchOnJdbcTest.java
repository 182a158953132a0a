package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Conditions;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scoring.Cap;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import io.enishi.scoring.ScoreSwitch;
import io.enishi.testkit.ManualTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A score model that takes another's place while the Crm runs on a database, and what the next start finds there. */
class ScoreSwitchOnJdbcTest {

    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();
    private static final int PEOPLE = 30;

    private static final ScoreModel BEFORE = model(1);
    private static final ScoreModel AFTER = model(3);
    private static final List<Segment> SNAPSHOTS =
            List.of(Segment.snapshot("spring", new Condition.Metric("interest.band", Comparison.atLeast(1))));

    private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-01T00:00:00Z"));

    private static ScoreModel model(int perDay) {
        return ScoreModel.named("interest")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("view", "product.viewed", 20).capped(Cap.perDay(perDay)))
                .band("low")
                .band("high", 40)
                .build();
    }

    static Stream<CustomerStore> stores() {
        return Stream.of(new InMemoryCustomerStore(), Databases.newShop(H2), Databases.newShop(POSTGRES));
    }

    private Crm open(CustomerStore store, ScoreModel model) {
        List<Segment> segments = new ArrayList<>(model.segments());
        segments.addAll(SNAPSHOTS);
        return builder(store, model).segments(segments).build();
    }

    private CrmBuilder builder(CustomerStore store, ScoreModel model) {
        return Crm.builder("shop").store(store).clock(time).fold(model.fold());
    }

    /** Everybody views two things on one day: 20 points before the switch, 40 after it. */
    private void live(Crm crm) {
        live(crm, 0);
    }

    private void live(Crm crm, int from) {
        for (int i = from; i < from + 2 * PEOPLE; i++) {
            crm.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(i),
                    Identifier.member("m-" + i % PEOPLE),
                    time.instant(),
                    new EventBody.ProductViewed("ink", "")));
        }
    }

    private long value(Crm crm, String member) {
        CustomerId person = crm.find(Identifier.member(member)).orElseThrow();
        return crm.metric(person, "interest")
                .orElseThrow()
                .valueAt(time.instant().toEpochMilli());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatASwitchPutInForceIsFoundByAStartWithTheChangedModel(CustomerStore store) {
        try (Crm crm = open(store, BEFORE)) {
            live(crm);
            assertThat(crm.segment("interest:high", 100)).isEmpty();
            assertThat(ScoreSwitch.to(AFTER).on(crm).people()).isEqualTo(PEOPLE);
            assertThat(crm.segment("interest:high", 100)).hasSize(PEOPLE);
        }
        try (Crm restarted = open(store, AFTER)) {
            assertThat(restarted.segment("interest:high", 100)).hasSize(PEOPLE);
            assertThat(value(restarted, "m-7")).isEqualTo(40);
            assertThat(restarted.verify().differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSnapshotStaysAsItWasTakenThroughASwitch(CustomerStore store) {
        try (Crm crm = open(store, AFTER)) {
            live(crm);
            crm.takeSnapshot("spring");
            ScoreSwitch.to(BEFORE).on(crm);

            assertThat(crm.segment("interest:high", 100)).isEmpty();
            assertThat(crm.segment("spring", 100)).hasSize(PEOPLE);
            crm.takeSnapshot("spring");
            assertThat(crm.segment("spring", 100)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aStartWithAnotherModelThanTheStoreHoldsSaysSoAndCountsAnew(CustomerStore store) {
        try (Crm crm = open(store, BEFORE)) {
            live(crm);
            assertThat(crm.definitions().areInForce()).isTrue();
            ScoreSwitch.to(AFTER).on(crm);
            assertThat(crm.definitions().areInForce()).isTrue();
        }
        try (Crm stale = open(store, BEFORE)) { // deployed without the switch
            assertThat(stale.definitions().outdated()).isEqualTo(PEOPLE);
            assertThat(stale.definitions().folds()).containsEntry("interest", BEFORE.definitionHash());
            assertThat(value(stale, "m-7")).isEqualTo(20);

            assertThat(stale.putDefinitionsInForce()).isEqualTo(PEOPLE);

            assertThat(stale.definitions().areInForce()).isTrue();
            assertThat(stale.segment("interest:high", 100)).isEmpty();
            assertThat(stale.verify().differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSnapshotStaysThroughAStartWithAnotherModelAndWhoReadsItIsVerified(CustomerStore store) {
        List<Segment> segments = new ArrayList<>(SNAPSHOTS);
        segments.add(Segment.live(
                "spring-low", Conditions.all(Conditions.inSegment("spring"), Conditions.inSegment("interest:low"))));
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(AFTER.segments());
        try (Crm crm = builder(store, AFTER).segments(all).build()) {
            live(crm);
            crm.takeSnapshot("spring");
            assertThat(crm.segment("spring-low", 100)).isEmpty();
        }
        List<Segment> others = new ArrayList<>(segments);
        others.addAll(BEFORE.segments());
        try (Crm restarted = builder(store, BEFORE).segments(others).build()) {
            assertThat(restarted.segment("spring-low", 100)).hasSize(PEOPLE);
            time.advance(Duration.ofDays(1));
            live(restarted, 1000);
            assertThat(restarted.segment("spring", 100)).hasSize(PEOPLE);
            assertThat(restarted.segment("interest:high", 100)).hasSize(PEOPLE);
            assertThat(restarted.verify().differences()).isEmpty();
        }
    }

    /**
     * A JVM that ends while it switches.
     *
     * @param commits how many commits of the switch were made before
     * @param written whether the one after these was written, and only its answer was lost
     */
    private record Ending(CustomerStore store, int commits, boolean written) {

        private static final class Ended extends Error {
            private static final long serialVersionUID = 1;
        }

        /** How many people are decided by the changed model in the store. */
        int switched() {
            return commits + (written ? 1 : 0);
        }

        CustomerStore until(AtomicBoolean switching) {
            AtomicInteger made = new AtomicInteger();
            return (CustomerStore) Proxy.newProxyInstance(
                    CustomerStore.class.getClassLoader(),
                    new Class<?>[] {CustomerStore.class},
                    (proxy, method, args) -> {
                        boolean ends = method.getName().equals("commit")
                                && switching.get()
                                && made.getAndIncrement() >= commits;
                        if (ends && !(written && made.get() == commits + 1)) {
                            throw new Ended();
                        }
                        try {
                            Object answer = method.invoke(store, args);
                            if (ends) {
                                throw new Ended();
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public String toString() {
            return store.getClass().getSimpleName() + ", after " + commits + (written ? ", written" : "");
        }
    }

    static Stream<Ending> endings() {
        return Stream.of(0, PEOPLE / 2, PEOPLE - 1)
                .flatMap(commits -> Stream.of(true, false)
                        .flatMap(written -> stores().map(store -> new Ending(store, commits, written))));
    }

    private void endInMidSwitch(Ending ending) {
        AtomicBoolean switching = new AtomicBoolean();
        Crm crm = open(ending.until(switching), BEFORE);
        live(crm);
        switching.set(true);
        assertThatThrownBy(() -> ScoreSwitch.to(AFTER).on(crm)).isInstanceOf(Ending.Ended.class);
    }

    private void everybodyStandsBy(long points, int high, Crm crm) {
        assertThat(crm.definitions().areInForce()).isTrue();
        assertThat(crm.segment("interest:high", 100)).hasSize(high);
        assertThat(crm.segment("interest:low", 100)).hasSize(PEOPLE - high);
        for (int i = 0; i < PEOPLE; i++) {
            assertThat(value(crm, "m-" + i)).isEqualTo(points);
        }
        assertThat(crm.verify().differences()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aSwitchThatTheJvmDidNotSurviveIsFinishedByAStartWithTheChangedModel(Ending ending) {
        endInMidSwitch(ending);

        try (Crm restarted = open(ending.store, AFTER)) {
            assertThat(restarted.definitions().outdated()).isEqualTo(PEOPLE - ending.switched());
            assertThat(value(restarted, "m-7")).isEqualTo(40); // folded, whatever the store holds
            assertThat(restarted.putDefinitionsInForce()).isEqualTo(PEOPLE - ending.switched());
            everybodyStandsBy(40, PEOPLE, restarted);
        }
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aSwitchThatTheJvmDidNotSurviveIsTakenBackByAStartWithTheModelFromBefore(Ending ending) {
        endInMidSwitch(ending);

        try (Crm restarted = open(ending.store, BEFORE)) {
            assertThat(restarted.definitions().outdated()).isEqualTo(ending.switched());
            assertThat(value(restarted, "m-7")).isEqualTo(20);
            restarted.runDue(); // the first turn does what putDefinitionsInForce does
            everybodyStandsBy(20, 0, restarted);
        }
    }
}
