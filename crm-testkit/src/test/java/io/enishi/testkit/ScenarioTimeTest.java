package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.repeat;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitAfter;
import static io.enishi.scenario.Step.waitBefore;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.waitUntil;
import static io.enishi.testkit.SomeScenario.MAIL;
import static io.enishi.testkit.SomeScenario.untilRedeemed;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.scenario.Anchor;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Fact;
import io.enishi.scenario.LeapDay;
import io.enishi.scenario.LookBack;
import io.enishi.scenario.Message;
import io.enishi.scenario.Occurrence;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.QuietHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** What waits, dates and instants mean. */
class ScenarioTimeTest {

    private static final ContactRules NIGHTS =
            ContactRules.none().with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11)));

    // ------------------------------------------------------------------ lengths

    @Test
    void aWaitCountsFromTheActualSendNotFromTheDecision() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL), waitFor(hours(24)), send("second", MAIL)))
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(3));

            hanako.assertSent("hello").at("2026-04-02T08:00");
            hanako.assertSent("second").at("2026-04-03T08:00");
            shop.assertVerified();
        }
    }

    @Test
    void aCouponIsValidFromTheActualSend() {
        Message offer = MAIL.withCoupon(discount("welcome", "20%", days(3)));
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(send("offer", offer)))
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(1));

            hanako.assertSent("offer").at("2026-04-02T08:00").withCouponUntil("2026-04-05T08:00");
        }
    }

    @Test
    void aCouponMayBeValidByTheCalendar() {
        Message offer = MAIL.withCoupon(discount("welcome", "20%", months(1)));
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(send("offer", offer)))
                .from("2026-01-31T10:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            hanako.assertSent("offer").withCouponUntil("2026-02-28T10:00");
        }
    }

    @Test
    void monthsCountFromTheAnchorAndAreNotChained() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(repeat(4, waitFor(months(1), Anchor.entry()), send("monthly", MAIL))))
                .from("2026-01-31T10:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advanceTo("2026-03-01T00:00");
            hanako.assertSent("monthly").at("2026-02-28T10:00");
            shop.advanceTo("2026-04-01T00:00");
            hanako.assertSent("monthly").at("2026-03-31T10:00");
            shop.advanceTo("2026-05-01T00:00");
            hanako.assertSent("monthly").at("2026-04-30T10:00");
            shop.advanceTo("2027-01-01T00:00");
            hanako.assertSentExactly("monthly", "monthly", "monthly", "monthly");
            shop.assertVerified();
        }
    }

    @Test
    void twoMonthsAfterTheEndOfJanuaryIsTheEndOfMarch() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        waitFor(months(1), Anchor.entry()), send("one", MAIL),
                        waitFor(months(2), Anchor.entry()), send("two", MAIL)))
                .from("2026-01-31T10:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(100));

            hanako.assertSent("one").at("2026-02-28T10:00");
            hanako.assertSent("two").at("2026-03-31T10:00");
        }
    }

    @Test
    void aWaitMayCountFromAnEarlierStep() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        send("offer", MAIL),
                        waitFor(days(2)),
                        send("reminder", MAIL),
                        waitFor(days(3), Anchor.step("offer")),
                        send("last", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(5));

            hanako.assertSent("last").at("2026-04-04T10:00");
        }
    }

    // ------------------------------------------------------------------ local times

    @Test
    void aWaitForALocalTimeGoesOnAtOnceWhenItIsThatTime() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(waitUntil(LocalTime.of(10, 0)), send("hello", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.assertSent("hello").at("2026-04-01T10:00");

            shop.advance(Duration.ofMinutes(1));
            Someone taro = shop.given("taro");
            taro.registers();
            shop.advance(days(2));
            taro.assertSent("hello").at("2026-04-02T10:00");
        }
    }

    @Test
    void aWaitForAWeekdayFindsTheNextOne() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(waitUntil(DayOfWeek.SATURDAY, LocalTime.of(9, 0)), send("hello", MAIL)))
                .from("2026-04-01T10:00") // a Wednesday
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(7));

            hanako.assertSent("hello").at("2026-04-04T09:00");
        }
    }

    @Test
    void inARepeatAWaitForALocalTimeMeansTheNextOneEachTime() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(repeat(3, waitUntil(LocalTime.of(10, 0)), send("daily", MAIL))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.assertSentExactly("daily");

            shop.advance(days(1));
            hanako.assertSentExactly("daily", "daily");
            hanako.assertSent("daily").at("2026-04-02T10:00");
        }
    }

    @Test
    void inARepeatAWaitThatIsReachedAtItsOwnMomentOfAnotherDayIsOver() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(repeat(3, waitUntil(LocalTime.of(10, 0)), send("daily", MAIL), waitFor(days(1)))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advanceTo("2026-04-02T10:00");
            hanako.assertSentExactly("daily", "daily");
            shop.advanceTo("2026-04-03T10:00");
            hanako.assertSentExactly("daily", "daily", "daily");
            hanako.assertSent("daily").at("2026-04-03T10:00");
        }
    }

    @Test
    void inARepeatAWaitForAWeekdayMeansTheNextWeekEachTime() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(repeat(2, waitUntil(DayOfWeek.WEDNESDAY, LocalTime.of(10, 0)), send("weekly", MAIL))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers(); // on Wednesday 1 April at 10:00
            hanako.assertSentExactly("weekly");

            shop.advance(days(7));
            hanako.assertSentExactly("weekly", "weekly");
            hanako.assertSent("weekly").at("2026-04-08T10:00");
        }
    }

    @Test
    void aLocalTimeThatTheClocksSkipIsTheFirstInstantAfterTheGap() {
        // 8 March 2026 in New York: 2:00 becomes 3:00
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(waitUntil(LocalTime.of(2, 30)), send("hello", MAIL)))
                .zone("America/New_York")
                .from("2026-03-07T12:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(2));

            hanako.assertSent("hello").at("2026-03-08T03:00");
        }
    }

    @Test
    void aLocalTimeThatComesTwiceIsTheFirstOfThem() {
        // 1 November 2026 in New York: 2:00 becomes 1:00
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        waitUntil(LocalTime.of(1, 30)), send("hello", MAIL), waitFor(hours(1)), send("again", MAIL)))
                .zone("America/New_York")
                .from("2026-10-31T12:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(2));

            hanako.assertSent("hello").at("2026-11-01T01:30");
            hanako.assertSent("again").at("2026-11-01T01:30"); // an hour later the clock shows the same
        }
    }

    @Test
    void theCustomersOwnZoneCounts() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(waitUntil(LocalTime.of(9, 0)), send("hello", MAIL)))
                .start()) {
            Someone john = shop.given("john");
            john.states("zone", "America/New_York");
            john.registers();

            shop.advance(days(2));

            john.assertSent("hello").at("2026-04-01T22:00"); // 9:00 in New York
        }
    }

    // ------------------------------------------------------------------ events and timeouts

    @Test
    void anEventThatCameBeforeItsWaitIsFoundByTheLookBack() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        waitFor(days(2)),
                        await(Check.happened(Selection.of("product.viewed")), days(5))
                                .lookingBack(LookBack.sinceEntry())
                                .then(send("viewed", MAIL))
                                .otherwise(send("silent", MAIL))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(1));
            hanako.views("kettle");

            shop.advance(days(10));

            hanako.assertSentExactly("viewed");
            hanako.assertSent("viewed").at("2026-04-03T10:00");
        }
    }

    @Test
    void withoutLookBackOnlyWhatComesAfterTheWaitBeganCounts() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        waitFor(days(2)),
                        await(Check.happened(Selection.of("product.viewed")), days(5))
                                .then(send("viewed", MAIL))
                                .otherwise(send("silent", MAIL))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(1));
            hanako.views("kettle");

            shop.advance(days(10));

            hanako.assertSentExactly("silent");
        }
    }

    @Test
    void ofTwoWaitsForTheSameTheSecondIsForAnother() {
        Check viewed = Check.happened(Selection.of("product.viewed"));
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(await(viewed, days(5))
                        .then(
                                send("first", MAIL),
                                await(viewed, days(5))
                                        .then(send("second", MAIL))
                                        .otherwise(send("only-one", MAIL)))))
                .start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.registers();
            taro.registers();
            shop.advance(days(1));
            hanako.views("kettle");
            taro.views("kettle");
            taro.views("kettle");

            shop.advance(days(10));

            hanako.assertSentExactly("first", "only-one");
            taro.assertSentExactly("first", "second");
        }
    }

    @Test
    void aReactionIsLookedForSinceItsSend() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        send("offer", MAIL),
                        waitFor(days(1)),
                        await(Check.tapped("offer"), days(5))
                                .then(send("thanks", MAIL))
                                .otherwise(send("silent", MAIL))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(hours(3));
            hanako.taps("offer");

            shop.advance(days(10));

            hanako.assertSentExactly("offer", "thanks");
            hanako.assertSent("thanks").at("2026-04-02T10:00");
        }
    }

    @Test
    void anEventAtTheVeryInstantOfTheTimeoutWins() {
        try (ScenarioHarness shop = awaitingAView()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.stallUntil("2026-04-06T10:00"); // the timeout
            hanako.views("kettle");

            hanako.assertSentExactly("viewed");
            shop.assertVerified();
        }
    }

    @Test
    void anEventJustAfterTheTimeoutIsTooLateHoweverLateTheSchedulerRuns() {
        try (ScenarioHarness shop = awaitingAView()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.stallUntil("2026-04-06T10:01");
            hanako.views("kettle");

            hanako.assertSentExactly("silent");
            shop.assertVerified();
        }
    }

    @Test
    void anEventHeardOfLateWinsAsLongAsTheTimeoutIsNotDecided() {
        try (ScenarioHarness shop = awaitingAView()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.stallUntil("2026-04-07T10:00");
            hanako.did(new EventBody.ProductViewed("kettle", ""), "2026-04-03T12:00");

            hanako.assertSentExactly("viewed");
        }
    }

    @Test
    void anEventHeardOfAfterTheTimeoutWasDecidedChangesNothing() {
        try (ScenarioHarness shop = awaitingAView()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advanceTo("2026-04-07T10:00");
            hanako.did(new EventBody.ProductViewed("kettle", ""), "2026-04-03T12:00");

            hanako.assertSentExactly("silent");
        }
    }

    private static ScenarioHarness awaitingAView() {
        return ScenarioHarness.running(welcome(await(Check.happened(Selection.of("product.viewed")), days(5))
                        .then(send("viewed", MAIL))
                        .otherwise(send("silent", MAIL))))
                .start();
    }

    // ------------------------------------------------------------------ facts

    @Test
    void aWaitAfterAFactFollowsItWhenItMoves() {
        Fact delivered = Fact.timeOf(Occurrence.of("order.delivered").same("order"));
        Scenario ask = order(waitAfter(delivered, days(10), days(60)), send("ask", MAIL));
        try (ScenarioHarness shop = ScenarioHarness.running(ask).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            shop.advance(days(2));
            hanako.receives("o-1");
            shop.advance(days(3)); // 6 April: the carrier corrects itself
            hanako.receives("o-1");

            shop.advance(days(9));
            hanako.assertNothingSent();
            shop.advance(days(1));
            hanako.assertSent("ask").at("2026-04-16T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void aFactOfAnotherOrderIsNotMeant() {
        Fact delivered = Fact.timeOf(Occurrence.of("order.delivered").same("order"));
        Scenario ask = order(waitAfter(delivered, days(10), days(20)).otherwise(Step.end("lost")), send("ask", MAIL));
        try (ScenarioHarness shop = ScenarioHarness.running(ask).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            hanako.orders("o-2", 4_000); // no second run: one at a time
            hanako.receives("o-2");

            shop.advance(days(30));

            hanako.assertNothingSent();
            hanako.assertEnded("order", End.Kind.EXIT, "lost");
        }
    }

    @Test
    void aWaitBeforeADateThatAnEventStatesMovesWithIt() {
        Fact shipment =
                Fact.fieldOf("ships-at", Occurrence.of("subscription.scheduled").same("subscription"));
        Scenario notice = Scenario.named("notice")
                .goal("Subscribers know what comes")
                .owner("crm")
                .because("surprises make people cancel")
                .start(Entry.on(Selection.of("subscription.scheduled")))
                .exit(
                        "cancelled",
                        Check.happened(Occurrence.of("subscription.changed").same("subscription")))
                .steps(waitBefore(shipment, days(3), days(1)), send("notice", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(notice).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.SubscriptionScheduled("s-1", "tea", shop.instant("2026-05-01T10:00")));
            hanako.does(new EventBody.SubscriptionScheduled("s-1", "tea", shop.instant("2026-05-11T10:00")));

            shop.advanceTo("2026-05-08T09:59");
            hanako.assertNothingSent();
            shop.advanceTo("2026-05-08T10:00");
            hanako.assertSent("notice").at("2026-05-08T10:00");
        }
    }

    // ------------------------------------------------------------------ days of the year

    @Test
    void bornOnTheLeapDayMeansTheDayThatTheScenarioDeclares() {
        try (ScenarioHarness february = ScenarioHarness.running(birthday(LeapDay.FEB_28))
                        .from("2026-01-01T10:00")
                        .start();
                ScenarioHarness march = ScenarioHarness.running(birthday(LeapDay.MAR_1))
                        .from("2026-01-01T10:00")
                        .start()) {
            Someone hanako = february.given("hanako");
            hanako.states("birth-date", LocalDate.of(2000, 2, 29));
            Someone taro = march.given("taro");
            taro.states("birth-date", LocalDate.of(2000, 2, 29));

            february.advanceTo("2026-12-31T00:00");
            hanako.assertSent("present").at("2026-02-28T09:00");
            february.advanceTo("2028-12-31T00:00");
            hanako.assertSent("present").at("2028-02-29T09:00");
            hanako.assertSentExactly("present", "present", "present");

            march.advanceTo("2026-12-31T00:00");
            taro.assertSent("present").at("2026-03-01T09:00");
            february.assertVerified();
        }
    }

    @Test
    void aBirthDateThatIsCorrectedGivesNoSecondPresentInTheYear() {
        try (ScenarioHarness shop = ScenarioHarness.running(birthday(LeapDay.FEB_28))
                .from("2026-01-01T10:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1990, 3, 10));
            shop.advanceTo("2026-04-01T10:00");
            hanako.assertSent("present").at("2026-03-10T09:00");
            hanako.states("birth-date", LocalDate.of(1990, 10, 3));

            shop.advanceTo("2027-04-01T10:00");
            hanako.assertSentExactly("present");
            shop.advanceTo("2028-04-01T10:00");
            hanako.assertSentExactly("present", "present");
            hanako.assertSent("present").at("2027-10-03T09:00");
        }
    }

    @Test
    void aDayOfTheYearMayStartDaysBefore() {
        Scenario early = untilRedeemed("early")
                .start(Entry.everyYear("birth-date", -7, LocalTime.of(10, 0), LeapDay.FEB_28))
                .steps(send("present", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(early).from("2026-12-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1990, 1, 3));

            shop.advanceTo("2027-02-01T00:00");

            hanako.assertSent("present").at("2026-12-27T10:00");
        }
    }

    // ------------------------------------------------------------------ absence

    @Test
    void absenceFiresAtTheFirstInstantAfterTheSpan() {
        Scenario dormant = untilRedeemed("dormant")
                .start(Entry.afterAbsence(Selection.actions(), months(3)))
                .steps(send("offer", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(dormant).from("2026-01-31T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);

            shop.advanceTo("2026-04-30T09:59:59.999");
            hanako.assertNothingSent();
            shop.advanceTo("2026-04-30T10:00"); // three calendar months
            hanako.assertSent("offer").at("2026-04-30T10:00");
        }
    }

    @Test
    void oneSilenceStartsOneRun() {
        Scenario dormant = untilRedeemed("dormant")
                .start(Entry.afterAbsence(Selection.actions(), months(3)))
                .steps(send("offer", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(dormant).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            shop.advance(days(1000));
            hanako.assertSentExactly("offer");

            hanako.views("kettle");
            shop.advance(days(100));
            hanako.assertSentExactly("offer", "offer");
        }
    }

    // ------------------------------------------------------------------

    private static Scenario birthday(LeapDay leapDay) {
        return untilRedeemed("birthday")
                .start(Entry.everyYear("birth-date", 0, LocalTime.of(9, 0), leapDay))
                .steps(send("present", MAIL))
                .build();
    }

    private static Scenario welcome(Step... steps) {
        return untilRedeemed("welcome")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(steps)
                .build();
    }

    private static Scenario order(Step... steps) {
        return untilRedeemed("order")
                .start(Entry.on(Selection.of("order.placed")))
                .again(Reentry.afterExit())
                .steps(steps)
                .build();
    }
}
