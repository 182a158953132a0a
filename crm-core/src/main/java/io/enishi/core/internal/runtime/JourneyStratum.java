package io.enishi.core.internal.runtime;

import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The last stratum of a decision: the runs that stand hear of it first, then the journeys whether it is an entry of theirs. */
final class JourneyStratum {

    /** A decision chain longer than this is a definition's mistake, such as two scenarios that start each other. */
    static final int MAX_DEPTH = 8;

    private final Definitions definitions;

    JourneyStratum(Definitions definitions) {
        this.definitions = definitions;
    }

    /** The journeys that the index names for one of the events, by priority, then name. */
    private List<Journey<Object>> indexed(
            List<CustomerEvent> events, Function<Definitions.TypeIndex, List<Journey<Object>>> named) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Journey<Object>> first =
                named.apply(definitions.index(events.get(0).type()));
        if (events.size() == 1) {
            return first;
        }
        List<Journey<Object>> all = new ArrayList<>(first);
        for (CustomerEvent event : events) {
            for (Journey<Object> journey : named.apply(definitions.index(event.type()))) {
                if (!all.contains(journey)) {
                    all.add(journey);
                }
            }
        }
        all.sort(Comparator.<Journey<Object>>comparingInt(Journey::priority)
                .reversed()
                .thenComparing(Journey::name));
        return all;
    }

    /** Lets the runs decide what happened and what changed, then the entries. */
    void all(
            Hot hot,
            View view,
            Input.@Nullable Happened happened,
            List<SegmentChange> changes,
            List<CustomerEvent> events,
            long now,
            int depth,
            Draft draft) {
        List<Journey<Object>> interested = indexed(events, index -> index.journeys);
        if (interested.isEmpty() && changes.isEmpty() && !definitions.pinsRetired()) {
            return;
        }
        // Running instances first: what ends here may free an exclusion group for an entry on the same input.
        List<Instance> running = hot.instances.running();
        if (happened != null) {
            for (Instance instance : running) {
                if (instance.isRunning() && isInterested(instance, interested, events)) {
                    decide(hot, instance, happened, view, now, depth, draft);
                }
            }
        }
        for (SegmentChange change : changes) {
            for (Instance instance : running) {
                Input.SegmentChanged input = instance.isRunning() ? changeFor(instance.journey, change, events) : null;
                if (input != null) {
                    decide(hot, instance, input, view, now, depth, draft);
                }
            }
        }
        if (happened != null) {
            boolean toAll = definitions.interests.areNone(events);
            for (Journey<Object> journey : indexed(events, index -> index.starters)) {
                Input.Happened concerning = toAll ? happened : concerning(journey, hot, happened, now);
                if (concerning != null) {
                    enter(hot, journey, concerning, view, now, depth, draft);
                }
            }
        }
        for (SegmentChange change : changes) {
            for (Journey<Object> journey : definitions.journeys) {
                Input.SegmentChanged input = changeFor(journey, change, events);
                if (input != null) {
                    enter(hot, journey, input, view, now, depth, draft);
                }
            }
        }
    }

    /** Without the shop events that are none of the journey's; null when nothing is left. */
    private Input.@Nullable Happened concerning(Journey<Object> journey, Hot hot, Input.Happened happened, long now) {
        List<CustomerEvent> events = definitions.interests.concerning(journey, hot, happened.events(), now);
        if (events.size() == happened.events().size()) {
            return happened;
        }
        return events.isEmpty() ? null : new Input.Happened(events, happened.lateness());
    }

    private boolean isInterested(Instance instance, List<Journey<Object>> interested, List<CustomerEvent> events) {
        Journey<Object> journey = instance.journey;
        if (journey == null) {
            return false;
        }
        if (interested.contains(journey)) {
            return true;
        }
        Set<String> types = journey.eventTypes(); // a retired definition is in no index
        if (types.isEmpty()) {
            return true;
        }
        for (CustomerEvent event : events) {
            if (types.contains(event.type())) {
                return true;
            }
        }
        return false;
    }

    private Input.@Nullable SegmentChanged changeFor(
            @Nullable Journey<Object> journey, SegmentChange change, List<CustomerEvent> events) {
        if (journey == null) {
            return null;
        }
        String segment = change.segment();
        int own = journey.name().length();
        if (segment.length() > own && segment.charAt(own) == '/' && segment.startsWith(journey.name())) {
            return new Input.SegmentChanged(segment.substring(own + 1), change.entered(), change.cause(), events);
        }
        return journey.segments().contains(change.segment())
                ? new Input.SegmentChanged(change.segment(), change.entered(), change.cause(), events)
                : null;
    }

    /**
     * What history would have started.
     *
     * @param cause why the segments changed, had it been live
     */
    void wouldStart(
            Hot hot,
            View view,
            Input.@Nullable Happened happened,
            List<SegmentChange> changes,
            Cause cause,
            Draft draft) {
        List<CustomerEvent> events = happened == null ? List.of() : happened.events();
        List<Journey<Object>> starters = indexed(events, index -> index.starters);
        for (Journey<Object> journey : definitions.journeys) {
            List<InstanceKey> keys = new ArrayList<>();
            Input.Happened concerning = happened != null && starters.contains(journey)
                    ? concerning(journey, hot, happened, hot.lastDecided)
                    : null;
            if (concerning != null) {
                keys.addAll(journey.enter(concerning, view.as(journey)).keys());
            }
            for (SegmentChange change : changes) {
                Input.SegmentChanged live = changeFor(journey, change, events);
                if (live != null) {
                    keys.addAll(journey.enter(
                                    new Input.SegmentChanged(live.segment(), live.entered(), cause, events),
                                    view.as(journey))
                            .keys());
                }
            }
            draft.wouldStart.addAll(keys);
        }
    }

    /** Asks a journey whom an input starts, and starts it. */
    void enter(Hot hot, Journey<Object> journey, Input input, View view, long now, int depth, Draft draft) {
        Journey.Entries entries = journey.enter(input, view.as(journey));
        boolean started = false;
        for (InstanceKey key : entries.keys()) {
            if (hot.instances.containsKey(key)) {
                continue; // a run under this key exists: redelivery, or the same occurrence again
            }
            if (hot.part(key.origin()) == null) {
                throw new IllegalStateException(
                        "journey " + journey.name() + " wants to start under an origin that is not the customer's");
            }
            Instance instance = new Instance(key, journey.definitionHash(), journey, Instant.ofEpochMilli(now));
            hot.instances.put(key, instance);
            draft.started.add(key);
            Decision<Object> decision = journey.start(key, input, view.as(journey));
            started = true;
            apply(hot, instance, decision, true, entries.trace(), now, depth, draft);
        }
        if (!started && !entries.trace().isEmpty()) {
            draft.journeys.add(new JourneyDecision(journey.name(), null, false, null, List.of(), entries.trace()));
        }
    }

    /** Lets a run decide an input; nothing where it has ended or its definition is not registered. */
    void decide(Hot hot, Instance instance, Input input, View view, long now, int depth, Draft draft) {
        Journey<Object> journey = instance.journey;
        Object state = instance.state;
        if (journey == null || state == null || !instance.isRunning()) {
            return;
        }
        Decision<Object> decision = journey.decide(instance.key, state, input, view.as(journey));
        if (decision.dispatch() != null) {
            draft.dispatch = decision.dispatch();
        }
        apply(hot, instance, decision, false, List.of(), now, depth, draft);
    }

    /**
     * A run hears of origins that history brought together: it may end or go on, such as one that gives way to an older run, but
     * where it would ask for something now it is left as it was and asked again at its next input.
     */
    void giveWay(Hot hot, Instance instance, Input.OriginsChanged changed, View view, long now, Draft draft) {
        Journey<Object> journey = instance.journey;
        Object state = instance.state;
        if (journey == null || state == null) {
            return;
        }
        Decision<Object> decision = journey.decide(instance.key, state, changed, view.as(journey));
        if (decision.commands().isEmpty() && decision.emitted().isEmpty()) {
            apply(hot, instance, decision, false, List.of(), now, 0, draft);
        }
    }

    /** Puts what a run decided into working memory and the draft. */
    void apply(
            Hot hot,
            Instance instance,
            Decision<Object> decision,
            boolean started,
            List<Decision.TraceLine> entryTrace,
            long now,
            int depth,
            Draft draft) {
        End end = decision.end();
        boolean same = !started
                && end == null
                && decision.commands().isEmpty()
                && decision.emitted().isEmpty()
                && !decision.revokesUnsent()
                && decision.timers().equals(instance.timers)
                && Objects.equals(decision.state(), instance.state);
        if (!same) {
            instance.state = decision.state();
            instance.timers = decision.timers();
            draft.touched.add(instance.key);
        }
        if (end != null) {
            instance.endedAt = Instant.ofEpochMilli(now);
            instance.end = end;
            instance.timers = List.of();
            hot.instances.ended();
        }
        if (decision.revokesUnsent()) {
            revokeUnsent(hot, instance.key, end == null ? "revoked" : end.reason(), draft);
        }
        List<CommandKey> keys = new ArrayList<>(decision.commands().size());
        for (Command command : decision.commands()) {
            if (!command.key().origin().equals(instance.key.origin())
                    || !command.key().journey().equals(instance.key.journey())) {
                throw new IllegalStateException(
                        "journey " + instance.key.journey() + " asked for a command under a key that is not its own");
            }
            StoredCommand row = StoredCommand.pending(command);
            hot.openCommands.put(command.key(), row);
            draft.put(row);
            draft.asked.add(command.key());
            keys.add(command.key());
        }
        int index = 0;
        for (EventBody body : decision.emitted()) { // the state tells apart two decisions of one run at one instant
            String what = "emitted-" + now + "-" + Digest.mix(Digest.START, instance.encoded()) + "-" + index++;
            emit(hot, instance.key, body, what, now, depth, draft);
        }
        if (!same || !decision.trace().isEmpty() || !entryTrace.isEmpty()) {
            List<Decision.TraceLine> trace = decision.trace();
            if (!entryTrace.isEmpty()) {
                trace = new ArrayList<>(entryTrace);
                trace.addAll(decision.trace());
            }
            if (started || end != null || !keys.isEmpty() || !trace.isEmpty()) {
                draft.journeys.add(
                        new JourneyDecision(instance.key.journey(), instance.key, started, end, keys, trace));
            }
        }
    }

    /** Emits an event of ours: the same commit decides it next, as an input of its own. */
    void emit(Hot hot, InstanceKey by, EventBody body, String what, long now, int depth, Draft draft) {
        if (depth + 1 > MAX_DEPTH) {
            throw new IllegalStateException("journey " + by.journey() + " emits events more than " + MAX_DEPTH
                    + " decisions deep; look for scenarios that start each other");
        }
        Part part = hot.part(by.origin());
        if (part == null || part.identifiers.isEmpty()) {
            throw new IllegalStateException("a run without its origin cannot emit");
        }
        CustomerEvent event = new CustomerEvent(
                Decider.SOURCE,
                EventId.named(by + "/" + what),
                List.of(part.identifiers.keySet().iterator().next()),
                Instant.ofEpochMilli(now),
                Instant.ofEpochMilli(now),
                null,
                body);
        draft.emitted.add(new Emitted(by.origin(), event, depth + 1));
    }

    private static void revokeUnsent(Hot hot, InstanceKey run, String reason, Draft draft) {
        for (Map.Entry<CommandKey, StoredCommand> open : List.copyOf(hot.openCommands.entrySet())) {
            CommandKey key = open.getKey();
            boolean own = key.origin().equals(run.origin())
                    && key.journey().equals(run.journey())
                    && key.entry().equals(run.entry());
            if (own && open.getValue().status() == StoredCommand.Status.PENDING) {
                draft.put(open.getValue().closed(StoredCommand.Status.REVOKED, reason));
                hot.openCommands.remove(key);
            }
        }
    }
}
