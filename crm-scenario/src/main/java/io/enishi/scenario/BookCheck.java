package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a scenario reads nothing but events and time, so that a {@link RunBook} can run it. */
final class BookCheck {

    private BookCheck() {}

    /** Why not; null when it does. */
    static @Nullable String refusal(
            Scenario scenario, Flow flow, Endings endings, boolean holdout, Map<String, Integer> rivals) {
        if (!(scenario.entry() instanceof Entry.OnEvent entry)) {
            return scenario.entry() instanceof Entry.AnyOf ? "it has several entries" : "it does not start on an event";
        }
        if (scenario.reentry() instanceof Reentry.Concurrent) {
            return "a person may be in it several times at once";
        }
        if (!flow.conditions.isEmpty()) {
            return "it asks conditions about the customer: " + flow.conditions.keySet();
        }
        if (flow.awaited.everything || endings.reads.everything) {
            return "it looks back on events of every type";
        }
        if (holdout || !rivals.isEmpty() || !scenario.experiments().isEmpty()) {
            return "it has a holdout, an experiment or an exclusion group";
        }
        if (endings.endsOnComplaint || endings.endsOnUnreachable) {
            return "it ends on complaints or when nobody can be reached: write standard exits: none";
        }
        List<Selection> selections = new ArrayList<>();
        selections.add(entry.of());
        List<Check> checks = new ArrayList<>();
        if (scenario.goal().when() != null) {
            checks.add(scenario.goal().when());
        }
        scenario.exits().forEach(exit -> checks.add(exit.when()));
        String[] refused = new String[1];
        Placed.each(Placed.of(scenario), placed -> {
            Step step = placed.step();
            if (looksUp(step)) {
                refused[0] = "step " + placed.name() + " looks a figure up";
            } else if (step instanceof Step.Await await) {
                checks.add(await.until());
            } else if (step instanceof Step.Branch branch) {
                branch.cases().forEach(way -> checks.add(way.when()));
            } else if (!(step instanceof Step.Send
                    || step instanceof Step.Act
                    || step instanceof Step.Wait
                    || step instanceof Step.WaitUntil
                    || step instanceof Step.Repeat
                    || step instanceof Step.End)) {
                refused[0] = "step " + placed.name() + " needs facts or another scenario";
            }
        });
        for (Check check : checks) {
            check.withParts().forEach(part -> {
                if (part instanceof Check.Happened happened) {
                    selections.add(happened.occurrence().of());
                } else if (part instanceof Check.Compares) {
                    refused[0] = "it looks a figure up";
                }
            });
        }
        for (Selection selection : selections) {
            if (selection.net()) {
                return "it counts orders less what was cancelled; select order.placed by its type";
            }
        }
        return refused[0];
    }

    private static boolean looksUp(Step step) {
        return (step instanceof Step.Wait wait && wait.length() instanceof Length.Days)
                || (step instanceof Step.Send send && send.message().recipients() != null);
    }
}
