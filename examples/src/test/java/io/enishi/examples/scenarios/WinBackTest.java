package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.Decision.End;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.QuietHours;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class WinBackTest {

    @Test
    void anOfferAfterThreeCalendarMonthsAndAReminderOnTheSecondDay() {
        try (ScenarioHarness shop = winBack("2026-01-31T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);

            shop.advanceTo("2026-04-30T09:59");
            hanako.assertNotSent("offer");
            shop.advanceTo("2027-01-31T10:00");

            hanako.assertSent("offer").on("mail").at("2026-04-30T10:00").withCouponUntil("2026-05-03T10:00");
            hanako.assertSent("reminder").at("2026-05-02T10:00");
            hanako.assertSentExactly("offer", "reminder"); // our own mails are no actions: one silence, one offer
            hanako.assertEnded("win-back", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void aCouponSentInTheMorningIsValidForThreeDaysFromThatMorning() {
        try (ScenarioHarness shop = ScenarioHarness.running(Templates.read("17-dormant"))
                .from("2026-01-15T23:30")
                .contactRules(ContactRules.none().with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000); // shortly before midnight

            shop.advance(days(120));

            hanako.assertSent("offer").at("2026-04-16T08:00").withCouponUntil("2026-04-19T08:00");
            hanako.assertSent("reminder").at("2026-04-18T08:00");
        }
    }

    @Test
    void anyActionStopsTheReminderAndAPurchaseUntilTheCouponExpiresIsTheGoal() {
        try (ScenarioHarness shop = winBack("2026-01-15T10:00")) {
            Someone looks = shop.given("looks");
            Someone looksAndBuys = shop.given("looks-and-buys");
            Someone buysTooLate = shop.given("buys-too-late");
            looks.orders("o-1", 5_000);
            looksAndBuys.orders("o-2", 5_000);
            buysTooLate.orders("o-3", 5_000);
            shop.advanceTo("2026-04-16T10:00"); // the offer left on the fifteenth
            looks.views("kettle");
            looksAndBuys.views("kettle");
            shop.advanceTo("2026-04-18T09:59");
            looksAndBuys.orders("o-4", 4_000);
            shop.advanceTo("2026-04-18T10:01");
            buysTooLate.orders("o-5", 4_000);

            shop.advance(days(10));

            looks.assertSentExactly("offer");
            looks.assertEnded("win-back", End.Kind.COMPLETED, "");
            looksAndBuys.assertSentExactly("offer");
            looksAndBuys.assertEnded("win-back", End.Kind.GOAL, "goal");
            buysTooLate.assertSentExactly("offer", "reminder");
            buysTooLate.assertEnded("win-back", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void whoActsWhileTheOfferIsHeldOvernightIsNotOffered() {
        try (ScenarioHarness shop = ScenarioHarness.running(Templates.read("17-dormant"))
                .from("2026-01-15T23:30")
                .contactRules(ContactRules.none().with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advanceTo("2026-04-15T23:45");
            hanako.views("kettle");

            shop.advance(days(10));

            hanako.assertNothingSent();
            hanako.assertEnded("win-back", End.Kind.EXIT, "acted-before-the-offer");
        }
    }

    @Test
    void notOfferedTwiceWithinSixMonths() {
        try (ScenarioHarness shop = winBack("2026-01-15T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advanceTo("2026-05-01T10:00"); // the first offer was in April
            hanako.views("kettle");

            shop.advanceTo("2026-10-01T10:00"); // silent again since August
            assertThat(hanako.entries("win-back")).isEqualTo(1);
            hanako.views("pot");
            shop.advanceTo("2027-01-15T10:00");
            assertThat(hanako.entries("win-back")).isEqualTo(2);
        }
    }

    @Test
    void thoseWhoAgreedToNothingAreNotOffered() {
        try (ScenarioHarness shop = winBack("2026-01-15T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.refuses("newsletter", "line");
            hanako.refuses("newsletter", "dm");
            hanako.orders("o-1", 5_000);

            shop.advance(days(120));

            hanako.assertNothingSent();
            assertThat(hanako.why("win-back")).contains("- only if");
        }
    }

    @Test
    void theChannelThatIsPermittedIsUsed() {
        try (ScenarioHarness shop = winBack("2026-01-15T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.orders("o-1", 5_000);

            shop.advance(days(100));

            hanako.assertSent("offer").on("line").withContent("win-back-short");
        }
    }

    @Test
    void forLogsOfPurchasesEveryRowIsAnActionAndEntryDoesNotAskForConsent() {
        try (ScenarioHarness shop = anyAction("2026-01-15T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.refuses("newsletter", "line");
            hanako.refuses("newsletter", "dm");
            hanako.orders("o-1", 5_000);
            shop.advanceTo("2026-02-15T10:00");
            hanako.cancels("o-1"); // an action like any other

            shop.advanceTo("2026-05-15T09:59");
            assertThat(hanako.entries("dormant-any-action")).isZero();
            shop.advanceTo("2026-05-16T10:00");
            assertThat(hanako.entries("dormant-any-action")).isEqualTo(1);
            hanako.orders("o-2", 5_000);
            hanako.assertEnded("dormant-any-action", End.Kind.GOAL, "goal");
            shop.advanceTo("2026-08-16T10:00"); // no rest between two offers
            assertThat(hanako.entries("dormant-any-action")).isEqualTo(2);
            hanako.assertNothingSent();
        }
    }

    @Test
    void forLogsOfPurchasesAReturnedParcelIsASignOfLifeWhileTheCouponIsValid() {
        try (ScenarioHarness shop = anyAction("2026-01-15T10:00")) {
            Someone returns = shop.given("returns");
            Someone stays = shop.given("stays-silent");
            returns.orders("o-1", 5_000);
            stays.orders("o-2", 5_000);
            shop.advanceTo("2026-04-16T10:00"); // the offer left on the fifteenth
            returns.returns("o-1");

            shop.advanceTo("2026-04-18T10:00");

            returns.assertSentExactly("offer");
            returns.assertEnded("dormant-any-action", End.Kind.GOAL, "goal");
            stays.assertSentExactly("offer", "reminder");
            stays.assertEnded("dormant-any-action", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    private static ScenarioHarness anyAction(String from) {
        return ScenarioHarness.running(Templates.read("17-dormant-any-action"))
                .zone("UTC")
                .from(from)
                .start();
    }

    private static ScenarioHarness winBack(String from) {
        return ScenarioHarness.running(Templates.read("17-dormant")).from(from).start();
    }
}
