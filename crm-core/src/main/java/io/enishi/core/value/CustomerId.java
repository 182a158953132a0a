package io.enishi.core.value;

import java.util.Objects;

/**
 * A label for a customer: the id of its oldest origin. Labels change on a merge or its undoing (an alias ledger remembers);
 * what stays is the set of origins.
 *
 * @param origin the oldest origin of the customer
 */
public record CustomerId(OriginId origin) implements Comparable<CustomerId> {

    public CustomerId {
        Objects.requireNonNull(origin, "origin");
    }

    public static CustomerId parse(String text) {
        return new CustomerId(OriginId.parse(text));
    }

    @Override
    public int compareTo(CustomerId other) {
        return origin.compareTo(other.origin);
    }

    @Override
    public String toString() {
        return origin.toString();
    }
}
