package io.enishi.core.event;

import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a person: an envelope and a body.
 *
 * <p>Two events with the same source and id are the same event. Times are kept to the millisecond; finer parts are cut off.
 *
 * @param source the system that says so ({@code ec}, {@code pos}, ...), a name, see {@code Names}
 * @param id unique within the source; the same on every redelivery
 * @param identifiers who it happened to, at least one; the strongest decides the origin, the others are evidence
 * @param occurredAt when it happened, from 1900 to 2199
 * @param receivedAt when we heard of it, from 1900 to 2199
 * @param causation the event that caused this one, when the engine emitted it
 * @param body what happened
 */
public record CustomerEvent(
        String source,
        EventId id,
        List<Identifier> identifiers,
        Instant occurredAt,
        Instant receivedAt,
        @Nullable EventId causation,
        EventBody body) {

    /** More identifiers than any real source sends; a guard against hostile input. */
    private static final int MAX_IDENTIFIERS = 50;

    public CustomerEvent {
        io.enishi.core.value.Names.requireName("event source", source, 64);
        Objects.requireNonNull(id, "id");
        identifiers = List.copyOf(identifiers);
        if (identifiers.isEmpty() || identifiers.size() > MAX_IDENTIFIERS) {
            throw new IllegalArgumentException(
                    "event must have 1 to " + MAX_IDENTIFIERS + " identifiers, but has " + identifiers.size());
        }
        occurredAt = EventRules.happened("occurredAt", occurredAt);
        receivedAt = EventRules.happened("receivedAt", receivedAt);
        Objects.requireNonNull(body, "body");
    }

    /** An event heard of the moment it happened. */
    public static CustomerEvent of(String source, EventId id, Identifier who, Instant occurredAt, EventBody body) {
        return new CustomerEvent(source, id, List.of(who), occurredAt, occurredAt, null, body);
    }

    public static CustomerEvent of(
            String source, EventId id, List<Identifier> who, Instant occurredAt, EventBody body) {
        return new CustomerEvent(source, id, who, occurredAt, occurredAt, null, body);
    }

    public CustomerEvent withReceivedAt(Instant changed) {
        return new CustomerEvent(source, id, identifiers, occurredAt, changed, causation, body);
    }

    public CustomerEvent withCausation(EventId changed) {
        return new CustomerEvent(source, id, identifiers, occurredAt, receivedAt, changed, body);
    }

    /** The stable name of what happened, such as {@code order.placed}. */
    public String type() {
        return body.type();
    }

    /** Names the event without personal data. */
    @Override
    public String toString() {
        return type() + " " + source + "/" + id + " at " + occurredAt;
    }
}
