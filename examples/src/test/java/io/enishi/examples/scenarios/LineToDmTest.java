package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.send;

import io.enishi.core.condition.Conditions;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Outcome;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Scenario;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineToDmTest {

    /** Any scenario that sends by LINE: here, news for everybody who looks at a product. */
    private static final Scenario NEWS = Scenario.named("news")
            .goal("People come to see", Check.happened(Conditions.event("visit.started")))
            .owner("crm")
            .because("test")
            .start(Entry.on(Conditions.event("product.viewed")))
            .steps(send("news", advertising("newsletter").by("line", "news")))
            .build();

    @Test
    void aCardForThoseWhoDoNotRespondWithinSevenDays() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone hanako = worthIt(shop, "hanako");
            hanako.views("kettle");
            hanako.assertSent("news").on("line");

            shop.advance(days(365));

            hanako.assertSent("card").on("dm").at("2026-04-08T10:00");
            hanako.assertEnded("line-to-dm", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void aTapOrAReplyIsAResponseAnOpenCannotBeSeen() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone taps = worthIt(shop, "taps");
            Someone replies = worthIt(shop, "replies");
            taps.views("kettle");
            replies.views("kettle");
            shop.advance(days(6));
            taps.taps("news");
            replies.replies("news");

            shop.advance(days(365));

            taps.assertNotSent("card");
            taps.assertEnded("line-to-dm", End.Kind.EXIT, "responded");
            replies.assertNotSent("card");
        }
    }

    @Test
    void aTapOnAnotherMessageIsNoResponseToThisOne() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone hanako = worthIt(shop, "hanako");
            hanako.does(new io.enishi.core.event.EventBody.MessageEvent(
                    io.enishi.core.event.EventBody.MessageStep.SENT, "older", "line", "", "", ""));
            shop.advance(days(1));
            hanako.views("kettle"); // news
            hanako.taps("news");

            shop.advance(days(30));

            hanako.assertSent("card").at("2026-04-08T10:00");
        }
    }

    @Test
    void whoGotNothingByLineDidNotFailToRespond() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone hanako = worthIt(shop, "hanako");
            shop.channel("line").answer(new Outcome.RetryAfter(Duration.ofHours(5), "busy"));
            hanako.views("kettle");
            shop.channel("line").answer(new Outcome.Rejected("no friend any more"));

            shop.advance(days(365));

            hanako.assertNotSent("card");
            hanako.assertEnded("line-to-dm", End.Kind.EXIT, "never-left");
            shop.assertVerified();
        }
    }

    @Test
    void anOrderMakesTheCardUnnecessary() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone hanako = worthIt(shop, "hanako");
            hanako.views("kettle");
            shop.advance(days(3));
            hanako.orders("o-9", 2_000);

            shop.advance(days(365));

            hanako.assertNotSent("card");
            hanako.assertEnded("line-to-dm", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void noCardWherePostIsRefusedOrNotWorthThePostage() {
        try (ScenarioHarness shop = lineToDm()) {
            Someone refuses = worthIt(shop, "refuses");
            refuses.refuses("newsletter", "dm");
            refuses.views("kettle");
            Someone small = shop.given("small");
            small.orders("o-2", 9_999);
            small.views("kettle");

            shop.advance(days(365));

            refuses.assertNeverIn("line-to-dm");
            small.assertNeverIn("line-to-dm");
        }
    }

    private static ScenarioHarness lineToDm() {
        return ScenarioHarness.running(Templates.read("26-line-to-dm"), NEWS).start();
    }

    /** A customer whose orders of a year pay for a card. */
    private static Someone worthIt(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.orders("first-of-" + name, 12_000);
        return someone;
    }
}
