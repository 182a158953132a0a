package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;
import java.util.Arrays;

/** Two classes of pairs, within each of which comparisons are independent, by expectation maximisation. */
final class LatentClasses {

    private static final int ROUNDS = 60;
    /** Gain of the likelihood in a round, for each pair, below which it is over. */
    private static final double CONVERGED = 1e-5;
    /** Share of the nearer class to start from. */
    private static final double START = 0.02;
    /** How many times more often it agrees, to start from. */
    private static final double CLOSER = 20;

    private static final double DOUBT = 1e-4;

    private final Row[] rows;
    private final double[][] seen;
    private final boolean[] free;
    private final double pairs;
    private double[][] far;
    private double[][] near;
    private double share = START;
    private double likelihood;

    /**
     * @param seen what all pairs look like
     * @param free comparisons that are looked at
     */
    LatentClasses(Row[] rows, double[][] seen, boolean[] free) {
        this.rows = rows.clone();
        this.seen = seen;
        this.free = free.clone();
        this.pairs = Arrays.stream(rows).mapToLong(Row::count).sum();
        far = seen;
        near = new double[seen.length][];
        for (int k = 0; k < near.length; k++) {
            near[k] = closer(seen[k]);
        }
        double gain = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && gain > CONVERGED * pairs; round++) {
            double before = round == 0 ? Double.NEGATIVE_INFINITY : likelihood;
            step();
            gain = likelihood - before;
        }
    }

    private static double[] closer(double[] shares) {
        double[] closer = shares.clone();
        int last = shares.length - 1;
        Shares.bound(closer, last, 1 / (1 + (1 - shares[last]) * CLOSER));
        return closer;
    }

    private void step() {
        double[][] farCounts = new double[seen.length][];
        double[][] nearCounts = new double[seen.length][];
        for (int k = 0; k < seen.length; k++) {
            farCounts[k] = new double[seen[k].length];
            nearCounts[k] = new double[seen[k].length];
        }
        double nearPairs = 0;
        likelihood = 0;
        for (Row row : rows) {
            double ofFar = (1 - share) * product(far, row.vector());
            double ofNear = share * product(near, row.vector());
            likelihood += row.count() * StrictMath.log(ofFar + ofNear);
            double mine = row.count() * ofNear / (ofFar + ofNear);
            nearPairs += mine;
            for (int k = 0; k < seen.length; k++) {
                int level = Agreement.level(row.vector(), k);
                if (level > 0) {
                    farCounts[k][level - 1] += row.count() - mine;
                    nearCounts[k][level - 1] += mine;
                }
            }
        }
        share = nearPairs / pairs;
        far = smoothed(farCounts);
        near = smoothed(nearCounts);
    }

    private double product(double[][] levels, long vector) {
        double product = 1;
        for (int k = 0; k < levels.length; k++) {
            int level = Agreement.level(vector, k);
            product *= free[k] && level > 0 ? levels[k][level - 1] : 1;
        }
        return product;
    }

    private double[][] smoothed(double[][] counts) {
        double[][] smoothed = new double[counts.length][];
        for (int k = 0; k < counts.length; k++) {
            smoothed[k] = Shares.smoothed(counts[k], seen[k]);
        }
        return smoothed;
    }

    /** Whether two classes explain the pairs better than one, by the Bayesian information criterion. */
    boolean isBetter() {
        double alone = 0;
        int parameters = 1;
        for (int k = 0; k < seen.length; k++) {
            if (free[k]) {
                parameters += seen[k].length - 1;
                double[] counts = RandomPairs.counts(rows, k, seen[k].length);
                double sum = Arrays.stream(counts).sum();
                for (double count : counts) {
                    alone += count > 0 ? count * StrictMath.log(count / sum) : 0;
                }
            }
        }
        return 2 * (likelihood - alone) > parameters * StrictMath.log(pairs);
    }

    double pairs() {
        return pairs;
    }

    /** Share of the nearer class. */
    double share() {
        return share;
    }

    /** Of the pairs with a level the share that are of the nearer class; no number of pairs makes it quite certain. */
    double near(int k, int level) {
        double mine = share * near[k][level];
        double all = mine + (1 - share) * far[k][level];
        return all > 0 ? Math.max(DOUBT, Math.min(1 - DOUBT, mine / all)) : share;
    }
}
