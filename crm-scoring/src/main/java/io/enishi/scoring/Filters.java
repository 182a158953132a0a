package io.enishi.scoring;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.value.AttributeValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles filters for one event type. */
final class Filters {

    private Filters() {}

    /** A test, or null where every event passes. */
    static @Nullable EventTest compile(EventFilter filter, String type) {
        if (filter instanceof EventFilter.All all) {
            EventTest[] tests = all.filters().stream()
                    .map(part -> compile(part, type))
                    .filter(test -> test != null)
                    .toArray(EventTest[]::new);
            if (tests.length == 0) {
                return null;
            }
            return tests.length == 1 ? tests[0] : event -> allPass(tests, event);
        }
        if (filter instanceof EventFilter.Any any) {
            EventTest[] tests =
                    any.filters().stream().map(part -> compile(part, type)).toArray(EventTest[]::new);
            for (EventTest test : tests) {
                if (test == null) {
                    return null;
                }
            }
            return event -> anyPasses(tests, event);
        }
        if (filter instanceof EventFilter.Not not) {
            EventTest test = compile(not.filter(), type);
            return test == null ? event -> false : event -> !test.test(event);
        }
        if (filter instanceof EventFilter.Field field) {
            return field(field, type);
        }
        throw new IllegalArgumentException("a score rule cannot ask the catalogue");
    }

    private static boolean allPass(EventTest[] tests, CustomerEvent event) {
        for (EventTest test : tests) {
            if (!test.test(event)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyPasses(EventTest[] tests, CustomerEvent event) {
        for (EventTest test : tests) {
            if (test.test(event)) {
                return true;
            }
        }
        return false;
    }

    /** The numeric field of that name, or null where the type has none. */
    static @Nullable EventField number(String type, String field) {
        Optional<EventType> standard = EventType.of(type);
        return standard.isPresent()
                ? standard.get().field(field).orElse(null)
                : EventType.customField(field, EventField.Kind.NUMBER);
    }

    private static EventTest field(EventFilter.Field filter, String type) {
        Optional<EventType> standard = EventType.of(type);
        EventField field = standard.isPresent()
                ? standard.get().field(filter.name()).orElse(null)
                : EventType.customField(filter.name(), kindOf(filter.test()));
        boolean wantsAbsence = filter.test() instanceof ValueTest.Absent;
        if (field == null) {
            return event -> wantsAbsence;
        }
        if (wantsAbsence) {
            return event -> !field.isPresent(event.body());
        }
        if (filter.test() instanceof ValueTest.Present) {
            return event -> field.isPresent(event.body());
        }
        if (filter.test() instanceof ValueTest.Compares compares) {
            return event ->
                    field.isPresent(event.body()) && compares.comparison().test(field.number(event.body()));
        }
        if (filter.test() instanceof ValueTest.StartsWith startsWith) {
            return event -> field.isPresent(event.body()) && startsWith(field, event.body(), startsWith.prefix());
        }
        return in(field, ((ValueTest.In) filter.test()).values());
    }

    private static EventField.Kind kindOf(ValueTest test) {
        AttributeValue first = test instanceof ValueTest.In in ? in.values().get(0) : null;
        if (test instanceof ValueTest.Compares || first instanceof AttributeValue.Whole) {
            return EventField.Kind.NUMBER;
        }
        return first instanceof AttributeValue.Flag ? EventField.Kind.FLAG : EventField.Kind.TEXT;
    }

    private static boolean startsWith(EventField field, EventBody body, String prefix) {
        if (field.kind() == EventField.Kind.TEXT) {
            return field.text(body).startsWith(prefix);
        }
        for (String text : field.texts(body)) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static EventTest in(EventField field, List<AttributeValue> values) {
        if (values.get(0) instanceof AttributeValue.Text) {
            String[] texts =
                    values.stream().map(value -> (String) value.plain()).toArray(String[]::new);
            return event -> field.isPresent(event.body()) && isIn(field, event.body(), texts);
        }
        long[] numbers = values.stream()
                .mapToLong(value -> value.plain() instanceof Boolean flag ? (flag ? 1 : 0) : (Long) value.plain())
                .toArray();
        return event -> field.isPresent(event.body()) && isIn(field.number(event.body()), numbers);
    }

    private static boolean isIn(EventField field, EventBody body, String[] texts) {
        if (field.kind() == EventField.Kind.TEXT) {
            String text = field.text(body);
            for (String wanted : texts) {
                if (wanted.equals(text)) {
                    return true;
                }
            }
            return false;
        }
        for (String wanted : texts) {
            if (field.texts(body).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(long number, long[] numbers) {
        for (long wanted : numbers) {
            if (wanted == number) {
                return true;
            }
        }
        return false;
    }
}
