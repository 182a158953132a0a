package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;
import java.util.Arrays;
import java.util.List;

/**
 * How alike the addresses of two people are who have about the same name: {@code anna.lee31@mail} and {@code anna.lee84@mail}. People make
 * addresses out of their names, so that likeness says little once the names agree. Taken for independent, it would make one person of any
 * two of the same name, the more of them the larger the table.
 *
 * <p>Only levels between equal and different are meant: equal addresses are equal whatever they are made of.
 */
final class Namesakes {

    /** Weight in pairs of what strangers of any name look like. */
    private static final double SMOOTHING = 4;

    private final boolean[] addresses;
    private final boolean[] ofNames;
    private final boolean[] household;
    private final int[] eligible;
    private final double[][] counts;

    /**
     * @param addresses whether a comparison is of addresses or numbers that hardly any two people have in common
     * @param eligible for each comparison the rules that do not look at its columns, a bit each
     */
    Namesakes(List<Comparison> comparisons, boolean[] addresses, int[] eligible) {
        this.addresses = addresses.clone();
        this.eligible = eligible.clone();
        this.counts = new double[addresses.length][];
        this.ofNames = new boolean[addresses.length];
        this.household = new boolean[addresses.length];
        for (int k = 0; k < counts.length; k++) {
            ofNames[k] = comparisons.get(k).isOfNames();
            household[k] = comparisons.get(k).household();
            counts[k] = new double[comparisons.get(k).levels().size() + 1];
        }
    }

    /** Counts strangers who compare like this; those whose names differ, or of whom too little is known, are passed over. */
    void add(Row row, double strangers) {
        if (!areNamesakes(row.vector())) {
            return;
        }
        for (int k = 0; k < counts.length; k++) {
            int level = Agreement.level(row.vector(), k);
            if (addresses[k] && level > 0 && (eligible[k] & row.rules()) != 0) {
                counts[k][level - 1] += strangers;
            }
        }
    }

    private boolean areNamesakes(long vector) {
        boolean named = false;
        for (int k = 0; k < counts.length; k++) {
            int level = Agreement.level(vector, k);
            if (ofNames[k] && level > 0) {
                if (level == counts[k].length) {
                    return false;
                }
                named |= !household[k];
            }
        }
        return named;
    }

    /**
     * Raises the probabilities of alike addresses among strangers to those among strangers of one name, where these are greater, and
     * forgets what was counted.
     *
     * @param u for each comparison the probability of each level among strangers
     */
    void raise(double[][] u) {
        for (int k = 0; k < counts.length; k++) {
            double sum = Arrays.stream(counts[k]).sum() + SMOOTHING;
            for (int l = 1; addresses[k] && l < counts[k].length - 1; l++) {
                double share = (counts[k][l] + SMOOTHING * u[k][l]) / sum;
                if (share > u[k][l]) {
                    Shares.bound(u[k], l, share);
                }
            }
            Arrays.fill(counts[k], 0);
        }
    }
}
