package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds scenarios that hand over to each other in a circle with no time in between: a person would go round for ever at one instant.
 * A scenario that the same person enters once in a life, or after a while, stops the circle.
 */
final class HandOverCheck {

    private HandOverCheck() {}

    static void check(Scenario scenario, List<Scenario> all, Problems problems) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(atOnce(scenario));
        while (!left.isEmpty()) {
            String name = left.poll();
            Scenario next = named(name, all);
            if (next != null && reached.add(name)) {
                left.addAll(atOnce(next));
            }
        }
        if (reached.contains(scenario.name())) {
            problems.add(
                    "steps",
                    "it hands over to " + String.join(", ", without(reached, scenario.name()))
                            + " and comes back at the same instant, for ever",
                    "wait somewhere in between, or let people enter once (again: never)");
        }
    }

    private static Set<String> without(Set<String> reached, String name) {
        Set<String> others = new TreeSet<>(reached);
        others.remove(name);
        return others;
    }

    private static @Nullable Scenario named(String name, List<Scenario> all) {
        Scenario found = null;
        for (Scenario each : all) {
            found = each.name().equals(name) ? each : found;
        }
        return found;
    }

    /** Scenarios to which a run may hand over at the instant at which it starts; none if it cannot start again then. */
    private static Set<String> atOnce(Scenario scenario) {
        Set<String> to = new LinkedHashSet<>();
        boolean again =
                scenario.reentry() instanceof Reentry.Concurrent || scenario.reentry() instanceof Reentry.AfterExit;
        if (again) {
            comesThrough(Placed.of(scenario), to);
        }
        return to;
    }

    /** Whether a run may come to the end of {@code list} without waiting; adds where it may hand over before. */
    private static boolean comesThrough(List<Placed> list, Set<String> to) {
        for (Placed placed : list) {
            Step step = placed.step();
            boolean through = true;
            if (step instanceof Step.HandOver handOver) {
                to.add(handOver.scenario());
                through = false;
            } else if (step instanceof Step.End || step instanceof Step.Wait || step instanceof Step.Approval) {
                through = false;
            } else if (step instanceof Step.Await await) {
                // what is waited for may be there already; who reacts takes a while
                through = await.until().withParts().noneMatch(part -> part instanceof Check.Reacted)
                        && comesThrough(placed.parts().get(0), to);
            } else if (step instanceof Step.Branch || step instanceof Step.Split) {
                through = false;
                for (List<Placed> way : placed.parts()) {
                    through |= comesThrough(way, to);
                }
            } else if (step instanceof Step.Repeat) {
                through = comesThrough(placed.parts().get(0), to);
            } else {
                placed.parts().forEach(way -> comesThrough(way, to)); // otherwise
            }
            if (!through) {
                return false;
            }
        }
        return true;
    }
}
