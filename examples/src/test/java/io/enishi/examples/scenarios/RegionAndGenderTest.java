package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class RegionAndGenderTest {

    @Test
    void onTheFirstOfTheMonthWhatSuitsRegionThenGenderThenEverybody() {
        try (ScenarioHarness shop = monthly()) {
            Someone north = shop.given("north");
            north.states("prefecture", "北海道");
            north.states("gender", "female");
            Someone her = shop.given("her");
            her.states("gender", "female");
            Someone unknown = shop.given("unknown");
            unknown.views("pan");

            shop.advanceTo("2026-05-10T10:00");

            north.assertSent("north").withContent("monthly-north").at("2026-05-01T10:00");
            north.assertSentExactly("north");
            her.assertSentExactly("for-her");
            unknown.assertSentExactly("common");
            shop.assertVerified();
        }
    }

    @Test
    void whoMovesGetsTheNextLetterOfTheNewRegion() {
        try (ScenarioHarness shop = monthly()) {
            Someone hanako = shop.given("hanako");
            hanako.states("prefecture", "沖縄県");
            shop.advanceTo("2026-05-10T10:00");
            hanako.states("prefecture", "東京都");
            hanako.states("gender", "male");

            shop.advanceTo("2026-06-10T10:00");

            hanako.assertSentExactly("south", "for-him");
        }
    }

    @Test
    void notForTheSilentAndNotForThoseWhoRefused() {
        try (ScenarioHarness shop = monthly()) {
            Someone silent = shop.given("silent");
            silent.views("pan");
            Someone refuses = shop.given("refuses");
            refuses.refuses("newsletter", "mail");
            refuses.views("pan");

            shop.advanceTo("2026-12-10T10:00");

            silent.assertSentExactly("common", "common", "common", "common", "common", "common"); // May to 1 October
            refuses.assertNothingSent();
        }
    }

    @Test
    void anOrderIsTheGoal() {
        try (ScenarioHarness shop = monthly()) {
            Someone hanako = shop.given("hanako");
            hanako.views("pan");
            shop.advanceTo("2026-05-01T12:00");
            hanako.orders("o-1", 3_000);
            shop.advance(days(1));

            hanako.assertEnded("region-and-gender", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness monthly() {
        ScenarioHarness shop = Templates.running("32-region-and-gender").start();
        shop.advanceTo("2026-04-01T15:00"); // after the letter of April
        return shop;
    }
}
