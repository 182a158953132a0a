package io.enishi.scenario;

import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.contact.ContactRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Why a customer is in a scenario or not: entry, endings, consent and caps with their values now, by the code that decides. */
final class Why {

    private final Scenario definition;
    private final ScenarioContext context;
    private final Admission admission;
    private final Endings endings;
    private final CompiledScenario scenario;

    Why(Scenario definition, ScenarioContext context, Admission admission, Endings endings, CompiledScenario scenario) {
        this.definition = definition;
        this.context = context;
        this.admission = admission;
        this.endings = endings;
        this.scenario = scenario;
    }

    /** @param letsIn whether people still enter under this definition */
    Explanation explain(CustomerView view, Map<InstanceKey, ScenarioState> running, boolean letsIn) {
        List<Explanation> parts = new ArrayList<>();
        byText(running).values().forEach(run -> parts.add(running(run.getKey(), run.getValue(), view)));
        if (letsIn) {
            parts.add(entry(view));
        }
        if (scenario.hasHoldout()) {
            boolean held = scenario.holdsOut(view.origins());
            String text = held ? "is held out: runs of this person get nothing" : "";
            parts.add(new Explanation("not held out", !held, text, Trajectory.NEVER, List.of()));
        }
        String standIn = StandInZone.words(view);
        String zone = standIn.isEmpty() ? view.zone().getId() : standIn;
        parts.add(new Explanation("local time", true, zone, Trajectory.NEVER, List.of()));
        Placed.each(Placed.of(definition), placed -> {
            if (placed.step() instanceof Step.Send send) {
                parts.add(send(placed.name(), send, view));
            }
        });
        String found = running.isEmpty() ? "not in it" : running.size() == 1 ? "in it" : running.size() + " runs";
        return new Explanation(
                "scenario " + definition.name() + ": " + definition.goal().text(),
                !running.isEmpty(),
                found,
                Trajectory.NEVER,
                parts);
    }

    private static Map<String, Map.Entry<InstanceKey, ScenarioState>> byText(Map<InstanceKey, ScenarioState> running) {
        Map<String, Map.Entry<InstanceKey, ScenarioState>> sorted = new TreeMap<>();
        running.entrySet().forEach(run -> sorted.put(run.getKey().toString(), run));
        return sorted;
    }

    private Explanation running(InstanceKey key, ScenarioState state, CustomerView view) {
        String until = state.due() == Trajectory.NEVER ? "" : ", until " + Instant.ofEpochMilli(state.due());
        return new Explanation(
                "run of " + key.entry() + " goes on",
                true,
                "at step \"" + state.step() + "\" since " + Instant.ofEpochMilli(state.arrivedAt()) + until,
                state.due(),
                endings.explain(scenario.runAt(key, state, view)));
    }

    private Explanation entry(CustomerView view) {
        List<Explanation> parts = new ArrayList<>(admission.explain(view));
        OriginId label = view.id().origin();
        Admission.Candidate now = new Admission.Candidate(
                new InstanceKey(label, definition.name(), "now"),
                view.now().toEpochMilli(),
                Collections.emptySortedMap(),
                Objects.requireNonNull(definition.entry()).each().get(0));
        parts.addAll(endings.explain(scenario.newRun(now, view)));
        boolean all = parts.stream().allMatch(Explanation::holds);
        return new Explanation("may enter", all, "", Trajectory.NEVER, parts);
    }

    private Explanation send(String name, Step.Send send, CustomerView view) {
        List<Explanation> channels = new ArrayList<>();
        for (Offer offer : send.message().allOffers()) {
            channels.add(channel(offer.channel(), send.message(), view));
        }
        boolean any = channels.stream().anyMatch(Explanation::holds);
        return new Explanation("send \"" + name + "\" could leave now", any, "", Trajectory.NEVER, channels);
    }

    private Explanation channel(String channel, Message message, CustomerView view) {
        Clearance clearance =
                view.clearance(channel, message.purpose(), Objects.requireNonNull(message.messageClass()));
        List<Explanation> parts = new ArrayList<>();
        boolean permitted = clearance instanceof Clearance.Cleared;
        parts.add(new Explanation(
                "consent and address for " + message.purpose(),
                permitted,
                reasons(clearance),
                Trajectory.NEVER,
                List.of()));
        ContactRules rules = context.contactRules();
        if (rules != null && message.messageClass() == io.enishi.core.consent.MessageClass.ADVERTISING) {
            parts.add(rules.explain(channel, view));
        }
        boolean all = parts.stream().allMatch(Explanation::holds);
        return new Explanation("by " + channel, all, "", Trajectory.NEVER, parts);
    }

    private static String reasons(Clearance clearance) {
        List<Clearance.Refusal> reasons = List.of();
        if (clearance instanceof Clearance.Refused refused) {
            reasons = refused.reasons();
        } else if (clearance instanceof Clearance.Held held) {
            reasons = held.reasons();
        } else if (clearance instanceof Clearance.Capped capped) {
            reasons = capped.reasons();
        }
        return String.join("; ", reasons.stream().map(Clearance.Refusal::text).toList());
    }
}
