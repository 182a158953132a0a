package io.enishi.scoring.recommend;

import java.util.Comparator;
import java.util.Objects;

/**
 * Two products that are bought together.
 *
 * @param first the smaller product id, as text
 * @param second the greater one
 * @param counts in how many baskets
 * @param llr {@link PairCounts#llr} of the counts
 */
public record PairOfProducts(String first, String second, PairCounts counts, double llr) {

    /** The most surprising pair first; ties by product ids. */
    public static final Comparator<PairOfProducts> BY_LLR = Comparator.comparingDouble(PairOfProducts::llr)
            .reversed()
            .thenComparing(PairOfProducts::first)
            .thenComparing(PairOfProducts::second);

    public PairOfProducts {
        Objects.requireNonNull(counts, "counts");
        if (first.compareTo(second) >= 0) {
            throw new IllegalArgumentException("products of a pair must be in order, but were not");
        }
    }

    /** How many times more often together than by chance; both were bought, so it is never undefined. */
    public double lift() {
        return counts.lift().orElse(0);
    }
}
