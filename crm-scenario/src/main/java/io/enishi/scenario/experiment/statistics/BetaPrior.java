package io.enishi.scenario.experiment.statistics;

/**
 * What is believed of a share before the data: a beta distribution.
 *
 * @param alpha conversions seen in thought, at least 0.5
 * @param beta others seen in thought, at least 0.5
 */
public record BetaPrior(double alpha, double beta) {

    /** Every share is as good as another. */
    public static final BetaPrior UNIFORM = new BetaPrior(1, 1);

    /** Jeffreys's: as little as can be said, whatever the scale. */
    public static final BetaPrior JEFFREYS = new BetaPrior(0.5, 0.5);

    public BetaPrior {
        atLeastHalf("alpha", alpha);
        atLeastHalf("beta", beta);
    }

    private static void atLeastHalf(String what, double value) {
        if (!(value >= 0.5 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be at least 0.5 and finite, but is " + value);
        }
    }
}
