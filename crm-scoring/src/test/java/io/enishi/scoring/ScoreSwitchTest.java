package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.SwitchReport;
import io.enishi.core.VerifyReport;
import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Cause;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A model that takes another's place while the {@code Crm} runs. */
class ScoreSwitchTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final int PEOPLE = 50;

    private static final ScoreModel BEFORE = ScoreModel.named("interest")
            .zone("Asia/Tokyo")
            .rule(ScoreRule.of("view", "product.viewed", 20).capped(Cap.perDay(1)))
            .band("low")
            .band("high", 40)
            .build();
    private static final ScoreModel AFTER = ScoreModel.named("interest")
            .zone("Asia/Tokyo")
            .rule(ScoreRule.of("view", "product.viewed", 20).capped(Cap.perDay(3)))
            .band("low")
            .band("high", 30)
            .band("top", 60)
            .build();
    private static final ScoreModel OTHER = ScoreModel.named("other")
            .rule(ScoreRule.of("view", "product.viewed", 1))
            .build();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final Crm crm = builder(BEFORE).segments(BEFORE.segments()).build();

    private CrmBuilder builder(ScoreModel model) {
        return Crm.builder("shop")
                .store(store)
                .clock(now::get)
                .fold(model.fold())
                .fold(OTHER.fold());
    }

    @Test
    void theReportComesFirstAndThenTheSwitchCountsFromTheFirstEventOn() {
        accept(1, "m-1");
        accept(2, "m-1");
        accept(3, "m-2");
        CustomerId first = crm.find(Identifier.member("m-1")).orElseThrow();
        ScoreSwitch change = ScoreSwitch.to(AFTER);

        assertThat(change.tryOn(crm, now.get()).moves())
                .containsExactly(new ChangeReport.Move<>(first, 20, 40, "low", "high"));
        assertThat(value("m-1")).isEqualTo(20);

        SwitchReport report = change.on(crm);

        assertThat(report).isEqualTo(new SwitchReport("interest", BEFORE.definitionHash(), AFTER.definitionHash(), 2));
        assertThat(value("m-1")).isEqualTo(40);
        assertThat(crm.segment("interest:high", 10)).containsExactly(first);
        assertThat(crm.segment("interest:top", 10)).isEmpty();
        accept(4, "m-1");
        assertThat(crm.segment("interest:top", 10)).containsExactly(first);
        assertThat(crm.metric(first, "other").orElseThrow().valueAt(now.get().toEpochMilli()))
                .isEqualTo(3);
    }

    @Test
    void whoMovesByTheSwitchMovesByDefinitionAndWhatFollowsCanBeVerified() {
        accept(1, "m-1");
        accept(2, "m-1");
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        ScoreSwitch.to(AFTER).on(crm);

        assertThat(crm.decisions(person).get(crm.decisions(person).size() - 1).segments())
                .extracting(change -> change.cause())
                .containsOnly(Cause.DEFINITION);
        long unverifiable = crm.verify().unverifiable();
        assertThat(unverifiable).isPositive();

        now.set(START.plus(Duration.ofDays(1)));
        accept(3, "m-1");
        accept(4, "m-3");
        VerifyReport report = crm.verify();

        assertThat(report.differences()).isEmpty();
        assertThat(report.decisions()).isEqualTo(2);
        assertThat(report.unverifiable()).isEqualTo(unverifiable);
        assertThat(crm.recompute().foldDifferences()).isEmpty();
    }

    @Test
    void aCrmThatIsBuiltWithTheChangedModelAfterwardsHasNothingLeftToDo() {
        accept(1, "m-1");
        accept(2, "m-1");
        ScoreSwitch.to(AFTER).on(crm);
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        int decided = crm.decisions(person).size();
        crm.close();

        Crm restarted = builder(AFTER).segments(AFTER.segments()).build();
        restarted.runDue();

        assertThat(restarted.decisions(person)).hasSize(decided);
        assertThat(restarted.segment("interest:high", 10)).containsExactly(person);
    }

    @Test
    void aSwitchThatDoesNotGoWithTheRestChangesNothing() {
        Segment reads = Segment.live("fans", new Condition.Metric("interest.band", Comparison.atLeast(1)));
        Crm shop = builder(BEFORE).segments(List.of(reads)).build();
        shop.accept(viewed(1, "m-1"));
        ScoreModel bandless = ScoreModel.named("interest")
                .zone("Asia/Tokyo")
                .rules(AFTER.rules())
                .build();

        assertThatThrownBy(() -> ScoreSwitch.to(bandless).on(shop)).isInstanceOf(DefinitionException.class);
        assertThat(shop.fold("interest").orElseThrow().definitionHash()).isEqualTo(BEFORE.definitionHash());
        assertThatThrownBy(() -> ScoreSwitch.to(ScoreModel.named("unheard")
                                .zone("Asia/Tokyo")
                                .rules(AFTER.rules())
                                .build())
                        .on(shop))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no score model named \"unheard\" is running");
    }

    @Test
    void eventsThatArriveDuringTheSwitchEndUnderTheChangedModel() throws InterruptedException {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < 40 * PEOPLE; i++) {
            events.add(viewed(i, "m-" + i % PEOPLE));
        }
        Thread host = new Thread(() -> events.forEach(crm::accept));
        host.start();
        for (int i = 0; i < 20; i++) {
            ScoreSwitch.to(i % 2 == 0 ? AFTER : BEFORE).on(crm);
        }
        ScoreSwitch.to(AFTER).on(crm);
        host.join();
        crm.runDue();

        for (int i = 0; i < PEOPLE; i++) {
            assertThat(value("m-" + i)).isEqualTo(60);
        }
        assertThat(crm.segment("interest:top", 1000)).hasSize(PEOPLE);
        assertThat(crm.verify().differences()).isEmpty();
    }

    private long value(String member) {
        CustomerId person = crm.find(Identifier.member(member)).orElseThrow();
        return crm.metric(person, "interest").orElseThrow().valueAt(now.get().toEpochMilli());
    }

    private void accept(int id, String member) {
        crm.accept(viewed(id, member));
    }

    private CustomerEvent viewed(int id, String member) {
        return CustomerEvent.of(
                "ec", EventId.of(id), Identifier.member(member), now.get(), new EventBody.ProductViewed("ink", ""));
    }
}
