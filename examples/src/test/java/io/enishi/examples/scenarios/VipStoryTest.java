package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.months;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class VipStoryTest {

    @Test
    void aLetterAMonthAndThenTheOfferOfTheirOwn() {
        try (ScenarioHarness shop = vipStory()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 160_000);

            shop.advance(months(6));

            hanako.assertSent("company").on("dm").at("2026-04-02T10:00");
            hanako.assertSent("history").on("mail").at("2026-05-01T10:00");
            hanako.assertSent("people").at("2026-06-01T10:00");
            hanako.assertSent("exclusive").on("line").at("2026-07-01T10:00").withCouponUntil("2026-08-01T10:00");
            hanako.assertEnded("vip-story", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void notForThoseWhoAreNoVips() {
        try (ScenarioHarness shop = vipStory()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 149_999);

            hanako.assertNeverIn("vip-story");
            hanako.assertNotSent("company").because("is not in it");
        }
    }

    @Test
    void whoIsNoVipAnyMoreGetsNoMoreOfIt() {
        try (ScenarioHarness shop = vipStory()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 160_000);
            shop.advance(months(1));
            hanako.returns("o-1");

            shop.advance(months(6));

            hanako.assertSentExactly("company", "history");
            hanako.assertEnded("vip-story", End.Kind.EXIT, "no-vip-any-more");
        }
    }

    @Test
    void takingTheOfferIsTheGoal() {
        try (ScenarioHarness shop = vipStory()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 160_000);
            shop.advanceTo("2026-07-10T10:00");
            hanako.redeemsCouponOf("exclusive");

            hanako.assertEnded("vip-story", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness vipStory() {
        return Templates.running("29-vip-story").start();
    }
}
