package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class EarlyChurnTest {

    @Test
    void afterTwiceTheOwnIntervalWhateverItIs() {
        try (ScenarioHarness shop = earlyChurn()) {
            Someone weekly = shop.given("weekly");
            Someone monthly = shop.given("monthly");
            for (int day = 0; day <= 60; day++) {
                if (day % 10 == 0 && day <= 20) {
                    weekly.orders("w-" + day, 2_000);
                }
                if (day % 30 == 0) {
                    monthly.orders("m-" + day, 2_000);
                }
                shop.advance(days(1));
            }

            shop.advance(months(6));

            weekly.assertSent("we-miss-you").on("mail").at("2026-05-11T10:00:00.001"); // 21 April and twice ten days
            monthly.assertSent("we-miss-you").at("2026-07-30T10:00:00.001"); // 31 May and twice thirty
            shop.assertVerified();
        }
    }

    @Test
    void twoOrdersAreNoHabit() {
        try (ScenarioHarness shop = earlyChurn()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 2_000);
            shop.advance(days(10));
            hanako.orders("o-2", 2_000);

            shop.advance(months(12));

            hanako.assertNeverIn("early-churn");
        }
    }

    @Test
    void anOrderBeforeTheMailLeavesOrAfterItEndsIt() {
        try (ScenarioHarness shop = earlyChurn()) {
            Someone hanako = orders(shop, "hanako");
            shop.advance(days(19));
            hanako.orders("o-4", 2_000); // one day before
            shop.advance(days(30));
            hanako.assertSentExactly("we-miss-you"); // twice the median interval later
            hanako.orders("o-5", 2_000);

            hanako.assertEnded("early-churn", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void aMallOrderThatTurnsOutToBeTheirsCounts() {
        try (ScenarioHarness shop = earlyChurn()) {
            Someone onTheSite = orders(shop, "on-the-site");
            Someone atTheMall = shop.given("at-the-mall");
            shop.advance(days(15));
            atTheMall.orders("R-1", 3_000);
            shop.merge(onTheSite, atTheMall);

            shop.advance(days(10));

            onTheSite.assertNothingSent();
        }
    }

    private static Someone orders(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        for (int i = 0; i < 3; i++) {
            shop.advance(days(10));
            someone.orders(name + i, 2_000);
        }
        return someone;
    }

    private static ScenarioHarness earlyChurn() {
        return Templates.running("18-early-churn").start();
    }
}
