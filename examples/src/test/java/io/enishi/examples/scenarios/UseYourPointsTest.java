package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.grantedPoints;
import static io.enishi.examples.scenarios.Happenings.usedPoints;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class UseYourPointsTest {

    @Test
    void halfAYearAfterTheFirstPointsOrTheLastUse() {
        try (ScenarioHarness shop = idlePoints()) {
            Someone neverUsed = shop.given("never-used");
            neverUsed.does(grantedPoints(shop, "lot-1", 1_200, "2029-01-01T00:00"));
            Someone usedSome = shop.given("used-some");
            usedSome.does(grantedPoints(shop, "lot-2", 2_000, "2029-01-01T00:00"));
            shop.advance(months(3));
            usedSome.does(usedPoints(500));

            shop.advance(months(12));

            neverUsed.assertSent("you-have-points").on("mail").at("2026-09-28T10:00"); // 180 days
            usedSome.assertSent("you-have-points").at("2027-01-01T10:00"); // six months after 1 July
            shop.assertVerified();
        }
    }

    @Test
    void notForSmallBalancesAndNotForThoseWhoUseTheirs() {
        try (ScenarioHarness shop = idlePoints()) {
            Someone small = shop.given("small");
            small.does(grantedPoints(shop, "lot-1", 999, "2029-01-01T00:00"));
            Someone uses = shop.given("uses");
            uses.does(grantedPoints(shop, "lot-2", 9_000, "2029-01-01T00:00"));
            for (int month = 0; month < 12; month++) {
                uses.does(usedPoints(100));
                shop.advance(months(1));
            }

            small.assertNeverIn("use-your-points");
            uses.assertNeverIn("use-your-points");
        }
    }

    @Test
    void usingThemIsTheGoal() {
        try (ScenarioHarness shop = idlePoints()) {
            Someone hanako = shop.given("hanako");
            hanako.does(grantedPoints(shop, "lot-1", 1_200, "2029-01-01T00:00"));
            shop.advance(days(185));
            hanako.does(usedPoints(1_000));

            hanako.assertEnded("use-your-points", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness idlePoints() {
        return Templates.running("30-use-your-points").start();
    }
}
