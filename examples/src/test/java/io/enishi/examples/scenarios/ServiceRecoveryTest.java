package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceRecoveryTest {

    @Test
    void whoIsContentIsAskedByAPersonAndThankedAWeekLater() {
        try (ScenarioHarness shop = recovery()) {
            Someone hanako = shop.given("hanako");
            hanako.complains("case-1");
            shop.advance(days(3));
            hanako.does(new EventBody.CaseResolved("case-1", 60));

            shop.advance(months(1));

            hanako.assertAsked("ask");
            hanako.assertSent("thanks").on("mail").at("2026-04-11T10:00").withCouponUntil("2026-07-11T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void whoIsNotContentIsLeftToAPerson() {
        try (ScenarioHarness shop = recovery()) {
            Someone hanako = shop.given("hanako");
            hanako.complains("case-1");
            hanako.does(new EventBody.CaseResolved("case-1", -10));

            shop.advance(months(3));

            hanako.assertAsked("make-good");
            hanako.assertNothingSent();
        }
    }

    @Test
    void aQuestionThatWasAnsweredIsNoComplaint() {
        try (ScenarioHarness shop = recovery()) {
            Someone hanako = shop.given("hanako");
            hanako.complains("case-0");
            hanako.does(new EventBody.CaseResolved("case-0", -10)); // starts a run of its own
            Someone taro = shop.given("taro");
            taro.does(new EventBody.EnquiryReceived("case-1", "mail", List.of(), 0));
            taro.does(new EventBody.CaseResolved("case-1", 60));

            shop.advance(days(10));

            taro.assertEnded("service-recovery", End.Kind.EXIT, "it was no complaint");
            taro.assertNothingSent();
            hanako.assertIn("service-recovery");
        }
    }

    @Test
    void aNewComplaintEndsItAndAnOrderIsTheGoal() {
        try (ScenarioHarness shop = recovery()) {
            Someone again = shop.given("again");
            again.complains("case-1");
            again.does(new EventBody.CaseResolved("case-1", 60));
            Someone buys = shop.given("buys");
            buys.complains("case-2");
            buys.does(new EventBody.CaseResolved("case-2", 60));
            shop.advance(days(5));
            again.complains("case-3");
            buys.orders("o-1", 4_000);

            shop.advance(months(1));

            again.assertNothingSent();
            again.assertEnded("service-recovery", End.Kind.EXIT, "complains-again");
            buys.assertEnded("service-recovery", End.Kind.GOAL, "goal");
        }
    }

    private static ScenarioHarness recovery() {
        return Templates.running("34-service-recovery").start();
    }
}
