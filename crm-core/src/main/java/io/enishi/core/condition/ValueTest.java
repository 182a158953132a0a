package io.enishi.core.condition;

import io.enishi.core.value.AttributeValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A test of one value: of an event field or a profile attribute. A set-valued field passes if one of its values passes. An
 * absent value passes only {@link Absent}.
 */
public sealed interface ValueTest {

    static ValueTest is(String text) {
        return new In(List.of(AttributeValue.of(text)));
    }

    static ValueTest is(long number) {
        return new In(List.of(AttributeValue.of(number)));
    }

    static ValueTest is(boolean flag) {
        return new In(List.of(AttributeValue.of(flag)));
    }

    static ValueTest in(String... texts) {
        return new In(Arrays.stream(texts).map(AttributeValue::of).toList());
    }

    static ValueTest atLeast(long bound) {
        return new Compares(Comparison.atLeast(bound));
    }

    static ValueTest atMost(long bound) {
        return new Compares(Comparison.atMost(bound));
    }

    static ValueTest moreThan(long bound) {
        return new Compares(Comparison.moreThan(bound));
    }

    static ValueTest lessThan(long bound) {
        return new Compares(Comparison.lessThan(bound));
    }

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of test. */
    interface Cases<R> {
        R in(In in);

        R compares(Compares compares);

        R startsWith(StartsWith starts);

        R present(Present present);

        R absent(Absent absent);
    }

    /**
     * The value equals one of those given.
     *
     * @param values at least one, all of one kind
     */
    record In(List<AttributeValue> values) implements ValueTest {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("value test must list at least one value");
            }
            if (values.stream().map(Object::getClass).distinct().count() > 1) {
                throw new IllegalArgumentException("value test must list values of one kind");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.in(this);
        }
    }

    /** The value is a number (or amount in minor units) that compares so. */
    record Compares(Comparison comparison) implements ValueTest {
        public Compares {
            Objects.requireNonNull(comparison, "comparison");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.compares(this);
        }
    }

    /** The value is a text that begins so. */
    record StartsWith(String prefix) implements ValueTest {
        public StartsWith {
            if (prefix.isEmpty()) {
                throw new IllegalArgumentException("prefix must not be empty");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.startsWith(this);
        }
    }

    /** There is a value. */
    record Present() implements ValueTest {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.present(this);
        }
    }

    /** There is no value. */
    record Absent() implements ValueTest {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.absent(this);
        }
    }
}
