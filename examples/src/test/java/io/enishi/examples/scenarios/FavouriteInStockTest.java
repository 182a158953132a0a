package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.restocked;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class FavouriteInStockTest {

    @Test
    void aFavouriteThatIsBackAtOnceAndOtherWordsForTheLastPieces() {
        try (ScenarioHarness shop = favourites()) {
            Someone back = marks(shop, "back", "cup");
            Someone few = marks(shop, "few", "pot");
            shop.advance(days(1));
            restocked(shop, "cup", 40);
            restocked(shop, "pot", 3);

            shop.advance(hours(1));

            back.assertSent("in-stock").on("line").at("2026-04-02T10:00");
            few.assertSent("nearly-gone").at("2026-04-02T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void notForThoseWhoBoughtItSinceOrWhoseFavouriteItIsNoMore() {
        try (ScenarioHarness shop = favourites()) {
            Someone bought = marks(shop, "bought", "cup");
            bought.orders(order("o-1", "ec", "cup", 3_000));
            Someone former = marks(shop, "former", "cup");
            former.does(new EventBody.ProductUnfavourited("cup"));
            Someone other = marks(shop, "other", "pot");
            Someone longAgo = marks(shop, "long-ago", "kettle");
            shop.advance(months(13));
            restocked(shop, "cup", 40);
            restocked(shop, "kettle", 40);

            shop.advance(days(1));

            bought.assertNothingSent();
            former.assertNothingSent();
            other.assertNothingSent();
            longAgo.assertNothingSent();
        }
    }

    @Test
    void inQuietHoursItWaitsForTheMorningUnlessItIsSoldOutByThen() {
        ContactRules night = ContactRules.parse("contact-rules: {quiet-hours: [{from: \"21:00\", for: 11 hours}]}");
        try (ScenarioHarness shop = Templates.running("03-favourite-low-or-back")
                .contactRules(night)
                .start()) {
            Someone cup = marks(shop, "cup-friend", "cup");
            Someone pot = marks(shop, "pot-friend", "pot");
            shop.advanceTo("2026-04-02T22:00");
            restocked(shop, "cup", 40);
            restocked(shop, "pot", 40);
            shop.advanceTo("2026-04-03T07:00");
            restocked(shop, "pot", 0);

            shop.advance(days(1));

            cup.assertSent("in-stock").at("2026-04-03T08:00");
            pot.assertNothingSent();
            pot.assertEnded("favourite-in-stock", End.Kind.EXIT, "sold-out");
        }
    }

    @Test
    void buyingThatProductIsTheGoalAnotherIsNot() {
        try (ScenarioHarness shop = favourites()) {
            Someone hanako = marks(shop, "hanako", "cup");
            restocked(shop, "cup", 40);
            shop.advance(hours(1));
            hanako.orders(order("o-1", "ec", "pot", 3_000));
            hanako.assertIn("favourite-in-stock");
            hanako.orders(order("o-2", "mall:rakuten", "cup", 3_000));

            hanako.assertEnded("favourite-in-stock", End.Kind.GOAL, "goal");
        }
    }

    private static Someone marks(ScenarioHarness shop, String name, String product) {
        Someone someone = shop.given(name);
        someone.does(new EventBody.ProductFavourited(product, ""));
        return someone;
    }

    private static ScenarioHarness favourites() {
        return Templates.running("03-favourite-low-or-back").start();
    }
}
