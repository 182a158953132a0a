package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void fiveMailsInThreeWeeksForThoseWhoDoNotBuy() {
        try (ScenarioHarness shop = welcome()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(365));

            hanako.assertSentExactly("hello", "story", "favourites", "voices", "coupon");
            hanako.assertSent("hello").on("mail").at("2026-04-01T10:10");
            hanako.assertSent("story").at("2026-04-04T10:00");
            hanako.assertSent("favourites").at("2026-04-08T10:00");
            hanako.assertSent("voices").at("2026-04-15T10:00");
            hanako.assertSent("coupon").at("2026-04-22T10:00").withCouponUntil("2026-05-06T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void theFirstPurchaseEndsIt() {
        try (ScenarioHarness shop = welcome()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(5));
            hanako.orders("o-1", 4_800);

            shop.advance(days(365));

            hanako.assertSentExactly("hello", "story");
            hanako.assertEnded("welcome", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void whoeverBoughtAsAGuestIsNoNewcomer() {
        try (ScenarioHarness shop = welcome()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            shop.advance(days(2));
            hanako.registers();

            hanako.assertNeverIn("welcome");
        }
    }

    @Test
    void aVipOfTheStoreWhoOpensAnAccountNeverGetsTheNewcomersFlow() {
        try (ScenarioHarness shop = welcome()) {
            Someone inTheStore = shop.given("in-the-store");
            inTheStore.orders("pos-1", 280_000);
            Someone onTheWeb = shop.given("on-the-web");
            onTheWeb.registers();

            shop.merge(inTheStore, onTheWeb); // the store card is linked before the first mail

            shop.advance(days(365));
            onTheWeb.assertNothingSent();
            onTheWeb.assertEnded("welcome", End.Kind.EXIT, "customer-already");
        }
    }

    @Test
    void whoeverUnsubscribesGetsNoMore() {
        try (ScenarioHarness shop = welcome()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(4));
            hanako.refuses("newsletter", "mail");

            shop.advance(days(365));

            hanako.assertSentExactly("hello", "story");
            hanako.assertEnded("welcome", End.Kind.EXIT, "unreachable");
        }
    }

    private static ScenarioHarness welcome() {
        return ScenarioHarness.running(Templates.read("06-welcome")).start();
    }
}
