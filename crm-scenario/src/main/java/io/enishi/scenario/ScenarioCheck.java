package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.EventField;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Interest;
import io.enishi.core.value.Names;
import io.enishi.scenario.contact.ContactRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a scenario, so that an author sees it at once and before anybody is mailed. What a single
 * value can tell is checked by its constructor; what needs the whole, or the shop, is checked here.
 */
final class ScenarioCheck {

    /** A place name becomes part of command keys, which take 100 characters. */
    private static final int MAX_STEP_NAME = 80;

    private final Scenario scenario;
    private final ScenarioContext context;
    private final Problems problems;
    private final List<Placed> steps;
    private final QuestionCheck questions;
    private final ExperimentUse experiments;
    private final StepCheck stepCheck;

    private ScenarioCheck(Scenario scenario, ScenarioContext context, Problems problems) {
        this.scenario = scenario;
        this.context = context;
        this.problems = problems;
        this.steps = Placed.of(scenario);
        Map<String, Placed> byName = new LinkedHashMap<>();
        Placed.each(steps, placed -> byName.putIfAbsent(placed.name(), placed));
        this.questions = new QuestionCheck(scenario, context, byName, problems);
        this.experiments = new ExperimentUse(scenario.experiments(), problems);
        MessageCheck messages = new MessageCheck(scenario.entry(), context, questions, experiments, problems);
        this.stepCheck = new StepCheck(scenario.name(), byName, questions, messages, experiments, problems);
    }

    /** Adds every problem of {@code scenario} to {@code problems}. */
    static void check(Scenario scenario, ScenarioContext context, Problems problems) {
        check(scenario, context, true, problems);
    }

    /**
     * As above.
     *
     * @param alone whether no other scenario sends; else what its own messages leave of the shop's caps proves nothing, and {@link
     *     Lint} speaks of it
     */
    static void check(Scenario scenario, ScenarioContext context, boolean alone, Problems problems) {
        new ScenarioCheck(scenario, context, problems).run(alone);
    }

    /** Each entry with its path in the document; none when there is no entry. */
    static void eachEntry(@Nullable Entry entry, BiConsumer<Entry, String> action) {
        if (entry == null) {
            return;
        }
        List<Entry> each = entry.each();
        for (int i = 0; i < each.size(); i++) {
            action.accept(each.get(i), entry instanceof Entry.AnyOf ? "start[" + i + "]" : "start");
        }
    }

    private void run(boolean alone) {
        header();
        names();
        if (scenario.entry() == null) {
            problems.add(
                    "start", "the entry is missing", "say what starts the scenario, such as {event: order.placed}");
        }
        eachEntry(scenario.entry(), this::entry);
        Condition onlyIf = scenario.onlyIf();
        if (onlyIf != null) {
            questions.condition(onlyIf, "only-if");
        }
        Set<String> exitNames = new HashSet<>();
        for (int i = 0; i < scenario.exits().size(); i++) {
            Exit exit = scenario.exits().get(i);
            if (!exitNames.add(exit.name())) {
                problems.add("exits[" + i + "].name", "\"" + exit.name() + "\" is the name of two exits", "rename one");
            }
            questions.ending(exit.when(), "exits[" + i + "].when");
        }
        Check goal = scenario.goal().when();
        if (goal != null) {
            questions.ending(goal, "goal.when");
        }
        Placed.each(steps, stepCheck::check);
        experiments.experiments();
        ContactRules rules = context.contactRules();
        if (rules != null && alone) {
            CapCheck.check(steps, rules.caps(), problems);
        }
        new ReachCheck(problems).list(steps);
        new ReactionCheck(problems).run(steps);
    }

    // ------------------------------------------------------------------ the whole

    private void header() {
        if (!Names.isName(scenario.name(), 64)) {
            problems.add(
                    "scenario",
                    "scenario name must be 1 to 64 characters of a-z 0-9 . : - _, but is \"" + scenario.name() + '"',
                    "write a name such as \"win-back\"");
        }
        required(scenario.goal().text(), "goal", "the goal is missing", "say in words what the scenario is for");
        required(scenario.owner(), "owner", "the owner is missing", "say who answers for the scenario");
        required(scenario.rationale(), "rationale", "the rationale is missing", "say why it is believed to work");
        if (!scenario.group().isEmpty() && !Names.isName(scenario.group(), 64)) {
            problems.add("group", "is not a name: \"" + scenario.group() + '"', "write a name such as \"life-cycle\"");
        }
        if (scenario.steps().isEmpty()) {
            problems.add("steps", "the scenario does nothing", "add at least one step");
        }
        boolean advertises = false;
        for (Step step : allSteps()) {
            advertises |= step instanceof Step.Send send && send.message().messageClass() == MessageClass.ADVERTISING;
        }
        if (scenario.holdout() != null && !advertises && sends()) {
            problems.add(
                    "holdout",
                    "all its messages are transactional, and those are never withheld",
                    "leave the holdout out");
        }
        if (advertises && scenario.exits().isEmpty() && scenario.goal().when() == null) {
            problems.add(
                    "exits",
                    "an advertising scenario needs an exit, or a goal that can be observed: else people who bought go"
                            + " on getting it",
                    "write for example exits: [{name: bought, when: {happened: order.placed}}]");
        }
    }

    private boolean sends() {
        return allSteps().stream().anyMatch(step -> step instanceof Step.Send);
    }

    private void required(String text, String path, String message, String advice) {
        if (text.isBlank()) {
            problems.add(path, message, advice);
        }
    }

    private List<Step> allSteps() {
        List<Step> all = new ArrayList<>();
        Placed.each(steps, placed -> all.add(placed.step()));
        return all;
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        Placed.each(steps, placed -> {
            if (!seen.add(placed.name())) {
                problems.add(placed.path(), "\"" + placed.name() + "\" is the name of two steps", "rename one");
            }
            if (placed.name().length() > MAX_STEP_NAME) {
                problems.add(
                        placed.path(),
                        "is nested too deep to be called by its place",
                        "give the steps around it names");
            }
        });
    }

    // ------------------------------------------------------------------ what starts it

    private void entry(Entry entry, String path) {
        entry.fold(new Start(path));
    }

    /** What may be wrong with each kind of entry; answers with all that was found so far. */
    private final class Start implements Entry.Cases<Problems> {
        private final String path;

        Start(String path) {
            this.path = path;
        }

        @Override
        public Problems onEvent(Entry.OnEvent event) {
            questions.selection(event.of(), path + ".event");
            return problems;
        }

        @Override
        public Problems onShopEvent(Entry.OnShopEvent event) {
            questions.selection(event.of(), path + ".shop-event");
            for (int i = 0; i < event.interested().size(); i++) {
                interest(event.interested().get(i), path + ".interested[" + i + "]");
            }
            return problems;
        }

        @Override
        public Problems afterAbsence(Entry.AfterAbsence absence) {
            questions.selection(absence.of(), path + ".absence");
            return problems;
        }

        @Override
        public Problems onSegment(Entry.OnSegment segment) {
            questions.known("segment", segment.segment(), context.segments(), path + ".segment");
            return problems;
        }

        @Override
        public Problems everyYear(Entry.EveryYear year) {
            return problems;
        }

        @Override
        public Problems schedule(Entry.Schedule schedule) {
            return problems;
        }

        @Override
        public Problems deadline(Entry.Deadline deadline) {
            stated(deadline, path);
            return problems;
        }

        @Override
        public Problems anyOf(Entry.AnyOf several) {
            return problems; // each of them is looked at by itself
        }

        @Override
        public Problems onRequest(Entry.OnRequest request) {
            return problems;
        }
    }

    private void stated(Entry.Deadline deadline, String path) {
        questions.selection(deadline.of(), path + ".deadline");
        questions.fieldOfKind(
                deadline.of(),
                deadline.field(),
                EnumSet.of(EventField.Kind.INSTANT),
                path + ".field",
                "the event that states it");
        for (String field : deadline.same()) {
            questions.textField(deadline.of(), field, path + ".same", "the event that states it");
        }
    }

    private void interest(Interest interest, String path) {
        if (interest instanceof Interest.Members members) {
            questions.known("segment", members.segment(), context.segments(), path + ".in-segment");
        } else if (interest instanceof Interest.Events events) {
            questions.selection(events.events(), path + ".happened");
            Selection endedBy = events.endedBy();
            if (endedBy != null) {
                questions.selection(endedBy, path + ".ended-by");
            }
        }
    }
}
