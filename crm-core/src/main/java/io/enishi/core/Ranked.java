package io.enishi.core;

import io.enishi.core.explain.Explanation;
import io.enishi.core.value.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a ranking.
 *
 * @param rank from 1; equal values share their order by id
 * @param customer who
 * @param value value of the metric
 * @param why what brought the customer there; null where the fold that publishes the metric cannot say
 */
public record Ranked(
        int rank, CustomerId customer, long value, @Nullable Explanation why) {
    public Ranked {
        Objects.requireNonNull(customer, "customer");
    }
}
