package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import java.util.Comparator;

/** The order of a timeline for events that do not stand in one yet: time, then source by name, then id, unsigned. */
final class TimelineOrder {

    static final Comparator<CustomerEvent> EVENTS = Comparator.comparing(CustomerEvent::occurredAt)
            .thenComparing(CustomerEvent::source)
            .thenComparing(CustomerEvent::id);

    private TimelineOrder() {}
}
