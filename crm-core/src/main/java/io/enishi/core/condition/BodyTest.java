package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MoneyConverter;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter compiled for bodies of one type: fields are found, values are in the form that comparing needs. Allocates nothing.
 *
 * <p>It does not declare {@code test} again: asked as a predicate, every test would then go by a bridge to the one declared here, two calls
 * that no compiler can foresee instead of one.
 */
@FunctionalInterface
interface BodyTest extends Predicate<EventBody> {

    /** For a field that the type does not have, or that does not suit its test. */
    static BodyTest never() {
        return body -> false;
    }

    static BodyTest all(List<BodyTest> parts) {
        if (parts.isEmpty()) {
            return body -> true;
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        BodyTest[] tests = parts.toArray(BodyTest[]::new);
        return body -> {
            for (BodyTest test : tests) {
                if (!test.test(body)) {
                    return false;
                }
            }
            return true;
        };
    }

    static BodyTest any(List<BodyTest> parts) {
        BodyTest[] tests = parts.toArray(BodyTest[]::new);
        return body -> {
            for (BodyTest test : tests) {
                if (test.test(body)) {
                    return true;
                }
            }
            return false;
        };
    }

    static BodyTest not(BodyTest part) {
        return body -> !part.test(body);
    }

    /** A test of a field whose kind suits it; the caller has checked that. */
    static BodyTest field(EventField field, ValueTest test, @Nullable MoneyConverter converter) {
        if (test instanceof ValueTest.Present) {
            return field::isPresent;
        }
        if (test instanceof ValueTest.Absent) {
            return body -> !field.isPresent(body);
        }
        if (test instanceof ValueTest.Compares compares) {
            return compares(field, compares.comparison(), FieldNumber.of(field, converter));
        }
        if (test instanceof ValueTest.StartsWith starts) {
            String prefix = starts.prefix();
            Predicate<String> passes = text -> text.startsWith(prefix);
            return body -> field.anyText(body, passes);
        }
        List<AttributeValue> values = ((ValueTest.In) test).values();
        return switch (field.kind()) {
            case TEXT, TEXTS -> {
                Predicate<String> passes = oneOf(values);
                yield body -> field.anyText(body, passes);
            }
            case NUMBER, MONEY, INSTANT -> {
                long[] numbers = values.stream()
                        .mapToLong(value -> ((AttributeValue.Whole) value).number())
                        .toArray();
                FieldNumber number = FieldNumber.of(field, converter);
                yield body -> field.isPresent(body) && contains(numbers, number.read(body));
            }
            case FLAG -> {
                boolean yes = values.contains(AttributeValue.of(true));
                boolean no = values.contains(AttributeValue.of(false));
                yield body -> field.isPresent(body) && (field.number(body) != 0 ? yes : no);
            }
        };
    }

    /** This runs for every event and every rule, so what is known beforehand is asked beforehand. */
    private static BodyTest compares(EventField field, Comparison comparison, FieldNumber number) {
        if (!field.isAlwaysPresent()) {
            return body -> field.isPresent(body) && comparison.test(number.read(body));
        }
        long bound = comparison.bound();
        return switch (comparison.operator()) {
            case GTE -> body -> number.read(body) >= bound;
            case LT -> body -> number.read(body) < bound;
            default -> body -> comparison.test(number.read(body));
        };
    }

    private static Predicate<String> oneOf(List<AttributeValue> values) {
        if (values.size() == 1) {
            return ((AttributeValue.Text) values.get(0)).text()::equals;
        }
        return Set.copyOf(values.stream()
                .map(value -> ((AttributeValue.Text) value).text())
                .toList())::contains;
    }

    private static boolean contains(long[] numbers, long number) {
        for (long candidate : numbers) {
            if (candidate == number) {
                return true;
            }
        }
        return false;
    }

    /** A test of an attribute of a custom event, whatever kind it turns out to have. */
    static BodyTest attribute(String name, ValueTest test) {
        AttributeTest compiled = AttributeTest.of(test);
        return body -> compiled.test(EventType.attribute(body, name));
    }
}
