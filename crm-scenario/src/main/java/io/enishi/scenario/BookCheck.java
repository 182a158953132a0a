package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a scenario reads nothing but events and time, so that a {@link RunBook} can run it. */
final class BookCheck {

    private final Scenario scenario;
    private final List<String> reasons = new ArrayList<>();

    private BookCheck(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Every reason why not; empty when it does. */
    static List<String> refusals(
            Scenario scenario, Flow flow, Endings endings, boolean holdout, Map<String, Integer> rivals) {
        BookCheck check = new BookCheck(scenario);
        check.entries();
        check.whole(flow, endings, holdout, rivals);
        Placed.each(Placed.of(scenario), placed -> check.step(placed.name(), placed.step()));
        if (scenario.goal().when() != null) {
            check.question("the goal", scenario.goal().when());
        }
        scenario.exits().forEach(exit -> check.question("exit " + exit.name(), exit.when()));
        return check.reasons;
    }

    private void entries() {
        if (scenario.entry() == null) {
            return;
        }
        for (Entry entry : scenario.entry().each()) {
            if (entry instanceof Entry.OnEvent event) {
                selection("its start", event.of());
            } else {
                reasons.add("it starts on \"" + Words.entry(entry)
                        + "\", and a book hears of nothing but events of customers");
            }
        }
    }

    private void whole(Flow flow, Endings endings, boolean holdout, Map<String, Integer> rivals) {
        if (scenario.reentry() instanceof Reentry.Concurrent) {
            reasons.add("a person may be in it several times at once, and a book has one row for each");
        }
        if (!flow.conditions.isEmpty()) {
            reasons.add("it asks conditions about the customer, whose past a book does not keep: "
                    + flow.conditions.keySet());
        }
        if (flow.awaited.everything || endings.reads.everything) {
            reasons.add("it looks back on events of every type");
        }
        if (holdout || !scenario.experiments().isEmpty()) {
            reasons.add("it has a holdout or an experiment, which belong to all origins of a customer");
        }
        if (!rivals.isEmpty()) {
            reasons.add("it is in an exclusion group, and a book knows of no other scenario");
        }
        if (endings.endsOnComplaint || endings.endsOnUnreachable) {
            reasons.add("it ends on complaints or when nobody can be reached: write standard exits: none");
        }
    }

    private void step(String name, Step step) {
        String where = "step " + name;
        if (step instanceof Step.Await await) {
            question(where, await.until());
            if (await.lookBack() instanceof LookBack.Within) {
                reasons.add(where + " may look back on what was before the run, which a book does not keep");
            }
        } else if (step instanceof Step.Branch branch) {
            branch.cases().forEach(way -> question(where, way.when()));
        } else if (step instanceof Step.Wait wait && wait.length() instanceof Length.Days) {
            reasons.add(where + " looks its length up in facts about the customer");
        } else if (step instanceof Step.Send send && send.message().recipients() != null) {
            reasons.add(where + " looks the number of its recipients up, and limits are shared over a shop");
        } else if (!(step instanceof Step.Send
                || step instanceof Step.Act
                || step instanceof Step.Wait
                || step instanceof Step.WaitUntil
                || step instanceof Step.Repeat
                || step instanceof Step.End)) {
            reasons.add(where + " needs facts about the customer, a person or another scenario");
        }
    }

    private void question(String where, Check check) {
        check.withParts().forEach(part -> {
            if (part instanceof Check.Happened happened) {
                selection(where, happened.occurrence().of());
            } else if (part instanceof Check.Compares) {
                reasons.add(where + " looks a figure up in facts about the customer");
            }
        });
    }

    private void selection(String where, Selection selection) {
        if (selection.net()) {
            reasons.add(where + " counts orders less what was cancelled; select order.placed by its type");
        }
    }
}
