package io.enishi.core.condition;

import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.AttributeValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the fields that conditions name in the event types of their selections. */
final class FieldFinder {

    private final ConditionContext context;
    private final Problems problems;

    FieldFinder(ConditionContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /**
     * The field in all types of a selection that have it; null, with a problem, if it is missing where it is needed or of a kind that
     * does not suit.
     */
    @Nullable
    FieldAccess find(String name, Selection selection, Set<EventField.Kind> kinds, String path, String purpose) {
        boolean named = selection.kind() == Selection.Kind.TYPES;
        Map<String, EventField> fields = new HashMap<>();
        boolean fits = true;
        for (EventType type : EventType.all()) {
            if (!covers(selection, type)) {
                continue;
            }
            EventField field = type.field(name).orElse(null);
            if (field == null && named) {
                fits = false;
                problems.add(
                        path,
                        type.name() + " has no field \"" + name + '"',
                        Problems.didYouMean(name, type.fields().keySet()));
            } else if (field != null && !kinds.contains(field.kind())) {
                fits = false;
                unsuited(name, type, field, kinds, path, purpose);
            } else if (field != null) {
                fields.put(type.name(), field);
            }
        }
        boolean custom = named && selection.types().stream().anyMatch(EventType::isCustom);
        if (fits && fields.isEmpty() && !custom) {
            problems.add(path, "no event of the selection has a field \"" + name + '"', "name the types of the events");
            return null;
        }
        return fits ? new FieldAccess(name, fields, context.converter()) : null;
    }

    private static boolean covers(Selection selection, EventType type) {
        return switch (selection.kind()) {
            case ALL -> true;
            case ACTIONS -> type.isAction();
            case TYPES -> selection.types().contains(type.name());
        };
    }

    private void unsuited(
            String name, EventType type, EventField field, Set<EventField.Kind> kinds, String path, String purpose) {
        List<String> suited = kinds.stream().map(Enum::name).sorted().toList();
        problems.add(
                path,
                "field \"" + name + "\" of " + type.name() + " is of kind " + field.kind() + ", which has no "
                        + purpose,
                "use a field of kind " + String.join(", ", suited));
    }

    /** The selection without events that have no number in the field. */
    static Selection having(String field, Selection selection) {
        boolean typed = selection.kind() == Selection.Kind.TYPES;
        if (typed && selection.types().stream().allMatch(type -> alwaysHas(type, field))) {
            return selection;
        }
        EventFilter number = EventFilter.field(field, ValueTest.atLeast(Long.MIN_VALUE));
        boolean customOnly = typed && selection.types().stream().allMatch(EventType::isCustom);
        EventFilter flag =
                EventFilter.field(field, new ValueTest.In(List.of(AttributeValue.of(true), AttributeValue.of(false))));
        return and(selection, customOnly ? new EventFilter.Any(List.of(number, flag)) : number);
    }

    private static boolean alwaysHas(String type, String field) {
        return EventType.of(type)
                .flatMap(standard -> standard.field(field))
                .map(found -> found.kind() == EventField.Kind.NUMBER || found.kind() == EventField.Kind.MONEY)
                .orElse(false);
    }

    static Selection and(Selection selection, String field, ValueTest test) {
        return and(selection, EventFilter.field(field, test));
    }

    private static Selection and(Selection selection, EventFilter more) {
        return selection.where(
                selection.where().equals(EventFilter.any())
                        ? more
                        : new EventFilter.All(List.of(selection.where(), more)));
    }
}
