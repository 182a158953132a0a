package io.enishi.core.process;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a journey decides about. All inputs of one customer are decided one after the other. */
public sealed interface Input {

    /** Short stable name for logs and explanations. */
    String name();

    /**
     * Events of one instant became visible.
     *
     * @param events in timeline order, at least one
     * @param lateness how long after their time they are decided, zero when in order
     */
    record Happened(List<CustomerEvent> events, Duration lateness) implements Input {
        public Happened {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("happened needs at least one event");
            }
            Objects.requireNonNull(lateness, "lateness");
        }

        @Override
        public String name() {
            return "happened";
        }
    }

    /** A timer of the instance is due. */
    record Due(Timer timer) implements Input {
        public Due {
            Objects.requireNonNull(timer, "timer");
        }

        @Override
        public String name() {
            return "due";
        }
    }

    /**
     * The customer entered or left a segment, or one of the journey's own watched conditions.
     *
     * @param segment name of the segment, or of a watch as the journey named it
     * @param entered true for entry, false for exit
     * @param events the events of the input that caused it, empty when time did
     */
    record SegmentChanged(String segment, boolean entered, Cause cause, List<CustomerEvent> events) implements Input {
        public SegmentChanged {
            Objects.requireNonNull(segment, "segment");
            Objects.requireNonNull(cause, "cause");
            events = List.copyOf(events);
        }

        @Override
        public String name() {
            return "segment-changed";
        }
    }

    /**
     * The instant that {@link Journey#nextEntry} named is here: a time-driven entry may start.
     *
     * @param at the instant that was named
     */
    record EntryDue(Instant at) implements Input {
        public EntryDue {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String name() {
            return "entry-due";
        }
    }

    /** A command of the instance is being claimed; the decision says whether it still is to be done. */
    record Dispatching(Command command, Clearance clearance) implements Input {
        public Dispatching {
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(clearance, "clearance");
        }

        @Override
        public String name() {
            return "dispatching";
        }
    }

    /** The host answered for a command that was dispatched. */
    record Settled(Command command, Outcome outcome) implements Input {
        public Settled {
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public String name() {
            return "settled";
        }
    }

    /** A person approved or refused. */
    record Approved(CommandKey request, boolean approved, String approver) implements Input {
        public Approved {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(approver, "approver");
        }

        @Override
        public String name() {
            return "approved";
        }
    }

    /** The host asked for an entry through the API. {@code requestId} is the entry key. */
    record Requested(String journey, String requestId, OriginId origin, Map<String, AttributeValue> details)
            implements Input {
        public Requested {
            Objects.requireNonNull(journey, "journey");
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(origin, "origin");
            details = Map.copyOf(details);
        }

        @Override
        public String name() {
            return "requested";
        }
    }

    /**
     * The customer's set of origins changed.
     *
     * @param before the sets that the customer's origins were in before
     * @param after the set they are in now
     */
    record OriginsChanged(Set<Set<OriginId>> before, Set<OriginId> after) implements Input {
        public OriginsChanged {
            before = Set.copyOf(before);
            after = Set.copyOf(after);
        }

        @Override
        public String name() {
            return "origins-changed";
        }
    }

    /** Facts outside the timeline changed: a consent statement, a restriction, a profile fact of the host. */
    record LedgerChanged() implements Input {
        @Override
        public String name() {
            return "ledger-changed";
        }
    }

    /** The journey's definition changed while the instance was running. */
    record DefinitionChanged(String fromHash, String toHash) implements Input {
        public DefinitionChanged {
            Objects.requireNonNull(fromHash, "fromHash");
            Objects.requireNonNull(toHash, "toHash");
        }

        @Override
        public String name() {
            return "definition-changed";
        }
    }
}
