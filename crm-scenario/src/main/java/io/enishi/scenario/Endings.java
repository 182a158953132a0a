package io.enishi.scenario;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Input;
import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ends a run before its last step: the goal, the scenario's own exits, and the standard exits of advertising. */
final class Endings {

    /** The goal or an exit. */
    record Ending(End.Kind kind, String name, RunCheck check) {}

    /** A way to reach somebody that the scenario uses. */
    private record Way(String channel, String purpose) {}

    final List<Ending> own = new ArrayList<>();
    /** What may change an answer here. */
    final ConditionReads reads = new ConditionReads();

    final boolean endsOnComplaint;
    final boolean endsOnUnreachable;

    private final Set<Way> ways = new LinkedHashSet<>();

    Endings(Scenario scenario, Flow flow) {
        Check goal = scenario.goal().when();
        if (goal != null) {
            own.add(new Ending(End.Kind.GOAL, "goal", flow.check(goal, "goal", reads)));
        }
        for (Exit exit : scenario.exits()) {
            own.add(new Ending(End.Kind.EXIT, exit.name(), flow.check(exit.when(), "exit." + exit.name(), reads)));
        }
        Placed.each(Placed.of(scenario), placed -> {
            if (placed.step() instanceof Step.Send send && send.message().messageClass() == MessageClass.ADVERTISING) {
                for (Offer offer : send.message().allOffers()) {
                    ways.add(new Way(offer.channel(), send.message().purpose()));
                }
            }
        });
        endsOnComplaint = !ways.isEmpty() && scenario.standardExits().contains(StandardExit.COMPLAINT);
        endsOnUnreachable = !ways.isEmpty() && scenario.standardExits().contains(StandardExit.UNREACHABLE);
        if (endsOnComplaint) {
            reads.addType("complaint.received");
        }
        if (endsOnUnreachable) {
            ConditionReads.REACHABILITY_TYPES.forEach(reads::addType);
        }
    }

    /** How {@code input} ends the run; null when it does not. */
    @Nullable
    End after(Run run, Input input) {
        for (Ending ending : own) {
            if (ending.check().becomesSo(run, input)) {
                return new End(ending.kind(), ending.name());
            }
        }
        if (endsOnComplaint && openComplaint(run.view) != null) {
            return new End(End.Kind.EXIT, StandardExit.COMPLAINT.key());
        }
        if (endsOnUnreachable && mayChangeReachability(input)) {
            boolean before = run.state.reachable();
            boolean now = isReachable(run.view);
            if (before && !now) {
                return new End(End.Kind.EXIT, StandardExit.UNREACHABLE.key());
            }
            run.state.reachable(now);
        }
        return null;
    }

    /** How a run that would begin now would be over already; null when it would not. */
    @Nullable
    End alreadyOver(Run run) {
        for (Ending ending : own) {
            if (ending.check().isSo(run)) {
                return new End(ending.kind(), ending.name());
            }
        }
        if (endsOnComplaint && openComplaint(run.view) != null) {
            return new End(End.Kind.EXIT, StandardExit.COMPLAINT.key());
        }
        return null;
    }

    long nextChange(Run run) {
        long next = Trajectory.NEVER;
        for (Ending ending : own) {
            next = Math.min(next, ending.check().nextChange(run));
        }
        return next;
    }

    /**
     * At a claim the clearance of that very message decides, with its reason; here it would only say "unreachable".
     */
    private static boolean mayChangeReachability(Input input) {
        if (input instanceof Input.Happened happened) {
            for (CustomerEvent event : happened.events()) {
                if (ConditionReads.REACHABILITY_TYPES.contains(event.type())) {
                    return true;
                }
            }
            return false;
        }
        return input instanceof Input.LedgerChanged
                || input instanceof Input.OriginsChanged
                || input instanceof Input.DefinitionChanged;
    }

    /** Whether the scenario sends advertising at all. */
    boolean advertises() {
        return !ways.isEmpty();
    }

    /** Whether some channel of the scenario can take its advertising now. True for a scenario that does not care. */
    boolean isReachable(CustomerView view) {
        if (!endsOnUnreachable) {
            return true;
        }
        for (Way way : ways) {
            if (!(view.clearance(way.channel(), way.purpose(), MessageClass.ADVERTISING)
                    instanceof Clearance.Refused)) {
                return true;
            }
        }
        return false;
    }

    /** The latest complaint whose case is not resolved; null for none. */
    static @Nullable CustomerEvent openComplaint(CustomerView view) {
        Map<String, Long> resolved = null;
        for (CustomerEvent event : view.newestFirst("complaint.received")) {
            if (resolved == null) {
                resolved = resolvedCases(view);
            }
            if (event.body() instanceof EventBody.ComplaintReceived complaint) {
                Long at = resolved.get(complaint.caseId());
                if (at == null || at < event.occurredAt().toEpochMilli()) {
                    return event;
                }
            }
        }
        return null;
    }

    private static Map<String, Long> resolvedCases(CustomerView view) {
        Map<String, Long> resolved = new HashMap<>();
        for (CustomerEvent event : view.newestFirst("case.resolved")) {
            if (event.body() instanceof EventBody.CaseResolved done) {
                resolved.putIfAbsent(done.caseId(), event.occurredAt().toEpochMilli());
            }
        }
        return resolved;
    }

    /** Each ending with whether it is so; holds when the run would go on. */
    List<Explanation> explain(Run run) {
        List<Explanation> parts = new ArrayList<>();
        for (Ending ending : own) {
            Explanation why = ending.check().explain(run);
            String name = ending.kind() == End.Kind.GOAL ? "goal not reached" : "no exit \"" + ending.name() + '"';
            parts.add(new Explanation(name, !why.holds(), "", why.until(), List.of(why)));
        }
        if (endsOnComplaint) {
            CustomerEvent complaint = openComplaint(run.view);
            String found = complaint == null ? "" : "one of " + complaint.occurredAt();
            parts.add(new Explanation("no open complaint", complaint == null, found, Trajectory.NEVER, List.of()));
        }
        return parts;
    }
}
