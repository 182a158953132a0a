package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the origin that events go to, and what they show of it. */
final class Routes {

    private final CustomerStore store;
    private final OriginIds originIds;
    private final AddressNormaliser normaliser;

    Routes(CustomerStore store, OriginIds originIds, AddressNormaliser normaliser) {
        this.store = store;
        this.originIds = originIds;
        this.normaliser = normaliser;
    }

    /**
     * Where an event goes.
     *
     * @param origin its origin; null when none of its identifiers is usable
     * @param isReaction whether the origin is that of a message of ours that it answers
     */
    record Route(@Nullable OriginId origin, boolean isReaction) {}

    Route of(CustomerEvent event) {
        OriginId answered = originOfMessage(event).orElse(null);
        return answered != null
                ? new Route(answered, true)
                : new Route(originIds.originOf(event.identifiers()).orElse(null), false);
    }

    /**
     * Events of one instant and one origin as one input.
     *
     * @param clock the wall clock, or for history the time of the events where that is earlier: later events are kept but not visible yet
     * @param heard the wall clock
     * @param wouldStart gets the runs that a backfill would have started; null when nobody asks
     * @return the input, with one outcome to be filled in for each event; they are filled where nobody can be found
     */
    Incoming incoming(
            List<CustomerEvent> group,
            Route route,
            Mode mode,
            long clock,
            long heard,
            @Nullable Collection<InstanceKey> wouldStart) {
        // Whoever taps a forwarded message comes with identifiers of their own: they are no evidence about its
        // recipient.
        List<SeenIdentifier> seen = route.isReaction() || route.origin() == null ? List.of() : sightings(group);
        OriginId origin = route.origin() == null ? Incoming.NOBODY : route.origin();
        return new Incoming(
                origin, group, seen, mode, clock, heard, new AcceptOutcome[group.size()], wouldStart, new boolean[1]);
    }

    /** A reaction to a message of ours follows the origin of that message; empty for everything else. */
    private Optional<OriginId> originOfMessage(CustomerEvent event) {
        if (event.body() instanceof EventBody.MessageEvent reaction) {
            return commandKey(reaction.message())
                    .filter(key -> store.command(key).isPresent())
                    .map(CommandKey::origin);
        }
        return Optional.empty();
    }

    private static Optional<CommandKey> commandKey(String message) {
        int slashes = 0;
        for (int i = 0; i < message.length(); i++) {
            slashes += message.charAt(i) == '/' ? 1 : 0;
        }
        if (slashes != 3 || message.indexOf('/') != 32) {
            return Optional.empty();
        }
        try {
            return Optional.of(CommandKey.parse(message));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty(); // a sender's own id that happens to look like a key
        }
    }

    List<SeenIdentifier> sightings(List<CustomerEvent> group) {
        List<SeenIdentifier> seen = new ArrayList<>(1);
        for (CustomerEvent event : group) {
            for (Identifier identifier : event.identifiers()) {
                MatchKey key = normaliser.matchKey(identifier).orElse(null);
                seen.add(new SeenIdentifier(identifier, key, event.source(), event.occurredAt()));
            }
        }
        return seen;
    }

    /** The identifier that leads to the origin; any other where that one is not kept. */
    @Nullable
    Identifier ownIdentifier(Part part) {
        Identifier any = null;
        for (Identifier identifier : part.identifiers.keySet()) {
            if (originIds.originOf(List.of(identifier)).filter(part.id::equals).isPresent()) {
                return identifier;
            }
            any = any == null ? identifier : any;
        }
        return any;
    }
}
