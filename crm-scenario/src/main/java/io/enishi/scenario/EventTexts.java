package io.enishi.scenario;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a text field of an event by its name, or a field of several texts such as the products of an order. */
final class EventTexts {

    /** Stands between several texts where a run keeps them as one; no field holds such a character. */
    private static final String SEPARATOR = "\u001f";

    /** So many texts of 200 characters, three bytes each, fit into the state of a run. */
    private static final int MOST = 100;

    private EventTexts() {}

    /**
     * The field's text, or its first 100 texts, sorted, as one; null when the type has no such field or the event has no value there.
     */
    static @Nullable String read(CustomerEvent event, String field) {
        EventField reader = reader(event, field);
        if (reader == null || !reader.isPresent(event.body())) {
            return null;
        }
        return reader.kind() == EventField.Kind.TEXT ? reader.text(event.body()) : joined(reader.texts(event.body()));
    }

    private static String joined(Collection<String> texts) {
        return texts.size() == 1
                ? texts.iterator().next()
                : texts.stream().distinct().sorted().limit(MOST).collect(Collectors.joining(SEPARATOR));
    }

    /** Whether the event has, in that field, one of the texts that were {@link #read} of another event. */
    static boolean shares(String texts, CustomerEvent event, String field) {
        EventField reader = reader(event, field);
        if (reader == null || !reader.isPresent(event.body())) {
            return false;
        }
        if (texts.indexOf(SEPARATOR) < 0) {
            return reader.anyText(event.body(), texts::equals);
        }
        return reader.anyText(event.body(), Set.of(texts.split(SEPARATOR))::contains);
    }

    private static @Nullable EventField reader(CustomerEvent event, String field) {
        EventField reader = EventType.isCustom(event.type())
                ? EventType.customField(field, EventField.Kind.TEXT)
                : EventType.of(event.type()).flatMap(type -> type.field(field)).orElse(null);
        return reader != null && (reader.kind() == EventField.Kind.TEXT || reader.kind() == EventField.Kind.TEXTS)
                ? reader
                : null;
    }

    /** The texts that {@link #read} put together. */
    static List<String> split(String texts) {
        return List.of(texts.split(SEPARATOR));
    }

    /** The whole number in a field, as a text; null when there is none. */
    static @Nullable String whole(CustomerEvent event, String field) {
        EventField reader = EventType.isCustom(event.type())
                ? EventType.customField(field, EventField.Kind.NUMBER)
                : EventType.of(event.type()).flatMap(type -> type.field(field)).orElse(null);
        return reader != null && reader.kind() == EventField.Kind.NUMBER && reader.isPresent(event.body())
                ? String.valueOf(reader.number(event.body()))
                : null;
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
