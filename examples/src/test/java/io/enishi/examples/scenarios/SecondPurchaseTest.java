package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;

import io.enishi.core.condition.Span;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class SecondPurchaseTest {

    @Test
    void itStartsWithTheDeliveryNotWithTheOrder() {
        try (ScenarioHarness shop = secondPurchase()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            shop.advance(days(2));
            hanako.receives("o-1");

            shop.advance(days(365));

            hanako.assertSent("how-to").at("2026-04-06T10:00");
            hanako.assertSent("suggestion").on("line").at("2026-04-17T10:00");
            hanako.assertSent("coupon").at("2026-04-26T10:00").withCouponUntil("2026-05-10T10:00");
            hanako.assertSent("card").on("dm").at("2026-05-03T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void twoOrdersOnTheFirstDayAreStillNew() {
        try (ScenarioHarness shop = secondPurchase()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            shop.advance(Span.hours(5));
            hanako.orders("o-2", 1_200); // forgot the filter
            shop.advance(days(2));
            hanako.receives("o-1");

            hanako.assertIn("second-purchase");
        }
    }

    @Test
    void anOrderOnAnotherDayBeforeTheParcelArrivesIsASecondPurchase() {
        try (ScenarioHarness shop = secondPurchase()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            shop.advance(days(1));
            hanako.orders("o-2", 1_200);
            shop.advance(days(1));
            hanako.receives("o-1");

            hanako.assertNeverIn("second-purchase");
        }
    }

    @Test
    void theSecondOrderEndsIt() {
        try (ScenarioHarness shop = secondPurchase()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            hanako.receives("o-1");
            shop.advance(days(10));
            hanako.orders("o-2", 3_000);

            shop.advance(days(365));

            hanako.assertSentExactly("how-to");
            hanako.assertEnded("second-purchase", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void whoeverSendsTheGoodsBackIsLeftAlone() {
        try (ScenarioHarness shop = secondPurchase()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            hanako.receives("o-1");
            shop.advance(days(4));
            hanako.returns("o-1");

            shop.advance(days(365));

            hanako.assertSentExactly("how-to");
            hanako.assertEnded("second-purchase", End.Kind.EXIT, "returned");
        }
    }

    private static ScenarioHarness secondPurchase() {
        return ScenarioHarness.running(Templates.read("07-second-purchase")).start();
    }
}
