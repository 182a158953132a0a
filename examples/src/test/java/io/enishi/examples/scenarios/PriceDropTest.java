package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.priceChanged;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class PriceDropTest {

    @Test
    void forThoseWhoLookedOrMarkedItWhenItIsATenthCheaper() {
        try (ScenarioHarness shop = priceDrop()) {
            Someone looked = shop.given("looked");
            looked.views("pan");
            Someone marked = shop.given("marked");
            marked.does(new EventBody.ProductFavourited("pan", ""));
            Someone other = shop.given("other");
            other.views("pot");
            shop.advance(days(20));
            priceChanged(shop, "pan", 5_000, 4_500);

            shop.advance(hours(1));

            looked.assertSent("cheaper").on("mail").at("2026-04-21T10:00");
            marked.assertSent("cheaper");
            other.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void lessThanATenthIsNoNews() {
        try (ScenarioHarness shop = priceDrop()) {
            Someone hanako = shop.given("hanako");
            hanako.views("pan");
            priceChanged(shop, "pan", 5_000, 4_501);
            priceChanged(shop, "pan", 4_501, 6_000);

            shop.advance(days(1));

            hanako.assertNeverIn("price-drop");
        }
    }

    @Test
    void notForThoseWhoBoughtItLatelyAndNotForALookLongAgo() {
        try (ScenarioHarness shop = priceDrop()) {
            Someone longAgo = shop.given("long-ago");
            longAgo.views("pan");
            shop.advance(days(32));
            Someone bought = shop.given("bought");
            bought.views("pan");
            shop.advance(hours(1));
            bought.orders(order("o-1", "ec", "pan", 5_000));
            priceChanged(shop, "pan", 5_000, 4_000);

            shop.advance(days(1));

            bought.assertNothingSent();
            longAgo.assertNothingSent();
        }
    }

    @Test
    void aPriceThatGoesUpAgainBeforeTheMorningRevokesIt() {
        ContactRules night = ContactRules.parse("contact-rules: {quiet-hours: [{from: \"21:00\", for: 11 hours}]}");
        try (ScenarioHarness shop =
                Templates.running("05-price-drop").contactRules(night).start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("pan");
            shop.advanceTo("2026-04-01T23:00");
            priceChanged(shop, "pan", 5_000, 4_000);
            shop.advanceTo("2026-04-02T06:00");
            priceChanged(shop, "pan", 4_000, 5_000);

            shop.advance(days(2));

            hanako.assertNothingSent();
            hanako.assertEnded("price-drop", End.Kind.EXIT, "price-restored");
        }
    }

    @Test
    void oneAWeekHoweverMuchBecomesCheaper() {
        try (ScenarioHarness shop = priceDrop()) {
            Someone hanako = shop.given("hanako");
            hanako.views("pan");
            hanako.views("pot");
            priceChanged(shop, "pan", 5_000, 4_000);
            shop.advance(days(1));
            priceChanged(shop, "pot", 5_000, 4_000);

            shop.advance(days(1));

            hanako.assertSentExactly("cheaper");
        }
    }

    private static ScenarioHarness priceDrop() {
        return Templates.running("05-price-drop").start();
    }
}
