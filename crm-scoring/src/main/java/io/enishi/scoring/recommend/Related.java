package io.enishi.scoring.recommend;

import java.util.Objects;

/**
 * A product that goes with another one.
 *
 * @param product the other product
 * @param counts how often both were bought
 * @param llr {@link PairCounts#llr} of the counts
 */
public record Related(String product, PairCounts counts, double llr) {

    public Related {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(counts, "counts");
    }

    /** How many times more often than by chance. */
    public double lift() {
        return counts.lift().orElse(0);
    }

    /** The share of those with the first product who have this one, too: 0 to 1. */
    public double confidence() {
        return counts.first() == 0 ? 0 : (double) counts.both() / counts.first();
    }
}
