package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Migration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How runs of one version of a scenario go on under another: a checked map of steps. Without one, runs stay with the version that
 * they started under, which is what most changes want.
 *
 * <pre>{@code
 * ScenarioMigration second = ScenarioMigration.from(first).to(now)
 *         .step("reminder-wait", "last-call-wait")
 *         .end("old-offer", "the offer is no longer made")
 *         .check();
 * crm.tryMigration(second); // how many stand where, and where they would go
 * crm.migrate(second);
 * }</pre>
 *
 * <p>A step goes to the one of the same name unless said otherwise, and has to go to one of the same kind. A wait that has begun
 * ends when it would have ended; goal, exits, facts and what is waited for are looked at at once. A message that was asked for leaves as it was
 * asked for. The name of a step that sends or asks for something is part of the keys of its commands, so such a step keeps its name, or
 * its runs end. What a run remembers of a step goes with the step; a version that wants to know what runs of the old one did not
 * keep, or that would do a step again under the key it was done under, is refused.
 */
public final class ScenarioMigration implements Migration<ScenarioState> {

    private final CompiledScenario from;
    private final CompiledScenario to;
    private final Map<String, String> steps;
    private final Map<String, String> ends;

    private ScenarioMigration(
            CompiledScenario from, CompiledScenario to, Map<String, String> steps, Map<String, String> ends) {
        this.from = from;
        this.to = to;
        this.steps = Map.copyOf(steps);
        this.ends = Map.copyOf(ends);
    }

    /** Begins a migration of runs that started under {@code version}. */
    public static From from(CompiledScenario version) {
        return new From(Objects.requireNonNull(version, "version"));
    }

    /** A migration that does not know yet where it leads. */
    public record From(CompiledScenario version) {

        /**
         * Where the runs go.
         *
         * @throws IllegalArgumentException if the two are versions of different scenarios, or the same version
         */
        public Builder to(CompiledScenario next) {
            if (!next.name().equals(version.name())) {
                throw new IllegalArgumentException("a migration leads to another version of \"" + version.name()
                        + "\", but was given \"" + next.name() + '"');
            }
            if (next.definitionHash().equals(version.definitionHash())) {
                throw new IllegalArgumentException("both are the same version of \"" + version.name() + '"');
            }
            return new Builder(version, next);
        }
    }

    /** Says what becomes of steps. Not thread-safe. */
    public static final class Builder {

        private final CompiledScenario from;
        private final CompiledScenario to;
        private final Map<String, String> steps = new LinkedHashMap<>();
        private final Map<String, String> ends = new LinkedHashMap<>();

        private Builder(CompiledScenario from, CompiledScenario to) {
            this.from = from;
            this.to = to;
        }

        /** Runs at {@code step} go on at {@code newStep}. */
        public Builder step(String step, String newStep) {
            steps.put(step, newStep);
            return this;
        }

        /** Runs at {@code step} end as an exit, for {@code reason}, in words without personal data. */
        public Builder end(String step, String reason) {
            ends.put(step, reason);
            return this;
        }

        /**
         * The migration.
         *
         * @throws io.enishi.core.value.DefinitionException listing every step at which a run may rest and that has nowhere to go,
         *     and every mistake of the map
         */
        public ScenarioMigration check() {
            Problems problems = new Problems();
            Map<String, Node> old = from.nodes();
            Map<String, Node> now = to.nodes();
            ends.keySet().forEach(step -> known(step, old, "", problems));
            steps.forEach((step, next) -> {
                if (known(step, old, "", problems)) {
                    known(next, now, step, problems);
                }
                if (ends.containsKey(step)) {
                    problems.add(step, "the step goes on and ends", "say one of the two");
                }
            });
            Map<String, String> all = new HashMap<>();
            for (Map.Entry<String, Node> entry : new TreeMap<>(old).entrySet()) {
                String step = entry.getKey();
                String next = steps.getOrDefault(step, step);
                Node there = now.get(next);
                if (ends.containsKey(step)) {
                    continue;
                }
                if (there != null && there.getClass() == entry.getValue().getClass()) {
                    all.put(step, next);
                    if (entry.getValue().asksTheHost() && !next.equals(step)) {
                        problems.add(
                                step,
                                "a step that sends or asks for something keeps its name: the keys of its commands hold"
                                        + " it",
                                "leave its name, or end its runs");
                    }
                } else if (entry.getValue().rests()) {
                    unplaced(step, next, there != null, problems);
                }
            }
            for (String field : new TreeSet<>(to.subjectFields())) {
                if (!from.subjectFields().contains(field)) {
                    problems.add(
                            "",
                            "the new version asks for the same \"" + field
                                    + "\" as the triggering event had, and runs of the" + " old one did not keep it",
                            "leave the runs with the old version");
                }
            }
            if (problems.isEmpty()) {
                all.forEach((step, next) -> done(step, next, all, problems));
                rounds(all, problems);
            }
            problems.throwIfAny();
            return new ScenarioMigration(from, to, all, ends);
        }

        /** A step that runs may have behind them: what is remembered of it, and whether it may come again. */
        private void done(String step, String next, Map<String, String> all, Problems problems) {
            Node old = Objects.requireNonNull(from.nodes().get(step));
            Node now = Objects.requireNonNull(to.nodes().get(next));
            if (old.remembered && now.remembered) {
                return;
            }
            for (Node later : old.reached()) {
                String there = later.rests() ? all.get(later.name) : null;
                if (there == null) {
                    continue; // nobody rests here, or they end
                }
                if (now.remembered) {
                    problems.add(
                            step,
                            "the new version asks what came of it, and runs at \"" + later.name
                                    + "\" did not keep it: the old one did not ask",
                            "leave the runs with the old version, or end them");
                    return;
                }
                if (old.asksTheHost()
                        && Objects.requireNonNull(to.nodes().get(there))
                                .reached()
                                .contains(now)) {
                    problems.add(
                            step,
                            "runs at \"" + later.name + "\" have it behind them, and would come to it again under the"
                                    + " same key",
                            "give the step another name in the new version");
                    return;
                }
            }
        }

        /** Whoever rests in a repeat comes with the number of rounds that were done. */
        private void rounds(Map<String, String> all, Problems problems) {
            new TreeMap<>(all).forEach((step, next) -> {
                Node old = Objects.requireNonNull(from.nodes().get(step));
                Node now = Objects.requireNonNull(to.nodes().get(next));
                Set<String> counted = new HashSet<>();
                repeatsAround(old).forEach(round -> counted.add(String.valueOf(all.get(round.name))));
                for (Node round : old.rests() ? repeatsAround(now) : Set.<Node>of()) {
                    if (!counted.contains(round.name)) {
                        problems.add(
                                step,
                                "\"" + next + "\" is in a repeat whose rounds the old version did not count",
                                "map that repeat as well, step(<old>.round, \"" + round.name + "\"), or end the runs");
                    }
                }
            });
        }

        private static Set<Node> repeatsAround(Node node) {
            Set<Node> around = new LinkedHashSet<>();
            for (Node each : node.reached()) {
                if (each instanceof RepeatRound && each.reached().contains(node)) {
                    around.add(each);
                }
            }
            return around;
        }

        private void unplaced(String step, String next, boolean otherKind, Problems problems) {
            if (steps.containsKey(step) && !to.nodes().containsKey(next)) {
                return; // reported already
            }
            problems.add(
                    step,
                    otherKind
                            ? "\"" + next + "\" is another kind of step now"
                            : "runs may rest here, and the new version has no such step",
                    "say where they go on, step(\"" + step + "\", ...), or that they end, end(\"" + step + "\", ...)");
        }

        private static boolean known(String step, Map<String, Node> nodes, String path, Problems problems) {
            if (nodes.containsKey(step)) {
                return true;
            }
            problems.add(path, "there is no step \"" + step + '"', Problems.didYouMean(step, nodes.keySet()));
            return false;
        }
    }

    @Override
    public String journey() {
        return from.name();
    }

    @Override
    public String fromHash() {
        return from.definitionHash();
    }

    @Override
    public String toHash() {
        return to.definitionHash();
    }

    @Override
    public Decision<ScenarioState> migrate(InstanceKey key, ScenarioState state, CustomerView view) {
        String step = state.step();
        String next = steps.get(step);
        if (next == null) {
            Run run = to.runAt(key, state, view);
            String reason = ends.getOrDefault(step, "the new version has no step \"" + step + '"');
            run.trace("migrated", step, reason);
            run.end(End.Kind.EXIT, reason);
            return run.decision();
        }
        SortedMap<String, ScenarioState.Memory> memory = new TreeMap<>();
        state.memory().forEach((name, kept) -> {
            String newName = steps.get(name);
            if (newName != null) {
                memory.put(newName, kept);
            }
        });
        ScenarioState moved = new ScenarioState(
                state.since(),
                state.startedAt(),
                state.subject(),
                next,
                state.arrivedAt(),
                state.due(),
                state.reachable(),
                memory);
        Decision<ScenarioState> decision =
                to.decide(key, moved, new Input.DefinitionChanged(fromHash(), toHash()), view);
        List<Decision.TraceLine> trace = new ArrayList<>();
        trace.add(new Decision.TraceLine("migrated", step, "to \"" + next + '"'));
        trace.addAll(decision.trace());
        return decision.withTrace(trace);
    }
}
