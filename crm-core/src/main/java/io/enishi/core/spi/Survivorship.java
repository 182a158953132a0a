package io.enishi.core.spi;

import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * Says which of the values that sources stated about one person are shown: the golden record. A pure function of the statements, in
 * whatever order they come; it is asked anew whenever somebody looks, so it is never out of date. Consent is no part of it: that
 * belongs to addresses, and refusal wins there.
 */
@FunctionalInterface
public interface Survivorship {

    /** The golden record of one person. A field about which nothing usable is stated is left out. */
    GoldenRecord of(Collection<Stated> statements);

    /**
     * Something that a source stated about a person.
     *
     * @param field what it is about: the name of a profile attribute, or the family of an identifier's scheme ({@code email})
     * @param origin under which it was stated
     * @param source who stated it
     * @param at when it was stated; of an identifier, when it was first seen
     * @param verified whether the source proved it
     */
    record Stated(String field, AttributeValue value, OriginId origin, String source, Instant at, boolean verified) {
        public Stated {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(at, "at");
        }

        /** What it holds is personal data: this tells where it is from. */
        @Override
        public String toString() {
            return field + " by " + source + " at " + at;
        }
    }

    /** The latest statement of each field; of several at one instant the verified one, then by source and text. */
    static Survivorship latest() {
        return GoldenRecord::latest;
    }
}
