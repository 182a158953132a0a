package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.order;

import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ReplenishmentCycleTest {

    private static final Catalog CATALOG =
            (product, fact) -> fact.equals(Catalog.CONSUMABLE_OF) && product.startsWith("INK")
                    ? List.of(AttributeValue.of("printer"))
                    : List.of();

    @Test
    void nineTenthsOfTheOwnMedianIntervalAfterTheLastInk() {
        try (ScenarioHarness shop = cycle()) {
            Someone hanako = shop.given("hanako");
            buysInk(shop, hanako, "ec", 50, 40);

            shop.advance(months(6));

            // the third on 30 June; the median of 50 and 40 is 45, nine tenths are 40.5 days
            hanako.assertSent("ink").on("mail").at("2026-08-09T22:00:00.001");
            hanako.assertSentExactly("ink");
            shop.assertVerified();
        }
    }

    @Test
    void inkBoughtAtTheMallCountsLikeAnyOtherAndBeginsTheNextRound() {
        try (ScenarioHarness shop = cycle()) {
            Someone hanako = shop.given("hanako");
            buysInk(shop, hanako, "ec", 40, 40);
            shop.advance(days(30));
            hanako.orders(order("R-1", "mall:rakuten", "INK-XL", 6_480));

            shop.advance(days(35));
            hanako.assertNothingSent();
            Assertions.assertThat(hanako.entries("replenishment-cycle")).isEqualTo(2);
            shop.advance(days(2));
            hanako.assertSent("ink"); // the median of 40, 40 and 30
        }
    }

    @Test
    void notBeforeThereIsAPaceAndNotForOtherGoods() {
        try (ScenarioHarness shop = cycle()) {
            Someone twice = shop.given("twice");
            buysInk(shop, twice, "ec", 40);
            Someone paper = shop.given("paper");
            for (int i = 0; i < 4; i++) {
                paper.orders(order("p-" + i, "ec", "OF-PAPER", 2_980));
                shop.advance(days(30));
            }

            twice.assertNeverIn("replenishment-cycle");
            paper.assertNeverIn("replenishment-cycle");
        }
    }

    @Test
    void inkThatComesBackEndsIt() {
        try (ScenarioHarness shop = cycle()) {
            Someone hanako = shop.given("hanako");
            buysInk(shop, hanako, "ec", 40, 40);
            hanako.returns("ink-2");

            shop.advance(months(6));

            hanako.assertNothingSent();
            hanako.assertEnded("replenishment-cycle", End.Kind.EXIT, "returned");
        }
    }

    /** Ink, and more ink after so many days each. */
    private static void buysInk(ScenarioHarness shop, Someone who, String site, int... gaps) {
        who.orders(order("ink-0", site, "INK-4C", 4_980));
        for (int i = 0; i < gaps.length; i++) {
            shop.advance(days(gaps[i]));
            who.orders(order("ink-" + (i + 1), site, "INK-4C", 4_980));
        }
    }

    private static ScenarioHarness cycle() {
        return Templates.running("16-replenishment-cycle").catalog(CATALOG).start();
    }
}
