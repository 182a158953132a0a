package io.enishi.core.customer;

import java.util.Objects;

/**
 * A product to recommend, and why.
 *
 * @param product product id
 * @param reason in words, for staff
 */
public record Suggestion(String product, String reason) {
    public Suggestion {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(reason, "reason");
    }
}
