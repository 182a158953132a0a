package io.enishi.scoring.value;

import io.enishi.scoring.fit.Fit;

/**
 * The MBG/NBD model: after each purchase, the first one included, a customer may leave.
 *
 * <p>Source: Batislam, Denizel, Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
 * International Journal of Research in Marketing 24(3), doi:10.1016/j.ijresmar.2006.12.005 (the same model is called CBG/NBD by Hoppe and
 * Wagner 2007).
 */
public final class MbgNbd extends BetaGeometric {

    public static final String NAME = "mbg-nbd";

    /** @throws IllegalArgumentException if a parameter is not positive and finite */
    public MbgNbd(double r, double alpha, double a, double b) {
        super(r, alpha, a, b, 1);
    }

    /** The most likely model of these customers; O(rows) for each of about eight evaluations. */
    public static Fit<MbgNbd> fit(PurchaseCounts counts) {
        return fit(counts, 1, p -> new MbgNbd(p[0], p[1], p[2], p[3]));
    }

    @Override
    public String name() {
        return NAME;
    }
}
