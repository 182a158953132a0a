package io.enishi.scoring.recommend;

import io.enishi.core.customer.Suggestion;
import java.util.List;
import java.util.Objects;

/**
 * A product to recommend, and why.
 *
 * @param product its id
 * @param score how strongly, above 0; comparable within one answer only
 * @param parts what makes up the score, the greatest first; they add up to it
 */
public record Recommendation(String product, double score, List<Part> parts) {

    /**
     * A reason and its share of the score.
     *
     * @param points what it adds
     */
    public record Part(Reason reason, double points) {
        public Part {
            Objects.requireNonNull(reason, "reason");
        }
    }

    public Recommendation {
        Objects.requireNonNull(product, "product");
        parts = List.copyOf(parts);
    }

    /** The strongest reason in words. */
    public String why() {
        return parts.isEmpty() ? "" : parts.get(0).reason().words();
    }

    /** As the card shows it. */
    public Suggestion suggestion() {
        return new Suggestion(product, why());
    }
}
