package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.custom;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class NearTheStoreTest {

    @Test
    void aPushAtOnceNearTheStoreInWhichTheyWere() {
        try (ScenarioHarness shop = near()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.StoreVisited("shibuya"));
            shop.advance(months(2));
            hanako.does(custom("near-store", "store", "shibuya"));

            shop.advance(days(3));

            hanako.assertSent("come-in").on("push").at("2026-06-01T10:00").withCouponUntil("2026-06-03T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void anotherStoreOrAVisitLongAgoIsNoReason() {
        try (ScenarioHarness shop = near()) {
            Someone elsewhere = shop.given("elsewhere");
            elsewhere.does(new EventBody.StoreVisited("umeda"));
            Someone longAgo = shop.given("long-ago");
            longAgo.does(new EventBody.StoreVisited("shibuya"));
            shop.advance(months(7));
            elsewhere.does(new EventBody.StoreVisited("umeda"));
            elsewhere.does(custom("near-store", "store", "shibuya"));
            longAgo.does(custom("near-store", "store", "shibuya"));

            shop.advance(days(1));

            elsewhere.assertNothingSent();
            elsewhere.assertEnded("near-the-store", End.Kind.EXIT, "not their store");
            longAgo.assertNothingSent();
        }
    }

    @Test
    void oncePerTwoWeeksHoweverOftenTheyPass() {
        try (ScenarioHarness shop = near()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.StoreVisited("shibuya"));
            for (int day = 0; day < 28; day++) {
                shop.advance(days(1));
                hanako.does(custom("near-store", "store", "shibuya"));
            }

            hanako.assertSentExactly("come-in", "come-in");
        }
    }

    @Test
    void afterHalfAnHourTheyHavePassed() {
        ContactRules night = ContactRules.parse("contact-rules: {quiet-hours: [{from: \"21:00\", for: 11 hours}]}");
        try (ScenarioHarness shop =
                Templates.running("31-near-the-store").contactRules(night).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.StoreVisited("shibuya"));
            shop.advance(hours(12)); // ten at night
            hanako.does(custom("near-store", "store", "shibuya"));

            shop.advance(days(1));

            hanako.assertNothingSent();
            hanako.assertEnded("near-the-store", End.Kind.EXIT, "they have passed it");
        }
    }

    @Test
    void comingInIsTheGoal() {
        try (ScenarioHarness shop = near()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.StoreVisited("shibuya"));
            shop.advance(days(1));
            hanako.does(custom("near-store", "store", "shibuya"));
            shop.advance(hours(1));
            hanako.does(new EventBody.StoreVisited("umeda"));
            hanako.assertIn("near-the-store");
            hanako.does(new EventBody.StoreVisited("shibuya"));

            hanako.assertEnded("near-the-store", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness near() {
        return Templates.running("31-near-the-store").start();
    }
}
