package io.enishi.scenario;

import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.repeat;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitAfter;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.content.Block;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.Form;
import io.enishi.scenario.content.LegalFooter;
import io.enishi.scenario.experiment.Experiment;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenarioCheckTest {

    private static final Message HELLO = advertising("newsletter").by("mail", "hello");
    private static final ScenarioContext SHOP = new ScenarioContext(
            Map.of("mail", true, "line", false), Set.of("vip", "dormant"), Set.of("engagement"), null, null, null);

    @Test
    void aWholeScenarioPasses() {
        assertThat(problems(valid(send("offer", HELLO)))).isEmpty();
    }

    @Test
    void everythingMissingIsReportedAtOnce() {
        Scenario empty = Scenario.named("Bad Name").build();

        assertThat(problems(empty).stream().map(Problem::path))
                .containsExactly("scenario", "goal", "owner", "rationale", "steps", "start");
    }

    @Test
    void aSendWithoutChannelClassOrPurposeIsReported() {
        Message empty = new Message(List.of(), null, "", null, OnCapped.SKIP, null, Map.of(), null, null);

        assertThat(problems(valid(send("offer", empty))).stream().map(Problem::path))
                .containsExactly("steps[0].by", "steps[0].class", "steps[0].purpose");
    }

    @Test
    void anAdvertisingScenarioWithoutExitOrObservableGoalIsReported() {
        Scenario endless = Scenario.named("endless")
                .goal("People buy")
                .owner("crm")
                .because("hope")
                .start(Entry.on(Selection.orders()))
                .steps(send("offer", HELLO))
                .build();

        assertThat(only(endless).message()).contains("needs an exit");
    }

    @Test
    void aBranchOnAReactionWithoutAWaitIsTheClassicTrap() {
        Problem problem = only(valid(
                send("offer", HELLO),
                branch(when(Check.tapped("offer"), end("tapped"))).otherwise(send("again", HELLO))));

        assertThat(problem.path()).isEqualTo("steps[1].branch[0].when");
        assertThat(problem.message()).contains("nobody can have reacted to \"offer\" yet");
        assertThat(problem.advice()).contains("wait: 3 days");
    }

    @Test
    void aWaitOnOneWayOnlyDoesNotSaveTheBranch() {
        Problem problem = only(valid(
                send("offer", HELLO),
                branch(when(Check.holds(new Condition.InSegment("vip")), waitFor(Span.days(1)))),
                branch(when(Check.noResponse("offer"), end("silent")))));

        assertThat(problem.path()).isEqualTo("steps[2].branch[0].when");
    }

    @Test
    void aWaitBetweenSendAndBranchIsEnough() {
        assertThat(problems(valid(
                        send("offer", HELLO),
                        waitFor(Span.days(3)),
                        branch(when(Check.noResponse("offer"), send("again", HELLO))))))
                .isEmpty();
    }

    @Test
    void aBranchBeforeTheSendItAsksAboutIsReported() {
        Problem problem = only(valid(branch(when(Check.tapped("offer"), end("tapped"))), send("offer", HELLO)));

        assertThat(problem.message()).isEqualTo("\"offer\" was not sent before this branch");
    }

    @Test
    void inARepeatTheSecondRoundCounts() {
        Problem problem = only(valid(
                send("first", HELLO),
                waitFor(Span.days(1)),
                repeat(
                        2,
                        branch(when(Check.tapped("again"), end("tapped"))),
                        waitFor(Span.days(1)),
                        send("again", HELLO))));

        assertThat(problem.message()).contains("nobody can have reacted to \"again\" yet");
    }

    @Test
    void openedOnLineIsRefusedWithTheRewrite() {
        Problem problem = only(valid(
                send("offer", advertising("newsletter").by("line", "hello")),
                await(Check.opened("offer"), Span.days(7))));

        assertThat(problem.message()).isEqualTo("channel \"line\" does not report who opened");
        assertThat(problem.advice()).contains("no response within 7 days").contains("timeout: 7 days");
    }

    @Test
    void aHostWhoseLineReportsOpensMayAsk() {
        ScenarioContext exotic = new ScenarioContext(Map.of("line", true), null, null, null, null, null);
        Scenario asks = valid(
                send("offer", advertising("newsletter").by("line", "hello")),
                await(Check.opened("offer"), Span.days(7)));

        assertThat(asks.compile(exotic).name()).isEqualTo("valid");
    }

    @Test
    void openedInAConditionIsRefusedToo() {
        Condition opened = new Condition.Aggregate(
                Condition.Function.COUNT,
                "",
                Selection.of("message.opened").where("channel", ValueTest.is("line")),
                io.enishi.core.condition.Window.ever(),
                Comparison.atLeast(1));

        assertThat(only(valid(branch(when(Check.holds(opened), end("opened"))))).message())
                .contains("does not report who opened");
    }

    @Test
    void unknownNamesAreReportedWithTheClosestKnownOne() {
        Scenario typos = Scenario.named("typos")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.intoSegment("dormnt"))
                .onlyIf(new Condition.Metric("engagment", Comparison.atLeast(1)))
                .steps(send("offer", advertising("newsletter").by("lime", "hello")))
                .build();

        assertThat(problems(typos).stream().map(Problem::toString))
                .containsExactly(
                        "start.segment: unknown segment \"dormnt\"; did you mean \"dormant\"?",
                        "only-if.metric: unknown metric \"engagment\"; did you mean \"engagement\"?",
                        "steps[0].by[0]: unknown channel \"lime\"; did you mean \"line\"?");
    }

    @Test
    void fieldsThatEventsDoNotHaveAreReportedWhereverASelectionStands() {
        Scenario typos = Scenario.named("typos")
                .goal("People buy", Check.happened(Selection.orders().where("amonut", ValueTest.atLeast(1))))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("order.delivered").where("catgory", ValueTest.is("printer"))))
                .steps(
                        send("offer", HELLO),
                        await(
                                Check.happened(Selection.of("product.viewed").where("sku", ValueTest.is("x"))),
                                Span.days(1)))
                .build();

        assertThat(problems(typos).stream().map(Problem::toString))
                .containsExactly(
                        "start.event.where.catgory: order.delivered has no field \"catgory\"; did you mean"
                                + " \"category\"?",
                        "goal.when.where.amonut: order.placed has no field \"amonut\"; did you mean \"amount\"?",
                        "steps[1].wait-for.where.sku: product.viewed has no field \"sku\"; use one of product,"
                                + " category");
    }

    @Test
    void namesAreNotCheckedAgainstWhatIsNotKnown() {
        assertThat(valid(send("offer", advertising("newsletter").by("pigeon", "hello")))
                        .compile()
                        .name())
                .isEqualTo("valid");
    }

    @Test
    void stepsBehindAnEndAreUnreachable() {
        Problem problem = only(valid(
                branch(when(Check.holds(new Condition.InSegment("vip")), end("vip")))
                        .otherwise(end("other")),
                send("never", HELLO),
                send("nor-this", HELLO)));

        assertThat(problem.path()).isEqualTo("steps[1]");
        assertThat(problem.message()).contains("no run comes here");
    }

    @Test
    void casesBehindOneThatAlwaysHoldsAreUnreachable() {
        Problem problem = only(valid(branch(
                when(Check.holds(new Condition.All(List.of())), send("a", HELLO)),
                when(Check.holds(new Condition.InSegment("vip")), send("b", HELLO)))));

        assertThat(problem.path()).isEqualTo("steps[0].branch[1]");
    }

    @Test
    void waitsWithoutTimeoutAreReported() {
        Step.Await forEver = new Step.Await("", Check.happened(Selection.orders()), null, null, List.of(), List.of());
        Step.WaitOnFact forEverToo = new Step.WaitOnFact(
                "", Fact.timeOf(Occurrence.of("order.shipped")), Length.of(Span.days(1)), false, null, List.of());

        assertThat(problems(valid(forEver, forEverToo)).stream().map(Problem::path))
                .containsExactly("steps[0].timeout", "steps[1].timeout");
    }

    @Test
    void aRepeatWithoutAWaitIsAZeroTimeLoop() {
        assertThat(only(valid(repeat(3, send("offer", HELLO)))).message()).contains("at one instant");
        assertThat(only(valid(repeat(3, await(Check.happened(Selection.orders()), Span.days(1)), send("offer", HELLO))))
                        .message())
                .as("the awaited event may be there at once, every time")
                .contains("at one instant");
        assertThat(problems(valid(repeat(3, send("offer", HELLO), waitFor(Span.days(7))))))
                .isEmpty();
    }

    @Test
    void twoStepsOfOneNameAreReported() {
        assertThat(only(valid(send("offer", HELLO), waitFor(Span.days(1)), send("offer", HELLO)))
                        .message())
                .isEqualTo("\"offer\" is the name of two steps");
    }

    @Test
    void noResponseAsAnExitWouldEndEveryRun() {
        Scenario silent = Scenario.named("silent")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit("silent", Check.noResponse("offer"))
                .steps(send("offer", HELLO), waitFor(Span.days(1)))
                .build();

        assertThat(only(silent).path()).isEqualTo("exits[0].when");
    }

    @Test
    void sameNeedsATriggeringEventThatHasTheField() {
        Scenario absent = Scenario.named("absent")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.afterAbsence(Selection.actions(), Span.months(3)))
                .exit(
                        "cancelled",
                        Check.happened(Occurrence.of("order.cancelled").same("order")))
                .steps(send("offer", HELLO))
                .build();
        Scenario wrongField = Scenario.named("wrong")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("order.delivered")))
                .exit(
                        "cancelled",
                        Check.happened(Occurrence.of("order.cancelled").same("ordr")))
                .steps(send("offer", HELLO))
                .build();

        assertThat(only(absent).message()).contains("needs a triggering event");
        assertThat(problems(wrongField).stream().map(Problem::advice)).allMatch(advice -> advice.contains("\"order\""));
    }

    @Test
    void aFactNeedsAFieldThatHoldsAnInstant() {
        Problem problem = only(valid(waitAfter(
                Fact.fieldOf("ship-at", Occurrence.of("subscription.scheduled")), Span.days(1), Span.days(30))));

        assertThat(problem.advice()).contains("ships-at");
    }

    @Test
    void writingMistakesAndMeaningMistakesComeTogether() {
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> Scenario.parse("""
            scenario: broken
            goal: People buy
            ownr: crm
            start: {event: order.plced}
            steps:
              - send: offer
                clas: advertising
                by: [{mail: hello}]
              - branch:
                  - when: {reacted: offer, by: [tapped]}
                    steps: [{end: tapped}]
              - wait-for: {happened: orders}
            """));

        assertThat(refused.problems().stream().map(Problem::path))
                .contains(
                        "ownr",
                        "start.event",
                        "steps[0].clas",
                        "owner",
                        "rationale",
                        "steps[1].branch[0].when",
                        "steps[2].timeout")
                .doesNotContain("start");
        assertThat(refused.getMessage()).contains("did you mean \"owner\"?").contains("did you mean \"order.placed\"?");
    }

    @Test
    void scenariosOfOneNameAreReportedUnderTheirName() {
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> CompiledScenario.compileAll(List.of(valid(send("a", HELLO)), valid(send("b", HELLO))), SHOP));

        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("valid.scenario"));
    }

    // ------------------------------------------------------------------ what never happens

    @Test
    void aCaseThatAnEarlierOneCoversIsNeverTaken() {
        Problem problem = only(valid(branch(
                when(Check.holds(score(50)), send("warm", HELLO)), when(Check.holds(score(80)), send("hot", HELLO)))));

        assertThat(problem.path()).isEqualTo("steps[0].branch[1]");
        assertThat(problem.advice()).contains("narrower case first");
        assertThat(problems(valid(branch(
                        when(Check.holds(score(80)), send("hot", HELLO)),
                        when(Check.holds(score(50)), send("warm", HELLO))))))
                .isEmpty();
    }

    private static Condition score(long atLeast) {
        return new Condition.Metric("engagement", Comparison.atLeast(atLeast));
    }

    @Test
    void aMessageThatTheShopsCapsAlwaysKeepBackIsReported() {
        ScenarioContext capped = SHOP.withContactRules(ContactRules.none().with(Cap.atMost(2, Span.days(7))));
        Scenario tooMany = valid(
                send("first", HELLO),
                waitFor(Span.days(2)),
                send("second", HELLO),
                waitFor(Span.days(2)),
                send("third", HELLO),
                waitFor(Span.days(7)),
                send("fourth", HELLO));

        assertThat(catchThrowableOfType(DefinitionException.class, () -> tooMany.compile(capped))
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("steps[4]");
                    assertThat(problem.message())
                            .contains("\"third\" never leaves")
                            .contains("2 in 7 days");
                });
        assertThat(problems(tooMany)).isEmpty();
    }

    @Test
    void besideOthersThatSendItIsSaidByTheLintSinceWhatTheyTakeIsNotKnown() {
        ScenarioContext capped = SHOP.withContactRules(ContactRules.none().with(Cap.atMost(1, Span.days(7))));
        Scenario twice = valid(send("first", HELLO), waitFor(Span.days(2)), send("second", HELLO));
        Scenario other =
                Scenario.parse(valid(send("hello", HELLO)).toYaml().replace("scenario: valid", "scenario: other"));

        assertThat(CompiledScenario.compileAll(List.of(twice, other), capped)).hasSize(2);
        assertThat(twice.lint(capped))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"second\" never leaves"));
        assertThat(twice.lint()).isEmpty();
    }

    @Test
    void scenariosThatStartEachOtherByEventsAtOneInstantAreACircle() {
        Scenario ping = circle("ping", "pong", Reentry.concurrent());
        Scenario pong = circle("pong", "ping", Reentry.afterExit());
        Scenario once = circle("pong", "ping", Reentry.never());
        Scenario self = circle("ping", "ping", Reentry.afterExit());

        assertThat(catchThrowableOfType(
                                DefinitionException.class, () -> CompiledScenario.compileAll(List.of(ping, pong), SHOP))
                        .problems())
                .extracting(Problem::message)
                .containsExactly(
                        "it starts pong and comes back at the same instant, for ever",
                        "it starts ping and comes back at the same instant, for ever");
        assertThat(CompiledScenario.compileAll(List.of(ping, once), SHOP)).hasSize(2);
        assertThat(only(self).message()).isEqualTo("it starts itself at the same instant, for ever");
    }

    @Test
    void aMessageAboutEveryMessageIsACircle() {
        Scenario echo = Scenario.named("echo")
                .goal("round and round", Check.happened(Selection.orders()))
                .owner("crm")
                .because("it is tested")
                .start(Entry.on(Selection.of("message.sent")))
                .again(Reentry.afterExit())
                .steps(send("echo", HELLO))
                .build();

        assertThat(only(echo).message()).isEqualTo("it starts itself at the same instant, for ever");
    }

    private static Scenario circle(String name, String emits, Reentry again) {
        return Scenario.named(name)
                .goal("round and round")
                .owner("crm")
                .because("it is tested")
                .start(Entry.on(Selection.of("custom:" + name)))
                .again(again)
                .steps(Step.emit(emits), end("here"))
                .build();
    }

    @Test
    void messagesOfARepeatAreHeldAgainstCapsToo() {
        ScenarioContext capped = SHOP.withContactRules(ContactRules.none().with(Cap.gap(Span.days(7))));

        assertThat(catchThrowableOfType(
                                DefinitionException.class,
                                () -> valid(repeat(3, send("again", HELLO), waitFor(Span.days(1))))
                                        .compile(capped))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("steps[0].steps[0]"));
        assertThat(valid(repeat(3, send("again", HELLO), waitFor(Span.days(7)))).compile(capped))
                .isNotNull();
    }

    // ------------------------------------------------------------------ experiments, holdouts, handing over

    private static final Experiment SUBJECT = Experiment.named("subject")
            .hypothesis("Shorter is better")
            .share("long", "50%")
            .share("short", "50%")
            .build();

    @Test
    void experimentsAndArmsHaveToBeThere() {
        Scenario scenario = valid(
                send("offer", HELLO.inArm("subjekt", "short", "mail", "b")),
                Step.split("subject", Step.arm("shrot", send("a", HELLO)), Step.arm("long", send("c", HELLO))));
        Scenario with = Scenario.named("valid")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("customer.registered")))
                .experiment(SUBJECT)
                .experiment(Experiment.named("idle")
                        .hypothesis("x")
                        .share("a", "50%")
                        .share("b", "50%")
                        .build())
                .steps(scenario.steps().toArray(new Step[0]))
                .build();

        assertThat(problems(scenario).stream().map(Problem::path))
                .containsExactly("steps[0].test.experiment", "steps[1].split");
        assertThat(problems(with).stream().map(Problem::path))
                .containsExactly("steps[0].test.experiment", "steps[1].arms", "experiments[1]");
    }

    @Test
    void aHoldoutOfTransactionalMessagesWouldHoldOutNobody() {
        Scenario receipts = Scenario.named("receipts")
                .goal("People know")
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.orders()))
                .holdout("10%")
                .steps(send("receipt", Message.transactional("service").by("mail", "receipt")))
                .build();

        assertThat(only(receipts).path()).isEqualTo("holdout");
    }

    @Test
    void handingOverLeadsToAScenarioThatStartsOnRequest() {
        Scenario first = valid(Step.handOver("seconds"));
        Scenario second = Scenario.named("second")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.orders()))
                .steps(send("a", HELLO), Step.handOver("valid"))
                .build();

        assertThat(catchThrowableOfType(
                                DefinitionException.class,
                                () -> CompiledScenario.compileAll(List.of(first, second), SHOP))
                        .problems()
                        .stream()
                        .map(Problem::toString))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("valid.steps[0]").contains("did you mean \"second\""),
                        text -> assertThat(text).startsWith("second.steps[1]").contains("does not start on request"));
    }

    @Test
    void aDeadlineNeedsAnInstantAndCanBeReferredTo() {
        Scenario wrong = Scenario.named("wrong")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.before("expires", Selection.of("points.granted"), Span.days(30))
                        .movedBySame("points"))
                .steps(send("a", HELLO))
                .build();

        assertThat(problems(wrong).stream().map(Problem::path)).containsExactly("start.field", "start.same");
    }

    // ------------------------------------------------------------------ contents

    @Test
    void contentsHaveToBeThereFitTheChannelAndShowWhatIsSent() {
        ContentLibrary library = ContentLibrary.builder()
                .footer(new LegalFooter("えにし", "配信停止", "https://shop.example/optout", "東京都", "03-0000-0000"))
                .content(mail("with-footer", "x").withFooter())
                .content(mail("without", "x"))
                .content(mail("shows-coupon", "{{coupon.code}}").withFooter())
                .build();
        ScenarioContext shop = SHOP.withContents(library);
        Scenario wrong = valid(
                send("a", advertising("newsletter").by("mail", "with-foter")),
                send("b", advertising("newsletter").by("line", "with-footer")),
                send("c", advertising("newsletter").by("mail", "without")),
                send("d", advertising("newsletter").by("mail", "shows-coupon")),
                send(
                        "e",
                        advertising("newsletter")
                                .by("mail", "with-footer")
                                .withCoupon(Message.discount("x", "10%", Span.days(3)))));

        assertThat(catchThrowableOfType(DefinitionException.class, () -> wrong.compile(shop)).problems().stream()
                        .map(Problem::toString))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("steps[0].by[0]").contains("did you mean \"with-footer\""),
                        text -> assertThat(text).startsWith("steps[1].by[0]").contains("cannot leave by line"),
                        text -> assertThat(text).startsWith("steps[2].by[0]").contains("opt-out"),
                        text -> assertThat(text).startsWith("steps[3].by[0]").contains("carries none"),
                        text -> assertThat(text).startsWith("steps[4].by[0]").contains("does not show"));
        assertThat(valid(send("a", advertising("newsletter").by("mail", "with-footer")))
                        .compile(shop))
                .isNotNull();
        assertThat(valid(send("a", Message.transactional("service").by("mail", "without")))
                        .compile(shop))
                .isNotNull();
    }

    @Test
    void whatAContentTellsOfTheEventMustBeKnownOfTheEventThatStartsTheScenario() {
        Scenario points = sending(Entry.on(Selection.of("points.granted")), "points", "order", "lines");
        Scenario birthday =
                sending(Entry.everyYear("birth-date", 0, LocalTime.NOON, LeapDay.FEB_28), "points", "plain");

        assertThat(problems(points, withEvents()))
                .containsExactly(
                        "steps[1].by[0]: content \"order\" shows {{event.order.id}}, which points.granted does not have; use"
                                + " one of at, at-date, at-day, at-time, expires-at, expires-at-date, expires-at-day,"
                                + " expires-at-time, lot, points, points-plain, type (what may be missing needs a section"
                                + " around it, or a default)",
                        "steps[1].by[0]: content \"order\" shows {{event.pionts}}, which points.granted does not have; did"
                                + " you mean \"points\"? (what may be missing needs a section around it, or a default)",
                        "steps[2].by[0]: content \"lines\" shows {{event.lines.0.name}}, which points.granted does not have;"
                                + " use one of at, at-date, at-day, at-time, expires-at, expires-at-date, expires-at-day,"
                                + " expires-at-time, lot, points, points-plain, type (what may be missing needs a section"
                                + " around it, or a default)");
        assertThat(problems(birthday, withEvents()))
                .containsExactly(
                        "steps[0].by[0]: content \"points\" shows {{event.points}}, and no event starts this scenario; take"
                                + " it out of the content, put it into a section, or give it a default");
    }

    @Test
    void whatAContentTellsOfTheEventIsLeftAloneWhereItMayBeThere() {
        Entry points = Entry.on(Selection.of("points.granted"));
        Entry orders = Entry.on(Selection.orders());
        Entry own = Entry.on(Selection.of("custom:tasting"));
        Entry vip = Entry.intoSegment("vip");

        assertThat(problems(sending(orders, "lines", "guarded"), withEvents())).isEmpty();
        assertThat(problems(sending(Entry.anyOf(points, orders), "points", "lines", "guarded"), withEvents()))
                .isEmpty();
        for (Entry unknown : List.of(own, vip, Entry.onRequest(), Entry.anyOf(points, vip))) {
            assertThat(problems(sending(unknown, "points", "order", "lines", "guarded"), withEvents()))
                    .isEmpty();
        }
        assertThat(problems(sending(Entry.afterAbsence(Selection.orders(), Span.days(30)), "lines"), withEvents()))
                .isEmpty();
    }

    private static ScenarioContext withEvents() {
        Content guarded = mail("guarded", "{{#event.reason}}{{event.reason}}{{/event.reason}} {{event.attempt}}")
                .withDefault("event.attempt", "1");
        return SHOP.withContents(ContentLibrary.of(
                mail("plain", "x"),
                mail("points", "{{event.points}} {{#event}}{{at-day}}{{/event}}"),
                mail("order", "{{event.pionts}} {{event.order.id}}"),
                mail("lines", "{{event.lines.0.name}}"),
                guarded));
    }

    private static List<String> problems(Scenario scenario, ScenarioContext context) {
        Problems problems = new Problems();
        ScenarioCheck.check(scenario, context, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static Scenario sending(Entry start, String... contents) {
        Step[] steps = new Step[contents.length];
        for (int i = 0; i < contents.length; i++) {
            steps[i] = send("s" + i, Message.transactional("service").by("mail", contents[i]));
        }
        return Scenario.named("telling")
                .goal("People know")
                .owner("crm")
                .because("test")
                .start(start)
                .steps(steps)
                .build();
    }

    private static Content mail(String id, String text) {
        return Content.of(id, Form.MAIL).withSubject("s").withBlocks(Block.passage("body", text));
    }

    // ------------------------------------------------------------------ lint

    @Test
    void lintSaysWhatMayBeMeantOtherwiseAndStopsNothing() {
        Message last = HELLO.by("mail", "last-chance").ifCapped(OnCapped.DELAY);
        Scenario hinted = valid(waitFor(Span.days(30)), send("offer", last));

        assertThat(problems(hinted)).isEmpty();
        assertThat(hinted.lint().stream().map(Problem::path))
                .containsExactly("steps[0].wait", "steps[1].if-capped", "steps[1]");
        assertThat(hinted.lint().get(0).advice()).contains("1 month");
        assertThat(valid(waitFor(Span.months(1)), send("offer", HELLO)).lint()).isEmpty();
    }

    private static Scenario valid(Step... steps) {
        return Scenario.named("valid")
                .goal("People buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(steps)
                .build();
    }

    private static Problem only(Scenario scenario) {
        List<Problem> problems = problems(scenario);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(Scenario scenario) {
        try {
            scenario.compile(SHOP);
            return List.of();
        } catch (DefinitionException e) {
            return e.problems();
        }
    }

    @Test
    void whatCannotBeReadOfTheGoalOrAnExitIsNotCalledMissing() {
        assertThatThrownBy(() -> Scenario.parse("""
            scenario: win-back
            goal: {text: People buy again, when: {happened: order.plcaed}}
            owner: crm
            rationale: r
            start: {event: customer.registered}
            exits: [{name: came, when: {happened: [orders]}}]
            steps: [{send: a, class: advertising, purpose: newsletter, by: [{mail: a}]}]
            """))
                .hasMessageContaining("2 problems")
                .hasMessageContaining("did you mean \"order.placed\"?")
                .hasMessageContaining("\"orders\" is no event type but a selection of its own");
    }
}
