package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;

import io.enishi.core.event.Order;
import io.enishi.core.process.Decision.End;
import io.enishi.core.value.Money;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class HighOrderTest {

    @Test
    void thanksWithACouponOneDayAfterShipping() {
        try (ScenarioHarness shop = highOrder()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 30_000);
            shop.advance(days(3));
            hanako.isShipped("o-1");

            shop.advance(days(365));

            hanako.assertSent("thanks").on("mail").at("2026-04-05T10:00").withCouponUntil("2026-07-05T10:00");
            hanako.assertSentExactly("thanks");
            shop.assertVerified();
        }
    }

    @Test
    void theAmountIsTheGoodsTotalAfterDiscountsWithoutShipping() {
        try (ScenarioHarness shop = highOrder()) {
            Someone hanako = shop.given("hanako");
            hanako.orders(Order.ofTotal("o-1", "ec", Money.yen(29_900)).withShipping(Money.yen(800)));
            hanako.orders(Order.ofTotal("o-2", "ec", Money.yen(33_000)).withDiscount(Money.yen(3_001)));

            hanako.assertNeverIn("high-order-thanks");
        }
    }

    @Test
    void cancelledOrReturnedOrdersAreNotThankedFor() {
        try (ScenarioHarness shop = highOrder()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 30_000);
            shop.advance(days(1));
            hanako.cancels("o-1");
            Someone taro = shop.given("taro");
            taro.orders("o-2", 50_000);
            taro.isShipped("o-2");
            taro.returns("o-2");

            shop.advance(days(365));

            hanako.assertNothingSent();
            hanako.assertEnded("high-order-thanks", End.Kind.EXIT, "cancelled");
            taro.assertNothingSent();
            taro.assertEnded("high-order-thanks", End.Kind.EXIT, "returned");
        }
    }

    @Test
    void eachHighOrderHasARunOfItsOwn() {
        try (ScenarioHarness shop = highOrder()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 30_000);
            hanako.orders("o-2", 45_000);
            hanako.isShipped("o-2");
            shop.advance(days(5));
            hanako.assertSentExactly("thanks");
            hanako.isShipped("o-1");

            shop.advance(days(5));

            hanako.assertSentExactly("thanks", "thanks");
        }
    }

    @Test
    void aLetterForThoseWhoCannotBeMailed() {
        try (ScenarioHarness shop = highOrder()) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.orders("o-1", 30_000);
            hanako.isShipped("o-1");

            shop.advance(days(2));

            hanako.assertSent("thanks").on("dm").withContent("high-order-letter");
        }
    }

    private static ScenarioHarness highOrder() {
        return ScenarioHarness.running(Templates.read("23-high-order")).start();
    }
}
