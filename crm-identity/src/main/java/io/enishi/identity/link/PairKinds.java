package io.enishi.identity.link;

/**
 * The kinds of pairs at some moment of learning, and how probable each is for a pair that compares in some way: one person, two people of
 * one household, strangers, strangers who are neighbours.
 */
final class PairKinds {

    static final int SAME = 0;
    static final int KIN = 1;
    static final int FAR = 2;
    static final int NEAR = 3;

    private static final int KINDS = 4;
    /** Below -745.13 the exponential is 0. */
    private static final double UNDERFLOW = -746;

    private final double[] logs = new double[KINDS];
    private final double[][][] levels = new double[KINDS][][];
    private final double[] posterior = new double[KINDS];

    /**
     * Says what one kind looks like.
     *
     * @param share of all pairs; a kind of which there are none is left out
     * @param probabilities of each level of each comparison
     */
    void put(int kind, double share, double[][] probabilities) {
        if (share > 0) {
            logs[kind] = StrictMath.log(share);
            levels[kind] = logs(probabilities);
        }
    }

    /**
     * How probable each kind is; the array is used again.
     *
     * @param logExcess added to {@link #FAR}
     */
    double[] of(long vector, double logExcess) {
        double top = Double.NEGATIVE_INFINITY;
        for (int kind = 0; kind < KINDS; kind++) {
            posterior[kind] = levels[kind] == null ? Double.NEGATIVE_INFINITY : log(kind, vector);
            posterior[kind] += kind == FAR ? logExcess : 0;
            top = Math.max(top, posterior[kind]);
        }
        double sum = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            posterior[kind] = exp(posterior[kind] - top);
            sum += posterior[kind];
        }
        for (int kind = 0; kind < KINDS; kind++) {
            posterior[kind] /= sum;
        }
        return posterior;
    }

    private double log(int kind, long vector) {
        double log = logs[kind];
        double[][] mine = levels[kind];
        for (int k = 0; k < mine.length; k++) {
            int level = Agreement.level(vector, k);
            log += level > 0 ? mine[k][level - 1] : 0;
        }
        return log;
    }

    /** {@link StrictMath#exp} of 0 or less, without working out what is 1 or too small to be told from 0. */
    private static double exp(double logarithm) {
        return logarithm == 0 ? 1 : logarithm < UNDERFLOW ? 0 : StrictMath.exp(logarithm);
    }

    private static double[][] logs(double[][] probabilities) {
        double[][] logs = new double[probabilities.length][];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = new double[probabilities[k].length];
            for (int l = 0; l < logs[k].length; l++) {
                logs[k][l] = StrictMath.log(probabilities[k][l]);
            }
        }
        return logs;
    }
}
