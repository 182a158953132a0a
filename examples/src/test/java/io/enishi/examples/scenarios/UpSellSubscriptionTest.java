package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.examples.scenarios.Happenings.SERUM;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.subscription;
import static io.enishi.examples.scenarios.Happenings.subscriptionOrder;

import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class UpSellSubscriptionTest {

    @Test
    void anOfferFiveDaysBeforeTheOwnCycleOfThirtyIsOver() {
        try (ScenarioHarness shop = upSell()) {
            Someone hanako = ordersThreeTimes(shop, "hanako", 30);

            shop.advance(days(90));

            // the third order on 31 May; 30 days x 0.83 are 24 days and 21.6 hours
            hanako.assertSent("offer").on("mail").at("2026-06-25T07:36:00.001");
            hanako.assertSentExactly("offer");
            shop.assertVerified();
        }
    }

    @Test
    void whoeverBuysMoreSlowlyIsAskedLater() {
        try (ScenarioHarness shop = upSell()) {
            Someone hanako = ordersThreeTimes(shop, "hanako", 50);

            shop.advance(days(41));
            hanako.assertNotSent("offer");
            shop.advance(days(1));
            hanako.assertSent("offer");
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
