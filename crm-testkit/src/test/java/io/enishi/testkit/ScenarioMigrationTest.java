package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.Crm;
import io.enishi.core.MigrationReport;
import io.enishi.core.VerifyReport;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Occurrence;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioMigration;
import io.enishi.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A second version ships while people are in the middle of the first. */
class ScenarioMigrationTest {

    private static final Instant START = Instant.parse("2026-04-01T01:00:00Z");
    private static final Message MAIL = Message.transactional("service").by("mail", "hello");

    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final ManualTime time = ManualTime.startingAt(START);
    private final RecordingChannel mail = RecordingChannel.mail();

    private static final CompiledScenario FIRST = scenario(
            send("hello", MAIL),
            waitFor(days(3)).named("pause"),
            send("second", MAIL),
            waitFor(days(3)).named("old"));
    private static final CompiledScenario SECOND = scenario(
            send("hello", MAIL),
            waitFor(days(9)).named("rest"),
            send("second", MAIL),
            waitFor(days(1)).named("new"),
            send("third", MAIL));

    private static CompiledScenario scenario(Step... steps) {
        return Scenario.named("welcome")
                .goal("People order", Check.happened(Selection.orders()))
                .owner("crm")
                .because("a test says so")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(steps)
                .build()
                .compile();
    }

    private static final ScenarioMigration MAPPED = ScenarioMigration.from(FIRST)
            .to(SECOND)
            .step("pause", "rest")
            .end("old", "nothing was to come any more")
            .check();

    @Test
    void withoutAMigrationARunStaysWithTheVersionItStartedUnder() {
        try (Crm first = crm(FIRST)) {
            register(first, "hanako");
        }
        try (Crm second = crm(SECOND, FIRST)) {
            register(second, "taro");
            time.advance(Duration.ofDays(4));
            second.runDue();
            second.deliver();

            assertThat(contentsOf("hanako")).hasSize(2); // after three days
            assertThat(contentsOf("taro")).hasSize(1); // after nine
        }
    }

    @Test
    void aDryRunCountsWhatTheMigrationThenDoes() {
        try (Crm first = crm(FIRST)) {
            register(first, "early");
            time.advance(Duration.ofDays(3));
            first.runDue();
            first.deliver();
            register(first, "hanako");
        }
        try (Crm second = crm(SECOND, FIRST)) {
            MigrationReport would = second.tryMigration(MAPPED);

            assertThat(would.instances()).isEqualTo(2);
            assertThat(would.moved()).isEqualTo(Map.of("pause: to \"rest\"", 1L));
            assertThat(would.ended()).isEqualTo(Map.of("old: nothing was to come any more", 1L));
            assertThat(second.tryMigration(MAPPED)).isEqualTo(would);
            assertThat(second.migrate(MAPPED)).isEqualTo(would);
            assertThat(second.migrate(MAPPED).instances()).isZero();

            time.advance(Duration.ofDays(3)); // the wait that had begun ends when it would have ended
            second.runDue();
            second.deliver();
            assertThat(contentsOf("hanako")).hasSize(2);
            time.advance(Duration.ofDays(1));
            second.runDue();
            second.deliver();
            assertThat(contentsOf("hanako")).hasSize(3);
            assertThat(contentsOf("early")).hasSize(2);
            assertThat(second.verify().differences()).isEmpty();
        }
    }

    @Test
    void stepsThatHaveNowhereToGoAreReportedAtOnce() {
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> ScenarioMigration.from(FIRST)
                        .to(SECOND)
                        .step("puase", "rest")
                        .step("second", "third")
                        .check());

        assertThat(refused.problems().stream().map(Problem::toString))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("no step \"puase\"").contains("did you mean \"pause\""),
                        text -> assertThat(text).startsWith("second").contains("keeps its name"),
                        text -> assertThat(text).startsWith("pause").contains("has no such step"),
                        text -> assertThat(text).startsWith("old").contains("has no such step"));
    }

    @Test
    void aVersionThatComparesWithTheTriggerCannotTakeRunsThatForgotIt() {
        CompiledScenario orders = Scenario.named("orders")
                .goal("x")
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("order.placed")))
                .steps(waitFor(days(3)).named("pause"))
                .build()
                .compile();
        CompiledScenario comparing = Scenario.named("orders")
                .goal("x", Check.happened(Occurrence.of("order.delivered").same("order")))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("order.placed")))
                .steps(waitFor(days(3)).named("pause"))
                .build()
                .compile();

        assertThatThrownBy(() -> ScenarioMigration.from(orders).to(comparing).check())
                .hasMessageContaining("did not keep it");
    }

    @Test
    void aVersionThatAsksForAReactionCannotTakeRunsThatForgotTheSend() {
        CompiledScenario asking = scenario(
                send("hello", MAIL),
                waitFor(days(3)).named("pause"),
                Step.branch(Step.when(Check.noResponse("hello"), send("second", MAIL))),
                waitFor(days(3)).named("old"));

        assertThatThrownBy(() -> ScenarioMigration.from(FIRST).to(asking).check())
                .hasMessageContaining("hello")
                .hasMessageContaining("did not keep it");
        assertThat(ScenarioMigration.from(FIRST)
                        .to(asking)
                        .end("pause", "over")
                        .end("second", "over")
                        .end("old", "over")
                        .check())
                .isNotNull();
    }

    @Test
    void aStepThatRunsHaveBehindThemCannotComeAgainUnderItsKey() {
        CompiledScenario moved = scenario(waitFor(days(3)).named("pause"), send("hello", MAIL), send("second", MAIL));

        assertThatThrownBy(() -> ScenarioMigration.from(FIRST)
                        .to(moved)
                        .end("old", "over")
                        .check())
                .hasMessageContaining("hello")
                .hasMessageContaining("same key");
    }

    @Test
    void theRoundsOfARepeatGoWithTheRun() {
        CompiledScenario three = scenario(Step.repeat(3, waitFor(days(1)).named("pause"), send("hello", MAIL))
                .named("loop"));
        CompiledScenario renamed = scenario(Step.repeat(3, waitFor(days(1)).named("pause"), send("hello", MAIL))
                .named("rounds"));
        assertThatThrownBy(() -> ScenarioMigration.from(three).to(renamed).check())
                .hasMessageContaining("rounds");
        ScenarioMigration mapped = ScenarioMigration.from(three)
                .to(renamed)
                .step("loop.round", "rounds.round")
                .check();
        try (Crm first = crm(three)) {
            register(first, "hanako");
            for (int day = 0; day < 2; day++) {
                time.advance(Duration.ofDays(1));
                first.runDue();
                first.deliver();
            }
            assertThat(contentsOf("hanako")).hasSize(2);
        }
        try (Crm second = crm(renamed, three)) {
            second.migrate(mapped);
            for (int day = 0; day < 5; day++) {
                time.advance(Duration.ofDays(1));
                second.runDue();
                second.deliver();
            }
            assertThat(contentsOf("hanako")).hasSize(3);
        }
    }

    @Test
    void aMigrationBetweenVersionsThatAreNotWiredIsRefused() {
        try (Crm second = crm(SECOND)) {
            assertThatThrownBy(() -> second.migrate(MAPPED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("retired");
        }
    }

    @Test
    void aRunOfARetiredVersionHearsOfItsGoalThoughNoVersionInForceListens() {
        try (Crm first = crm(FIRST)) {
            register(first, "hanako");
            register(first, "taro");
        }
        try (Crm second = crm(other(), FIRST)) {
            order(second, "hanako");
            time.advance(Duration.ofDays(4));
            second.runDue();
            second.deliver();

            assertThat(contentsOf("hanako")).hasSize(1); // she ordered
            assertThat(contentsOf("taro")).hasSize(2);
        }
    }

    @Test
    void whyTellsOfEachRunByTheDefinitionItStartedUnder() {
        CompiledScenario changed = Scenario.named("welcome")
                .goal("People write reviews", Check.happened(Selection.of("review.posted")))
                .owner("crm")
                .because("a test says so")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("thanks", MAIL))
                .build()
                .compile();
        try (Crm first = crm(FIRST)) {
            register(first, "hanako");
        }
        try (Crm second = crm(changed, FIRST)) {
            CustomerId hanako = second.find(Identifier.member("hanako")).orElseThrow();

            assertThat(second.why(hanako, "welcome").toText())
                    .startsWith("""
                        + scenario welcome: People write reviews: in it
                          + under a retired definition: in it
                            + run of ec:%s goes on: at step "pause" since 2026-04-01T01:00:00Z, until 2026-04-04T01:00:00Z
                              + goal not reached
                                - orders since the beginning: none
                        """.formatted(EventId.named("r-hanako")))
                    .contains("""
                          - may enter
                        """)
                    .contains("send \"second\" could leave now")
                    .contains("send \"thanks\" could leave now");
        }
        try (Crm second = crm(other(), FIRST)) {
            CustomerId hanako = second.find(Identifier.member("hanako")).orElseThrow();

            assertThat(second.why(hanako, "welcome").toText())
                    .startsWith("+ scenario welcome: in it\n  + under a retired definition: in it\n    + run of ")
                    .doesNotContain("may enter");
            assertThatThrownBy(() -> second.why(hanako, "wellcome")).hasMessageContaining("no scenario");
        }
    }

    @Test
    void whatEarlierDefinitionsDecidedIsVerifiedUnderThem() {
        try (Crm first = crm(FIRST)) {
            register(first, "hanako");
        }
        try (Crm second = crm(SECOND, FIRST)) {
            register(second, "taro");
            time.advance(Duration.ofDays(4));
            second.runDue();
            second.deliver();

            VerifyReport now = second.verify();
            assertThat(now.isIdentical()).isTrue();
            assertThat(now.unverifiable()).isPositive();
        }
        try (Crm first = crm(FIRST)) {
            VerifyReport then = first.verify();
            assertThat(then.isIdentical()).isTrue();
            assertThat(then.decisions()).isPositive();
        }
        try (Crm tampered = crm(scenario(waitFor(days(3)), send("hello", MAIL)))) {
            assertThat(tampered.verify().decisions()).isZero(); // nothing was decided under this
        }
    }

    @Test
    void aRunWhoseDefinitionIsNotWiredForAWhileLosesNoWakeUp() {
        try (Crm first = crm(FIRST)) {
            register(first, "hanako");
            register(first, "taro");
        }
        try (Crm without = crm(SECOND)) {
            for (int day = 0; day < 4; day++) {
                time.advance(Duration.ofDays(1));
                without.runDue();
                without.deliver();
            }
            order(without, "taro");
            assertThat(contentsOf("hanako")).hasSize(1);
            CustomerId hanako = without.find(Identifier.member("hanako")).orElseThrow();
            assertThat(without.why(hanako, "welcome").toText())
                    .startsWith("+ scenario welcome: People order: in it\n  + run of ec:")
                    .contains("stands still: its definition is not wired");
        }
        try (Crm again = crm(SECOND, FIRST)) {
            time.advance(Duration.ofHours(1));
            again.runDue();
            again.deliver();

            assertThat(contentsOf("hanako")).hasSize(2);
            assertThat(contentsOf("taro")).hasSize(1); // who ordered meanwhile
        }
    }

    @Test
    void aMessageOfARunWhoseDefinitionIsNotWiredWaitsForIt() {
        try (Crm first = crm(FIRST)) {
            accepted(first, "hanako");
        }
        try (Crm without = crm(SECOND)) {
            for (int day = 0; day < 2; day++) {
                time.advance(Duration.ofDays(1));
                without.runDue();
                without.deliver();
            }
            assertThat(contentsOf("hanako")).isEmpty();
        }
        try (Crm again = crm(SECOND, FIRST)) {
            time.advance(Duration.ofHours(1));
            again.deliver();
            assertThat(contentsOf("hanako")).hasSize(1);

            time.advance(Duration.ofDays(3));
            again.runDue();
            again.deliver();
            assertThat(contentsOf("hanako")).hasSize(2);
        }
    }

    private static CompiledScenario other() {
        return Scenario.named("thanks")
                .goal("People write reviews")
                .owner("crm")
                .because("a test says so")
                .start(Entry.on(Selection.of("review.posted")))
                .exit("registered-again", Check.happened(Selection.of("customer.registered")))
                .steps(send("thanks", MAIL))
                .build()
                .compile();
    }

    private Crm crm(CompiledScenario current, CompiledScenario... retired) {
        var builder = Crm.builder("shop").store(store).clock(time).channel(mail).journey(current);
        for (CompiledScenario old : retired) {
            builder.retired(old);
        }
        return builder.build();
    }

    private void order(Crm crm, String name) {
        crm.accept(new CustomerEvent(
                "ec",
                EventId.named("o-" + name),
                List.of(Identifier.member(name)),
                time.instant(),
                time.instant(),
                null,
                new EventBody.OrderPlaced(Order.ofTotal("o-" + name, "ec", Money.yen(5_000)))));
    }

    private void register(Crm crm, String name) {
        accepted(crm, name);
        crm.deliver();
    }

    private void accepted(Crm crm, String name) {
        crm.accept(new CustomerEvent(
                "ec",
                EventId.named("r-" + name),
                List.of(Identifier.member(name), Identifier.email(name + "@example.jp")),
                time.instant(),
                time.instant(),
                null,
                new EventBody.Registered("ec")));
    }

    private List<String> contentsOf(String name) {
        return mail.messages().stream()
                .filter(message -> message.to().value().contains(name))
                .map(message -> message.content())
                .toList();
    }
}
