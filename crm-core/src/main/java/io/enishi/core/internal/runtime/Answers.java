package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.condition.Recall;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why something is so, and what was decided. */
public final class Answers {

    private static final int PAGE = 1000;

    private final Wiring wiring;
    private final Engine engine;
    private final People people;
    private final Switches switches;

    Answers(Wiring wiring, Engine engine, People people, Switches switches) {
        this.wiring = wiring;
        this.engine = engine;
        this.people = people;
        this.switches = switches;
    }

    public Explanation whySegment(CustomerId id, String segment) {
        int bit = engine.definitions.bitOf(segment);
        return engine.customers
                .read(people.present(id).origin(), hot -> {
                    View view = new View(
                            engine.environment.explaining(),
                            hot,
                            hot.asOf(wiring.now().toEpochMilli()),
                            List.of());
                    return engine.definitions
                            .tracked
                            .get(bit)
                            .condition()
                            .explain(
                                    hot.columns,
                                    view.facts(),
                                    hot.asOf(wiring.now().toEpochMilli()));
                })
                .orElseThrow();
    }

    public Explanation why(CustomerId id, String scenario) {
        engine.definitions.requireKnown(scenario);
        return engine.customers
                .read(people.present(id).origin(), hot -> withPauses(why(hot, scenario), hot, scenario))
                .orElseThrow();
    }

    /** Each run by the definition that it started under, entry by the one in force. */
    private Explanation why(Hot hot, String scenario) {
        View view = new View(
                engine.environment.explaining(), hot, hot.asOf(wiring.now().toEpochMilli()), List.of());
        Map<Journey<Object>, Map<InstanceKey, Object>> running = runningOf(hot, scenario);
        Journey<Object> current = engine.definitions.inForce(scenario);
        Explanation now = new Explanation("scenario " + scenario, false, "not in it", Trajectory.NEVER, List.of());
        if (current != null) {
            Map<InstanceKey, Object> own = running.remove(current);
            now = current.explain(view.as(current), own == null ? Map.of() : own);
        }
        List<Explanation> parts = new ArrayList<>();
        for (Map.Entry<Journey<Object>, Map<InstanceKey, Object>> retired : running.entrySet()) {
            Journey<Object> journey = retired.getKey();
            Explanation runs = journey.explainRuns(view.as(journey), retired.getValue());
            parts.add(new Explanation(
                    "under a retired definition", runs.holds(), runs.found(), runs.until(), runs.parts()));
        }
        hot.instances.running().stream()
                .filter(run -> run.journey == null && run.key.journey().equals(scenario))
                .map(run -> new Explanation(
                        "run of " + run.key.entry() + " stands still",
                        true,
                        "its definition is not wired",
                        Trajectory.NEVER,
                        List.of()))
                .forEach(parts::add);
        if (parts.isEmpty()) {
            return now;
        }
        String found = now.holds() ? now.found() : "in it";
        parts.addAll(now.parts());
        return new Explanation(now.asked(), true, found, now.until(), parts);
    }

    private static Map<Journey<Object>, Map<InstanceKey, Object>> runningOf(Hot hot, String scenario) {
        Map<Journey<Object>, Map<InstanceKey, Object>> running = new LinkedHashMap<>();
        for (Instance instance : hot.instances.values()) {
            Journey<Object> journey = instance.journey;
            Object state = instance.state;
            if (instance.isRunning() && instance.key.journey().equals(scenario) && journey != null && state != null) {
                running.computeIfAbsent(journey, of -> new LinkedHashMap<>()).put(instance.key, state);
            }
        }
        return running;
    }
    /** What a person paused holds every claim back, and no journey knows of it. */
    private Explanation withPauses(Explanation why, Hot hot, String scenario) {
        List<Explanation> parts = new ArrayList<>(why.parts());
        String paused = switches.pausedBy(hot, scenario);
        if (paused != null) {
            parts.add(new Explanation("not paused", false, paused, Trajectory.NEVER, List.of()));
        }
        for (Channel channel : wiring.channels) {
            String closed = switches.pausedChannel(channel.name());
            if (closed != null) {
                parts.add(new Explanation(
                        "channel " + channel.name() + " not paused", false, closed, Trajectory.NEVER, List.of()));
            }
        }
        return new Explanation(why.asked(), why.holds(), why.found(), why.until(), parts);
    }

    public List<DecisionRecord> decisions(CustomerId id) {
        List<CustomerId> labels =
                engine.customers.read(people.present(id).origin(), Hot::originIds).orElse(List.of()).stream()
                        .map(CustomerId::new)
                        .toList();
        List<DecisionRecord> found = new ArrayList<>();
        long after = 0;
        while (true) {
            List<CustomerStore.Logged> page = wiring.store.decisionsAbout(labels, after, PAGE);
            if (page.isEmpty()) {
                return found;
            }
            page.forEach(logged -> found.add(logged.decision()));
            after = page.get(page.size() - 1).position();
        }
    }

    public List<CustomerStore.Logged> decisionLog(long after, int limit) {
        return wiring.store.decisions(after, limit);
    }

    /** What each segment and each condition of a journey needs of the past, by its name. */
    public SortedMap<String, Recall> recalls() {
        SortedMap<String, Recall> recalls = new TreeMap<>();
        for (CompiledCondition condition : engine.definitions.conditions.all()) {
            recalls.put(condition.name(), condition.recall());
        }
        return recalls;
    }
}
