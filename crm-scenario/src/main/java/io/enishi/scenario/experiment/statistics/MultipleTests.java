package io.enishi.scenario.experiment.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p-values of several tests, corrected for being several. The corrected ones stand in the order of the given; no tests give none.
 */
public final class MultipleTests {

    private MultipleTests() {}

    /** Each times their number: the chance of any false finding stays below the level. Dunn (1961), doi:10.1080/01621459.1961.10482090. */
    public static double[] bonferroni(double... pValues) {
        check(pValues);
        return Arrays.stream(pValues).map(p -> Math.min(1, p * pValues.length)).toArray();
    }

    /**
     * As safe as {@link #bonferroni} and never worse. Holm (1979), A simple sequentially rejective multiple test procedure,
     * Scandinavian Journal of Statistics 6(2), jstor.org/stable/4615733.
     */
    public static double[] holm(double... pValues) {
        check(pValues);
        int n = pValues.length;
        Integer[] order = ascending(pValues);
        double[] corrected = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.min(1, (n - i) * pValues[order[i]]));
            corrected[order[i]] = largest;
        }
        return corrected;
    }

    /**
     * Keeps the expected share of false ones among the findings below the level; for independent or positively dependent tests.
     * Benjamini, Hochberg (1995), Controlling the false discovery rate, JRSS B 57(1), doi:10.1111/j.2517-6161.1995.tb02031.x.
     */
    public static double[] benjaminiHochberg(double... pValues) {
        check(pValues);
        int n = pValues.length;
        Integer[] order = ascending(pValues);
        double[] corrected = new double[n];
        double smallest = 1;
        for (int i = n - 1; i >= 0; i--) {
            smallest = Math.min(smallest, pValues[order[i]] * n / (i + 1));
            corrected[order[i]] = smallest;
        }
        return corrected;
    }

    private static Integer[] ascending(double[] pValues) {
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toArray(Integer[]::new);
    }

    private static void check(double[] pValues) {
        for (double p : pValues) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("p must be 0 to 1, but is " + p);
            }
        }
    }
}
