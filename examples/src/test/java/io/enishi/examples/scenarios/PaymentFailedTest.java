package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.core.value.Money;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class PaymentFailedTest {

    @Test
    void atOnceAfterFiveDaysAndAfterTen() {
        try (ScenarioHarness shop = paymentFailed()) {
            Someone hanako = shop.given("hanako");
            hanako.does(failed("o-1", 1));

            shop.advance(months(1));

            hanako.assertSent("failed").on("mail").at("2026-04-01T10:00");
            hanako.assertSent("again").on("sms").at("2026-04-06T10:00");
            hanako.assertSent("before-cancelling").at("2026-04-11T10:00");
            hanako.assertAsked("decide");
            shop.assertVerified();
        }
    }

    @Test
    void aPaymentEndsItButNotOneForAnotherOrder() {
        try (ScenarioHarness shop = paymentFailed()) {
            Someone hanako = shop.given("hanako");
            hanako.does(failed("o-1", 1));
            hanako.does(failed("o-2", 1));
            shop.advance(days(2));
            hanako.does(new EventBody.PaymentReceived("o-2", Money.yen(3_000)));

            shop.advance(months(1));

            hanako.assertSentExactly("failed", "failed", "again", "before-cancelling");
        }
    }

    @Test
    void itReachesThoseWhoRefusedAdvertisingOrComplainAndNoCapHoldsItBack() {
        ContactRules rules = ContactRules.parse("contact-rules: {caps: [{at-most: 1, in: 30 days}]}");
        try (ScenarioHarness shop =
                Templates.running("12-payment-failed").contactRules(rules).start()) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.refuses("order", "sms");
            hanako.complains("case-1");
            hanako.does(failed("o-1", 1));

            shop.advance(months(1));

            hanako.assertSent("failed");
            hanako.assertSent("before-cancelling");
        }
    }

    @Test
    void laterAttemptsDoNotBeginItAnew() {
        try (ScenarioHarness shop = paymentFailed()) {
            Someone hanako = shop.given("hanako");
            hanako.does(failed("o-1", 1));
            shop.advance(hours(6));
            hanako.does(failed("o-1", 2));
            shop.advance(hours(6));
            hanako.does(failed("o-1", 3));

            shop.advance(days(1));

            hanako.assertSentExactly("failed");
            hanako.assertIn("payment-failed");
        }
    }

    @Test
    void paidWithinTheHourMeansOneMessage() {
        try (ScenarioHarness shop = paymentFailed()) {
            Someone hanako = shop.given("hanako");
            hanako.does(failed("o-1", 1));
            shop.advance(hours(1));
            hanako.does(new EventBody.PaymentReceived("o-1", Money.yen(3_000)));

            shop.advance(months(1));

            hanako.assertSentExactly("failed");
            hanako.assertEnded("payment-failed", End.Kind.GOAL, "goal");
        }
    }

    private static EventBody failed(String reference, int attempt) {
        return new EventBody.PaymentFailed(reference, attempt, "card expired");
    }

    private static ScenarioHarness paymentFailed() {
        return Templates.running("12-payment-failed").start();
    }
}
