package io.enishi.core.spi;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a store hands it out: one snapshot, at one version.
 *
 * @param id label
 * @param version moves with every commit; first 1. A label that a merge took away and a separation brings back goes on after its
 *     last version, so that nobody mistakes the one for the other
 * @param origins its origins, oldest first, at least one
 * @param membership which segments and watches it was in after the last decision
 * @param lastDecided time of the last decision
 * @param instances runs of journeys, in order of start
 * @param openCommands commands not settled yet; those of one origin in the order in which they were asked for, which is that in which the
 *     commands of one run are carried out. One that waits again after it was settled, a dead letter put back, comes after all others
 * @param dispatched messages that left, oldest first, those of one instant by key
 * @param checkpoint what stands for the events that happened before {@link StoredCheckpoint#until}, which are then left out of all
 *     timelines; null where timelines are whole
 */
public record StoredCustomer(
        CustomerId id,
        long version,
        List<StoredOrigin> origins,
        Membership membership,
        Instant lastDecided,
        List<StoredInstance> instances,
        List<StoredCommand> openCommands,
        List<Dispatched> dispatched,
        @Nullable StoredCheckpoint checkpoint) {

    public StoredCustomer {
        Objects.requireNonNull(id, "id");
        origins = List.copyOf(origins);
        instances = List.copyOf(instances);
        openCommands = List.copyOf(openCommands);
        dispatched = List.copyOf(dispatched);
    }

    /** A customer read whole. */
    public StoredCustomer(
            CustomerId id,
            long version,
            List<StoredOrigin> origins,
            Membership membership,
            Instant lastDecided,
            List<StoredInstance> instances,
            List<StoredCommand> openCommands,
            List<Dispatched> dispatched) {
        this(id, version, origins, membership, lastDecided, instances, openCommands, dispatched, null);
    }

    /**
     * An origin and what it stores.
     *
     * @param id which
     * @param minted running number of its first event's commit: smaller is older
     * @param events its events in timeline order: time, then source by name, then id, unsigned; not copied. Those from the checkpoint
     *     on, where there is one
     * @param horizon the instant before which events were folded away; null when none were
     * @param identifiers all identifiers seen under it
     * @param restricted whether the person asked to stop the use of what is stored here
     */
    public record StoredOrigin(
            OriginId id,
            long minted,
            List<CustomerEvent> events,
            @Nullable Instant horizon,
            List<SeenIdentifier> identifiers,
            boolean restricted) {
        public StoredOrigin {
            identifiers = List.copyOf(identifiers);
        }
    }

    /**
     * An identifier seen under an origin; the raw text is the vault's content.
     *
     * @param identifier raw; verified if some statement of it was
     * @param key its match key; null if the text is not usable as one
     * @param source the system of the earliest event that carried it; of several at one instant the first by name
     * @param firstSeen time of that event
     */
    public record SeenIdentifier(
            Identifier identifier, @Nullable MatchKey key, String source, Instant firstSeen) {}

    /**
     * Memberships as a bit set.
     *
     * @param definitionHash hash over the names and definitions of the bits and of the metrics they read; under another hash they are worth
     *     nothing, save the bits of snapshot segments
     * @param bits bit i of word i / 64; behind the words that hold bits there may be one of the runtime's
     */
    @SuppressWarnings("ArrayRecordComponent") // a bit set as stores keep it; equality is by content
    public record Membership(String definitionHash, long[] bits) {
        /** Of nobody's definitions. */
        static final Membership UNKNOWN = new Membership("", new long[0]);

        /** Whether bit {@code bit} is set. */
        public boolean has(int bit) {
            return bit / Long.SIZE < bits.length && (bits[bit / Long.SIZE] & 1L << bit) != 0;
        }

        /** The content is compared, not the array's identity. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Membership that
                    && definitionHash.equals(that.definitionHash)
                    && Arrays.equals(bits, that.bits);
        }

        @Override
        public int hashCode() {
            return 31 * definitionHash.hashCode() + Arrays.hashCode(bits);
        }
    }

    /**
     * A run of a journey.
     *
     * @param key which
     * @param definitionHash the definition it is pinned to
     * @param state encoded state; empty when ended
     * @param timers its timers; none when ended
     * @param startedAt decision time of its start
     * @param endedAt null while running
     * @param end null while running
     */
    @SuppressWarnings("ArrayRecordComponent") // opaque bytes that are only handed on
    public record StoredInstance(
            InstanceKey key,
            String definitionHash,
            byte[] state,
            List<Timer> timers,
            Instant startedAt,
            @Nullable Instant endedAt,
            Decision.@Nullable End end) {
        public StoredInstance {
            timers = List.copyOf(timers);
        }

        /** A run that goes on. */
        public static StoredInstance running(
                InstanceKey key, String definitionHash, byte[] state, List<Timer> timers, Instant startedAt) {
            return new StoredInstance(key, definitionHash, state, timers, startedAt, null, null);
        }
    }
}
