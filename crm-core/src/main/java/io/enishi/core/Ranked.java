package io.enishi.core;

import io.enishi.core.value.CustomerId;
import java.util.Objects;

/**
 * A place in a ranking.
 *
 * @param rank from 1; equal values share their order by id
 * @param customer who
 * @param value value of the metric
 */
public record Ranked(int rank, CustomerId customer, long value) {
    public Ranked {
        Objects.requireNonNull(customer, "customer");
    }
}
