package io.enishi.core.condition;

import io.enishi.core.value.AttributeValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value test compiled for attribute values. A value of another kind than the test's passes neither it nor its opposite. */
@FunctionalInterface
interface AttributeTest {

    boolean test(@Nullable AttributeValue value);

    static AttributeTest of(ValueTest test) {
        if (test instanceof ValueTest.Present) {
            return value -> value != null;
        }
        if (test instanceof ValueTest.Absent) {
            return value -> value == null;
        }
        if (test instanceof ValueTest.Compares compares) {
            Comparison comparison = compares.comparison();
            return value -> value instanceof AttributeValue.Whole whole && comparison.test(whole.number());
        }
        if (test instanceof ValueTest.StartsWith starts) {
            String prefix = starts.prefix();
            return value ->
                    value instanceof AttributeValue.Text text && text.text().startsWith(prefix);
        }
        List<AttributeValue> values = ((ValueTest.In) test).values();
        if (values.size() == 1) {
            AttributeValue only = values.get(0);
            return only::equals;
        }
        Set<AttributeValue> set = Set.copyOf(values);
        return value -> value != null && set.contains(value);
    }
}
