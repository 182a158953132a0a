package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of the events that a message can tell of as what started its run; none where a date starts it, and empty where it may be
 * any event: a segment is entered by whatever happened, and a request may name an event.
 */
record TriggerTypes() implements Entry.Cases<Optional<Set<String>>> {

    @Override
    public Optional<Set<String>> onEvent(Entry.OnEvent event) {
        return of(event.of());
    }

    @Override
    public Optional<Set<String>> onShopEvent(Entry.OnShopEvent event) {
        return of(event.of());
    }

    @Override
    public Optional<Set<String>> afterAbsence(Entry.AfterAbsence absence) {
        return of(absence.of());
    }

    @Override
    public Optional<Set<String>> onSegment(Entry.OnSegment segment) {
        return Optional.empty();
    }

    @Override
    public Optional<Set<String>> everyYear(Entry.EveryYear year) {
        return Optional.of(Set.of());
    }

    @Override
    public Optional<Set<String>> schedule(Entry.Schedule schedule) {
        return Optional.of(Set.of());
    }

    @Override
    public Optional<Set<String>> deadline(Entry.Deadline deadline) {
        return of(deadline.of());
    }

    @Override
    public Optional<Set<String>> anyOf(Entry.AnyOf several) {
        Set<String> types = new TreeSet<>();
        for (Entry each : several.each()) {
            Optional<Set<String>> own = each.fold(this);
            if (own.isEmpty()) {
                return own;
            }
            types.addAll(own.get());
        }
        return Optional.of(types);
    }

    @Override
    public Optional<Set<String>> onRequest(Entry.OnRequest request) {
        return Optional.empty();
    }

    private static Optional<Set<String>> of(Selection selection) {
        return selection.kind() == Selection.Kind.TYPES ? Optional.of(selection.types()) : Optional.empty();
    }
}
