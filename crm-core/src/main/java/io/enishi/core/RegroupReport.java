package io.enishi.core;

import io.enishi.core.spi.IdentityResolver.Review;
import java.util.List;

/**
 * What a judgement about two origins came to.
 *
 * @param merged how many customers became part of another
 * @param separated how many came out of another
 * @param reviews pairs that now need a person
 */
public record RegroupReport(int merged, int separated, List<Review> reviews) {
    public RegroupReport {
        reviews = List.copyOf(reviews);
    }
}
