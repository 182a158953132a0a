package io.enishi.core.customer;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One decision as the log keeps it: what was decided about, when, and what followed. {@code Crm.verify()} runs the log again and
 * compares; {@code why} reads it.
 *
 * @param now the recorded decision time
 * @param customer the label of the customer at that time
 * @param about what was decided about
 * @param segments entries and exits
 * @param journeys what journeys decided, where they had something to say
 * @param digest hash over memberships and instance states after the decision, and over what it asked of the host
 * @param definitions hash over the definitions it was decided under; 0 where none was asked
 */
public record DecisionRecord(
        Instant now,
        CustomerId customer,
        About about,
        List<SegmentChange> segments,
        List<JourneyDecision> journeys,
        long digest,
        long definitions) {

    public DecisionRecord {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(about, "about");
        segments = List.copyOf(segments);
        journeys = List.copyOf(journeys);
    }

    /**
     * The decision as a person would tell it: time and subject on the first line, then a line for each thing that followed. Watches of
     * journeys are left out: they are no segments of the host. So are the values of events, and with them personal data, beyond what
     * the host and the rules put into their reasons.
     *
     * <pre>{@code
     * 2026-09-01T00:00:00Z time passed
     *   win-back starts
     *   win-back/entry entered: no actions for 3 months
     * }</pre>
     */
    public String toText() {
        return DecisionText.of(this);
    }

    /**
     * This decision as a log may keep it once {@code erased} origins are erased: without their events, what the host said of them in a
     * request, and the words of whoever merged them; what followed from those is left out as well. The same instance when it
     * shows none of that. Ids of origins are keyed hashes and stay, so that the log keeps its order.
     */
    public DecisionRecord without(Set<OriginId> erased) {
        if (about instanceof About.Events shown && !Collections.disjoint(shown.origins(), erased)) {
            return about(new About.Events(
                    left(shown.events(), shown.origins(), erased),
                    left(shown.origins(), shown.origins(), erased),
                    shown.replaced(),
                    shown.backfill(),
                    shown.depth()));
        }
        if (about instanceof About.Waiting shown && !Collections.disjoint(shown.origins(), erased)) {
            return about(new About.Waiting(
                    left(shown.events(), shown.origins(), erased), left(shown.origins(), shown.origins(), erased)));
        }
        if (about instanceof About.Asked asked
                && asked.input() instanceof Input.Requested request
                && erased.contains(request.origin())) {
            return about(new About.Asked(
                    new Input.Requested(request.journey(), request.requestId(), request.origin(), Map.of())));
        }
        if (about instanceof About.Regrouped shown
                && (!Collections.disjoint(shown.after(), erased)
                        || shown.before().stream().anyMatch(group -> !Collections.disjoint(group, erased)))) {
            About.Regrouped wordless = new About.Regrouped(shown.before(), shown.after(), "", shown.backfill());
            return new DecisionRecord(now, customer, wordless, segments, journeys, digest, definitions);
        }
        return this;
    }

    private DecisionRecord about(About blank) {
        return new DecisionRecord(now, customer, blank, List.of(), List.of(), 0, definitions);
    }

    private static <T> List<T> left(List<T> all, List<OriginId> origins, Set<OriginId> erased) {
        List<T> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!erased.contains(origins.get(i))) {
                left.add(all.get(i));
            }
        }
        return left;
    }

    /** A customer entered or left a segment (or a watch, named {@code journey/watch}). */
    public record SegmentChange(String segment, boolean entered, Cause cause) {
        public SegmentChange {
            Objects.requireNonNull(segment, "segment");
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * What a journey decided.
     *
     * @param journey its name
     * @param instance the run; null when an entry was refused
     * @param started whether the run started with this decision
     * @param end how the run ended; null while it goes on
     * @param commands keys of the commands asked for
     * @param trace why
     */
    public record JourneyDecision(
            String journey,
            @Nullable InstanceKey instance,
            boolean started,
            Decision.@Nullable End end,
            List<CommandKey> commands,
            List<Decision.TraceLine> trace) {
        public JourneyDecision {
            Objects.requireNonNull(journey, "journey");
            commands = List.copyOf(commands);
            trace = List.copyOf(trace);
        }
    }

    /** What a decision is about; together with {@link DecisionRecord#now} all that is needed to decide it again. */
    public sealed interface About {

        /** Short stable name. */
        String kind();

        /** What it is, in words; without values from events. */
        String text();

        /**
         * Events became visible; with {@code backfill} no journey was started. None are left once their origins were erased.
         *
         * @param origins the origin of each event
         * @param replaced whether one of them replaced a copy with other content
         * @param depth how many decisions away from something that came from outside
         */
        record Events(List<CustomerEvent> events, List<OriginId> origins, boolean replaced, boolean backfill, int depth)
                implements About {
            public Events {
                events = List.copyOf(events);
                origins = List.copyOf(origins);
            }

            @Override
            public String kind() {
                return "events";
            }

            @Override
            public String text() {
                return DecisionText.of(events) + (backfill ? ", as history" : "") + (replaced ? ", replaced" : "");
            }
        }

        /** Events of the future were taken in; they become visible at their time. */
        record Waiting(List<CustomerEvent> events, List<OriginId> origins) implements About {
            public Waiting {
                events = List.copyOf(events);
                origins = List.copyOf(origins);
            }

            @Override
            public String kind() {
                return "waiting";
            }

            @Override
            public String text() {
                return DecisionText.of(events) + ", of the future";
            }
        }

        /** Time passed a point at which some condition may change. */
        record TimePassed(boolean backfill) implements About {
            @Override
            public String kind() {
                return "time";
            }

            @Override
            public String text() {
                return "time passed";
            }
        }

        /** The host took a snapshot of a segment. */
        record SnapshotTaken(String segment) implements About {
            @Override
            public String kind() {
                return "snapshot";
            }

            @Override
            public String text() {
                return "snapshot of " + segment;
            }
        }

        /** An entry by date was due. */
        record EntryDue(boolean backfill) implements About {
            @Override
            public String kind() {
                return "entry";
            }

            @Override
            public String text() {
                return "a date came";
            }
        }

        /** Going live: someone who stood in a watched entry already was let in. */
        record Enrolled(String journey, String watch) implements About {
            @Override
            public String kind() {
                return "enrolled";
            }

            @Override
            public String text() {
                return "enrolled in " + journey;
            }
        }

        /** A timer was due. */
        record TimerDue(InstanceKey instance, Timer timer) implements About {
            @Override
            public String kind() {
                return "timer";
            }

            @Override
            public String text() {
                return "timer of " + instance.journey();
            }
        }

        /**
         * Origins were merged or separated; with {@code backfill} no journey was started and nothing was asked of the host.
         *
         * @param before the sets that the origins were in before
         * @param after the set they are in now
         * @param reason in words; empty once one of the origins was erased
         */
        record Regrouped(Set<Set<OriginId>> before, Set<OriginId> after, String reason, boolean backfill)
                implements About {
            @Override
            public String kind() {
                return "regrouped";
            }

            @Override
            public String text() {
                return after.size()
                        + (after.size() == 1 ? " origin now" : " origins now")
                        + (reason.isEmpty() ? "" : ": " + reason);
            }
        }

        /** A command was claimed, with what consent, contact policy and quotas answered. */
        record Claimed(CommandKey command, Clearance clearance) implements About {
            @Override
            public String kind() {
                return "claimed";
            }

            @Override
            public String text() {
                return "claim of " + command.journey() + "/" + command.visit() + ": " + DecisionText.of(clearance);
            }
        }

        /**
         * The host answered, or the engine gave up.
         *
         * @param mayHaveLeft whether a message that counts as rejected may have left all the same, because nobody knows
         */
        record Settled(CommandKey command, Outcome outcome, boolean mayHaveLeft) implements About {
            public Settled(CommandKey command, Outcome outcome) {
                this(command, outcome, false);
            }

            @Override
            public String kind() {
                return "settled";
            }

            @Override
            public String text() {
                return command.journey() + "/" + command.visit() + " " + DecisionText.of(outcome);
            }
        }

        /** A person put a dead letter back: it waits to be claimed as if it had just been asked for. */
        record PutBack(CommandKey command) implements About {
            @Override
            public String kind() {
                return "put-back";
            }

            @Override
            public String text() {
                return command.journey() + "/" + command.visit() + " put back";
            }
        }

        /** Runs of a journey left one definition for another. */
        record Migrated(String journey, String fromHash, String toHash) implements About {
            @Override
            public String kind() {
                return "migrated";
            }

            @Override
            public String text() {
                return "migration of " + journey;
            }
        }

        /**
         * Facts outside the timeline changed.
         *
         * @param what in words
         * @param statements consent statements that did it
         * @param restrictions origins whose restriction changed, with the new value
         */
        record FactsChanged(
                String what, List<ConsentStatement> statements, Map<OriginId, Boolean> restrictions, Cause cause)
                implements About {
            public FactsChanged {
                statements = List.copyOf(statements);
                restrictions = Map.copyOf(restrictions);
            }

            @Override
            public String kind() {
                return "facts";
            }

            @Override
            public String text() {
                return statements.isEmpty()
                        ? what
                        : what + " "
                                + statements.stream()
                                        .map(ConsentStatement::toString)
                                        .collect(Collectors.joining("; "));
            }
        }

        /**
         * Addresses may not be written to any more: the host said so, or somebody who held them was erased.
         *
         * @param tombstones keyed hashes of the addresses
         */
        record Suppressed(Set<String> tombstones) implements About {
            public Suppressed {
                tombstones = Set.copyOf(tombstones);
            }

            @Override
            public String kind() {
                return "suppressed";
            }

            @Override
            public String text() {
                return "address suppressed";
            }
        }

        /** The host asked for an entry, or a person approved. */
        record Asked(Input input) implements About {
            @Override
            public String kind() {
                return "asked";
            }

            @Override
            public String text() {
                return DecisionText.of(input);
            }
        }
    }
}
