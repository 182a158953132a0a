package io.enishi.scoring.recommend;

import java.util.Objects;

/**
 * How many bought a product.
 *
 * @param product its id
 * @param buyers customers who bought it
 * @param customers customers who bought anything in that time
 */
public record Popular(String product, int buyers, int customers) {

    public Popular {
        Objects.requireNonNull(product, "product");
    }

    /** The share of the customers who bought it, above 0 and at most 1. */
    public double share() {
        return (double) buyers / customers;
    }
}
