package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.emit;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.task;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.when;
import static io.enishi.testkit.SomeScenario.MAIL;
import static io.enishi.testkit.SomeScenario.untilRedeemed;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.StoredCommand;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Occurrence;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.StandardExit;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.QuietHours;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who enters, what ends a run, and what becomes of messages that may not leave. */
class ScenarioEndingTest {

    private static final ContactRules NIGHTS =
            ContactRules.none().with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11)));

    // ------------------------------------------------------------------ goal and exits

    @Test
    void aGoalReachedWhileWaitingEndsTheRunAtOnce() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL), waitFor(days(3)), send("second", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(1));
            hanako.orders("o-1", 3_000);

            hanako.assertEnded("welcome", End.Kind.GOAL, "goal");
            shop.advance(days(30));
            hanako.assertSentExactly("hello");
            shop.assertVerified();
        }
    }

    @Test
    void aGoalReachedRevokesWhatWasAskedForAndNotSent() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(send("hello", MAIL)))
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(hours(2)); // held until the morning
            hanako.orders("o-1", 3_000);

            assertThat(shop.crm().commands(StoredCommand.Status.REVOKED, null, 10))
                    .hasSize(1);
            shop.advance(days(2));

            hanako.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void losingTheSegmentEndsTheRunAtOnce() {
        Scenario buyers = untilRedeemed("buyers")
                .start(Entry.intoSegment("recent-buyers"))
                .exit("left", Check.holds(Conditions.not(Conditions.inSegment("recent-buyers"))))
                .steps(waitFor(days(20)), send("late", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(buyers)
                .segment(Segment.live(
                        "recent-buyers",
                        Conditions.count(Selection.orders()).within(days(10)).atLeast(1)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            hanako.assertIn("buyers");

            shop.advance(days(10));

            hanako.assertEnded("buyers", End.Kind.EXIT, "left");
            shop.advance(days(30));
            hanako.assertNothingSent();
        }
    }

    @Test
    void anExitThatTimeAloneBringsAboutEndsTheRunAtThatInstant() {
        Scenario patient = untilRedeemed("patient")
                .start(Entry.on(Selection.orders()))
                .exit(
                        "cold",
                        Check.holds(
                                Conditions.daysSinceLast(Selection.actions()).atLeast(5)))
                .steps(waitFor(days(30)), send("late", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(patient).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            shop.advance(days(3));
            hanako.views("kettle");
            shop.advance(days(4));
            hanako.assertIn("patient");

            shop.advance(days(1));

            hanako.assertEnded("patient", End.Kind.EXIT, "cold");
        }
    }

    @Test
    void anEventOfAnotherOrderEndsNothing() {
        Scenario thanks = untilRedeemed("thanks")
                .start(Entry.on(Selection.of("order.placed")))
                .exit(
                        "cancelled",
                        Check.happened(Occurrence.of("order.cancelled").same("order")))
                .again(Reentry.concurrent())
                .steps(waitFor(days(1)), send("thanks", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(thanks).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            hanako.orders("o-2", 4_000);
            hanako.cancels("o-1");

            shop.advance(days(2));

            hanako.assertSentExactly("thanks");
            assertThat(hanako.entries("thanks")).isEqualTo(2);
        }
    }

    @Test
    void whoeverIsOverAlreadyDoesNotEnter() {
        Scenario newcomers = untilRedeemed("newcomers")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit(
                        "customer",
                        Check.holds(Conditions.count(Selection.orders()).atLeast(1)))
                .steps(send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(newcomers).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            hanako.registers();

            hanako.assertNeverIn("newcomers");
            assertThat(hanako.why("newcomers")).contains("- no exit \"customer\"");
        }
    }

    @Test
    void aLateTriggerWhoseExitHasHappenedSinceDoesNotEnter() {
        Scenario thanks = untilRedeemed("thanks")
                .start(Entry.on(Selection.of("order.placed")))
                .exit(
                        "cancelled",
                        Check.happened(Occurrence.of("order.cancelled").same("order")))
                .steps(send("thanks", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(thanks).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.OrderCancelled("o-1", io.enishi.core.value.Money.yen(3_000), ""));
            shop.advance(hours(1));
            hanako.did(
                    new EventBody.OrderPlaced(
                            io.enishi.core.event.Order.ofTotal("o-1", "ec", io.enishi.core.value.Money.yen(3_000))),
                    "2026-04-01T09:00");

            hanako.assertNeverIn("thanks");
        }
    }

    // ------------------------------------------------------------------ standard exits

    @Test
    void whoOptsOutOfAllChannelsLeavesAdvertising() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL.orBy("line", "hi")), waitFor(days(3)), send("second", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.refuses("newsletter", "mail");
            hanako.assertIn("welcome"); // LINE is left

            hanako.blocks("line");

            hanako.assertEnded("welcome", End.Kind.EXIT, "unreachable");
        }
    }

    @Test
    void consentThatArrivesAfterTheEntryIsNotTooLate() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(waitFor(Span.of(Duration.ofMinutes(10))), send("hello", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            shop.advance(Duration.ofMinutes(1));
            hanako.registers();
            hanako.states("gender", "f"); // looked at again, and still not reachable
            shop.advance(Duration.ofMinutes(1));
            hanako.agrees("newsletter", "mail");

            shop.advance(days(1));

            hanako.assertSentExactly("hello");
        }
    }

    @Test
    void anOpenComplaintEndsAdvertisingAndKeepsPeopleOut() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL), waitFor(days(3)), send("second", MAIL)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.complains("c-1");
            hanako.assertEnded("welcome", End.Kind.EXIT, "complaint");

            Someone taro = shop.given("taro");
            taro.complains("c-2");
            taro.registers();
            taro.assertNeverIn("welcome");
            taro.isReconciled("c-2");
            shop.advance(Duration.ofMinutes(1));
            taro.registers();
            taro.assertIn("welcome");
        }
    }

    @Test
    void aScenarioAboutComplaintsGoesOnDuringOne() {
        Scenario recovery = untilRedeemed("recovery")
                .start(Entry.on(Selection.of("complaint.received")))
                .standardExits(StandardExit.UNREACHABLE)
                .steps(task("call", "support", "Call the customer"), waitFor(days(7)), send("sorry", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(recovery).start()) {
            Someone hanako = shop.given("hanako");
            hanako.complains("c-1");

            shop.advance(days(8));

            assertThat(hanako.assertAsked("call")).isInstanceOf(Effect.Task.class);
            hanako.assertSentExactly("sorry");
        }
    }

    @Test
    void transactionalMessagesAreExemptFromOptOutComplaintsCapsAndQuietHours() {
        Scenario payment = Scenario.named("payment")
                .goal("The payment arrives")
                .owner("billing")
                .because("orders wait for it")
                .start(Entry.on(Selection.of("payment.failed")))
                .steps(
                        send("now", transactional("payment").by("mail", "failed")),
                        waitFor(Span.of(Duration.ofMinutes(5))),
                        send("again", transactional("payment").by("mail", "failed-again")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(payment)
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS.with(Cap.atMost(1, days(7)).countingTransactional()))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.refuses("newsletter", "mail");
            hanako.complains("c-1");
            hanako.does(new EventBody.PaymentFailed("o-1", 1, ""));

            shop.advance(hours(1));

            hanako.assertSentExactly("now", "again");
        }
    }

    // ------------------------------------------------------------------ consent and channels

    @Test
    void consentWithdrawnAfterTheDecisionIsRefusedAtTheClaim() {
        Scenario welcome = untilRedeemed("welcome")
                .start(Entry.on(Selection.of("customer.registered")))
                .standardExits() // else the run would have ended before the claim
                .steps(send("hello", MAIL).otherwise(end("could not be sent")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome)
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(hours(1));
            hanako.refuses("newsletter", "mail");

            shop.advance(days(1));

            hanako.assertNothingSent();
            hanako.assertEnded("welcome", End.Kind.EXIT, "could not be sent");
            assertThat(shop.crm().commands(StoredCommand.Status.DROPPED, null, 10))
                    .singleElement()
                    .satisfies(row -> assertThat(row.reason()).isEqualTo("refused"));
            shop.assertVerified();
        }
    }

    @Test
    void theFirstChannelThatCanBeSentOnIsTaken() {
        Message offer = advertising("newsletter").by("line", "short").orBy("mail", "long");
        try (ScenarioHarness shop =
                ScenarioHarness.running(welcome(send("hello", offer))).start()) {
            Someone hanako = shop.given("hanako");
            hanako.blocks("line");
            hanako.registers();
            hanako.assertSent("hello").on("mail").withContent("long");

            Someone taro = shop.given("taro");
            taro.registers();
            taro.assertSent("hello").on("line").withContent("short");
        }
    }

    @Test
    void aSendThatCannotLeaveInTimeIsGivenUp() {
        Step.Send hello = send("hello", MAIL.notAfter(hours(3)))
                .otherwise(task("tell", "support", "Nobody told the customer"), send("later", MAIL));
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(hello))
                .from("2026-04-01T22:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            hanako.assertAsked("tell"); // the night is longer than three hours: known at once
            shop.advance(days(1));
            hanako.assertSentExactly("later");
            hanako.assertSent("later").at("2026-04-02T08:00");
            shop.assertVerified();
        }
    }

    @Test
    void aSendThatWaitsForItsTurnTooLongIsGivenUpWhenItsTimeIsOver() {
        Step.Send hello = send("hello", MAIL.notAfter(hours(3)))
                .otherwise(send("by-post", advertising("newsletter").by("dm", "card")));
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(hello)).start()) {
            Someone hanako = shop.given("hanako");
            shop.crm().pauseChannel("mail", true); // asks again every few minutes
            hanako.registers();

            shop.advance(days(1));

            hanako.assertSentExactly("by-post");
            hanako.assertSent("by-post").at("2026-04-01T13:00");
            shop.crm().pauseChannel("mail", false);
            shop.advance(days(1));
            hanako.assertNotSent("hello");
            shop.assertVerified();
        }
    }

    @Test
    void whatAChannelRefusesIsNotSentAgain() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL), waitFor(days(1)), send("second", MAIL)))
                .start()) {
            shop.channel("mail").answer(new Outcome.Rejected("mailbox unknown"));
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.channel("mail").answer(new Outcome.Accepted(""));

            shop.advance(days(2));

            hanako.assertSentExactly("second");
        }
    }

    // ------------------------------------------------------------------ caps

    @Test
    void aCappedStepIsSkipped() {
        capped(OnCapped.SKIP, hanako -> {
            hanako.assertSentExactly("first", "third");
            hanako.assertSent("third").at("2026-04-11T10:00"); // one day, then nine from the skipped one
        });
    }

    @Test
    void aCappedStepIsDelayed() {
        capped(OnCapped.DELAY, hanako -> {
            hanako.assertSentExactly("first", "second", "third");
            hanako.assertSent("second").at("2026-04-08T10:00");
            hanako.assertSent("third").at("2026-04-17T10:00"); // nine days from the actual send
        });
    }

    @Test
    void aCappedStepEndsTheRun() {
        capped(OnCapped.EXIT, hanako -> {
            hanako.assertSentExactly("first");
            hanako.assertEnded("welcome", End.Kind.EXIT, "capped at \"second\"");
        });
    }

    private static void capped(OnCapped onCapped, Consumer<Someone> story) {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(
                        send("first", MAIL),
                        waitFor(days(1)),
                        send("second", MAIL.ifCapped(onCapped)).otherwise(end("a cap is no refusal")),
                        waitFor(days(9)),
                        send("third", MAIL)))
                .contactRules(ContactRules.none().with(Cap.atMost(1, days(7))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(30));
            story.accept(hanako);
            shop.assertVerified();
        }
    }

    @Test
    void capsHoldOverAllScenarios() {
        Scenario one = untilRedeemed("one")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("a", MAIL))
                .build();
        Scenario two = untilRedeemed("two")
                .priority(1)
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("b", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(one, two)
                .contactRules(ContactRules.none().with(Cap.atMost(1, days(7))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            assertThat(hanako.messages()).hasSize(1);
        }
    }

    // ------------------------------------------------------------------ entering again

    @Test
    void neverMeansOnceInALife() {
        reentry(Reentry.never(), hanako -> assertThat(hanako.entries("thanks")).isEqualTo(1));
    }

    @Test
    void afterExitMeansOneAtATime() {
        // days 0, 1 and 10; a run takes two days
        reentry(
                Reentry.afterExit(),
                hanako -> assertThat(hanako.entries("thanks")).isEqualTo(2));
    }

    @Test
    void aCoolDownCountsFromTheEndOfTheLastRun() {
        reentry(
                Reentry.after(days(8)),
                hanako -> assertThat(hanako.entries("thanks")).isEqualTo(2));
        reentry(
                Reentry.after(days(9)),
                hanako -> assertThat(hanako.entries("thanks")).isEqualTo(1));
        reentry(
                Reentry.after(months(1)),
                hanako -> assertThat(hanako.entries("thanks")).isEqualTo(1));
    }

    @Test
    void concurrentMeansOneForEachEvent() {
        reentry(
                Reentry.concurrent(),
                hanako -> assertThat(hanako.entries("thanks")).isEqualTo(3));
    }

    private static void reentry(Reentry again, Consumer<Someone> story) {
        Scenario thanks = untilRedeemed("thanks")
                .start(Entry.on(Selection.of("product.viewed")))
                .again(again)
                .steps(waitFor(days(2)), send("thanks", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(thanks).start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.advance(days(1));
            hanako.views("pot");
            shop.advance(days(9));
            hanako.views("cup");
            story.accept(hanako);
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ several scenarios

    @Test
    void ofAnExclusionGroupTheOneOfHigherPriorityStarts() {
        Scenario minor = untilRedeemed("minor")
                .exclusiveIn("life-cycle")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("a", MAIL), waitFor(days(5)))
                .build();
        Scenario major = untilRedeemed("major")
                .exclusiveIn("life-cycle")
                .priority(10)
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("b", MAIL), waitFor(days(5)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(minor, major).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            hanako.assertIn("major");
            hanako.assertNeverIn("minor");
            assertThat(hanako.why("minor")).contains("is in \"major\" of the same exclusion group");
        }
    }

    @Test
    void aScenarioMayHandOverToAnother() {
        Scenario first = welcome(waitFor(days(1)), emit("welcomed"));
        Scenario second = untilRedeemed("second")
                .start(Entry.on(Selection.of("custom:welcomed")))
                .steps(send("next", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(first, second).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(1));

            hanako.assertEnded("welcome", End.Kind.COMPLETED, "");
            hanako.assertSentExactly("next");
        }
    }

    @Test
    void theHostMayAskForAnEntryAndAskTwice() {
        Scenario asked = untilRedeemed("asked")
                .start(Entry.onRequest())
                .again(Reentry.concurrent())
                .steps(send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(asked).start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.crm().request("asked", "r-1", hanako.id(), Map.of());
            shop.crm().request("asked", "r-1", hanako.id(), Map.of());
            shop.advance(Duration.ofMinutes(1));

            hanako.assertSentExactly("hello");
        }
    }

    // ------------------------------------------------------------------ branches

    @Test
    void aBranchAfterAWaitTellsThoseWhoRespondedFromThoseWhoDidNot() {
        Step[] steps = {
            send("offer", MAIL.orBy("line", "hi")),
            waitFor(days(3)),
            branch(
                    when(Check.responded("offer"), send("thanks", MAIL)),
                    when(Check.noResponse("offer"), send("nudge", MAIL)))
        };
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(steps)).start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.registers();
            taro.registers();
            shop.advance(days(1));
            hanako.replies("offer");
            taro.opens("offer"); // opening is no response

            shop.advance(days(3));

            hanako.assertSentExactly("offer", "thanks");
            taro.assertSentExactly("offer", "nudge");
        }
    }

    @Test
    void aTapOnAnotherMessageIsNoResponseToThisOne() {
        Scenario news = untilRedeemed("news")
                .start(Entry.on(Selection.of("product.viewed")))
                .steps(send("news", MAIL))
                .build();
        Step[] steps = {send("offer", MAIL), waitFor(days(3)), branch(when(Check.tapped("offer"), send("thanks", MAIL)))
        };
        try (ScenarioHarness shop =
                ScenarioHarness.running(welcome(steps), news).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.views("kettle");
            shop.advance(days(1));
            hanako.taps("news");

            shop.advance(days(5));

            hanako.assertNotSent("thanks");
        }
    }

    @Test
    void anAwaitedConditionMayComeTrueByTime() {
        Scenario rest = welcome(await(
                        Check.holds(Conditions.daysSinceLast(Selection.of("customer.registered"))
                                .atLeast(4)),
                        days(30))
                .then(send("rested", MAIL)));
        try (ScenarioHarness shop = ScenarioHarness.running(rest).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advance(days(10));

            hanako.assertSent("rested").at("2026-04-05T10:00");
        }
    }

    // ------------------------------------------------------------------ merging

    @Test
    void afterAMergeTheOlderRunStaysAndTheOtherEnds() {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome(send("hello", MAIL), waitFor(days(5)), send("second", MAIL)))
                .start()) {
            Someone web = shop.given("web");
            web.registers();
            shop.advance(days(1));
            Someone store = shop.given("store");
            store.registers();
            shop.advance(days(1));

            shop.merge(web, store);
            shop.advance(days(30));

            assertThat(web.id()).isEqualTo(store.id());
            web.assertSentExactly("hello", "second");
            store.assertSentExactly("hello");
            assertThat(shop.crm().customer(web.id()).orElseThrow().journeys())
                    .extracting(run -> run.end() == null ? null : run.end().kind())
                    .containsExactly(End.Kind.COMPLETED, End.Kind.MERGED);
            shop.assertVerified();
        }
    }

    @Test
    void aVipWhoIsLinkedToANewAccountGetsNoWelcome() {
        Scenario newcomers = untilRedeemed("newcomers")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit(
                        "customer",
                        Check.holds(Conditions.count(Selection.orders()).atLeast(1)))
                .steps(send("hello", MAIL), waitFor(days(3)), send("second", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(newcomers)
                .from("2026-04-01T23:00")
                .contactRules(NIGHTS)
                .start()) {
            Someone vip = shop.given("vip");
            vip.orders("o-1", 300_000);
            Someone account = shop.given("account");
            account.registers();
            account.assertIn("newcomers"); // its first mail waits for the morning

            shop.merge(vip, account);

            account.assertEnded("newcomers", End.Kind.EXIT, "customer");
            shop.advance(days(30));
            account.assertNothingSent();
            assertThat(shop.crm().commands(StoredCommand.Status.REVOKED, null, 10))
                    .hasSize(1);
            shop.assertVerified();
        }
    }

    @Test
    void entryByAnEventIsDecidedOnTheUnionsFacts() {
        Scenario newcomers = untilRedeemed("newcomers")
                .start(Entry.on(Selection.of("customer.registered")))
                .onlyIf(Conditions.count(Selection.orders()).exactly(0))
                .steps(send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(newcomers).start()) {
            Someone vip = shop.given("vip");
            vip.orders("o-1", 300_000);
            Someone account = shop.given("account");
            account.views("kettle");
            shop.merge(vip, account);

            account.registers();

            account.assertNeverIn("newcomers");
        }
    }

    @Test
    void aSegmentEnteredByAMergeStartsNothingUnlessAsked() {
        Segment twice =
                Segment.live("twice", Conditions.count(Selection.orders()).atLeast(2));
        Scenario usual = untilRedeemed("usual")
                .start(Entry.intoSegment("twice"))
                .steps(send("a", MAIL))
                .build();
        Scenario mergers = untilRedeemed("mergers")
                .start(new Entry.OnSegment("twice", true, Set.of(io.enishi.core.process.Cause.ORIGINS)))
                .steps(send("b", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(usual, mergers).segment(twice).start()) {
            Someone web = shop.given("web");
            web.orders("o-1", 1_000);
            Someone store = shop.given("store");
            store.orders("o-2", 1_000);

            shop.merge(web, store);

            web.assertNeverIn("usual");
            assertThat(web.entries("mergers")).isEqualTo(1);
        }
    }

    // ------------------------------------------------------------------

    private static Scenario welcome(Step... steps) {
        return untilRedeemed("welcome")
                .goal("New members buy", Check.happened(Selection.orders()))
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(steps)
                .build();
    }
}
