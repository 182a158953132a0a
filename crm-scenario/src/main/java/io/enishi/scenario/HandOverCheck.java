package io.enishi.scenario;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.internal.doc.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds scenarios that start each other in a circle with no time in between, by handing over or by an event that one emits, such as
 * a message that was sent, and another starts on: a person would go round for ever at one instant. A scenario that the same person
 * enters once in a life, or after a while, stops the circle. An entry that asks more of the event than its type is taken to stop it, too.
 */
final class HandOverCheck {

    private HandOverCheck() {}

    static void check(Scenario scenario, List<Scenario> all, Problems problems) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(atOnce(scenario, all));
        while (!left.isEmpty()) {
            String name = left.poll();
            Scenario next = named(name, all);
            if (next != null && reached.add(name)) {
                left.addAll(atOnce(next, all));
            }
        }
        if (reached.contains(scenario.name())) {
            problems.add(
                    "steps",
                    (reached.size() == 1
                                    ? "it starts itself"
                                    : "it starts " + String.join(", ", without(reached, scenario.name()))
                                            + " and comes back")
                            + " at the same instant, for ever",
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

    /** Scenarios that a run may start at the instant at which it starts; none if it cannot start again then. */
    private static Set<String> atOnce(Scenario scenario, List<Scenario> all) {
        boolean sideBySide = scenario.reentry() instanceof Reentry.Concurrent;
        if (!sideBySide && !(scenario.reentry() instanceof Reentry.AfterExit)) {
            return Set.of();
        }
        Walk walk = new Walk();
        boolean ends = walk.comesThrough(Placed.of(scenario)) || walk.ends;
        if (sideBySide || ends) { // else a run goes on, and keeps its successor out
            for (Scenario other : all) {
                if (startsOnAny(other, walk.emitted)) {
                    walk.to.add(other.name());
                }
            }
        }
        return walk.to;
    }

    private static boolean startsOnAny(Scenario scenario, Set<String> types) {
        Entry entry = scenario.entry();
        return entry != null
                && entry.each().stream()
                        .anyMatch(each -> each instanceof Entry.OnEvent event
                                && event.of().kind() == Selection.Kind.TYPES
                                && event.of().where().equals(EventFilter.any())
                                && event.of().types().stream().anyMatch(types::contains));
    }

    /** What may happen on the ways through a scenario before it waits. */
    private static final class Walk {
        /** Scenarios that it may hand over to. */
        final Set<String> to = new LinkedHashSet<>();
        /** Types of events that it may emit. */
        final Set<String> emitted = new LinkedHashSet<>();
        /** Whether it may come to an end step. */
        boolean ends;

        /** Whether a run may come to the end of {@code list}. */
        boolean comesThrough(List<Placed> list) {
            for (Placed placed : list) {
                if (!passes(placed)) {
                    return false;
                }
            }
            return true;
        }

        private boolean passes(Placed placed) {
            return placed.step().fold(new Passing(placed));
        }

        private boolean overAnyWay(Placed placed) {
            boolean through = false;
            for (List<Placed> way : placed.parts()) {
                through |= comesThrough(way);
            }
            return through;
        }

        /** Whether a run may come past each kind of step without waiting. */
        private final class Passing implements Step.Cases<Boolean> {
            private final Placed placed;

            Passing(Placed placed) {
                this.placed = placed;
            }

            @Override
            public Boolean send(Step.Send send) {
                emitted.add("message.sent");
                emitted.add("message.rejected");
                if (send.message().coupon() != null) {
                    emitted.add("coupon.issued");
                }
                return withOtherwise();
            }

            @Override
            public Boolean act(Step.Act act) {
                return true;
            }

            @Override
            public Boolean waitFor(Step.Wait wait) {
                return false;
            }

            @Override
            public Boolean waitUntil(Step.WaitUntil wait) {
                return true; // it may be that time now
            }

            @Override
            public Boolean await(Step.Await await) {
                // what is waited for may be there already; who reacts takes a while
                return await.until().withParts().noneMatch(part -> part instanceof Check.Reacted)
                        && comesThrough(placed.parts().get(0));
            }

            @Override
            public Boolean waitOnFact(Step.WaitOnFact wait) {
                return withOtherwise();
            }

            @Override
            public Boolean branch(Step.Branch branch) {
                return overAnyWay(placed);
            }

            @Override
            public Boolean repeat(Step.Repeat repeat) {
                return comesThrough(placed.parts().get(0));
            }

            @Override
            public Boolean emit(Step.Emit emit) {
                emitted.add("custom:" + emit.event());
                return true;
            }

            @Override
            public Boolean setAttributes(Step.SetAttributes set) {
                emitted.add("attributes.set");
                return true;
            }

            @Override
            public Boolean approval(Step.Approval approval) {
                return false;
            }

            @Override
            public Boolean split(Step.Split split) {
                return overAnyWay(placed);
            }

            @Override
            public Boolean handOver(Step.HandOver handOver) {
                to.add(handOver.scenario());
                ends = true;
                return false;
            }

            @Override
            public Boolean end(Step.End end) {
                ends = true;
                return false;
            }

            private boolean withOtherwise() {
                comesThrough(placed.parts().get(0));
                return true;
            }
        }
    }
}
