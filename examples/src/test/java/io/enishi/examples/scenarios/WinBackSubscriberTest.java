package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.subscription;

import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class WinBackSubscriberTest {

    @Test
    void whatAnswersTheReasonThenWhatIsNewThenACard() {
        try (ScenarioHarness shop = winBack()) {
            Someone hanako = leaves(shop, "hanako", "too-much");

            shop.advance(months(6));

            hanako.assertSent("rhythm").on("mail").at("2026-05-01T10:00");
            hanako.assertSent("news").at("2026-05-31T10:00");
            hanako.assertSent("card").on("dm").at("2026-06-30T10:00");
            hanako.assertSentExactly("rhythm", "news", "card");
            shop.assertVerified();
        }
    }

    @Test
    void onlyThePriceIsAnsweredByACoupon() {
        try (ScenarioHarness shop = winBack()) {
            Someone price = leaves(shop, "price", "price");
            Someone other = leaves(shop, "other", "moved");

            shop.advance(days(31));

            price.assertSent("price").withCouponUntil("2026-06-01T10:00");
            other.assertSentExactly("improved");
        }
    }

    @Test
    void nothingWithoutAReasonOrWhereItDidNotSuit() {
        try (ScenarioHarness shop = winBack()) {
            Someone silent = shop.given("silent");
            silent.does(subscription(State.CANCELLED));
            Someone skin = leaves(shop, "skin", "skin");

            shop.advance(months(6));

            silent.assertNothingSent();
            silent.assertEnded("win-back-subscriber", End.Kind.EXIT, "the reason is not known");
            skin.assertNeverIn("win-back-subscriber");
        }
    }

    @Test
    void aReasonGivenLaterByPhoneIsInTime() {
        try (ScenarioHarness shop = winBack()) {
            Someone hanako = shop.given("hanako");
            hanako.does(subscription(State.CANCELLED));
            shop.advance(days(20));
            hanako.states("cancel-reason", "price");

            shop.advance(days(11));

            hanako.assertSent("price").at("2026-05-01T10:00");
        }
    }

    @Test
    void whoeverSubscribesAgainGetsNoMore() {
        try (ScenarioHarness shop = winBack()) {
            Someone hanako = leaves(shop, "hanako", "too-much");
            shop.advance(days(40));
            hanako.does(subscription(State.RESUMED));

            shop.advance(months(6));

            hanako.assertSentExactly("rhythm");
            hanako.assertEnded("win-back-subscriber", End.Kind.GOAL, "goal");
        }
    }

    private static Someone leaves(ScenarioHarness shop, String name, String reason) {
        Someone someone = shop.given(name);
        someone.states("cancel-reason", reason);
        someone.does(subscription(State.CANCELLED));
        return someone;
    }

    private static ScenarioHarness winBack() {
        return Templates.running("11-win-back-subscriber").start();
    }
}
