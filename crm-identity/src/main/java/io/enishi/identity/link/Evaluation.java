package io.enishi.identity.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How clusters compare with the truth.
 *
 * @param right pairs that are linked and are one person
 * @param linked pairs that are linked
 * @param actual pairs that are one person
 * @param bCubedPrecision for the average record, the share of its cluster that is the same person
 * @param bCubedRecall for the average record, the share of its person that is in its cluster
 */
public record Evaluation(long right, long linked, long actual, double bCubedPrecision, double bCubedRecall) {

    /** Share of linked pairs that are right; 1 if none is linked. */
    public double precision() {
        return linked == 0 ? 1 : (double) right / linked;
    }

    /** Share of the actual pairs that were found; 1 if there is none. */
    public double recall() {
        return actual == 0 ? 1 : (double) right / actual;
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        return linked + actual == 0 ? 1 : 2.0 * right / (linked + actual);
    }

    /** Harmonic mean of the two B-cubed figures (A. Bagga, B. Baldwin, LREC Workshop 1998). */
    public double bCubedF1() {
        return 2 * bCubedPrecision * bCubedRecall / (bCubedPrecision + bCubedRecall);
    }

    /**
     * Compares two partitions of the same records.
     *
     * @param clusters number of the cluster of each record
     * @param people number of the true person of each record
     */
    public static Evaluation of(int[] clusters, int[] people) {
        if (clusters.length != people.length || clusters.length == 0) {
            throw new IllegalArgumentException(
                    "there must be as many people as clusters, and one at least, but there are " + people.length
                            + " and " + clusters.length);
        }
        Map<Integer, Integer> sizes = new HashMap<>();
        Map<Integer, Integer> actual = new HashMap<>();
        Map<Long, Integer> both = new HashMap<>();
        for (int i = 0; i < clusters.length; i++) {
            sizes.merge(clusters[i], 1, Integer::sum);
            actual.merge(people[i], 1, Integer::sum);
            both.merge(((long) clusters[i] << 32) | people[i], 1, Integer::sum);
        }
        double precision = 0;
        double recall = 0;
        for (int i = 0; i < clusters.length; i++) {
            double common = size(both, ((long) clusters[i] << 32) | people[i]);
            precision += common / size(sizes, clusters[i]);
            recall += common / size(actual, people[i]);
        }
        return new Evaluation(
                pairs(both), pairs(sizes), pairs(actual), precision / clusters.length, recall / clusters.length);
    }

    private static <K> int size(Map<K, Integer> sizes, K key) {
        return Objects.requireNonNull(sizes.get(key));
    }

    private static long pairs(Map<?, Integer> sizes) {
        long pairs = 0;
        for (int size : sizes.values()) {
            pairs += (long) size * (size - 1) / 2;
        }
        return pairs;
    }
}
