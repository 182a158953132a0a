package io.enishi.identity.link;

import java.util.Arrays;

/** Arithmetic of shares of levels: probabilities of one comparison that sum to 1, the last of them for values that differ. */
final class Shares {

    /** Weight of what is expected, in pairs, against what is counted. */
    static final double SMOOTHING = 4;

    private Shares() {}

    /** What records of one person look like where nothing is known yet. */
    static double[] usual(int levels) {
        double[] usual = new double[levels];
        Arrays.fill(usual, levels == 2 ? 0 : 0.15 / (levels - 2));
        usual[0] = levels == 2 ? 0.9 : 0.75;
        usual[levels - 1] = 0.1;
        return usual;
    }

    /** What is left of the shares of all pairs when those of a known kind are taken out. */
    static double[] freed(double[] seen, double[] least, double[] kind, double share) {
        double[] rest = new double[seen.length];
        for (int l = 0; l < seen.length; l++) {
            rest[l] = Math.max(least[l], seen[l] - share * kind[l]);
        }
        return normalised(rest);
    }

    /** Counts as shares, drawn a little towards what is expected. */
    static double[] smoothed(double[] counts, double[] expected) {
        return smoothed(counts, expected, SMOOTHING);
    }

    /** @param weight of what is expected, in pairs */
    static double[] smoothed(double[] counts, double[] expected, double weight) {
        double sum = Arrays.stream(counts).sum() + weight;
        double[] shares = new double[counts.length];
        for (int l = 0; l < shares.length; l++) {
            shares[l] = (counts[l] + weight * expected[l]) / sum;
        }
        return shares;
    }

    /** Sets one share and lets the others make room in proportion. */
    static void bound(double[] shares, int at, double share) {
        double factor = (1 - share) / (1 - shares[at]);
        for (int l = 0; l < shares.length; l++) {
            shares[l] = l == at ? share : shares[l] * factor;
        }
    }

    /** Divides by the sum, in place. */
    static double[] normalised(double[] shares) {
        double sum = Arrays.stream(shares).sum();
        for (int l = 0; l < shares.length; l++) {
            shares[l] /= sum;
        }
        return shares;
    }
}
