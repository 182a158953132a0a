package io.enishi.scoring.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The chain of order 1 that paths suggest: from the start to a first channel, from channel to channel, and at last to a conversion or to
 * nothing, with probabilities in proportion to how often each step was taken.
 *
 * <p>The <em>removal effect</em> of a channel is the share of conversions that would be lost if everybody who comes to it were lost:
 * 1 - P(conversion without it) / P(conversion). Conversions are divided in proportion to removal effects, and so is value.
 *
 * <p>Everything is solved exactly, by one matrix inversion: with N = (I - Q)<sup>-1</sup> the probability to come to c from the start is
 * s N[.,c] / N[c,c], and what is lost is this times the probability x[c] to convert from c. So a removal effect is a product of
 * positive numbers, where subtracting two probabilities would lose its digits. O(channels³ + contacts).
 *
 * <p>Source: Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey, International Journal of Research in
 * Marketing 33(3), doi:10.1016/j.ijresmar.2016.03.001. Self-transitions are kept; they change nothing.
 */
public final class MarkovChain {

    private final List<String> channels;
    private final double conversionProbability;
    private final double[] removal;
    private final double conversions;
    private final double value;
    private final Credit unattributed;

    private MarkovChain(
            List<String> channels,
            double conversionProbability,
            double[] removal,
            double conversions,
            double value,
            Credit unattributed) {
        this.channels = channels;
        this.conversionProbability = conversionProbability;
        this.removal = removal;
        this.conversions = conversions;
        this.value = value;
        this.unattributed = unattributed;
    }

    /** The chain of these paths; those without a channel are left aside as unattributed. */
    public static MarkovChain of(Collection<ContactPath> paths) {
        TreeSet<String> names = new TreeSet<>();
        paths.forEach(path -> names.addAll(path.channels()));
        List<String> channels = List.copyOf(names);
        int n = channels.size();
        double[] start = new double[n];
        double[][] steps = new double[n][n];
        double[] converting = new double[n];
        double[] leaving = new double[n];
        double conversions = 0;
        double value = 0;
        Credit unattributed = Credit.NONE;
        for (ContactPath path : paths) {
            double weight = path.conversions() + path.lost();
            if (path.channels().isEmpty()) {
                unattributed = unattributed.plus(path.conversions(), path.value());
                continue;
            }
            conversions += path.conversions();
            value += path.value();
            int before = -1;
            for (String channel : path.channels()) {
                int here = Collections.binarySearch(channels, channel);
                if (before < 0) {
                    start[here] += weight;
                } else {
                    steps[before][here] += weight;
                }
                before = here;
            }
            converting[before] += path.conversions();
            leaving[before] += path.lost();
        }
        return solve(channels, start, steps, converting, leaving, conversions, value, unattributed);
    }

    private static MarkovChain solve(
            List<String> channels,
            double[] start,
            double[][] steps,
            double[] converting,
            double[] leaving,
            double conversions,
            double value,
            Credit unattributed) {
        int n = channels.size();
        double begun = Arrays.stream(start).sum();
        double[][] matrix = new double[n][n];
        double[] toConversion = new double[n];
        for (int i = 0; i < n; i++) {
            double all = Arrays.stream(steps[i]).sum() + converting[i] + leaving[i];
            matrix[i][i] = 1;
            if (all == 0) {
                continue; // met in paths of weight 0 only
            }
            for (int j = 0; j < n; j++) {
                matrix[i][j] -= steps[i][j] / all;
            }
            toConversion[i] = converting[i] / all;
        }
        double[][] visits = inverse(matrix);
        double[] converts = new double[n];
        double[] reached = new double[n];
        double conversion = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                converts[i] += visits[i][j] * toConversion[j];
                reached[j] += begun == 0 ? 0 : start[i] / begun * visits[i][j];
            }
            conversion += begun == 0 ? 0 : start[i] / begun * converts[i];
        }
        double[] removal = new double[n];
        for (int i = 0; i < n; i++) {
            removal[i] = conversion == 0 ? 0 : reached[i] / visits[i][i] * converts[i] / conversion;
        }
        return new MarkovChain(channels, conversion, removal, conversions, value, unattributed);
    }

    /** By Gauss and Jordan with row pivots; I - Q is regular, since every path ends. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            inverse[i][i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            swap(matrix, column, pivot);
            swap(inverse, column, pivot);
            double scale = 1 / matrix[column][column];
            for (int j = 0; j < n; j++) {
                matrix[column][j] *= scale;
                inverse[column][j] *= scale;
            }
            for (int row = 0; row < n; row++) {
                double factor = matrix[row][column];
                if (row != column && factor != 0) {
                    for (int j = 0; j < n; j++) {
                        matrix[row][j] -= factor * matrix[column][j];
                        inverse[row][j] -= factor * inverse[column][j];
                    }
                }
            }
        }
        // Numbers of visits are not negative; what rounding left below zero is zero.
        for (double[] row : inverse) {
            for (int j = 0; j < n; j++) {
                row[j] = Math.max(0, row[j]);
            }
        }
        return inverse;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    /** The probability that somebody who begins ends with a conversion. */
    public double conversionProbability() {
        return conversionProbability;
    }

    /** By channel, from 0 to 1; all 0 if nobody converted. */
    public Map<String, Double> removalEffects() {
        Map<String, Double> effects = new TreeMap<>();
        for (int i = 0; i < channels.size(); i++) {
            effects.put(channels.get(i), removal[i]);
        }
        return Collections.unmodifiableMap(effects);
    }

    /** Conversions and value in proportion to removal effects. */
    public Attribution attribution() {
        double all = Arrays.stream(removal).sum();
        Map<String, Credit> credits = new TreeMap<>();
        for (int i = 0; i < channels.size(); i++) {
            double share = all == 0 ? 0 : removal[i] / all;
            credits.put(channels.get(i), new Credit(share * conversions, share * value));
        }
        return new Attribution("markov", credits, unattributed);
    }

    /** The channels, by name. */
    public List<String> channels() {
        return new ArrayList<>(channels);
    }
}
