package io.enishi.scoring.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReplenishmentTest {

    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    private static final Catalog CATALOG = (product, fact) -> switch (product + " " + fact) {
        case "INK-4C consumable-of", "INK-XL consumable-of" -> List.of(AttributeValue.of("printer"));
        case "INK-4C category", "INK-XL category" -> List.of(AttributeValue.of("ink"));
        case "INK-4C use-period-days" -> List.of(AttributeValue.of(40));
        default -> List.of();
    };

    private final Replenishment refills =
            Replenishment.of(ZoneId.of("Asia/Tokyo"), CATALOG, List.of("INK-4C", "INK-XL", "PR-100"), Span.days(90));
    private final List<CustomerEvent> events = new ArrayList<>();

    private void happens(String at, EventBody body) {
        events.add(CustomerEvent.of(
                "ec", EventId.of(events.size() + 1), Identifier.member("m-1"), Instant.parse(at), body));
    }

    private void orders(String at, String order, String product, String category) {
        orders(at, order, OrderLine.of(product, category, 1, Money.yen(100)));
    }

    private void orders(String at, String order, OrderLine... lines) {
        happens(at, new EventBody.OrderPlaced(Order.of(order, "ec", List.of(lines))));
    }

    private static OrderLine ink(String product, int pieces) {
        return OrderLine.of(product, "", pieces, Money.yen(100));
    }

    private List<Replenishment.Due> due() {
        return refills.due(PurchaseHistory.of(events, FAR));
    }

    @Test
    void theCatalogueSaysWhatIsUsedUpByWhat() {
        assertThat(refills.consumables()).hasSize(1);
        Consumable ink = refills.consumables().get(0);
        assertThat(ink.name()).isEqualTo("ink");
        assertThat(ink.products()).containsExactly("INK-4C", "INK-XL", "ink");
        assertThat(ink.usedUpBy()).containsExactly("printer");
        assertThat(ink.usual()).isEqualTo(Span.days(40));
    }

    @Test
    void theFirstFillingLastsACalendarMonthAfterTheDelivery() {
        orders("2026-01-29T01:00:00Z", "o-1", "PR-100", "printer");
        happens("2026-01-31T01:00:00Z", new EventBody.OrderDelivered("o-1", List.of()));

        assertThat(due()).singleElement().satisfies(due -> {
            assertThat(due.at()).isEqualTo("2026-02-28T01:00:00Z");
            assertThat(due.rhythm()).isNull();
        });
    }

    @Test
    void aPrinterThatCameBackNeedsNothing() {
        orders("2026-01-29T01:00:00Z", "o-1", "PR-100", "printer");
        happens(
                "2026-02-03T01:00:00Z",
                new EventBody.OrderRefunded(
                        "o-1", Money.yen(100), List.of(OrderLine.of("PR-100", "printer", 1, Money.yen(100)))));

        assertThat(due()).isEmpty();
    }

    @Test
    void thenThePersonsOwnPaceCountsMoreWithEveryPurchase() {
        orders("2026-01-01T00:00:00Z", "o-1", "INK-XL", "");
        // Nothing is known but the usual 40 days, of which nine tenths.
        assertThat(due().get(0).at()).isEqualTo("2026-02-06T00:00:00Z");

        orders("2026-01-21T00:00:00Z", "o-2", "INK-4C", "");
        // (1 x 20 + 3 x 40) / 4 = 35 days, nine tenths are 31.5.
        assertThat(due().get(0).at()).isEqualTo("2026-02-21T12:00:00Z");
        assertThat(due().get(0).reason()).isEqualTo("bought 2 times, last 2026-01-21T00:00:00Z, about every 35 days");
    }

    @Test
    void theShopSaysHowMuchTheUsualCountsAgainstThePersonsOwnPace() {
        orders("2026-01-01T00:00:00Z", "o-1", "INK-XL", "");
        orders("2026-01-21T00:00:00Z", "o-2", "INK-4C", "");
        PurchaseHistory history = PurchaseHistory.of(events, FAR);

        // (1 x 20 + 1 x 40) / 2 = 30 days, and their own 20 alone; nine tenths of each.
        assertThat(refills.withUsualWeight(1).due(history).get(0).at()).isEqualTo("2026-02-17T00:00:00Z");
        assertThat(refills.withUsualWeight(0).due(history).get(0).at()).isEqualTo("2026-02-08T00:00:00Z");
        assertThatThrownBy(() -> refills.withUsualWeight(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be negative, but was -1");
    }

    @Test
    void twoPiecesLastTwiceAsLongAsOne() {
        orders("2026-01-01T00:00:00Z", "o-1", ink("INK-XL", 2));
        // Nine tenths of twice 40 days.
        assertThat(due().get(0).at()).isEqualTo("2026-03-14T00:00:00Z");
        assertThat(due().get(0).reason())
                .isEqualTo("bought 1 time, last 2026-01-01T00:00:00Z, 2 pieces of about 40 days each");

        orders("2026-02-10T00:00:00Z", "o-2", ink("INK-XL", 1), ink("INK-4C", 2));
        // 40 days for two pieces are 20 each; (1 x 20 + 3 x 40) / 4 = 35, of three pieces, nine tenths: 94.5 days.
        assertThat(due().get(0).at()).isEqualTo("2026-05-15T12:00:00Z");
        assertThat(refills.learned(List.of(PurchaseHistory.of(events, FAR)))
                        .consumables()
                        .get(0)
                        .usual())
                .isEqualTo(Span.days(20));
    }

    @Test
    void aPieceThatCameBackDoesNotLast() {
        orders("2026-01-01T00:00:00Z", "o-1", ink("INK-XL", 2));
        happens("2026-01-05T00:00:00Z", new EventBody.OrderRefunded("o-1", Money.yen(100), List.of(ink("INK-XL", 1))));

        assertThat(due().get(0).at()).isEqualTo("2026-02-06T00:00:00Z");
    }

    @Test
    void aStockForEverIsDueInAThousandYearsAtMost() {
        orders("2026-01-01T00:00:00Z", "o-1", ink("INK-XL", 1_000_000));

        assertThat(due().get(0).at())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(365_250)));
        assertThatThrownBy(() -> Rhythm.ofPieces(Map.of(FAR, 0L), null, 0)).hasMessageContaining("at least 1 piece");
    }

    @Test
    void whatIsUsualIsLearnedFromAllWhoBoughtTwice() {
        orders("2026-01-01T00:00:00Z", "o-1", "INK-XL", "");
        orders("2026-01-11T00:00:00Z", "o-2", "INK-XL", "");

        Replenishment learned = refills.learned(List.of(PurchaseHistory.of(events, FAR), new PurchaseHistory()));

        assertThat(learned.consumables().get(0).usual()).isEqualTo(Span.days(10));
        assertThat(refills.learned(List.of()).consumables()).isEqualTo(refills.consumables());
    }

    @Test
    void whoIsDueIsASegmentThatIsEnteredOnTheMillisecond() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        Crm crm = Crm.builder("shop")
                .clock(now::get)
                .fold(refills.fold("refill"))
                .segments(refills.segments("refill"))
                .build();
        orders("2026-01-01T00:00:00Z", "o-1", "INK-XL", "");
        crm.accept(events.get(0));
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();

        now.set(Instant.parse("2026-02-05T23:59:59.999Z"));
        crm.runDue(now.get());
        assertThat(crm.segment("refill:ink", 10)).isEmpty();
        now.set(Instant.parse("2026-02-06T00:00:00Z"));
        crm.runDue(now.get());
        assertThat(crm.segment("refill:ink", 10)).containsExactly(person);

        orders("2026-02-06T00:00:01Z", "pos-1", "INK-4C", "office");
        now.set(Instant.parse("2026-02-06T00:00:01Z"));
        crm.accept(events.get(1));
        assertThat(crm.segment("refill:ink", 10)).isEmpty();
    }

    @Test
    void latenessRisesByTheHundredth() {
        Lateness lateness = new Lateness(1000, 10);

        assertThat(lateness.valueAt(0)).isZero();
        assertThat(lateness.nextCrossing(200, 1000)).isEqualTo(1000 + 2000);
        assertThat(lateness.valueAt(3000)).isEqualTo(200);
        assertThat(lateness.valueAt(2999)).isEqualTo(199);
        assertThat(lateness.valueAt(1_000_000)).isEqualTo(1000);
        assertThat(lateness.nextPiece(1_000_000)).isEqualTo(Lateness.NEVER);
    }

    @Test
    void aRhythmOfNothingIsNoneAndOfOnePurchaseIsTheUsual() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(Rhythm.of(List.of())).isEmpty();
        Rhythm once = Rhythm.of(List.of(at, at)).orElseThrow();
        assertThat(once.own()).isNull();
        assertThat(once.due(1000)).isEmpty();
        assertThat(Rhythm.of(List.of(at), Duration.ofDays(30), 3).orElseThrow().due(1000))
                .contains(at.plus(Duration.ofDays(30)));
        assertThat(Rhythm.usual(List.of(List.of(at)))).isEmpty();
        assertThatThrownBy(() -> Rhythm.of(List.of(at), Duration.ZERO, 3)).hasMessageContaining("positive");
    }
}
