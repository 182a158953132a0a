package io.enishi.scenario;

import io.enishi.core.value.Names;
import java.util.Objects;

/**
 * A date that the timeline states: when the latest matching event occurred, or the instant in one of its fields. A later event
 * moves it, and waits that depend on it move along.
 *
 * <p>Among events without a {@code same} field only those from the run's beginning on count, the triggering event included.
 *
 * @param stated the events that state it
 * @param field a field of kind INSTANT ({@code ships-at}, {@code expires-at}); empty for the time of the event itself
 */
public record Fact(Occurrence stated, String field) {

    public Fact {
        Objects.requireNonNull(stated, "stated");
        if (!field.isEmpty()) {
            Names.requireName("field name", field, 64);
        }
    }

    /** When {@code occurrence} last happened. */
    public static Fact timeOf(Occurrence occurrence) {
        return new Fact(occurrence, "");
    }

    /** The instant in {@code field} of the latest {@code occurrence}. */
    public static Fact fieldOf(String field, Occurrence occurrence) {
        return new Fact(occurrence, field);
    }
}
