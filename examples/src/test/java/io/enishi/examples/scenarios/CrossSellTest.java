package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class CrossSellTest {

    @Test
    void beansTwoWeeksAfterTheMillArrived() {
        try (ScenarioHarness shop = crossSell()) {
            Someone hanako = receivesTheMill(shop, "hanako");

            shop.advance(months(2));

            hanako.assertSent("beans").on("mail").at("2026-04-15T10:00");
            hanako.assertSentExactly("beans");
            shop.assertVerified();
        }
    }

    @Test
    void notForThoseWhoEverBoughtCoffeeHere() {
        try (ScenarioHarness shop = crossSell()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-0", "CF-200", "coffee", 1_480);
            shop.advance(months(12));
            hanako.orders("o-1", "CF-MILL", "kitchen", 7_800);
            hanako.receives("o-1");

            hanako.assertNeverIn("cross-sell");
            hanako.assertNotSent("beans").because("coffee");
        }
    }

    @Test
    void coffeeOrAReturnEndsIt() {
        try (ScenarioHarness shop = crossSell()) {
            Someone buys = receivesTheMill(shop, "buys");
            Someone returns = receivesTheMill(shop, "returns");
            shop.advance(days(7));
            buys.orders("o-2", "CF-DRIP", "coffee", 1_980);
            returns.returns("mill-of-returns");

            shop.advance(months(2));

            buys.assertNothingSent();
            buys.assertEnded("cross-sell", End.Kind.GOAL, "goal");
            returns.assertNothingSent();
            returns.assertEnded("cross-sell", End.Kind.EXIT, "returned");
        }
    }

    @Test
    void anOptOutEndsIt() {
        try (ScenarioHarness shop = crossSell()) {
            Someone hanako = receivesTheMill(shop, "hanako");
            shop.advance(days(13));
            hanako.refuses("newsletter", "mail");

            shop.advance(months(2));

            hanako.assertNothingSent();
            hanako.assertEnded("cross-sell", End.Kind.EXIT, "unreachable");
        }
    }

    private static Someone receivesTheMill(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.orders("mill-of-" + name, "CF-MILL", "kitchen", 7_800);
        someone.receives("mill-of-" + name);
        return someone;
    }

    private static ScenarioHarness crossSell() {
        return Templates.running("15-cross-sell").start();
    }
}
