package io.enishi.core.customer;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that a source stated about a person.
 *
 * @param field what it is about: the name of a profile attribute, or the family of an identifier's scheme ({@code email})
 * @param origin under which it was stated
 * @param source who stated it
 * @param at when it was stated; of an identifier, when it was first seen
 * @param verified whether the source proved it
 */
public record Stated(String field, AttributeValue value, OriginId origin, String source, Instant at, boolean verified) {
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
