package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.months;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class NextRankTest {

    @Test
    void thirtyAndSevenDaysBeforeTheAssessment() {
        try (ScenarioHarness shop = nextRank()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 85_000);

            shop.advanceTo("2027-02-01T10:00");

            hanako.assertSent("a-month").on("mail").at("2026-12-01T10:00");
            hanako.assertSent("a-week").at("2026-12-24T10:00");
            hanako.assertEnded("next-rank", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void notForThoseWhoAreFarAwayOrThereAlready() {
        try (ScenarioHarness shop = nextRank()) {
            Someone far = shop.given("far");
            far.orders("o-1", 79_999);
            Someone there = shop.given("there");
            there.orders("o-2", 100_000);
            Someone lastYear = shop.given("last-year");
            lastYear.did(orderPlaced("o-3", 90_000), "2025-12-31T23:00");

            shop.advanceTo("2027-02-01T10:00");

            far.assertNeverIn("next-rank");
            there.assertNeverIn("next-rank");
            lastYear.assertNeverIn("next-rank");
            far.assertNotSent("a-month").because("80000");
        }
    }

    @Test
    void everyYearAnewAndNotForThoseWhoHaveTheRankAlready() {
        try (ScenarioHarness shop = nextRank()) {
            Someone hanako = shop.given("hanako");
            Someone gold = shop.given("gold");
            gold.states("rank", "gold");
            gold.orders("g-1", 85_000);
            hanako.orders("o-1", 85_000);
            shop.advanceTo("2027-06-01T10:00");
            hanako.assertSentExactly("a-month", "a-week");
            hanako.orders("o-2", 90_000);

            shop.advanceTo("2028-02-01T10:00");

            hanako.assertSentExactly("a-month", "a-week", "a-month", "a-week");
            hanako.assertSent("a-month").at("2027-12-01T10:00");
            gold.assertNeverIn("next-rank");
        }
    }

    @Test
    void reachingTheRankEndsItAndSoDoesAReturnThatPutsItOutOfReach() {
        try (ScenarioHarness shop = nextRank()) {
            Someone reaches = shop.given("reaches");
            reaches.orders("o-1", 90_000);
            Someone returns = shop.given("returns");
            returns.orders("o-2", 70_000);
            returns.orders("o-3", 20_000);
            shop.advanceTo("2026-12-10T10:00");
            reaches.orders("o-4", 10_000);
            returns.returns("o-3");

            shop.advance(months(2));

            reaches.assertSentExactly("a-month");
            reaches.assertEnded("next-rank", End.Kind.GOAL, "goal");
            returns.assertSentExactly("a-month");
            returns.assertEnded("next-rank", End.Kind.EXIT, "fell-behind");
        }
    }

    private static io.enishi.core.event.EventBody orderPlaced(String orderId, long yen) {
        return new io.enishi.core.event.EventBody.OrderPlaced(Happenings.order(orderId, "ec", "pan", yen));
    }

    private static ScenarioHarness nextRank() {
        return Templates.running("21-next-rank").start();
    }
}
