package io.enishi.identity.link;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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

    /**
     * Where a figure would lie if other people had been drawn.
     *
     * @param low 2.5 % of the draws lie below
     * @param high 2.5 % lie above
     */
    public record Interval(double low, double high) {}

    /**
     * Intervals of 95 % by drawing people with replacement (B. Efron, Ann. Statist. 7 (1979) 1).
     *
     * @param pairwise of {@link #f1}
     * @param bCubed of {@link #bCubedF1}
     */
    public record Intervals(Interval pairwise, Interval bCubed) {}

    /**
     * Bootstrap intervals of both F1 figures. A linked pair of two people counts half for each of them.
     *
     * @param draws how many samples, at least 40; they are the same every time
     */
    public static Intervals intervals(int[] clusters, int[] people, int draws) {
        if (draws < 40) {
            throw new IllegalArgumentException("draws must be at least 40, but is " + draws);
        }
        Map<Integer, Integer> sizes = new HashMap<>();
        Map<Integer, Integer> actual = new HashMap<>();
        Map<Long, Integer> both = new HashMap<>();
        Map<Integer, double[]> ofPerson = new TreeMap<>();
        for (int i = 0; i < clusters.length; i++) {
            sizes.merge(clusters[i], 1, Integer::sum);
            actual.merge(people[i], 1, Integer::sum);
            both.merge(((long) clusters[i] << 32) | people[i], 1, Integer::sum);
        }
        for (int i = 0; i < clusters.length; i++) {
            double common = size(both, ((long) clusters[i] << 32) | people[i]);
            double[] sums = ofPerson.computeIfAbsent(people[i], any -> new double[6]);
            sums[0] += (common - 1) / 2;
            sums[1] += (size(sizes, clusters[i]) - 1) / 2.0;
            sums[2] += (size(actual, people[i]) - 1) / 2.0;
            sums[3] += common / size(sizes, clusters[i]);
            sums[4] += common / size(actual, people[i]);
            sums[5]++;
        }
        double[][] persons = ofPerson.values().toArray(new double[0][]);
        double[] pairwise = new double[draws];
        double[] bCubed = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            double[] total = new double[6];
            for (int i = 0; i < persons.length; i++) {
                double[] one = persons[Mix.below((long) draw * persons.length + i, persons.length)];
                for (int s = 0; s < total.length; s++) {
                    total[s] += one[s];
                }
            }
            pairwise[draw] = total[1] + total[2] == 0 ? 1 : 2 * total[0] / (total[1] + total[2]);
            bCubed[draw] = 2 * total[3] * total[4] / (total[5] * (total[3] + total[4]));
        }
        return new Intervals(interval(pairwise), interval(bCubed));
    }

    private static Interval interval(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int tail = sorted.length / 40;
        return new Interval(sorted[tail], sorted[sorted.length - 1 - tail]);
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
