package io.enishi.core.internal.doc;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value of a document, whichever notation it was written in. Immutable; equal iff it says the same in the same order. */
public sealed interface Node {

    /** What it is, for messages: {@code a mapping}, {@code a text}, ... */
    String kind();

    /**
     * Fields by name, in the order written.
     *
     * @param fields not modified afterwards
     */
    record Mapping(Map<String, Node> fields) implements Node {
        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** Items in order. */
    record Items(List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Text(String text) implements Node {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String kind() {
            return "a text";
        }
    }

    record Whole(long number) implements Node {
        @Override
        public String kind() {
            return "a whole number";
        }
    }

    /**
     * A number written with decimals.
     *
     * @param number at most 18 digits before and 18 after the point; trailing zeros are dropped, so that equal numbers are equal
     */
    record Decimal(BigDecimal number) implements Node {
        public Decimal {
            number = number.stripTrailingZeros();
            if (number.scale() > 18 || number.precision() - number.scale() > 18) {
                throw new IllegalArgumentException("decimal must have at most 18 digits before and 18 after the point");
            }
        }

        @Override
        public String kind() {
            return "a decimal number";
        }
    }

    record Flag(boolean flag) implements Node {
        @Override
        public String kind() {
            return "a flag";
        }
    }

    /** A field without value ({@code null}, or nothing after the colon). */
    record Nothing() implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
