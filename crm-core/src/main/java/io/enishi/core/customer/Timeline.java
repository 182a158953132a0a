package io.enishi.core.customer;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one customer, over all their origins, in order: by time, then source name, then id (unsigned). Every event
 * stands there once, whatever the order in which it arrived and how often.
 *
 * <p>A timeline is a frozen view: rows are numbered from 0 and never change under a reader, on any thread. It holds events of the
 * future too, when a source sent some; {@link #visibleAt} tells how many rows a decision may see.
 *
 * <p>Reading by row allocates nothing, except where an object is returned that the columns do not hold ({@link #id}, {@link
 * #event}, ...). All row arguments must be at least 0 and less than {@link #size()}, else {@link IndexOutOfBoundsException}.
 */
public interface Timeline {

    /** Number of events, those of the future included. */
    int size();

    /** Number of rows that are visible at {@code nowMillis}: those that happened then or earlier, rows 0 to the result minus 1. */
    int visibleAt(long nowMillis);

    /** The first row that happened at {@code millis} or later; {@link #size()} when there is none. */
    int since(long millis);

    /** When it happened, in milliseconds since 1970. */
    long occurredAt(int row);

    /** When we heard of it, in milliseconds since 1970. */
    long receivedAt(int row);

    /**
     * A small number for the event's type: for standard types the position in {@code EventType.all()}, for custom types a larger
     * number that holds as long as the {@code Crm} lives. Never stored.
     */
    int typeNumber(int row);

    /** The stable type name. */
    String type(int row);

    String source(int row);

    EventId id(int row);

    EventBody body(int row);

    /** The event that caused it, when the engine emitted it. */
    Optional<EventId> causation(int row);

    /** The origin that it is stored under. */
    OriginId origin(int row);

    /**
     * The row as an event. Identifiers are kept per origin, not per event, so it carries those by which its origin is known, not
     * those it arrived with.
     */
    CustomerEvent event(int row);

    /** All rows as events, made when they are read. */
    List<CustomerEvent> events();

    /** The earliest event. */
    default Optional<CustomerEvent> first() {
        return size() == 0 ? Optional.empty() : Optional.of(event(0));
    }

    /** The latest event, of the future too. */
    default Optional<CustomerEvent> last() {
        return size() == 0 ? Optional.empty() : Optional.of(event(size() - 1));
    }

    /**
     * From when on everything is known. Empty: from the beginning; else rows before that instant were folded away by retention in at least
     * one origin.
     */
    Optional<Instant> knownSince();
}
