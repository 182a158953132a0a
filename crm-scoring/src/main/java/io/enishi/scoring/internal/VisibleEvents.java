package io.enishi.scoring.internal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.ContentHash;
import io.enishi.core.value.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts plain events into the order in which a timeline would have them. */
public final class VisibleEvents {

    private static final Comparator<CustomerEvent> TIMELINE = Comparator.comparing(CustomerEvent::occurredAt)
            .thenComparing(CustomerEvent::source)
            .thenComparing(CustomerEvent::id)
            .thenComparing(CustomerEvent::body, ContentHash::compare);

    private record Key(String source, EventId id) {}

    private VisibleEvents() {}

    /** The events that are visible at an instant, in timeline order, each once; of copies the earliest, as timelines do. */
    public static List<CustomerEvent> of(Collection<CustomerEvent> events, Instant at) {
        List<CustomerEvent> sorted = new ArrayList<>(events);
        sorted.removeIf(event -> event.occurredAt().isAfter(at));
        sorted.sort(TIMELINE);
        Set<Key> seen = new HashSet<>();
        sorted.removeIf(event -> !seen.add(new Key(event.source(), event.id())));
        return sorted;
    }
}
