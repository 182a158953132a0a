package io.enishi.core.internal.timeline;

import io.enishi.core.event.EventType;
import java.util.List;

/** The type and source names of one {@code Crm}'s timelines as small numbers; all its timelines share one. Thread-safe. */
public final class Vocabulary {
    final NameTable types = new NameTable(
            "event types",
            Columns.MAX_TYPES,
            EventType.all().stream().map(EventType::name).toList());
    final NameTable sources = new NameTable("event sources", Columns.MAX_SOURCES, List.of());

    /** The number that timelines give to a type, see {@code Timeline#typeNumber}; -1 for a custom type that no event had yet. */
    public int typeNumber(String type) {
        return types.find(type);
    }
}
