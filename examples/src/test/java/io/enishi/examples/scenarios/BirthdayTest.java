package io.enishi.examples.scenarios;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BirthdayTest {

    @Test
    void aPresentAWeekBeforeCongratulationsOnTheDayAReminderAWeekAfter() {
        try (ScenarioHarness shop = birthday("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1988, 7, 20));

            shop.advanceTo("2027-04-01T10:00");

            hanako.assertSent("present").on("mail").at("2026-07-13T10:00").withCouponUntil("2026-08-03T10:00");
            hanako.assertSent("congratulations").on("line").at("2026-07-20T10:00");
            hanako.assertSent("last-week").at("2026-07-27T10:00");
            hanako.assertEnded("birthday", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void onceEveryYear() {
        try (ScenarioHarness shop = birthday("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1988, 7, 20));

            shop.advanceTo("2027-12-31T10:00");

            hanako.assertSentExactly(
                    "present", "congratulations", "last-week", "present", "congratulations", "last-week");
        }
    }

    @Test
    void aCouponThatIsUsedEndsIt() {
        try (ScenarioHarness shop = birthday("2026-04-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1988, 7, 20));
            shop.advanceTo("2026-07-15T10:00");
            hanako.redeemsCouponOf("present");

            shop.advanceTo("2026-12-31T10:00");

            hanako.assertSentExactly("present");
            hanako.assertEnded("birthday", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void bornOnTheLeapDayMeansTheTwentyEighthInCommonYears() {
        try (ScenarioHarness shop = birthday("2027-01-01T10:00")) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(2000, 2, 29));

            shop.advanceTo("2027-12-31T10:00");
            hanako.assertSent("congratulations").at("2027-02-28T10:00");
            shop.advanceTo("2028-12-31T10:00");
            hanako.assertSent("congratulations").at("2028-02-29T10:00");
        }
    }

    private static ScenarioHarness birthday(String from) {
        return ScenarioHarness.running(Templates.read("19-birthday")).from(from).start();
    }
}
