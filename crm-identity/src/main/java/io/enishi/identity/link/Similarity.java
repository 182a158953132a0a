package io.enishi.identity.link;

import java.util.Arrays;

/**
 * How alike two texts are. All work on UTF-16 units, ignore nothing and fold nothing: texts are normalised before.
 *
 * <p>Sources: M. A. Jaro, JASA 84 (1989) 414, doi:10.1080/01621459.1989.10478785; W. E. Winkler, Proc. ASA Survey Research Methods
 * (1990) 354; V. I. Levenshtein, Sov. Phys. Dokl. 10 (1966) 707; the restricted distance (no substring edited twice) after
 * F. J. Damerau, CACM 7 (1964) 171, doi:10.1145/363958.363994.
 */
public final class Similarity {

    /** Winkler's weight of a common prefix, and how long a prefix counts. */
    private static final double PREFIX_WEIGHT = 0.1;

    private static final int PREFIX_LENGTH = 4;

    /** Up to this limit distances are found by trying edits, which is linear for each; beyond it by the table. */
    private static final int NEAR = 2;

    private Similarity() {}

    /** Jaro's similarity: 0 (nothing in common) to 1 (equal); two empty texts are equal. */
    public static double jaro(String a, String b) {
        int n = a.length();
        int m = b.length();
        if (n == 0 || m == 0) {
            return n == m ? 1 : 0;
        }
        return n <= 64 && m <= 64 ? shortJaro(a, b) : longJaro(a, b);
    }

    /** Which units are taken is kept in one {@code long} for each text. */
    private static double shortJaro(String a, String b) {
        int n = a.length();
        int m = b.length();
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        long takenA = 0;
        long takenB = 0;
        for (int i = 0; i < n; i++) {
            int to = Math.min(m - 1, i + window);
            for (int j = Math.max(0, i - window); j <= to; j++) {
                if ((takenB & (1L << j)) == 0 && a.charAt(i) == b.charAt(j)) {
                    takenA |= 1L << i;
                    takenB |= 1L << j;
                    break;
                }
            }
        }
        if (takenA == 0) {
            return 0;
        }
        int matches = Long.bitCount(takenA);
        int displaced = 0;
        for (long restA = takenA, restB = takenB; restA != 0; restA &= restA - 1, restB &= restB - 1) {
            if (a.charAt(Long.numberOfTrailingZeros(restA)) != b.charAt(Long.numberOfTrailingZeros(restB))) {
                displaced++;
            }
        }
        return jaro(matches, displaced, n, m);
    }

    private static double longJaro(String a, String b) {
        int n = a.length();
        int m = b.length();
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        boolean[] takenA = new boolean[n];
        boolean[] takenB = new boolean[m];
        int matches = 0;
        for (int i = 0; i < n; i++) {
            int to = Math.min(m - 1, i + window);
            for (int j = Math.max(0, i - window); j <= to; j++) {
                if (!takenB[j] && a.charAt(i) == b.charAt(j)) {
                    takenA[i] = true;
                    takenB[j] = true;
                    matches++;
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int displaced = 0;
        int j = 0;
        for (int i = 0; i < n; i++) {
            if (takenA[i]) {
                while (!takenB[j]) {
                    j++;
                }
                if (a.charAt(i) != b.charAt(j++)) {
                    displaced++;
                }
            }
        }
        return jaro(matches, displaced, n, m);
    }

    private static double jaro(int matches, int displaced, int n, int m) {
        double common = matches;
        return (common / n + common / m + (common - Math.floorDiv(displaced, 2)) / common) / 3;
    }

    /** Jaro's similarity, raised by a tenth of what is missing to 1 for each of up to four leading units in common, from 0.7 on. */
    public static double jaroWinkler(String a, String b) {
        double jaro = jaro(a, b);
        if (jaro < 0.7) {
            return jaro;
        }
        int limit = Math.min(PREFIX_LENGTH, Math.min(a.length(), b.length()));
        int prefix = 0;
        while (prefix < limit && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
    }

    /** Levenshtein's distance, or {@code limit + 1} if it is greater than {@code limit}. */
    public static int levenshtein(String a, String b, int limit) {
        return distance(a, b, limit, false);
    }

    /** Like {@link #levenshtein}, but exchanging two neighbours is one edit (optimal string alignment). */
    public static int damerau(String a, String b, int limit) {
        return distance(a, b, limit, true);
    }

    /**
     * The distance of {@code a} from {@code i} on and {@code b} from {@code j} on as far as {@code limit}. After what both begin with,
     * some edit must come first, and behind it the rest has one edit less to go.
     */
    private static int near(String a, int i, String b, int j, int limit, boolean exchange) {
        int n = a.length();
        int m = b.length();
        int p = i;
        int q = j;
        while (p < n && q < m && a.charAt(p) == b.charAt(q)) {
            p++;
            q++;
        }
        int least = Math.abs((n - p) - (m - q));
        if (p == n || q == m || least > limit || limit == 0) {
            return Math.min(limit + 1, Math.max(least, p == n && q == m ? 0 : 1));
        }
        int best = near(a, p + 1, b, q + 1, limit - 1, exchange);
        best = best == 0 ? 0 : Math.min(best, near(a, p + 1, b, q, limit - 1, exchange));
        best = best == 0 ? 0 : Math.min(best, near(a, p, b, q + 1, limit - 1, exchange));
        if (exchange
                && best > 0
                && p + 1 < n
                && q + 1 < m
                && a.charAt(p) == b.charAt(q + 1)
                && a.charAt(p + 1) == b.charAt(q)) {
            best = Math.min(best, near(a, p + 2, b, q + 2, limit - 1, exchange));
        }
        return best + 1;
    }

    private static int distance(String a, String b, int limit, boolean exchange) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative, but is " + limit);
        }
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > limit) {
            return limit + 1;
        }
        if (limit <= NEAR) {
            return near(a, 0, b, 0, limit, exchange);
        }
        int[] before = new int[m + 1];
        int[] last = new int[m + 1];
        int[] row = new int[m + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= m; j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (exchange
                        && i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost = Math.min(cost, before[j - 2] + 1);
                }
                row[j] = cost;
                least = Math.min(least, cost);
            }
            if (least > limit && !exchange) {
                return limit + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(last[m], limit + 1);
    }
}
