package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.examples.scenarios.Happenings.SERUM;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.subscription;
import static io.enishi.examples.scenarios.Happenings.subscriptionOrder;

import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpSellSubscriptionTest {

    @Test
    void anOfferFiveDaysBeforeTheUsualThirtyAreOver() {
        try (ScenarioHarness shop = upSell()) {
            Someone hanako = ordersThreeTimes(shop, "hanako", 30);

            shop.advance(days(90));

            hanako.assertSent("offer").on("mail").at("2026-06-25T10:00"); // the third order was on 31 May
            hanako.assertSentExactly("offer");
            shop.assertVerified();
        }
    }

    @Test
    void theCatalogueSaysHowLongABottleLastsAndANewBottleCountsAnew() {
        Catalog lasts = (product, fact) -> fact.equals(Catalog.USE_PERIOD_DAYS) && product.equals(SERUM)
                ? List.of(AttributeValue.of(50))
                : List.of();
        try (ScenarioHarness shop =
                Templates.running("09-up-sell-subscription").catalog(lasts).start()) {
            Someone hanako = ordersThreeTimes(shop, "hanako", 50);
            Someone again = ordersThreeTimes(shop, "again", 10);
            again.orders(order("o-4", "ec", SERUM, 5_500));

            shop.advance(days(44));
            again.assertNotSent("offer");
            shop.advance(days(1));
            again.assertSent("offer");
            hanako.assertSent("offer");
            again.assertSentExactly("offer");
        }
    }

    @Test
    void whoCannotBeMailedFindsTheOfferInTheNextParcel() {
        try (ScenarioHarness shop = upSell()) {
            Someone hanako = ordersThreeTimes(shop, "hanako", 30);
            hanako.refuses("newsletter", "mail");

            shop.advance(days(30));

            hanako.assertSent("offer").on("insert").withContent("subscription-leaflet");
        }
    }

    @Test
    void notForSubscribersAndNotBeforeTheThirdOrder() {
        try (ScenarioHarness shop = upSell()) {
            Someone subscribed = shop.given("subscribed");
            subscribed.does(subscription(State.STARTED));
            for (int i = 0; i < 4; i++) {
                subscribed.orders(subscriptionOrder("s-o-" + i));
                subscribed.orders(order("single-" + i, "ec", SERUM, 5_500));
                shop.advance(days(30));
            }
            Someone twice = shop.given("twice");
            twice.orders(order("t-1", "ec", SERUM, 5_500));
            shop.advance(days(30));
            twice.orders(order("t-2", "ec", SERUM, 5_500));
            shop.advance(days(90));

            subscribed.assertNeverIn("up-sell-subscription");
            twice.assertNeverIn("up-sell-subscription");
        }
    }

    @Test
    void aSubscriptionEndsItAndAFormerSubscriberIsAskedAgain() {
        try (ScenarioHarness shop = upSell()) {
            Someone hanako = shop.given("hanako");
            hanako.does(subscription(State.STARTED));
            hanako.does(subscription(State.CANCELLED));
            for (int i = 0; i < 3; i++) {
                hanako.orders(order("o-" + i, "ec", SERUM, 5_500));
                shop.advance(days(20));
            }
            shop.advance(days(5));
            hanako.assertSent("offer");
            hanako.does(subscription(State.RESUMED));

            hanako.assertEnded("up-sell-subscription", End.Kind.GOAL, "goal");
        }
    }

    private static Someone ordersThreeTimes(ScenarioHarness shop, String name, int cycle) {
        Someone someone = shop.given(name);
        someone.orders(order("o-1", "ec", SERUM, 5_500));
        shop.advance(days(cycle));
        someone.orders(order("o-2", "ec", SERUM, 5_500));
        shop.advance(days(cycle));
        someone.orders(order("o-3", "ec", SERUM, 5_500));
        return someone;
    }

    private static ScenarioHarness upSell() {
        return Templates.running("09-up-sell-subscription").start();
    }
}
