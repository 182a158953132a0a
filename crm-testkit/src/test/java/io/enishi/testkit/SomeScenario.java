package io.enishi.testkit;

import io.enishi.core.condition.Selection;
import io.enishi.scenario.Check;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;

/** Scenarios of which a test says only what it is about: owner and reason are filled in, and a goal that few stories reach. */
final class SomeScenario {

    /** What is sent where it does not matter what. */
    static final Message MAIL = Message.advertising("newsletter").by("mail", "hello");

    private SomeScenario() {}

    /** One that has reached its goal when a coupon is redeemed. */
    static ScenarioBuilder untilRedeemed(String name) {
        return until("coupon.redeemed", name);
    }

    /** One that has reached its goal when a review is posted. */
    static ScenarioBuilder untilReviewed(String name) {
        return until("review.posted", name);
    }

    private static ScenarioBuilder until(String goal, String name) {
        return Scenario.named(name)
                .goal("It comes to " + goal, Check.happened(Selection.of(goal)))
                .owner("crm")
                .because("a test says so");
    }
}
