package io.enishi.scenario.experiment;

import java.util.Objects;

/**
 * One run of a scenario, as an experiment counts it.
 *
 * @param arm which arm it was in, or {@link #HELD_OUT}
 * @param converted whether what counts was reached in time
 * @param revenue what the customer spent in that time, net of refunds; in yen, or another currency throughout
 * @param cost of its messages, coupons, points and postage, in the same currency; not negative
 */
public record MeasuredRun(String arm, boolean converted, double revenue, double cost) {

    /** In place of an arm: the run got nothing, so that the others can be compared with it. No arm can be named so. */
    public static final String HELD_OUT = "/held-out";

    /**
     * @throws IllegalArgumentException if an amount is NaN or infinite, or the cost negative
     */
    public MeasuredRun {
        Objects.requireNonNull(arm, "arm");
        if (!Double.isFinite(revenue)) {
            throw new IllegalArgumentException("revenue must be finite, but is " + revenue);
        }
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cost must not be negative and finite, but is " + cost);
        }
    }

    /** A run of which only the conversion is known. */
    public static MeasuredRun of(String arm, boolean converted) {
        return new MeasuredRun(arm, converted, 0, 0);
    }

    /** A run without costs. */
    public static MeasuredRun of(String arm, boolean converted, double revenue) {
        return new MeasuredRun(arm, converted, revenue, 0);
    }

    /** A run that got nothing. */
    public static MeasuredRun heldOut(boolean converted, double revenue) {
        return new MeasuredRun(HELD_OUT, converted, revenue, 0);
    }
}
