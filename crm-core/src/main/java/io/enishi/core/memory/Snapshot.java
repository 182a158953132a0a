package io.enishi.core.memory;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.memory.Rows.CustomerRow;
import io.enishi.core.memory.Rows.OriginRow;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer's rows as {@code load} answers them; made under the store's lock, unchanged after it. */
final class Snapshot {

    private Snapshot() {}

    /** @param checkpoint what the answer begins with instead of the events before it; null for all events */
    static StoredCustomer of(CustomerRow customer, @Nullable StoredCheckpoint checkpoint, Outbox outbox) {
        List<StoredOrigin> parts = new ArrayList<>(customer.origins.size());
        for (OriginRow origin : customer.origins) {
            parts.add(new StoredOrigin(
                    origin.id,
                    origin.minted,
                    since(origin.events, checkpoint),
                    null,
                    List.copyOf(origin.identifiers.values()),
                    origin.restricted));
        }
        List<StoredInstance> instances = new ArrayList<>();
        List<StoredCommand> open = new ArrayList<>();
        List<Dispatched> dispatched = new ArrayList<>();
        for (OriginRow origin : customer.origins) {
            instances.addAll(origin.instances.values());
            for (CommandKey key : origin.openCommands) {
                open.add(Objects.requireNonNull(outbox.get(key)));
            }
            dispatched.addAll(origin.dispatched);
        }
        instances.sort(Comparator.comparing(StoredInstance::startedAt)
                .thenComparing(instance -> instance.key().origin())
                .thenComparing(instance -> instance.key().journey())
                .thenComparing(instance -> instance.key().entry()));
        dispatched.sort(Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key));
        return new StoredCustomer(
                customer.id,
                customer.version,
                parts,
                customer.membership,
                Instant.ofEpochMilli(customer.lastDecided),
                instances,
                open,
                dispatched,
                checkpoint);
    }

    private static List<CustomerEvent> since(List<CustomerEvent> events, @Nullable StoredCheckpoint checkpoint) {
        if (checkpoint == null) {
            return events;
        }
        return events instanceof TimelineEvents ours
                ? ours.since(checkpoint.until())
                : events.stream()
                        .filter(event -> !event.occurredAt().isBefore(checkpoint.until()))
                        .toList();
    }
}
