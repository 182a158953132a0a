package io.enishi.core;

import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the review queue, made from the evidence as it is kept.
 *
 * @param reviews pairs of origins around the customers that were looked at
 * @param next the customer to go on after; null at the end
 */
public record ReviewPage(List<Review> reviews, @Nullable CustomerId next) {
    public ReviewPage {
        reviews = List.copyOf(reviews);
    }
}
