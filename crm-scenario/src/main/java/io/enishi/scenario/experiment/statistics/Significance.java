package io.enishi.scenario.experiment.statistics;

/**
 * The outcome of a test.
 *
 * @param statistic what the test computed, in the test's own unit
 * @param pValue how often chance alone would give at least this, 0 to 1
 */
public record Significance(double statistic, double pValue) {

    public Significance {
        if (Double.isNaN(statistic) || !(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException(
                    "p must be 0 to 1 and the statistic a number, but are " + pValue + " and " + statistic);
        }
    }

    static Significance of(double statistic, double pValue) {
        return new Significance(statistic, Math.min(1, Math.max(0, pValue)));
    }
}
