package io.enishi.scenario;

import io.enishi.core.value.Names;

/**
 * A whole number that a run looks up when it comes to a step: how many people may hear of a restock, after how many days a bottle is
 * empty. It may be unknown; what then happens is said where a figure is used.
 */
public sealed interface Figure {

    /** Written down. */
    static Figure of(long number) {
        return new Written(number);
    }

    /** Number field {@code field} of the event that started the run, such as {@code quantity} of a restock. */
    static Figure field(String field) {
        return new Field(field);
    }

    /** What the catalogue says of the products of the event that started the run, such as {@code use-period-days}. */
    static Figure catalog(String fact) {
        return new Catalog(fact);
    }

    /** A profile attribute that holds a whole number. */
    static Figure attribute(String attribute) {
        return new Attribute(attribute);
    }

    record Written(long number) implements Figure {}

    /** @param field kept from the event when the run starts, so what happens later does not change it */
    record Field(String field) implements Figure {
        public Field {
            Names.requireName("field name", field, 64);
        }
    }

    /**
     * @param fact read each time anew; of several products the smallest number counts. The decision log does not keep what the catalogue
     *     said, so {@code verify} decides by what it says now
     */
    record Catalog(String fact) implements Figure {
        public Catalog {
            Names.requireName("catalogue fact", fact, 64);
        }
    }

    /** @param attribute read each time anew */
    record Attribute(String attribute) implements Figure {
        public Attribute {
            Names.requireName("attribute name", attribute, 64);
        }
    }
}
