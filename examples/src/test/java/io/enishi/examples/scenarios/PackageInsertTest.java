package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.subscriptionOrder;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class PackageInsertTest {

    @Test
    void theThirdParcelOfASubscriptionGetsALeaflet() {
        try (ScenarioHarness shop = inserts()) {
            Someone hanako = shop.given("hanako");
            hanako.orders(subscriptionOrder("s-1"));
            shop.advance(days(30));
            hanako.orders("single", 3_000); // no parcel of the subscription
            hanako.orders(subscriptionOrder("s-2"));
            hanako.assertNothingSent();
            shop.advance(days(30));
            hanako.orders(subscriptionOrder("s-3"));

            hanako.assertSent("thanks")
                    .on("insert")
                    .withContent("thanks-leaflet")
                    .at("2026-05-31T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void onceInALife() {
        try (ScenarioHarness shop = inserts()) {
            Someone hanako = shop.given("hanako");
            hanako.states("rank", "gold");
            hanako.orders("o-1", 3_000);
            shop.advance(months(12));
            hanako.orders("o-2", 3_000);

            hanako.assertSentExactly("thanks");
        }
    }

    @Test
    void afterTheCutOffItIsTooLate() {
        try (ScenarioHarness shop = inserts()) {
            Someone hanako = shop.given("hanako");
            hanako.states("rank", "gold");
            shop.crm().pauseChannel("insert", true); // the printer is out of paper
            hanako.orders("o-1", 3_000);
            shop.advance(hours(5));
            shop.crm().pauseChannel("insert", false);

            shop.advance(days(1));

            hanako.assertNothingSent();
            hanako.assertEnded("package-insert", End.Kind.EXIT, "too late for the parcel");
        }
    }

    @Test
    void aParcelThatLeftOrWasCancelledBeforehandEndsIt() {
        try (ScenarioHarness shop = inserts()) {
            Someone left = shop.given("left");
            left.states("rank", "gold");
            Someone cancelled = shop.given("cancelled");
            cancelled.states("rank", "gold");
            shop.crm().pauseChannel("insert", true);
            left.orders("o-1", 3_000);
            cancelled.orders("o-2", 3_000);
            shop.advance(hours(1));
            left.isShipped("o-1");
            cancelled.cancels("o-2");
            shop.crm().pauseChannel("insert", false);

            shop.advance(days(1));

            left.assertEnded("package-insert", End.Kind.EXIT, "shipped-without");
            cancelled.assertEnded("package-insert", End.Kind.EXIT, "cancelled");
            left.assertNothingSent();
            cancelled.assertNothingSent();
        }
    }

    @Test
    void theNextOrderIsTheGoal() {
        try (ScenarioHarness shop = inserts()) {
            Someone hanako = shop.given("hanako");
            hanako.states("rank", "gold");
            hanako.orders("o-1", 3_000);
            shop.advance(hours(2));
            hanako.isShipped("o-1"); // with the leaflet: no exit
            shop.advance(days(20));
            hanako.orders("o-2", 3_000);

            hanako.assertSentExactly("thanks");
            hanako.assertEnded("package-insert", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness inserts() {
        return Templates.running("24-package-insert").start();
    }
}
