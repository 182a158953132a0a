package io.enishi.scenario;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import org.jspecify.annotations.Nullable;

/** Reads a text field of an event by its name. */
final class EventTexts {

    private EventTexts() {}

    /** The field's text; null when the type has no such text field or the event has no value there. */
    static @Nullable String read(CustomerEvent event, String field) {
        EventField reader = EventType.isCustom(event.type())
                ? EventType.customField(field, EventField.Kind.TEXT)
                : EventType.of(event.type()).flatMap(type -> type.field(field)).orElse(null);
        if (reader == null || reader.kind() != EventField.Kind.TEXT || !reader.isPresent(event.body())) {
            return null;
        }
        return reader.text(event.body());
    }

    /** The instant in a field in epoch milliseconds; null when there is none. */
    static @Nullable Long instant(CustomerEvent event, String field) {
        EventField reader = EventType.isCustom(event.type())
                ? EventType.customField(field, EventField.Kind.INSTANT)
                : EventType.of(event.type()).flatMap(type -> type.field(field)).orElse(null);
        if (reader == null || reader.kind() != EventField.Kind.INSTANT || !reader.isPresent(event.body())) {
            return null;
        }
        return reader.number(event.body());
    }
}
