package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.EventId;

/** What an explanation names of an event. */
record Happening(String source, EventId id, String type, long time) {

    static Happening of(CustomerEvent event) {
        return new Happening(
                event.source(), event.id(), event.type(), event.occurredAt().toEpochMilli());
    }
}
