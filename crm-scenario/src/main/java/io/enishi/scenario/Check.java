package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.value.Names;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A question about one run of a scenario: asked by goals, exits, branches and waits.
 *
 * <p>A {@link Holds} asks about the customer, whatever the run; the others know when the run began and what it sent.
 */
public sealed interface Check {

    /** The customer fulfils {@code condition} now. */
    static Check holds(Condition condition) {
        return new Holds(condition);
    }

    /** Something of {@code of} happened after the run began. */
    static Check happened(Selection of) {
        return new Happened(Occurrence.of(of));
    }

    /** Something like {@code occurrence} happened after the run began. */
    static Check happened(Occurrence occurrence) {
        return new Happened(occurrence);
    }

    /** The person tapped a link in the message of step {@code send}. */
    static Check tapped(String send) {
        return new Reacted(send, Set.of(Reaction.TAPPED));
    }

    /** The person opened the message of step {@code send}; only for channels that report individual opens. */
    static Check opened(String send) {
        return new Reacted(send, Set.of(Reaction.OPENED));
    }

    /** The person tapped or answered the message of step {@code send}. */
    static Check responded(String send) {
        return new Reacted(send, EnumSet.of(Reaction.TAPPED, Reaction.REPLIED));
    }

    /** The message of step {@code send} left, and the person neither tapped nor answered. Ask after a wait. */
    static Check noResponse(String send) {
        return new NoResponse(send);
    }

    /** The condition holds now. */
    record Holds(Condition condition) implements Check {
        public Holds {
            Objects.requireNonNull(condition, "condition");
        }
    }

    /** An event occurred after the triggering event, or after the decision that started the run without one. */
    record Happened(Occurrence occurrence) implements Check {
        public Happened {
            Objects.requireNonNull(occurrence, "occurrence");
        }
    }

    /**
     * The person reacted in one of these ways to the latest message of a step; false when none left.
     *
     * @param send name of a send step
     * @param by at least one
     */
    record Reacted(String send, Set<Reaction> by) implements Check {
        public Reacted {
            Names.requireName("step name", send, 64);
            if (by.isEmpty()) {
                throw new IllegalArgumentException("a check for a reaction must name at least one reaction");
            }
            by = Collections.unmodifiableSet(EnumSet.copyOf(by));
        }
    }

    /**
     * A message of a step left and was neither tapped nor answered so far; false when none left.
     *
     * @param send name of a send step
     */
    record NoResponse(String send) implements Check {
        public NoResponse {
            Names.requireName("step name", send, 64);
        }
    }
}
