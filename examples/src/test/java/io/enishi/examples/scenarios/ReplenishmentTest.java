package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;

import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplenishmentTest {

    /** Two inks fit our printers, whatever category they are sold under. */
    private static final Catalog CATALOG = (product, fact) ->
            fact.equals(Catalog.CONSUMABLE_OF) && List.of("INK-4C", "INK-XL").contains(product)
                    ? List.of(AttributeValue.of("printer"))
                    : List.of();

    @Test
    void aReminderOneCalendarMonthAfterThePrinterWasDelivered() {
        try (ScenarioHarness shop = from("2026-01-29T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "PR-100", "printer", 24_800);
            shop.advance(days(2));
            hanako.receives("o-1"); // 31 January

            shop.advance(days(365));

            hanako.assertSent("ink").on("line").at("2026-02-28T10:00");
            hanako.assertSent("ink-again").on("mail").at("2026-03-14T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void inkBoughtAnywhereEndsIt() {
        try (ScenarioHarness shop = from("2026-04-01T10:00")) {
            Someone onTheWeb = shop.given("on-the-web");
            onTheWeb.orders("o-1", "PR-100", "printer", 24_800);
            onTheWeb.receives("o-1");
            Someone inTheStore = shop.given("in-the-store");
            shop.advance(days(10));
            inTheStore.orders("pos-1", "INK-XL", "office", 6_480);

            shop.merge(onTheWeb, inTheStore); // known now to be one person

            onTheWeb.assertEnded("replenishment", End.Kind.GOAL, "goal");
            shop.advance(days(365));
            onTheWeb.assertNothingSent();
        }
    }

    @Test
    void inkBoughtTogetherWithThePrinterKeepsItFromStarting() {
        try (ScenarioHarness shop = from("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "PR-100", "printer", 24_800);
            hanako.orders("o-2", "INK-4C", "ink", 4_980);
            shop.advance(days(2));
            hanako.receives("o-1");

            hanako.assertNeverIn("replenishment");
        }
    }

    @Test
    void otherGoodsStartNothing() {
        try (ScenarioHarness shop = from("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "KET-1", "kitchen", 8_800);
            hanako.receives("o-1");

            hanako.assertNeverIn("replenishment");
        }
    }

    @Test
    void theMonthCountsFromTheDeliveryThatCounts() {
        try (ScenarioHarness shop = from("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "PR-100", "printer", 24_800);
            hanako.receives("o-1");
            shop.advance(days(6));
            hanako.receives("o-1"); // the first parcel was damaged, a new one came on the 7th

            shop.advance(days(60));

            hanako.assertSent("ink").at("2026-05-07T10:00");
        }
    }

    @Test
    void aDeliveryThatIsCorrectedFromJanuaryToFebruaryMovesTheReminderToMarch() {
        try (ScenarioHarness shop = from("2026-01-29T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "PR-100", "printer", 24_800);
            shop.advance(days(2));
            hanako.receives("o-1"); // 31 January, said the carrier
            shop.advance(days(3));
            hanako.receives("o-1"); // 3 February, it says now

            shop.advance(days(60));

            hanako.assertSent("ink").at("2026-03-03T10:00");
        }
    }

    @Test
    void inkBoughtAtTheMallEndsIt() {
        try (ScenarioHarness shop = from("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", "PR-100", "printer", 24_800);
            hanako.receives("o-1");
            shop.advance(days(20));
            hanako.orders(Happenings.order("R-1", "mall:rakuten", "INK-4C", 5_480));

            shop.advance(days(365));

            hanako.assertNotSent("ink").because("goal");
        }
    }

    private static ScenarioHarness from(String localTime) {
        return ScenarioHarness.running(Templates.read("16-replenishment"))
                .catalog(CATALOG)
                .from(localTime)
                .start();
    }
}
