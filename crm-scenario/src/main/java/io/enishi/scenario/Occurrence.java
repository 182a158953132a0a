package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.value.Names;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An event to look for: one that a selection counts and that belongs to the event which started the run.
 *
 * @param of which events
 * @param same fields that must hold the same value as in the triggering event, such as {@code order}; empty for any event. Only
 *     text fields, and only in scenarios that start on an event. Of fields with several texts, such as the {@code product} of an
 *     order, one value in common is enough
 */
public record Occurrence(Selection of, SortedSet<String> same) {

    public Occurrence {
        Objects.requireNonNull(of, "of");
        same = Collections.unmodifiableSortedSet(new TreeSet<>(same));
        same.forEach(field -> Names.requireName("field name", field, 64));
    }

    public static Occurrence of(Selection of) {
        return new Occurrence(of, Collections.emptySortedSet());
    }

    public static Occurrence of(String... types) {
        return of(Selection.of(types));
    }

    /** Only events whose {@code field} equals the triggering event's. */
    public Occurrence same(String field) {
        SortedSet<String> fields = new TreeSet<>(same);
        fields.add(field);
        return new Occurrence(of, fields);
    }
}
