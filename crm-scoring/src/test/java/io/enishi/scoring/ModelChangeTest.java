package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scoring.ModelChange.Effort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelChangeTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private static final ScoreModel MODEL = ScoreModel.named("interest")
            .rule(ScoreRule.of("view", "product.viewed", 10).capped(Cap.ever(2)))
            .rule(ScoreRule.of("visit", "store.visited", 30))
            .band("low")
            .band("high", 40)
            .build();

    private static ScoreModel with(ScoreRule view) {
        return ScoreModel.named("interest")
                .rule(view)
                .rule(MODEL.rules().get(1))
                .band("low")
                .band("high", 40)
                .build();
    }

    private static final ScoreModel DEARER =
            with(ScoreRule.of("view", "product.viewed", 15).capped(Cap.ever(2)));
    private static final ScoreModel CAPPED =
            with(ScoreRule.of("view", "product.viewed", 10).capped(Cap.once()));
    private static final ScoreModel INK = with(ScoreRule.of("view", "product.viewed", 10)
            .where("category", ValueTest.is("ink"))
            .capped(Cap.ever(2)));

    @Test
    void aChangeTakesAsMuchAsItMust() {
        assertThat(ModelChange.between(MODEL, MODEL).effort()).isEqualTo(Effort.NONE);
        assertThat(ModelChange.between(MODEL, DEARER).effort()).isEqualTo(Effort.AT_ONCE);
        assertThat(ModelChange.between(
                                MODEL,
                                MODEL.toBuilder().floor(0).band("top", 90).build())
                        .effort())
                .isEqualTo(Effort.AT_ONCE);
        assertThat(ModelChange.between(MODEL, CAPPED).effort()).isEqualTo(Effort.RECOUNT);
        assertThat(ModelChange.between(MODEL, INK).effort()).isEqualTo(Effort.REREAD);
        assertThat(ModelChange.between(MODEL, CAPPED).toText()).isEqualTo("rule view, caps: [2 ever] becomes [once]\n");
        assertThat(ModelChange.between(MODEL, DEARER).toText()).isEqualTo("rule view gives 15 instead of 10\n");
        assertThat(ModelChange.between(MODEL, MODEL.renamed("other")).toText())
                .isEqualTo("name: interest becomes other\n");
        assertThat(ModelChange.between(
                                MODEL,
                                ScoreModel.named("interest")
                                        .rule(ScoreRule.of("placed", "order.placed", 1)
                                                .reversedOnRefund())
                                        .build())
                        .differences())
                .containsExactly(
                        "rule placed is new",
                        "rule view is gone",
                        "rule visit is gone",
                        "points are taken back on refund for the first time",
                        "bands: low, high from 40 becomes none");
    }

    @Test
    void pointsCountAtOnceAndCapsAreCountedBesideTheRunningModelFirst() {
        ScoreBook<String> book = new ScoreBook<>(MODEL);
        book.add("m-1", viewed(1, "m-1", "ink"));
        book.add("m-1", viewed(2, "m-1", "paper"));
        book.add("m-1", visited(3, "m-1"));
        assertThat(book.value("m-1", MAY)).isEqualTo(50);

        book.use(DEARER);
        assertThat(book.value("m-1", MAY)).isEqualTo(60);

        assertThatThrownBy(() -> book.use(CAPPED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule view, caps: [2 ever] becomes [once]");
        Recount<String> recount = book.recount(CAPPED);
        assertThat(recount.needsHistory()).isFalse();
        book.add("m-2", viewed(4, "m-2", "ink"));
        assertThat(book.value("m-1", MAY)).isEqualTo(60);
        assertThatThrownBy(() -> book.recount(MODEL)).isInstanceOf(IllegalStateException.class);

        ChangeReport<String> report = recount.report(MAY);
        assertThat(report.people()).isEqualTo(2);
        assertThat(report.lower()).isEqualTo(2);
        assertThat(report.moves()).isEmpty(); // 60 to 40 is still high
        recount.switchOver();
        assertThat(book.value("m-1", MAY)).isEqualTo(40);
        assertThat(book.value("m-2", MAY)).isEqualTo(10);
        assertThat(book.model()).isEqualTo(CAPPED);
        assertThatThrownBy(recount::switchOver).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void changedConditionsReadTheHistoryAgainAndTheReportSaysWhoMoves() {
        List<CustomerEvent> history = List.of(viewed(1, "m-1", "ink"), viewed(2, "m-1", "paper"), visited(3, "m-1"));
        ScoreBook<String> book = new ScoreBook<>(MODEL);
        history.forEach(event -> book.add("m-1", event));

        Recount<String> recount = book.recount(INK.toBuilder().band("top", 45).build());
        assertThat(recount.needsHistory()).isTrue();
        CustomerEvent meanwhile = viewed(4, "m-1", "paper");
        book.add("m-1", meanwhile);
        history.forEach(event -> recount.add("m-1", event));
        recount.add("m-1", meanwhile); // history and present may overlap

        recount.giveUp();
        assertThat(book.value("m-1", MAY)).isEqualTo(50);

        ChangeReport<String> plain =
                ChangeReport.of(MODEL, INK.toBuilder().band("top", 90).floor(0).build(), Map.of("m-1", history), MAY);
        assertThat(plain.toText()).isEqualTo("""
                        rule view means other events
                        floor: none becomes 0
                        bands: low, high from 40 becomes low, high from 40, top from 90
                        1 people at 2026-05-01T00:00:00Z: 0 higher, 1 lower, 0 move
                        """);
        ScoreModel strict = ScoreModel.named("interest")
                .rules(INK.rules())
                .band("low")
                .band("high", 45)
                .build();
        assertThat(ChangeReport.of(MODEL, strict, Map.of("m-1", history), MAY).toText())
                .endsWith("  high -> low: 1\n  m-1: 50 -> 40, high -> low\n");
    }

    @Test
    void inACrmTheReportComesFirstAndTheChangeIsAnotherCrmOverTheSameStore() {
        InMemoryCustomerStore store = new InMemoryCustomerStore();
        Crm crm = Crm.builder("shop")
                .store(store)
                .clock(() -> MAY)
                .fold(MODEL.fold())
                .segments(MODEL.segments())
                .build();
        crm.acceptAll(
                List.of(viewed(1, "m-1", "ink"), viewed(2, "m-1", "paper"), visited(3, "m-1"), visited(4, "m-2")));
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        ScoreModel strict = ScoreModel.named("interest")
                .rules(INK.rules())
                .band("low")
                .band("high", 45)
                .build();

        ChangeReport<CustomerId> report = ChangeReport.of(MODEL, strict, crm, MAY);
        assertThat(report.people()).isEqualTo(2);
        assertThat(report.moves()).containsExactly(new ChangeReport.Move<>(person, 50, 40, "high", "low"));
        assertThat(crm.segment("interest:high", 10)).containsExactly(person);

        Crm changed = Crm.builder("shop")
                .store(store)
                .clock(() -> MAY)
                .fold(strict.fold())
                .segments(strict.segments())
                .build();
        assertThat(changed.metric(person, "interest").orElseThrow().valueAt(MAY.toEpochMilli()))
                .isEqualTo(40);
    }

    private static CustomerEvent viewed(int id, String member, String category) {
        return event(id, member, new EventBody.ProductViewed("p-1", category));
    }

    private static CustomerEvent visited(int id, String member) {
        return event(id, member, new EventBody.StoreVisited("shibuya"));
    }

    private static CustomerEvent event(int id, String member, EventBody body) {
        return CustomerEvent.of(
                "ec", EventId.of(id), Identifier.member(member), MAY.minus(Duration.ofDays(10L - id)), body);
    }
}
