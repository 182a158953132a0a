package io.enishi.scenario.experiment.statistics;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What data say, or why they say nothing. No function of this package answers with NaN.
 *
 * <pre>{@code
 * Answer<Significance> test = new TwoProportions(control, variant).zTest();
 * String said = test.fold(known -> "p = " + known.pValue(), unknown -> unknown.detail());
 * }</pre>
 *
 * @param <T> what is asked for
 */
public sealed interface Answer<T> {

    /** One result for each case. */
    <R> R fold(Function<? super T, R> known, Function<? super Unknown<T>, R> unknown);

    static <T> Answer<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Answer<T> unknown(Lack lack, String detail) {
        return new Unknown<>(lack, detail);
    }

    /** The answer, if there is one. */
    default Optional<T> known() {
        return fold(Optional::of, unknown -> Optional.empty());
    }

    /** The answer to what follows from this one. */
    default <R> Answer<R> map(Function<? super T, ? extends R> next) {
        return fold(value -> of(next.apply(value)), unknown -> unknown(unknown.lack(), unknown.detail()));
    }

    /**
     * The answer, for callers who can do nothing without one.
     *
     * @throws NoSuchElementException if there is none, with the reason
     */
    default T orElseThrow() {
        return fold(Function.identity(), unknown -> {
            throw new NoSuchElementException(unknown.detail());
        });
    }

    /** The data say this. */
    record Known<T>(T value) implements Answer<T> {
        public Known {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<? super T, R> known, Function<? super Unknown<T>, R> unknown) {
            return known.apply(value);
        }
    }

    /**
     * The data say nothing.
     *
     * @param detail what to tell a person
     */
    record Unknown<T>(Lack lack, String detail) implements Answer<T> {
        public Unknown {
            Objects.requireNonNull(lack, "lack");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public <R> R fold(Function<? super T, R> known, Function<? super Unknown<T>, R> unknown) {
            return unknown.apply(this);
        }
    }

    /** What is missing. */
    enum Lack {
        /** A group has nobody in it. */
        NOBODY,
        /** A group has too few for the method. */
        TOO_FEW,
        /** Everybody did the same, so chance cannot be told from effect. */
        NO_VARIATION,
        /** A relative difference to zero. */
        NO_BASE
    }
}
