package io.enishi.core.spi;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes for one customer in a commit.
 *
 * @param id label after the change
 * @param expectedVersion version that was decided on; 0 for a customer that does not exist yet
 * @param origins its origins afterwards, oldest first; empty when the customer goes (absorbed by a merge, erased)
 * @param newOrigins origins minted by this commit
 * @param timelines timelines that changed
 * @param identifiers identifiers to add or refresh; two that differ in being verified are two
 * @param ties for origins whose evidence changed, the values beside the keys of their identifiers that tie them to others; they
 *     replace those of before
 * @param membership memberships afterwards
 * @param lastDecided time of the decision, epoch milliseconds
 * @param nextWake earliest wake-up afterwards, epoch milliseconds; {@code Long.MAX_VALUE} for none
 * @param instances runs that changed
 * @param commands outbox rows that changed
 * @param started keys of those among {@code instances} that no commit wrote before: a store may insert these without looking for
 *     their rows, as long as it does without the hint where there are some after all
 * @param asked keys of those among {@code commands} that no commit wrote before, likewise
 * @param dispatched messages that left with this commit, or were refused after all; each takes the place of the one with its key
 * @param restrictions origins whose restriction changes, with the new value
 * @param erased whether everything under the origins that the customer loses is deleted, with judgements that name them; aliases that
 *     do lose their reason, and decisions of the log become {@link io.enishi.core.customer.DecisionRecord#without}, wherever they
 *     stand
 * @param interests for the index of interests, see {@link CustomerStore#interested}; a store without one passes over them
 * @param checkpoint what becomes of the customer's checkpoint; a store without any passes over it
 */
public record CustomerChange(
        CustomerId id,
        long expectedVersion,
        List<OriginId> origins,
        List<OriginId> newOrigins,
        List<ChangedTimeline> timelines,
        List<AddedIdentifier> identifiers,
        List<DerivedTies> ties,
        StoredCustomer.Membership membership,
        long lastDecided,
        long nextWake,
        List<StoredCustomer.StoredInstance> instances,
        List<StoredCommand> commands,
        Set<InstanceKey> started,
        Set<CommandKey> asked,
        List<Dispatched> dispatched,
        Map<OriginId, Boolean> restrictions,
        boolean erased,
        List<ChangedInterests> interests,
        CheckpointChange checkpoint) {

    public CustomerChange {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(membership, "membership");
        interests = List.copyOf(interests);
        Objects.requireNonNull(checkpoint, "checkpoint");
        started = Set.copyOf(started);
        asked = Set.copyOf(asked);
    }

    /** A change of which nobody says what is new, and that leaves interests as they are. */
    public CustomerChange(
            CustomerId id,
            long expectedVersion,
            List<OriginId> origins,
            List<OriginId> newOrigins,
            List<ChangedTimeline> timelines,
            List<AddedIdentifier> identifiers,
            List<DerivedTies> ties,
            StoredCustomer.Membership membership,
            long lastDecided,
            long nextWake,
            List<StoredCustomer.StoredInstance> instances,
            List<StoredCommand> commands,
            List<Dispatched> dispatched,
            Map<OriginId, Boolean> restrictions,
            boolean erased,
            CheckpointChange checkpoint) {
        this(
                id,
                expectedVersion,
                origins,
                newOrigins,
                timelines,
                identifiers,
                ties,
                membership,
                lastDecided,
                nextWake,
                instances,
                commands,
                Set.of(),
                Set.of(),
                dispatched,
                restrictions,
                erased,
                List.of(),
                checkpoint);
    }

    /**
     * A timeline that changed.
     *
     * @param origin whose
     * @param added events to add; one replaces the row with the same source and id, if there is one
     * @param all the whole timeline afterwards, in order; immutable, made when it is read. A store in memory may keep it. Null where the
     *     customer was read from a checkpoint on: then {@code added} happened after it, and is all there is to know
     */
    public record ChangedTimeline(
            OriginId origin,
            List<CustomerEvent> added,
            @Nullable List<CustomerEvent> all) {}

    /** An identifier and the origin it was seen under. */
    public record AddedIdentifier(OriginId origin, StoredCustomer.SeenIdentifier identifier) {}

    /**
     * What the identity resolver derives from an origin's evidence, to be found by {@link CustomerStore#holders} like a key that was
     * seen under it.
     */
    public record DerivedTies(OriginId origin, Set<MatchKey> ties) {
        public DerivedTies {
            ties = Set.copyOf(ties);
        }
    }

    /**
     * What changed in what an origin's events tell of interests.
     *
     * @param origin whose
     * @param all whether {@code since} replaces everything known of the origin, else only what it names
     * @param since interests that stand, each with the time of the earliest event that does, epoch milliseconds
     * @param ended interests that stand no longer, or never did
     */
    public record ChangedInterests(OriginId origin, boolean all, Map<InterestKey, Long> since, Set<InterestKey> ended) {
        public ChangedInterests {
            Objects.requireNonNull(origin, "origin");
            since = Map.copyOf(since);
            ended = Set.copyOf(ended);
        }
    }

    /**
     * What becomes of the customer's checkpoint in a commit. Whatever it says, a store drops the checkpoint of a customer who goes, or who
     * is erased in part.
     */
    public sealed interface CheckpointChange {

        /** It stays as it is, if there is one. */
        static CheckpointChange none() {
            return Kept.INSTANCE;
        }

        /** It is no longer right: something changed before it. */
        static CheckpointChange dropped() {
            return Dropped.INSTANCE;
        }

        /** There is none from now on. */
        enum Dropped implements CheckpointChange {
            /** The only one. */
            INSTANCE
        }

        /** Nothing happens. */
        enum Kept implements CheckpointChange {
            /** The only one. */
            INSTANCE
        }

        /** This one takes the place of the one before. */
        record Written(StoredCheckpoint checkpoint) implements CheckpointChange {
            public Written {
                Objects.requireNonNull(checkpoint, "checkpoint");
            }
        }
    }
}
