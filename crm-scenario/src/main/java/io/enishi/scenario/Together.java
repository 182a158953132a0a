package io.enishi.scenario;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Journey;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What scenarios that run side by side have to know of each other: who keeps whom out, and who hands people over to whom. */
final class Together {

    private Together() {}

    /** Other scenarios of the exclusion group of {@code scenario}, with their priorities. */
    static Map<String, Integer> rivals(Scenario scenario, List<Scenario> scenarios) {
        Map<String, Integer> rivals = new LinkedHashMap<>();
        for (Scenario other : scenarios) {
            if (!other.name().equals(scenario.name())
                    && !scenario.group().isEmpty()
                    && other.group().equals(scenario.group())) {
                rivals.put(other.name(), other.priority());
            }
        }
        return rivals;
    }

    /** What a scenario that is wired beside others, compiled together with them or apart, lacks of them. */
    static List<Problem> problems(CompiledScenario scenario, List<? extends Journey<?>> all) {
        List<Scenario> scenarios = new ArrayList<>();
        Set<String> others = new TreeSet<>();
        for (Journey<?> journey : all) {
            if (journey instanceof CompiledScenario compiled) {
                scenarios.add(compiled.definition());
            } else {
                others.add(journey.name());
            }
        }
        Problems problems = new Problems();
        handOvers(scenario.definition(), scenarios, others, problems);
        for (String rival : rivals(scenario.definition(), scenarios).keySet()) {
            if (!scenario.rivals().containsKey(rival)) {
                problems.add(
                        "group",
                        "\"" + rival + "\" is in the same exclusion group and was compiled apart, so neither would keep"
                                + " people out of the other",
                        "compile them together by CompiledScenario.compileAll");
            }
        }
        return problems.list();
    }

    /** Whether no other of them sends advertising, so that its own messages alone say what caps are left. */
    static boolean isAloneInSending(Scenario scenario, List<Scenario> scenarios) {
        for (Scenario other : scenarios) {
            boolean[] advertises = new boolean[1];
            Placed.each(
                    Placed.of(other),
                    placed -> advertises[0] |= placed.step() instanceof Step.Send send
                            && send.message().messageClass() == MessageClass.ADVERTISING);
            if (advertises[0] && !other.equals(scenario)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds hand-overs of {@code scenario} that lead nowhere.
     *
     * @param others names of journeys beside the scenarios; those are taken to let people in
     */
    static void handOvers(Scenario scenario, List<Scenario> scenarios, Set<String> others, Problems problems) {
        Placed.each(Placed.of(scenario), placed -> {
            if (placed.step() instanceof Step.HandOver handOver && !others.contains(handOver.scenario())) {
                Scenario to = null;
                for (Scenario each : scenarios) {
                    to = each.name().equals(handOver.scenario()) ? each : to;
                }
                if (to == null) {
                    List<String> names = scenarios.stream().map(Scenario::name).toList();
                    problems.add(
                            placed.path(),
                            "there is no scenario \"" + handOver.scenario() + '"',
                            Problems.didYouMean(handOver.scenario(), names));
                } else if (!startsOnRequest(to)) {
                    problems.add(
                            placed.path(),
                            "\"" + to.name() + "\" does not start on request, so nobody can be handed over to it",
                            "write start: {request: true} there");
                }
            }
        });
    }

    static boolean startsOnRequest(Scenario scenario) {
        Entry entry = scenario.entry();
        return entry != null && entry.each().stream().anyMatch(each -> each instanceof Entry.OnRequest);
    }
}
