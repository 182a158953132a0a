package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.act;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.Order;
import io.enishi.core.process.Effect;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.CostModel;
import io.enishi.scenario.experiment.Counting;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.ExperimentReport;
import io.enishi.scenario.experiment.ExperimentRuns;
import io.enishi.scenario.experiment.Holdout;
import io.enishi.scenario.experiment.LeftOut;
import io.enishi.scenario.experiment.MeasuredRun;
import io.enishi.scenario.experiment.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Runs of a real CRM as an experiment counts them. */
class ExperimentRunsTest {

    private static final Holdout HELD = Holdout.of("welcome", "20%");
    private static final Experiment SUBJECT = Experiment.named("subject")
            .hypothesis("The short one sells more")
            .share("long", "40%")
            .share("short", "40%")
            .within(days(10))
            .build();
    private static final Counting COUNTING = Counting.free()
            .withMessages(CostModel.none().with("mail", CostModel.Price.each("0.5")))
            .withRedemption("welcome", 100)
            .withHoldout(HELD);

    private static Scenario welcome(Experiment experiment) {
        return Scenario.named("welcome")
                .goal("A first order", Check.happened(Selection.orders()))
                .owner("crm")
                .because("a test says so")
                .start(Entry.on(Selection.of("customer.registered")))
                .again(Reentry.afterExit())
                .holdout(HELD)
                .experiment(experiment)
                .steps(
                        send(
                                "hello",
                                advertising("newsletter")
                                        .by("mail", "hello")
                                        .inArm("subject", "short", "mail", "hello-short")),
                        waitFor(days(20)))
                .build();
    }

    private static String arm(Someone someone) {
        OriginId origin = someone.id().origin();
        return HELD.holds(origin) ? MeasuredRun.HELD_OUT : SUBJECT.armOf(origin).orElse("none");
    }

    private static Someone newcomer(ScenarioHarness shop, Predicate<String> wanted) {
        for (int i = 0; ; i++) {
            Someone someone = shop.given("someone-" + i + "-" + shop.now().toEpochMilli() + "-" + wanted.hashCode());
            someone.registers();
            if (wanted.test(arm(someone))) {
                return someone;
            }
        }
    }

    private static ExperimentRuns runs(ScenarioHarness shop, Experiment experiment) {
        return ExperimentRuns.of(shop.crm(), "welcome", experiment, COUNTING, shop.now());
    }

    @Test
    void everyRunBecomesARowWithItsArmItsGoalItsRevenueAndItsCost() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(SUBJECT)).start()) {
            Map<String, Integer> people = new TreeMap<>();
            for (int i = 0; i < 60; i++) {
                Someone someone = shop.given("someone-" + i);
                someone.registers();
                people.merge(arm(someone), 1, Integer::sum);
            }
            assertThat(people).containsOnlyKeys("long", "short", "none", MeasuredRun.HELD_OUT);
            shop.advance(days(3));
            for (int i = 0; i < 60; i += 2) {
                shop.someone("someone-" + i).orders("o-" + i, 3_000);
            }
            shop.someone("someone-0").cancels("o-0");
            assertThat(runs(shop, SUBJECT).runs()).as("ten days are not over").isEmpty();
            assertThat(runs(shop, SUBJECT).leftOut().notOver()).isEqualTo(60L - people.get("none"));
            shop.advance(days(8));

            ExperimentRuns read = runs(shop, SUBJECT);

            List<MeasuredRun> expected = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String arm = arm(shop.someone("someone-" + i));
                if (!arm.equals("none")) {
                    expected.add(new MeasuredRun(
                            arm,
                            i % 2 == 0, // the goal was reached, even if the order was cancelled later
                            i % 2 == 0 && i > 0 ? 3_000 : 0,
                            arm.equals(MeasuredRun.HELD_OUT) ? 0 : 0.5));
                }
            }
            assertThat(read.runs()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(read.leftOut()).isEqualTo(new LeftOut(0, 0, 0, 0, people.get("none"), 0, 0));
            ExperimentReport report = read.report(SUBJECT, 0.4);
            assertThat(report.holdout().orElseThrow().runs()).isEqualTo((long) people.get(MeasuredRun.HELD_OUT));
            assertThat(report.verdict()).isInstanceOf(Verdict.NotEnoughData.class);
        }
    }

    @Test
    void whatTheExperimentSaysCountsDoesSoAfterTheRunsEndAndNotIfItWasSentBack() {
        Experiment orders = Experiment.named("subject")
                .hypothesis("The short one sells more")
                .share("long", "40%")
                .share("short", "40%")
                .counts(Selection.orders())
                .within(days(30))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(orders)).start()) {
            Someone late = newcomer(shop, "long"::equals);
            Someone tooLate = newcomer(shop, "long"::equals);
            Someone returning = newcomer(shop, "long"::equals);
            shop.advance(days(25)); // the runs are over
            late.orders("o-1", 1_000);
            returning.orders("o-2", 2_000);
            shop.advance(days(6));
            tooLate.orders("o-3", 3_000);
            returning.returns("o-2");

            List<MeasuredRun> measured = runs(shop, orders).runs().stream()
                    .filter(run -> run.arm().equals("long"))
                    .toList();
            assertThat(measured).contains(new MeasuredRun("long", true, 1_000, 0.5));
            assertThat(measured.stream().filter(MeasuredRun::converted)).hasSize(1);
            assertThat(measured.stream().mapToDouble(MeasuredRun::revenue).sum())
                    .isEqualTo(1_000);
        }
    }

    @Test
    void peopleWhoAreHeldOutInPartOrInSeveralArmsLeaveAndAreCounted() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(SUBJECT)).start()) {
            Someone longArm = newcomer(shop, "long"::equals);
            Someone shortArm = newcomer(shop, "short"::equals);
            Someone another = newcomer(shop, "short"::equals);
            Someone held = newcomer(shop, MeasuredRun.HELD_OUT::equals);
            Someone same = newcomer(shop, "long"::equals);
            Someone asSame = newcomer(shop, "long"::equals);
            shop.advance(days(11));
            int before = runs(shop, SUBJECT).runs().size();
            assertThat(runs(shop, SUBJECT).leftOut().partlyHeldOut()).isZero();

            shop.merge(longArm, shortArm);
            shop.merge(another, held);
            shop.merge(same, asSame);

            ExperimentRuns after = runs(shop, SUBJECT);
            assertThat(after.leftOut().inSeveralArms()).isEqualTo(2);
            assertThat(after.leftOut().partlyHeldOut()).isEqualTo(2);
            assertThat(after.leftOut().repeated()).isEqualTo(1);
            assertThat(after.runs()).hasSize(before - 5);

            shop.unmerge(longArm, shortArm);
            shop.unmerge(another, held);
            shop.unmerge(same, asSame);
            assertThat(runs(shop, SUBJECT).runs()).as("undone is as never done").hasSize(before);
        }
    }

    @Test
    void oneRunOfAPersonCountsAndRunsAfterTheEndDoNot() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Experiment ending = Experiment.named("subject")
                .hypothesis("The short one sells more")
                .share("long", "40%")
                .share("short", "40%")
                .within(days(1))
                .endsAfter(LocalDate.of(2026, 5, 31), tokyo)
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(ending))
                .from("2026-04-01T10:00")
                .start()) {
            Someone hanako = newcomer(shop, "long"::equals);
            int people = runs(shop, ending).runs().size();
            shop.advance(days(21));
            hanako.registers(); // enters again
            shop.advance(days(45));
            hanako.registers(); // after the end
            shop.advance(days(2));

            ExperimentRuns read = runs(shop, ending);
            assertThat(people).isZero();
            assertThat(read.leftOut().repeated()).isEqualTo(1);
            assertThat(read.leftOut().afterEnd()).isEqualTo(1);
            assertThat(read.runs()).filteredOn(run -> run.arm().equals("long")).hasSize(1);
            Instant beforeEverything = Instant.parse("2026-01-01T00:00:00Z");
            assertThat(ExperimentRuns.of(shop.crm(), "welcome", ending, COUNTING, beforeEverything))
                    .isEqualTo(new ExperimentRuns(List.of(), LeftOut.NOTHING));
        }
    }

    @Test
    void peopleWhoWereErasedAreCountedAndNothingElse() {
        try (ScenarioHarness shop = ScenarioHarness.running(welcome(SUBJECT)).start()) {
            Someone gone = newcomer(shop, "long"::equals);
            shop.advance(days(11));
            int before = runs(shop, SUBJECT).runs().size();
            shop.crm().erase(gone.id(), "asked for");
            ExperimentRuns read = runs(shop, SUBJECT);
            assertThat(read.runs()).hasSize(before - 1);
            assertThat(read.leftOut().erased()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void pointsCostWhatTheyAreSaidToAndOrdersInOtherCurrenciesAreNothingSpent() {
        Scenario giving = Scenario.named("welcome")
                .goal("A first order", Check.happened(Selection.orders()))
                .owner("crm")
                .because("a test says so")
                .start(Entry.on(Selection.of("customer.registered")))
                .again(Reentry.never())
                .experiment(SUBJECT)
                .steps(
                        act("gift", new Effect.GrantPoints(40, "welcome")),
                        send(
                                "hello",
                                advertising("newsletter")
                                        .by("mail", "hello")
                                        .inArm("subject", "short", "mail", "hello-short")),
                        waitFor(days(20)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(giving).start()) {
            Someone hanako = newcomer(shop, "long"::equals);
            shop.advance(days(1));
            hanako.orders("o-1", 3_000);
            hanako.orders(Order.ofTotal("o-2", "ec", Money.of(12_50, "USD")));
            shop.advance(days(10));

            Counting yen = Counting.free().withPoint(0.25);
            Counting dollars = yen.withCurrency(Currency.getInstance("USD"));
            assertThat(converted(shop, Counting.free())).containsExactly(new MeasuredRun("long", true, 3_000, 0));
            assertThat(converted(shop, yen)).containsExactly(new MeasuredRun("long", true, 3_000, 10));
            assertThat(converted(shop, dollars)).containsExactly(new MeasuredRun("long", true, 12.5, 10));
        }
    }

    private static List<MeasuredRun> converted(ScenarioHarness shop, Counting counting) {
        return ExperimentRuns.of(shop.crm(), "welcome", SUBJECT, counting, shop.now()).runs().stream()
                .filter(MeasuredRun::converted)
                .toList();
    }
}
