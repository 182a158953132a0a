package io.enishi.scoring.value;

import io.enishi.scoring.fit.Fit;

/**
 * The BG/NBD model: after each <em>repeat</em> purchase a customer may leave. Somebody who bought once is alive for certain, however
 * long ago; {@link MbgNbd} mends that.
 *
 * <p>Source: Fader, Hardie, Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2), doi:10.1287/mksc.1040.0098.
 */
public final class BgNbd extends BetaGeometric {

    public static final String NAME = "bg-nbd";

    /** @throws IllegalArgumentException if a parameter is not positive and finite */
    public BgNbd(double r, double alpha, double a, double b) {
        super(r, alpha, a, b, 0);
    }

    /** The most likely model of these customers; O(rows) for each of about eight evaluations. */
    public static Fit<BgNbd> fit(PurchaseCounts counts) {
        return fit(counts, 0, p -> new BgNbd(p[0], p[1], p[2], p[3]));
    }

    @Override
    public String name() {
        return NAME;
    }
}
