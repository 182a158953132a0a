package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class ReviewRequestTest {

    @Test
    void aRequestOnTheTenthDayAndAReminderOnTheFourteenth() {
        try (ScenarioHarness shop = reviewRequest()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            shop.advance(days(2));
            hanako.receives("o-1");

            shop.advance(days(365));

            hanako.assertSent("request").on("mail").at("2026-04-13T10:00");
            hanako.assertSent("reminder").at("2026-04-17T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void theTenDaysCountFromTheCorrectedDelivery() {
        try (ScenarioHarness shop = reviewRequest()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            hanako.receives("o-1"); // handed in at the wrong door
            shop.advance(days(3));
            hanako.receives("o-1");

            shop.advance(days(30));

            hanako.assertSent("request").at("2026-04-14T10:00");
            assertThat(hanako.entries("review-request")).isEqualTo(1);
        }
    }

    @Test
    void aReviewEndsIt() {
        try (ScenarioHarness shop = reviewRequest()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            hanako.receives("o-1");
            shop.advance(days(11));
            hanako.reviews("unknown", 5);

            shop.advance(days(365));

            hanako.assertSentExactly("request");
            hanako.assertEnded("review-request", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void noRequestAfterAReturnOrDuringAComplaint() {
        try (ScenarioHarness shop = reviewRequest()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 4_800);
            hanako.receives("o-1");
            shop.advance(days(5));
            hanako.returns("o-1");
            Someone taro = shop.given("taro");
            taro.orders("o-2", 4_800);
            taro.receives("o-2");
            taro.complains("case-1");

            shop.advance(days(365));

            hanako.assertNothingSent();
            hanako.assertEnded("review-request", End.Kind.EXIT, "returned");
            taro.assertNothingSent();
            taro.assertEnded("review-request", End.Kind.EXIT, "complaint");
        }
    }

    @Test
    void atMostOneRequestAMonthHoweverMuchSomebodyOrders() {
        try (ScenarioHarness shop = reviewRequest()) {
            Someone hanako = shop.given("hanako");
            for (int week = 0; week < 52; week++) {
                hanako.orders("o-" + week, 2_000);
                hanako.receives("o-" + week);
                shop.advance(days(7));
            }

            // a run takes 28 days at most, the cool-down 30
            assertThat(hanako.entries("review-request")).isBetween(6, 7);
        }
    }

    private static ScenarioHarness reviewRequest() {
        return ScenarioHarness.running(Templates.read("13-review-request")).start();
    }
}
