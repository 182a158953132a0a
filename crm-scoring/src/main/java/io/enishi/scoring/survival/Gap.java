package io.enishi.scoring.survival;

/**
 * The time from one purchase to the next, as far as it was seen.
 *
 * @param days length, or how long it had lasted when the observation ended
 * @param ended whether the next purchase came; if not, the gap is <em>censored</em>: it is longer than seen, nobody knows how much
 */
public record Gap(double days, boolean ended) {

    /** @throws IllegalArgumentException if the length is negative or not finite, or zero and ended */
    public Gap {
        if (!(days >= 0 && days < Double.POSITIVE_INFINITY) || (ended && days == 0)) {
            throw new IllegalArgumentException("days = " + days
                    + ": a gap is finite and not negative, and one that ended is longer than zero; merge"
                    + " purchases of one day");
        }
    }

    /** A gap that ended with a purchase. */
    public static Gap ended(double days) {
        return new Gap(days, true);
    }

    /** A gap that had not ended when the observation did. */
    public static Gap censored(double days) {
        return new Gap(days, false);
    }
}
