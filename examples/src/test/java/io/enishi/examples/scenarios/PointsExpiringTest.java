package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.grantedPoints;
import static io.enishi.examples.scenarios.Happenings.usedPoints;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class PointsExpiringTest {

    @Test
    void aMonthAWeekAndADayBeforeTheLotExpires() {
        try (ScenarioHarness shop = points()) {
            Someone hanako = shop.given("hanako");
            hanako.does(grantedPoints(shop, "lot-1", 800, "2026-10-01T00:00"));

            shop.advanceTo("2026-10-01T00:00");

            hanako.assertSent("in-a-month").on("mail").at("2026-09-01T00:00");
            hanako.assertSent("in-a-week").on("line").at("2026-09-24T00:00");
            hanako.assertSent("tomorrow").at("2026-09-30T00:00");
            hanako.does(new EventBody.PointsExpired("lot-1", 800));
            hanako.assertEnded("points-expiring", End.Kind.EXIT, "expired");
            shop.assertVerified();
        }
    }

    @Test
    void usingPointsEndsItAndSoDoesNothingElse() {
        try (ScenarioHarness shop = points()) {
            Someone uses = shop.given("uses");
            uses.does(grantedPoints(shop, "lot-u", 800, "2026-10-01T00:00"));
            Someone gets = shop.given("gets");
            gets.does(grantedPoints(shop, "lot-g", 800, "2026-10-01T00:00"));
            shop.advanceTo("2026-09-10T10:00");
            uses.does(usedPoints(100));
            gets.does(grantedPoints(shop, "lot-h", 50, "2027-10-01T00:00"));

            shop.advanceTo("2026-10-10T00:00");

            uses.assertSentExactly("in-a-month");
            uses.assertEnded("points-expiring", End.Kind.GOAL, "goal");
            gets.assertSentExactly("in-a-month", "in-a-week", "tomorrow");
        }
    }

    @Test
    void notForSmallLotsAndNotForSmallBalances() {
        try (ScenarioHarness shop = points()) {
            Someone small = shop.given("small");
            small.does(grantedPoints(shop, "lot-1", 200, "2026-10-01T00:00"));
            small.does(grantedPoints(shop, "lot-2", 200, "2026-10-02T00:00"));
            small.does(grantedPoints(shop, "lot-3", 200, "2026-10-03T00:00"));
            Someone spent = shop.given("spent");
            spent.does(grantedPoints(shop, "lot-4", 800, "2026-10-01T00:00"));
            spent.does(usedPoints(400)); // 400 are left of 800

            shop.advance(months(12));

            small.assertNeverIn("points-expiring");
            spent.assertNeverIn("points-expiring");
            spent.assertNotSent("in-a-month").because("points-balance");
        }
    }

    @Test
    void oneLotAtATime() {
        try (ScenarioHarness shop = points()) {
            Someone hanako = shop.given("hanako");
            hanako.does(grantedPoints(shop, "lot-1", 500, "2026-10-01T00:00"));
            hanako.does(grantedPoints(shop, "lot-2", 500, "2026-10-05T00:00"));

            shop.advance(months(12));

            hanako.assertSentExactly("in-a-month", "in-a-week", "tomorrow");
        }
    }

    @Test
    void grantedForThreeWeeksOnlyItStartsAtOnce() {
        try (ScenarioHarness shop = points()) {
            Someone hanako = shop.given("hanako");
            hanako.does(grantedPoints(shop, "lot-1", 500, "2026-04-22T10:00"));

            shop.advance(days(30));

            hanako.assertSent("in-a-month").at("2026-04-01T10:00");
            hanako.assertSent("in-a-week").at("2026-04-15T10:00");
        }
    }

    private static ScenarioHarness points() {
        return Templates.running("20-points-expiring").start();
    }
}
