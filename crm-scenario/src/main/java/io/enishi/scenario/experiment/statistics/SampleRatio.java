package io.enishi.scenario.experiment.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether groups have the sizes they should have. If they have not, something is wrong with assigning or counting, and no
 * comparison of them means anything. Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments,
 * KDD, doi:10.1145/3292500.3330722.
 */
public final class SampleRatio {

    private SampleRatio() {}

    /**
     * Pearson's chi-square of the sizes against the ratio, with one degree of freedom less than there are groups.
     *
     * @param observed sizes, none negative
     * @param ratio as many, in any unit, none negative: {@code 9, 1}. A group that should get nobody is left out if it has nobody; if
     *     it has somebody, p is 0 and the statistic infinite
     * @return unknown if nobody is in any group, or less than two groups should get somebody and nobody is elsewhere
     */
    public static Answer<Significance> test(long[] observed, double[] ratio) {
        if (observed.length != ratio.length) {
            throw new IllegalArgumentException("there must be a ratio for each of the " + observed.length
                    + " groups, but there are " + ratio.length);
        }
        double all = 0;
        double parts = 0;
        int groups = 0;
        boolean stray = false;
        for (int i = 0; i < observed.length; i++) {
            Arguments.notNegative("observed", observed[i]);
            if (!(ratio[i] >= 0 && ratio[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("ratio must not be negative, but is " + ratio[i]);
            }
            all += observed[i];
            parts += ratio[i];
            groups += ratio[i] > 0 ? 1 : 0;
            stray |= ratio[i] == 0 && observed[i] > 0;
        }
        if (all == 0) {
            return Answer.unknown(Answer.Lack.NOBODY, "nobody was in any group");
        }
        if (stray) {
            return Answer.of(new Significance(Double.POSITIVE_INFINITY, 0));
        }
        if (groups < 2) {
            return Answer.unknown(Answer.Lack.TOO_FEW, "one group has no ratio to another");
        }
        double chi = 0;
        for (int i = 0; i < observed.length; i++) {
            if (ratio[i] > 0) {
                double expected = all * ratio[i] / parts;
                chi += (observed[i] - expected) * (observed[i] - expected) / expected;
            }
        }
        return Answer.of(
                Significance.of(chi, ChiSquaredDistribution.of(groups - 1).survivalProbability(chi)));
    }
}
