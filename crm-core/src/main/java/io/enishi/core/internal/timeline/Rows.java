package io.enishi.core.internal.timeline;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.timeline.Columns.Row;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A frozen version of some rows: the first {@link #size()} of shared {@link Columns}. */
abstract class Rows {
    final Vocabulary vocabulary;
    final Columns columns;
    private final int size;

    Rows(Vocabulary vocabulary, Columns columns, int size) {
        this.vocabulary = vocabulary;
        this.columns = columns;
        this.size = size;
    }

    public final int size() {
        return size;
    }

    public final int visibleAt(long nowMillis) {
        return nowMillis == Long.MAX_VALUE ? size : columns.firstFrom(nowMillis + 1, size);
    }

    public final int since(long millis) {
        return columns.firstFrom(millis, size);
    }

    public final long occurredAt(int row) {
        return columns.occurredAt(Objects.checkIndex(row, size));
    }

    public final long receivedAt(int row) {
        return columns.receivedAt(Objects.checkIndex(row, size));
    }

    public final int typeNumber(int row) {
        return columns.type(Objects.checkIndex(row, size));
    }

    public final String type(int row) {
        return vocabulary.types.name(typeNumber(row));
    }

    public final String source(int row) {
        return vocabulary.sources.name(columns.source(Objects.checkIndex(row, size)));
    }

    public final EventId id(int row) {
        Objects.checkIndex(row, size);
        return new EventId(columns.idHigh(row), columns.idLow(row));
    }

    public final EventBody body(int row) {
        return columns.body(Objects.checkIndex(row, size));
    }

    /** The row as an event of a person known by these identifiers. */
    public final CustomerEvent event(int row, List<Identifier> who) {
        Objects.checkIndex(row, size);
        return new CustomerEvent(
                source(row),
                id(row),
                who,
                Instant.ofEpochMilli(columns.occurredAt(row)),
                Instant.ofEpochMilli(columns.receivedAt(row)),
                columns.causation(row),
                columns.body(row));
    }

    final Row rowOf(CustomerEvent event, int origin) {
        return new Row(
                event.id().high(),
                event.id().low(),
                Columns.time(event.occurredAt().toEpochMilli()),
                vocabulary.sources.number(event.source()),
                Columns.time(event.receivedAt().toEpochMilli()),
                vocabulary.types.number(event.type()),
                event.body(),
                event.causation(),
                origin);
    }

    final int find(Row row) {
        return columns.find(row.source(), row.idHigh(), row.idLow(), size, vocabulary.sources);
    }

    /** Where a row that is not there belongs. */
    static int placeOf(Row row, Columns columns, int size, NameTable sources) {
        int found = columns.search(row.time(), row.source(), row.idHigh(), row.idLow(), size, sources);
        return found < 0 ? -found - 1 : found;
    }

    /** Which of two copies of one event stays: the earlier one, else the one with the smaller content hash; 0 if they are equal. */
    static int compareCopies(long time, EventBody body, long otherTime, EventBody otherBody) {
        int byTime = Long.compare(time, otherTime);
        return byTime != 0 ? byTime : ContentHash.compare(body, otherBody);
    }
}
