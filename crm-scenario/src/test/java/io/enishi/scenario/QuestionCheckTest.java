package io.enishi.scenario;

import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Interest;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions that are combined, figures that are looked up, and several entries: what is refused, where, and with which advice. */
class QuestionCheckTest {

    private static final Message HELLO = advertising("newsletter").by("mail", "hello");
    private static final Check BOUGHT = Check.happened(Selection.orders());
    private static final Check VIP = Check.holds(new Condition.InSegment("vip"));

    // ------------------------------------------------------------------ all, any, not

    @Test
    void conditionsAloneAreCombinedAsAConditionSoThatAQuestionHasOneSpelling() {
        assertThat(Check.all(VIP, Check.not(VIP)))
                .isEqualTo(Check.holds(new Condition.All(
                        List.of(new Condition.InSegment("vip"), new Condition.Not(new Condition.InSegment("vip"))))));
        assertThat(Check.all(VIP, BOUGHT)).isInstanceOf(Check.All.class);
        assertThatThrownBy(() -> new Check.Any(List.of(VIP, VIP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("combined as a condition");
    }

    @Test
    void everyPartIsCheckedAtItsOwnPath() {
        Check nonsense = Check.all(VIP, Check.not(Check.any(Check.tapped("offre"), BOUGHT)));
        Problem problem = only(valid(send("offer", HELLO), waitFor(Span.days(1)), branch(when(nonsense, end("so")))));

        assertThat(problem.path()).isEqualTo("steps[2].branch[0].when.all[1].not.any[0]");
        assertThat(problem.advice()).contains("offer");
    }

    @Test
    void aReactionInsideAnotherQuestionNeedsAWaitAllTheSame() {
        Problem problem = only(valid(
                send("offer", HELLO), branch(when(Check.any(BOUGHT, Check.tapped("offer")), end("interested")))));

        assertThat(problem.path()).isEqualTo("steps[1].branch[0].when");
        assertThat(problem.message()).contains("nobody can have reacted");
    }

    @Test
    void whatIsSoFromTheBeginningIsNoEndingAndCannotBeAwaited() {
        Scenario exit = base().exit("did-not-buy", Check.not(BOUGHT))
                .steps(send("offer", HELLO))
                .build();
        Scenario wait = valid(Step.await(Check.any(VIP, Check.not(BOUGHT)), Span.days(3)));
        Scenario fine = base().exit("vip-and-silent", Check.all(VIP, Check.not(BOUGHT)))
                .steps(send("offer", HELLO))
                .build();

        assertThat(only(exit).path()).isEqualTo("exits[0].when");
        assertThat(only(wait).message()).contains("cannot be awaited");
        assertThat(problems(fine)).isEmpty();
    }

    @Test
    void aCaseThatACombinedOneCoversIsNeverTaken() {
        Problem problem = only(valid(
                waitFor(Span.days(1)),
                branch(when(Check.any(BOUGHT, VIP), end("either")), when(Check.all(BOUGHT, VIP), end("both")))));

        assertThat(problem.path()).isEqualTo("steps[1].branch[1]");
    }

    // ------------------------------------------------------------------ figures

    @Test
    void aFigureReadsANumberOfWhatStartedTheRun() {
        Scenario restock = base().start(
                        Entry.onShopEvent(Selection.of("shop.restocked"), Interest.members("shop.restocked", "vip")))
                .steps(send("back", HELLO.toAtMost(Figure.field("quantty"))))
                .build();

        Problem problem = only(restock);

        assertThat(problem.path()).isEqualTo("steps[0].recipients");
        assertThat(problem.advice()).contains("quantity");
    }

    @Test
    void aFigureOfTheCatalogueNeedsAProduct() {
        Scenario dormant = base().start(Entry.afterAbsence(Selection.actions(), Span.months(3)))
                .steps(waitFor(Length.days(Figure.catalog("use-period-days"), Span.days(30))), send("offer", HELLO))
                .build();

        assertThat(only(dormant).path()).isEqualTo("steps[0].wait.days");
    }

    @Test
    void aLengthSaysWhatToDoWhenItsFigureIsUnknown() {
        Step wait = waitFor(new Length.Days(Figure.attribute("cycle-days"), -5, null));

        Problem problem = only(valid(wait, send("offer", HELLO)));

        assertThat(problem.path()).isEqualTo("steps[0].wait.otherwise");
        assertThat(problem.advice()).isEqualTo("write for example otherwise: 30 days");
    }

    @Test
    void recipientsAreSaidOnceAndAreNotNegative() {
        Message twice = HELLO.toAtMost(Figure.of(20)).tagged("recipients", "30");

        assertThat(only(launch(twice)).path()).isEqualTo("steps[0].tags.recipients");
        assertThat(only(launch(HELLO.toAtMost(Figure.of(-1)))).path()).isEqualTo("steps[0].recipients");
    }

    private static Scenario launch(Message message) {
        return base().start(Entry.onShopEvent(
                        Selection.of("shop.product-launched"), Interest.members("shop.product-launched", "vip")))
                .steps(send("offer", message))
                .build();
    }

    @Test
    void recipientsAreCountedOnlyWhereManyBeginOnOneOccasion() {
        Problem ofFigure = only(valid(send("offer", HELLO.toAtMost(Figure.of(100)))));
        Problem ofTag = only(valid(send("offer", HELLO.tagged("recipients", "100"))));
        Scenario dormant = base().start(Entry.afterAbsence(Selection.actions(), Span.months(3)))
                .steps(send("offer", HELLO.toAtMost(Figure.of(100))))
                .build();

        assertThat(ofFigure.path()).isEqualTo("steps[0].recipients");
        assertThat(ofFigure.message()).contains("would keep nobody back");
        assertThat(ofTag.path()).isEqualTo("steps[0].tags.recipients");
        assertThat(only(dormant).path()).isEqualTo("steps[0].recipients");
        assertThat(problems(launch(HELLO.toAtMost(Figure.of(100))))).isEmpty();
    }

    // ------------------------------------------------------------------ several entries

    @Test
    void eachOfSeveralEntriesIsCheckedAtItsPlace() {
        Scenario two = base().start(
                        Entry.anyOf(Entry.intoSegment("vpi"), Entry.on(Selection.of("customer.registered"))))
                .steps(send("offer", HELLO))
                .build();

        Problem problem = only(two);

        assertThat(problem.path()).isEqualTo("start[0].segment");
        assertThat(problem.advice()).contains("vip");
    }

    @Test
    void whatBelongsToTheTriggerNeedsATriggerWhicheverEntryItWas() {
        Scenario two = base().start(Entry.anyOf(Entry.on(Selection.orders()), Entry.intoSegment("vip")))
                .exit("returned", Check.happened(Occurrence.of("order.refunded").same("order")))
                .steps(send("offer", HELLO))
                .build();

        Problem problem = only(two);

        assertThat(problem.path()).isEqualTo("exits[0].when.same");
        assertThat(problem.message()).contains("does not always start on one");
    }

    @Test
    void entriesAreListedSideBySideAndOneAloneIsNoList() {
        assertThatThrownBy(() -> Entry.anyOf(Entry.onRequest())).hasMessageContaining("at least two");
        assertThat(Scenario.parse("""
            scenario: one
            goal: g
            owner: o
            rationale: r
            start: [{event: orders}]
            exits: [{name: bought, when: {happened: orders}}]
            steps: [{end: here}]
            """).entry()).isEqualTo(Entry.on(Selection.orders()));
    }

    private static ScenarioBuilder base() {
        return Scenario.named("test")
                .goal("They buy", BOUGHT)
                .owner("crm")
                .because("it is tested")
                .start(Entry.on(Selection.of("customer.registered")));
    }

    private static Scenario valid(Step... steps) {
        return base().steps(steps).build();
    }

    private static Problem only(Scenario scenario) {
        List<Problem> problems = problems(scenario);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(Scenario scenario) {
        Problems found = new Problems();
        try {
            scenario.compile(ScenarioContext.standard().withSegments(List.of("vip")));
        } catch (DefinitionException refused) {
            refused.problems().forEach(found::add);
        }
        return found.list();
    }
}
