package io.enishi.core.internal.timeline;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.Columns.Row;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of one origin: its events, each once, in order. An immutable value: {@link #plus} answers a new one, which shares
 * its arrays with the old.
 *
 * <p>Cost: an event that comes in order, amortised constant time (ids are compared one by one up to 64 rows and looked up in a table
 * beyond); a late one copies the arrays, 36 bytes a row, so import history in order of time where a person has a hundred thousand
 * events. Memory: 36 bytes a row plus room to grow, about 110 bytes a timeline, bodies apart.
 *
 * <p>Threads: readers need nothing. Calls of {@code plus} and {@code withHorizon} on versions of one timeline come one at a time, each after the
 * one before it (the runtime serialises the inputs of a customer).
 */
public final class OriginTimeline extends Rows {
    private static final long NO_HORIZON = Long.MIN_VALUE;

    private final long horizon;

    private OriginTimeline(Vocabulary vocabulary, Columns columns, int size, long horizon) {
        super(vocabulary, columns, size);
        this.horizon = horizon;
    }

    public static OriginTimeline empty(Vocabulary vocabulary) {
        return new OriginTimeline(vocabulary, Columns.EMPTY, 0, NO_HORIZON);
    }

    /**
     * The timeline after an event arrived.
     *
     * @throws IllegalArgumentException if the shop has more different types or sources than the columns can number (half a million)
     */
    public Arrival plus(CustomerEvent event) {
        long at = event.occurredAt().toEpochMilli();
        if (at < horizon) {
            return new Arrival.TooLate(this, Instant.ofEpochMilli(horizon));
        }
        Row row = rowOf(event, 0);
        int known = find(row);
        if (known < 0) {
            int place = placeOf(row, columns, size(), vocabulary.sources);
            return new Arrival.Added(version(columns.with(row, place, size()), size() + 1), place);
        }
        int order = compareCopies(row.time(), row.body(), columns.time(known), columns.body(known));
        if (order == 0) {
            return new Arrival.Duplicate(this);
        }
        if (order > 0) {
            return new Arrival.Conflict(this, false, known);
        }
        Columns rest = columns.without(known, size());
        int place = placeOf(row, rest, size() - 1, vocabulary.sources);
        return new Arrival.Conflict(version(rest.with(row, place, size() - 1), size()), true, place);
    }

    /**
     * The timeline without what happened before {@code changed}; from now on events before it are too late. A horizon never moves
     * back.
     */
    public OriginTimeline withHorizon(Instant changed) {
        long millis = changed.toEpochMilli();
        if (millis <= horizon) {
            return this;
        }
        int from = since(millis);
        Columns kept = from == 0 ? columns : columns.from(from, size());
        return new OriginTimeline(vocabulary, kept, size() - from, millis);
    }

    /** The same rows in arrays of their own. */
    OriginTimeline detached() {
        return version(columns.from(0, size()), size());
    }

    /** The rows from an instant on, for whoever knows otherwise what was before. */
    public OriginTimeline since(Instant from) {
        int first = since(from.toEpochMilli());
        return first == 0 ? this : new OriginTimeline(vocabulary, columns.from(first, size()), size() - first, horizon);
    }

    /** The instant before which rows were folded away; empty when none were. */
    public Optional<Instant> horizon() {
        return horizon == NO_HORIZON ? Optional.empty() : Optional.of(Instant.ofEpochMilli(horizon));
    }

    /** All rows as events of a person known by these identifiers. */
    public List<CustomerEvent> export(List<Identifier> who) {
        List<CustomerEvent> events = new ArrayList<>(size());
        for (int row = 0; row < size(); row++) {
            events.add(event(row, who));
        }
        return events;
    }

    private OriginTimeline version(Columns changed, int size) {
        return new OriginTimeline(vocabulary, changed, size, horizon);
    }
}
