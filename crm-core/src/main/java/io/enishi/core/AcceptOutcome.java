package io.enishi.core;

import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What became of an event that was offered. */
public sealed interface AcceptOutcome {

    /**
     * It is on the timeline and decided.
     *
     * @param customer label of the customer it belongs to now
     */
    record Accepted(CustomerId customer) implements AcceptOutcome {
        public Accepted {
            Objects.requireNonNull(customer, "customer");
        }
    }

    /**
     * The same source and id are there already. {@code differs} tells that the copies differ; then the smallest by time and content
     * stays and the conflict is counted.
     */
    record Duplicate(CustomerId customer, boolean differs) implements AcceptOutcome {
        public Duplicate {
            Objects.requireNonNull(customer, "customer");
        }
    }

    /** It happened before the horizon of its origin, behind which events are folded away. */
    record TooLate(Instant horizon) implements AcceptOutcome {
        public TooLate {
            Objects.requireNonNull(horizon, "horizon");
        }
    }

    /** Not taken; nothing changed. */
    record Refused(List<String> reasons) implements AcceptOutcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It stands in a transaction of the host's own and is decided after that commits; {@code Crm.outcome} tells what became of it.
     *
     * @param source the event's
     * @param id the event's
     */
    record Queued(String source, EventId id) implements AcceptOutcome {
        public Queued {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(id, "id");
        }
    }

    /** Accepted, and its identifiers tie the customer to others in a way that a person should look at. */
    record NeedsReview(CustomerId customer, int reviews) implements AcceptOutcome {
        public NeedsReview {
            Objects.requireNonNull(customer, "customer");
        }
    }
}
