package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Step.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.GoLivePolicy;
import io.enishi.core.Mode;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;
import io.enishi.scenario.ScenarioContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Work that goes on at intervals, here or on another JVM, while history is taken in: it surprises nobody. */
class ImportBesideTurnsTest {

    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Message SERVICE = Message.transactional("service").by("mail", "hello");

    private final ManualTime time = ManualTime.startingAt(TODAY);
    private final RecordingChannel mail = RecordingChannel.mail();
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();

    /** One of the JVMs; a scenario starts after 90 days without an order, another when somebody's last order is 60 days ago. */
    private Crm engineOn(CustomerStore on) {
        Scenario away = scenario("away")
                .start(Entry.afterAbsence(Selection.orders(), days(90)))
                .steps(send("come-back", SERVICE))
                .build();
        Scenario quiet = scenario("quiet")
                .start(Entry.intoSegment("quiet"))
                .steps(send("how-are-you", SERVICE))
                .build();
        return Crm.builder("shop")
                .store(on)
                .clock(time)
                .channel(mail)
                .segment(Segment.live(
                        "quiet", Conditions.daysSinceLast(Selection.orders()).atLeast(60)))
                .journey(away.compile())
                .journey(quiet.compile(ScenarioContext.standard().withSegments(List.of("quiet"))))
                .build();
    }

    private static ScenarioBuilder scenario(String name) {
        return Scenario.named(name).goal("They come back").owner("crm").because("A test of imports");
    }

    private static CustomerEvent order(int id, int customer, Instant at) {
        return CustomerEvent.of(
                "ec",
                EventId.of(id),
                List.of(Identifier.member("m-" + customer), Identifier.email("m" + customer + "@mail.example")),
                at,
                new EventBody.OrderPlaced(Order.ofTotal("EC-" + id, "ec", Money.yen(8_000))));
    }

    private static void turn(Crm crm) {
        crm.runDue();
        crm.deliver();
    }

    /** Two years in which ten customers order now and then. */
    private static List<CustomerEvent> history() {
        List<CustomerEvent> history = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            history.add(order(i, i * 7 % 10, TODAY.minus(Duration.ofDays(700 - 10L * i))));
        }
        return history;
    }

    @Test
    void aTurnOfAnotherEngineBetweenTwoCommitsOfAnImportStartsNothing() {
        Crm other = engineOn(store);
        Crm importing = engineOn(new ForwardingStore(store) {
            @Override
            public CommitResult commit(Commit commit) {
                CommitResult result = super.commit(commit);
                turn(other);
                return result;
            }
        });

        importing.importHistory(history());

        turn(other);
        turn(importing);
        assertThat(mail.messages()).as("surprised").isEmpty();
        assertThat(other.goLive(GoLivePolicy.skip()).matching()).isEqualTo(Map.of("away", 10L, "quiet", 10L));
        assertThat(other.verify().differences()).isEmpty();
    }

    @Test
    void historyThatWasTakenInByHalfBeforeTheJvmDiedStartsNothing() {
        try (Crm died = engineOn(store)) {
            history().forEach(event -> died.accept(event, Mode.BACKFILL));
        }
        Crm after = engineOn(store);
        turn(after);
        assertThat(mail.messages()).as("surprised").isEmpty();

        time.advance(Duration.ofDays(1));
        turn(after);
        assertThat(mail.messages()).as("surprised later").isEmpty();
        assertThat(after.verify().differences()).isEmpty();
    }

    @Test
    void whoOrdersWhileTheirHistoryIsTakenInIsNotWrittenToForTheTimeBefore() {
        Crm importing = engineOn(store);
        importing.accept(order(1, 1, TODAY.minus(Duration.ofDays(300))), Mode.BACKFILL);
        Crm other = engineOn(store);
        other.accept(order(2, 1, TODAY));
        turn(other);
        assertThat(mail.messages()).isEmpty();
    }

    @Test
    void whatWasDueBeforeHistoryCameIsNotLostToIt() {
        Crm crm = engineOn(store);
        crm.accept(order(2, 1, TODAY));
        time.advance(Duration.ofDays(91)); // and nobody took a turn
        crm.accept(order(1, 1, TODAY.minus(Duration.ofDays(300))), Mode.BACKFILL);
        turn(engineOn(store));
        assertThat(mail.messages())
                .extracting(message -> message.key().visit())
                .containsExactlyInAnyOrder("how-are-you.1", "come-back.1");
    }

    @Test
    void whatFallsDueAfterTheImportStartsByItself() {
        Crm crm = engineOn(store);
        crm.accept(order(1, 1, TODAY.minus(Duration.ofDays(80))), Mode.BACKFILL);
        turn(crm);
        time.advance(Duration.ofDays(9));
        turn(crm);
        assertThat(mail.messages()).isEmpty();

        time.advance(Duration.ofDays(1));
        turn(engineOn(store));
        assertThat(mail.messages()).extracting(message -> message.key().visit()).containsExactly("come-back.1");
    }
}
