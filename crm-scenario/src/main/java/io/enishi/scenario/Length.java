package io.enishi.scenario;

import io.enishi.core.condition.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long a wait lasts. */
public sealed interface Length {

    static Length of(Span span) {
        return new Fixed(span);
    }

    /** So many days as {@code figure} says when the run comes there; {@code otherwise} when it is unknown. */
    static Days days(Figure figure, Span otherwise) {
        return new Days(figure, 0, otherwise);
    }

    /** Always the same. */
    record Fixed(Span span) implements Length {
        public Fixed {
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * Days of 24 hours, looked up. Less than a day means at once; more than {@value #MOST} count as unknown.
     *
     * @param figure not a written one, which is a span
     * @param more added to it; negative for fewer days
     * @param otherwise when the figure is unknown; null is reported when the scenario is compiled
     */
    record Days(Figure figure, int more, @Nullable Span otherwise) implements Length {

        /** Ten years. */
        static final int MOST = 3_660;

        public Days {
            Objects.requireNonNull(figure, "figure");
            if (figure instanceof Figure.Written) {
                throw new IllegalArgumentException("a length of days looks its figure up; write a span instead");
            }
            if (Math.abs((long) more) > MOST) {
                throw new IllegalArgumentException(
                        "days to add must be -" + MOST + " to " + MOST + ", but were " + more);
            }
        }

        /** So many days more. */
        public Days plus(int days) {
            return new Days(figure, Math.addExact(more, days), otherwise);
        }

        /** So many days fewer. */
        public Days minus(int days) {
            return plus(Math.negateExact(days));
        }
    }
}
