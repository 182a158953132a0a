package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.examples.scenarios.Happenings.cart;

import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowseAbandonedTest {

    @Test
    void aDayAfterTheLastOfTwoLooks() {
        try (ScenarioHarness shop = browseAbandoned()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.advance(hours(1));
            hanako.views("pan");
            shop.advance(hours(2));
            hanako.views("kettle");

            shop.advance(days(30));

            hanako.assertSent("looked-at").on("mail").at("2026-04-02T13:00");
            hanako.assertSentExactly("looked-at");
            shop.assertVerified();
        }
    }

    @Test
    void oneLookIsNotEnoughNorAreTwoWithDaysInBetween() {
        try (ScenarioHarness shop = browseAbandoned()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.advance(days(2));
            hanako.views("kettle");

            hanako.assertNeverIn("browse-abandoned");
            hanako.assertNotSent("looked-at").because("product.viewed");
        }
    }

    @Test
    void whoeverHasACartGetsTheMailsOfTheCart() {
        try (ScenarioHarness shop =
                Templates.running("01-cart-abandoned", "02-browse-abandoned").start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            hanako.views("pan");
            shop.advance(hours(1));
            hanako.does(cart("pan"));
            hanako.views("lid");

            shop.advance(days(30));

            hanako.assertEnded("browse-abandoned", End.Kind.EXIT, "has-a-cart");
            hanako.assertNotSent("looked-at");
            hanako.assertSentExactly("reminder", "questions", "coupon");
        }
    }

    @Test
    void anOrderEndsItAndOnceAWeekIsEnough() {
        try (ScenarioHarness shop = browseAbandoned()) {
            Someone buys = shop.given("buys");
            buys.views("kettle");
            buys.views("kettle");
            buys.orders("o-1", 5_000);
            Someone looks = shop.given("looks");
            for (int day = 0; day < 28; day++) {
                looks.views("kettle");
                looks.views("pan");
                shop.advance(hours(25));
            }

            buys.assertNothingSent();
            buys.assertEnded("browse-abandoned", End.Kind.GOAL, "goal");
            // eight days until it ends, seven in which it does not start again
            looks.assertSentExactly("looked-at", "looked-at");
        }
    }

    @Test
    void notForThoseWhoGotTheMailsOfTheCartThisWeekAndNotForWhatIsSoldOut() {
        Catalog stock = (product, fact) ->
                fact.equals(Catalog.STOCK) && product.equals("sold-out") ? List.of(AttributeValue.of(0)) : List.of();
        try (ScenarioHarness shop = Templates.running("01-cart-abandoned", "02-browse-abandoned")
                .catalog(stock)
                .start()) {
            Someone reminded = shop.given("reminded");
            reminded.does(cart("pan"));
            shop.advance(days(8)); // the cart is old, its last mail is four days old
            reminded.views("kettle");
            reminded.views("pan");
            Someone late = shop.given("late");
            late.views("pan");
            late.views("sold-out");

            shop.advance(days(3));

            reminded.assertNeverIn("browse-abandoned");
            late.assertNeverIn("browse-abandoned");
        }
    }

    @Test
    void whoeverGoesOnLookingIsNotInterrupted() {
        try (ScenarioHarness shop = browseAbandoned()) {
            Someone hanako = shop.given("hanako");
            for (int i = 0; i < 10; i++) {
                hanako.views("kettle");
                shop.advance(hours(20));
            }

            hanako.assertIn("browse-abandoned");
            hanako.assertNothingSent();
        }
    }

    private static ScenarioHarness browseAbandoned() {
        return Templates.running("02-browse-abandoned").start();
    }
}
