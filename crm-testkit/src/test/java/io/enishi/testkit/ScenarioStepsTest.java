package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.approval;
import static io.enishi.scenario.Step.arm;
import static io.enishi.scenario.Step.handOver;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.set;
import static io.enishi.scenario.Step.split;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.testkit.SomeScenario.MAIL;
import static io.enishi.testkit.SomeScenario.untilReviewed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.Crm;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.ExplanationText;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Approvals, handing over, attributes, splits, holdouts, schedules and deadlines. */
class ScenarioStepsTest {

    // ------------------------------------------------------------------ approval

    @Test
    void whatWasApprovedIsSent() {
        try (ScenarioHarness shop = ScenarioHarness.running(asking()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            hanako.assertAsked("boss");
            hanako.assertNothingSent();

            shop.crm().approve(request(shop), true, "sato");
            shop.advance(hours(1));

            hanako.assertSentExactly("hello");
            shop.assertVerified();
        }
    }

    @Test
    void whatWasRefusedIsNotSent() {
        try (ScenarioHarness shop = ScenarioHarness.running(asking()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.crm().approve(request(shop), false, "sato");
            shop.advance(days(9));

            hanako.assertNothingSent();
            hanako.assertEnded("asking", End.Kind.EXIT, "not approved");
            shop.assertVerified();
        }
    }

    @Test
    void anApprovalExpiresAndALaterAnswerChangesNothing() {
        try (ScenarioHarness shop = ScenarioHarness.running(asking()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            CommandKey request = request(shop);
            shop.advance(days(3));
            hanako.assertEnded("asking", End.Kind.EXIT, "not approved");

            shop.crm().approve(request, true, "sato");
            shop.advance(days(9));

            hanako.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void anAnswerNamesWhoGaveItAndARequestThatWasMade() {
        try (ScenarioHarness shop = ScenarioHarness.running(asking()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            CommandKey request = request(shop);
            CommandKey typo = new CommandKey(request.origin(), "askng", request.entry(), request.visit());

            assertThatThrownBy(() -> shop.crm().approve(request, true, " ")).hasMessageContaining("approver");
            assertThatThrownBy(() -> shop.crm().approve(typo, true, "sato"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("askng");
            shop.advance(hours(1));

            hanako.assertNothingSent();
        }
    }

    @Test
    void whySaysWhatIsPaused() {
        try (ScenarioHarness shop = ScenarioHarness.running(asking()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            assertThat(hanako.why("asking")).doesNotContain("paused");

            shop.crm().pauseScenario("asking", true);
            shop.crm().pauseChannel("mail", true);

            assertThat(hanako.why("asking"))
                    .contains("- not paused: the scenario is paused")
                    .contains("- channel mail not paused: the channel is paused");
            assertThat(ExplanationText.of(hanako.whyData("asking"), Locale.JAPANESE, ZoneId.of("Asia/Tokyo")))
                    .contains("一時停止中");
        }
    }

    private static Scenario asking() {
        return untilReviewed("asking")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(approval("boss", "A letter to a new customer", days(2))
                        .then(send("hello", MAIL))
                        .otherwise(io.enishi.scenario.Step.end("not approved")))
                .build();
    }

    private static CommandKey request(ScenarioHarness shop) {
        for (StoredCommand.Status status : StoredCommand.Status.values()) {
            for (StoredCommand command : shop.crm().commands(status, null, 10)) {
                if (command.command().effect() instanceof Effect.RequestApproval) {
                    return command.command().key();
                }
            }
        }
        throw new AssertionError("nothing waits for approval");
    }

    // ------------------------------------------------------------------ handing over, attributes

    @Test
    void handingOverEndsOneRunAndStartsAnotherAtTheSameInstant() {
        Scenario first = untilReviewed("first")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("hello", MAIL), handOver("second"))
                .build();
        Scenario second = untilReviewed("second")
                .start(Entry.onRequest())
                .steps(send("more", MAIL))
                .build();
        Scenario bystander = untilReviewed("bystander")
                .start(Entry.onRequest())
                .steps(send("never", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(first, second, bystander).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(hours(1));

            hanako.assertEnded("first", End.Kind.COMPLETED, "handed over to \"second\"");
            hanako.assertSentExactly("hello", "more");
            shop.assertVerified();
        }
    }

    @Test
    void anAttributeThatIsSetIsReadByOthersAndIsNoAction() {
        Scenario marking = untilReviewed("marking")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(waitFor(days(10)), set(Map.of("tier", AttributeValue.of("gold"))))
                .build();
        Scenario silent = untilReviewed("silent")
                .start(Entry.afterAbsence(Selection.actions(), days(20)))
                .onlyIf(Conditions.attribute("tier").is("gold"))
                .steps(send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(marking, silent)
                .from("2026-04-01T10:00")
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(40));

            hanako.assertSent("hello").at("2026-04-21T10:00");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ splits and holdouts

    private static final Experiment SUBJECT = Experiment.named("subject")
            .hypothesis("The short one is opened more")
            .share("long", "40%")
            .share("short", "40%")
            .build();

    @Test
    void everyRunTakesTheArmOfItsOriginInSplitsAndContents() {
        Scenario tested = untilReviewed("tested")
                .start(Entry.on(Selection.of("customer.registered")))
                .experiment(SUBJECT)
                .steps(
                        send("hello", MAIL.inArm("subject", "short", "mail", "hello-short")),
                        split("subject", arm("long", waitFor(days(1))), arm("short", waitFor(days(2))))
                                .otherwise(waitFor(days(3))),
                        send("second", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(tested).from("2026-04-01T10:00").start()) {
            int[] count = new int[3];
            for (int i = 0; i < 60; i++) {
                Someone someone = shop.given("someone-" + i);
                someone.registers();
            }
            shop.advance(days(5));
            for (int i = 0; i < 60; i++) {
                Someone someone = shop.someone("someone-" + i);
                OriginId origin = someone.id().origin();
                String arm = SUBJECT.armOf(origin).orElse("");
                int day = arm.equals("long") ? 1 : arm.equals("short") ? 2 : 3;
                count[day - 1]++;
                assertThat(someone.messages().get(0).parts())
                        .containsEntry("content", arm.equals("short") ? "hello-short" : "hello");
                someone.assertSent("second").at("2026-04-0" + (1 + day) + "T10:00");
            }
            assertThat(count).doesNotContain(0);
            shop.assertVerified();
        }
    }

    @Test
    void whoIsHeldOutGetsNoAdvertisingAndItsRunGoesOn() {
        Holdout half = Holdout.of("half", "50%");
        Scenario held = untilReviewed("held")
                .start(Entry.on(Selection.of("customer.registered")))
                .goal("buys", Check.happened(Selection.orders()))
                .holdout(half)
                .steps(
                        send("hello", MAIL),
                        waitFor(days(1)),
                        send("receipt", transactional("service").by("mail", "receipt")),
                        waitFor(days(9)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(held).start()) {
            int heldOut = 0;
            for (int i = 0; i < 40; i++) {
                shop.given("someone-" + i).registers();
            }
            shop.advance(days(3));
            for (int i = 0; i < 40; i++) {
                Someone someone = shop.someone("someone-" + i);
                if (half.holds(someone.id().origin())) {
                    heldOut++;
                    someone.assertSentExactly("receipt");
                } else {
                    someone.assertSentExactly("hello", "receipt");
                }
                someone.assertIn("held");
                someone.orders("o-" + i, 3_000);
                someone.assertEnded("held", End.Kind.GOAL, "goal");
            }
            assertThat(heldOut).isBetween(5, 35);
            shop.assertVerified();
        }
    }

    @Test
    void aMergeWithSomebodyHeldOutStopsLaterSends() {
        Holdout half = Holdout.of("half", "50%");
        Scenario held = untilReviewed("held")
                .start(Entry.on(Selection.of("customer.registered")))
                .again(Reentry.concurrent())
                .holdout(half)
                .steps(send("hello", MAIL), waitFor(days(2)), send("second", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(held).start()) {
            Someone in = null;
            Someone out = null;
            for (int i = 0; in == null || out == null; i++) {
                Someone someone = shop.given("someone-" + i);
                someone.registers();
                if (half.holds(someone.id().origin())) {
                    out = someone;
                } else {
                    in = someone;
                }
            }
            shop.advance(days(1));
            in.assertSentExactly("hello");
            shop.merge(in, out);
            shop.advance(days(5));

            in.assertSentExactly("hello");
            assertThat(in.why("held")).contains("held out");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ schedules and deadlines

    @Test
    void aWeeklyScheduleStartsEveryWeekForThoseWhomItLetsIn() {
        Scenario weekly = untilReviewed("weekly")
                .start(Entry.everyWeek(DayOfWeek.MONDAY, LocalTime.of(10, 0)))
                .onlyIf(Conditions.count(Selection.orders()).within(days(365)).atLeast(1))
                .steps(send("news", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(weekly)
                .from("2026-04-01T10:00") // a Wednesday
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 3_000);
            shop.given("taro").registers();
            shop.advance(days(14));

            hanako.assertSentExactly("news", "news");
            hanako.assertSent("news").at("2026-04-13T10:00");
            shop.someone("taro").assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void aMonthlyScheduleOnThe31stComesOnTheLastDayOfAShorterMonth() {
        Scenario monthly = untilReviewed("monthly")
                .start(Entry.everyMonth(31, LocalTime.of(10, 0)))
                .steps(send("news", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(monthly).from("2026-02-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();

            shop.advanceTo("2026-03-01T00:00");
            hanako.assertSent("news").at("2026-02-28T10:00");
            shop.advanceTo("2026-04-01T00:00");
            hanako.assertSent("news").at("2026-03-31T10:00");
            hanako.assertSentExactly("news", "news");
        }
    }

    @Test
    void aDateComesOnceAndNotForThoseWhoCameLater() {
        Scenario launch = untilReviewed("launch")
                .start(Entry.once(LocalDate.of(2026, 4, 10), LocalTime.of(9, 0)))
                .steps(send("news", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(launch).from("2026-04-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(20));
            Someone taro = shop.given("taro");
            taro.registers();
            shop.advance(days(400));

            hanako.assertSentExactly("news");
            hanako.assertSent("news").at("2026-04-10T09:00");
            taro.assertNothingSent();
        }
    }

    @Test
    void aRunStartsBeforeTheInstantThatAnEventStates() {
        try (ScenarioHarness shop =
                ScenarioHarness.running(expiring()).from("2026-04-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(granted(shop, "lot-1", "2026-06-01T00:00"));
            hanako.does(granted(shop, "lot-2", "2026-07-01T00:00"));
            shop.advanceTo("2026-05-01T23:59");
            hanako.assertNothingSent();
            shop.advanceTo("2026-05-02T00:00");
            hanako.assertSentExactly("expires-soon");
            shop.advanceTo("2026-08-01T00:00");

            hanako.assertSentExactly("expires-soon", "expires-soon");
            hanako.assertSent("expires-soon").at("2026-06-01T00:00");
            shop.assertVerified();
        }
    }

    @Test
    void anInstantThatIsNearAlreadyStartsAtOnceAndOneThatIsOverNever() {
        try (ScenarioHarness shop =
                ScenarioHarness.running(expiring()).from("2026-04-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(granted(shop, "lot-1", "2026-04-10T00:00"));
            shop.advance(hours(1));
            hanako.assertSentExactly("expires-soon");
            Someone taro = shop.given("taro");
            shop.advanceTo("2026-05-01T00:00");
            taro.registers(); // decided now, so what is heard of later is late
            taro.did(granted(shop, "lot-2", "2026-04-20T00:00"), "2026-04-02T10:00");
            shop.advance(days(90));

            taro.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void aLaterEventOfTheSameSubjectMovesTheDeadline() {
        Scenario moving = untilReviewed("moving")
                .start(Entry.before("expires-at", Selection.of("points.granted"), days(30))
                        .movedBySame("lot"))
                .steps(send("expires-soon", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(moving).from("2026-04-01T10:00").start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(granted(shop, "lot-1", "2026-06-01T00:00"));
            shop.advance(days(1));
            hanako.does(granted(shop, "lot-1", "2026-09-01T00:00"));
            shop.advanceTo("2026-08-01T00:00");
            hanako.assertNothingSent();
            shop.advanceTo("2026-09-01T00:00");

            hanako.assertSentExactly("expires-soon");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ events of the shop

    @Test
    void aShopEventStartsRunsOfThoseWhoAskedAboutThatProduct() {
        Scenario back = untilReviewed("back-in-stock")
                .start(Entry.onShopEvent(
                        Selection.of("shop.restocked"),
                        Interest.in("shop.restocked", Selection.of("product.favourited"))
                                .same("product")
                                .endedBy(Selection.of("product.unfavourited"))))
                .again(Reentry.concurrent())
                .exit(
                        "bought",
                        Check.happened(
                                io.enishi.scenario.Occurrence.of("order.placed").same("product")))
                .steps(send("back", MAIL), waitFor(days(3)))
                .build();
        assertThat(Scenario.parse(back.toYaml())).isEqualTo(back);
        try (ScenarioHarness shop = ScenarioHarness.running(back).start()) {
            Someone fan = shop.given("fan");
            Someone former = shop.given("former");
            Someone other = shop.given("other");
            fan.does(new EventBody.ProductFavourited("cup", ""));
            former.does(new EventBody.ProductFavourited("cup", ""));
            other.does(new EventBody.ProductFavourited("tea", ""));
            shop.advance(days(1));
            former.does(new EventBody.ProductUnfavourited("cup"));
            shop.advance(days(1));
            shop.crm().accept(new ShopEvent("stock", EventId.of(1), shop.now(), new ShopEvent.Restocked("cup", 5)));
            shop.advance(hours(1));

            fan.assertSentExactly("back");
            former.assertNothingSent();
            other.assertNothingSent();
            fan.orders("o-1", "cup", "kitchen", 3_000);
            fan.assertEnded("back-in-stock", End.Kind.EXIT, "bought");
            shop.assertVerified();
        }
    }

    private static Scenario expiring() {
        return untilReviewed("expiring")
                .start(Entry.before("expires-at", Selection.of("points.granted"), days(30)))
                .again(Reentry.concurrent())
                .steps(send("expires-soon", MAIL))
                .build();
    }

    private static EventBody granted(ScenarioHarness shop, String lot, String expires) {
        return new EventBody.PointsGranted(lot, 100, shop.instant(expires));
    }

    // ------------------------------------------------------------------ side by side

    @Test
    void scenariosThatWereCompiledApartAreHeldAgainstEachOtherWhenTheyAreWired() {
        Scenario first = Scenario.named("first")
                .goal("g")
                .owner("crm")
                .because("b")
                .exclusiveIn("life-cycle")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(handOver("secnd"))
                .build();
        Scenario second = Scenario.named("second")
                .goal("g")
                .owner("crm")
                .because("b")
                .exclusiveIn("life-cycle")
                .start(Entry.on(Selection.of("review.posted")))
                .steps(waitFor(days(1)), handOver("first"))
                .build();

        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> Crm.builder("shop")
                        .journey(first.compile())
                        .journey(second.compile())
                        .build());

        assertThat(refused.problems().stream().map(Problem::toString))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .startsWith("journeys.first.steps[0]")
                                .contains("there is no scenario \"secnd\"", "did you mean \"second\""),
                        text -> assertThat(text)
                                .startsWith("journeys.second.steps[1]")
                                .contains("\"first\" does not start on request"),
                        text -> assertThat(text)
                                .startsWith("journeys.first.group")
                                .contains("compileAll"),
                        text -> assertThat(text)
                                .startsWith("journeys.second.group")
                                .contains("compileAll"));
    }
}
