package io.enishi.core.internal.runtime;

import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts customers together anew when origins move between them. */
final class Assembly {

    private Assembly() {}

    /**
     * Builds working memory for a new set of origins out of that of the customers they come from. Memberships start as the union of
     * theirs; everything derived is computed by the decision that follows.
     *
     * @param fresh an origin that is new with this change, or null
     */
    static Hot of(Engine engine, Set<OriginId> person, Collection<Hot> contributors, @Nullable OriginId fresh) {
        List<Part> parts = new ArrayList<>();
        for (Hot contributor : contributors) {
            for (Part part : contributor.parts) {
                if (person.contains(part.id)) {
                    parts.add(part);
                }
            }
        }
        if (fresh != null && person.contains(fresh) && parts.stream().noneMatch(part -> part.id.equals(fresh))) {
            parts.add(new Part(fresh, Long.MAX_VALUE, OriginTimeline.empty(engine.vocabulary)));
        }
        parts.sort(Comparator.<Part>comparingLong(part -> part.minted).thenComparing(part -> part.id));
        Hot hot = new Hot(engine.definitions, engine.vocabulary, engine.shopZone, new CustomerId(parts.get(0).id));
        hot.parts.addAll(parts);
        hot.checkpointUntil = Hot.ANY_CHECKPOINT;
        List<Instance> runs = new ArrayList<>();
        for (Hot contributor : contributors) {
            boolean feeds = contributor.parts.stream().anyMatch(part -> person.contains(part.id));
            if (!feeds) {
                continue;
            }
            hot.lastDecided = Math.max(hot.lastDecided, contributor.lastDecided);
            hot.historyUntil = Math.max(hot.historyUntil, contributor.historyUntil);
            for (int word = 0; word < hot.bits.length; word++) {
                hot.bits[word] |= contributor.bits[word];
            }
            for (Instance run : contributor.instances.values()) {
                if (person.contains(run.key.origin())) {
                    runs.add(run);
                }
            }
            contributor.openCommands.forEach((key, command) -> {
                if (person.contains(key.origin())) {
                    hot.openCommands.put(key, command);
                }
            });
            contributor.dispatched.stream()
                    .filter(message -> person.contains(message.key().origin()))
                    .forEach(hot.dispatched::add);
        }
        runs.sort(Instance.IN_ORDER_OF_START);
        runs.forEach(run -> hot.instances.put(run.key, run));
        hot.dispatched.sort(Hot.MESSAGES);
        hot.membershipKnown = true;
        return hot;
    }

    /** The change of a customer whose origins are all somebody else's now. */
    static CustomerChange gone(Hot contributor) {
        return new CustomerChange(
                contributor.id,
                contributor.version,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Membership("", new long[0]),
                contributor.lastDecided,
                Hot.NEVER,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                false,
                CheckpointChange.dropped());
    }
}
