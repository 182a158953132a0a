package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.Problem;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When, what and how, for one goal: what an author writes. An immutable value with one meaning in Java, JSON and YAML; it may
 * still be incomplete or wrong. {@link #compile} gives its checked twin, which runs.
 *
 * <pre>{@code
 * Scenario winBack = Scenario.named("win-back")
 *         .goal("Dormant customers come back", Check.happened(Selection.orders()))
 *         .owner("crm").because("a small coupon early beats a large one late")
 *         .start(Entry.afterAbsence(Selection.actions(), Span.months(3)))
 *         .again(Reentry.after(Span.months(6)))
 *         .exit("acted", Check.happened(Selection.actions()))
 *         .steps(
 *                 send("offer", advertising("newsletter").by("mail", "win-back")
 *                         .withCoupon(discount("win-back", "20%", Span.days(3)))),
 *                 waitFor(Span.days(2)),
 *                 send("reminder", advertising("newsletter").by("mail", "win-back-last-day")))
 *         .build();
 * }</pre>
 *
 * @param name unique within a {@code Crm}
 * @param goal what it is for
 * @param owner who answers for it; empty is reported when it is compiled
 * @param rationale why we believe in it; empty is reported when it is compiled
 * @param review when somebody should look at it again; null for never
 * @param priority scenarios of higher priority decide first; 0 unless said
 * @param group exclusion group: a person is in one scenario of a group at most; empty for none
 * @param entry what starts a run; null is reported when it is compiled
 * @param onlyIf checked when a run would start; null for always
 * @param reentry whether a person may enter again
 * @param exits in the order in which they are checked
 * @param standardExits exits that advertising scenarios have without saying so; ignored for transactional ones
 * @param holdout whose runs get nothing, so that its effect can be measured; null for nobody
 * @param experiments those that its splits and messages name
 * @param steps in order
 */
public record Scenario(
        String name,
        Goal goal,
        String owner,
        String rationale,
        @Nullable LocalDate review,
        int priority,
        String group,
        @Nullable Entry entry,
        @Nullable Condition onlyIf,
        Reentry reentry,
        List<Exit> exits,
        Set<StandardExit> standardExits,
        @Nullable Holdout holdout,
        List<Experiment> experiments,
        List<Step> steps) {

    /** The exits that an advertising scenario has unless it says otherwise: all of them. */
    public static final Set<StandardExit> STANDARD_EXITS =
            Collections.unmodifiableSet(EnumSet.allOf(StandardExit.class));

    public Scenario {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(reentry, "reentry");
        exits = List.copyOf(exits);
        standardExits = standardExits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(standardExits));
        experiments = List.copyOf(experiments);
        steps = List.copyOf(steps);
    }

    /** Begins a scenario of that name. */
    public static ScenarioBuilder named(String name) {
        return new ScenarioBuilder(name);
    }

    /**
     * Reads a scenario from YAML or JSON, whichever it is. What it says may still be wrong as a whole: {@link #compile} tells.
     *
     * @throws io.enishi.core.value.DefinitionException if it cannot be read; then with everything that is wrong, also with what
     *     could be read of it
     */
    public static Scenario parse(String text) {
        return parse(text, ScenarioContext.standard());
    }

    /**
     * Like {@link #parse(String)}, holding what is refused against what the shop has.
     *
     * @throws io.enishi.core.value.DefinitionException if it cannot be read
     */
    public static Scenario parse(String text, ScenarioContext context) {
        return ScenarioForm.read(Document.parse(text), context);
    }

    /**
     * The grammar of scenarios as JSON Schema, draft 2020-12, for editors that complete and check YAML and JSON as it is written. The
     * same text lies in the jar as {@code io/enishi/scenario/scenario.schema.json}. What it lets through may still be wrong: {@link
     * #parse} and {@link #compile} tell.
     */
    public static String jsonSchema() {
        return ScenarioSchema.json();
    }

    /** YAML that {@link #parse} reads to an equal scenario. */
    public String toYaml() {
        return ScenarioForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal scenario. */
    public String toJson() {
        return ScenarioForm.write(this).toJson();
    }

    /**
     * The checked twin of this scenario alone, with what is known about channels in general. Scenarios that hand people over to each
     * other or exclude each other are compiled by {@link CompiledScenario#compileAll}; a {@code Crm} refuses them otherwise.
     *
     * @throws io.enishi.core.value.DefinitionException listing every problem, if there is any
     */
    public CompiledScenario compile() {
        return compile(ScenarioContext.standard());
    }

    /**
     * The checked twin of this scenario, held against what the shop has.
     *
     * @throws io.enishi.core.value.DefinitionException listing every problem, if there is any
     */
    public CompiledScenario compile(ScenarioContext context) {
        return CompiledScenario.compileAll(List.of(this), context).get(0);
    }

    /**
     * What its author may have meant otherwise: 30 days for a month, a last chance that comes again, a message that may leave weeks
     * later. Nothing here keeps it from running; {@link #compile} tells what does.
     */
    public List<Problem> lint() {
        return Lint.of(this);
    }

    /**
     * As {@link #lint()}, held against what the shop has: also messages that the shop's caps keep back whenever the scenario's own ones
     * before them left. A scenario that is compiled with others that send is not refused for those, since the others may change what
     * leaves.
     */
    public List<Problem> lint(ScenarioContext context) {
        return Lint.of(this, context);
    }

    /**
     * Hash over the canonical form: equal scenarios have equal hashes, whether they were written in Java, YAML or JSON. Runs are pinned by
     * it, so it stays apart for what is written otherwise and means the same, such as {@code all: [x]} and {@code x}.
     */
    public String definitionHash() {
        return ScenarioForm.write(this).definitionHash();
    }

    /** The steps as a Mermaid flow chart; equal scenarios give equal text. */
    public String mermaid() {
        return Mermaid.of(this);
    }
}
