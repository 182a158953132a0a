package io.enishi.identity.link;

import java.util.Arrays;
import java.util.List;

/**
 * Compares records: four bits a comparison, 0 for "not known", 1 for the first level, and so on; the number after the last level
 * says that the values differ.
 *
 * <p>Equal numbers of a dictionary are equal texts. Of other pairs most are ruled out by their lengths and by the set of their
 * letters; what is left is worked out and remembered in a table of fixed size, in which a newer pair may push out an older one.
 * One instance serves one thread.
 */
final class Agreement {

    static final int BITS = 4;
    static final int MASK = (1 << BITS) - 1;
    private static final int CACHE_BITS = 16;

    private final One[] comparisons;

    Agreement(List<Comparison> comparisons, List<Column> columns) {
        this.comparisons = new One[comparisons.size()];
        for (int k = 0; k < this.comparisons.length; k++) {
            this.comparisons[k] = new One(comparisons.get(k).levels(), columns.get(k));
        }
    }

    private Agreement(One[] comparisons) {
        this.comparisons = comparisons;
    }

    /** The same for another thread: shares what is read only. */
    Agreement another() {
        return new Agreement(Arrays.stream(comparisons).map(One::new).toArray(One[]::new));
    }

    int size() {
        return comparisons.length;
    }

    long vector(int a, int b) {
        long vector = 0;
        for (int k = 0; k < comparisons.length; k++) {
            vector |= (long) level(k, a, b) << (k * BITS);
        }
        return vector;
    }

    int level(int k, int a, int b) {
        One one = comparisons[k];
        return one.level(one.column.code(a), one.column.code(b));
    }

    static int level(long vector, int k) {
        return (int) (vector >>> (k * BITS)) & MASK;
    }

    /** Compares texts that need not stand in a table. */
    static int level(List<Level> levels, String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        double similarity = -1; // worked out once for all levels that ask for it
        for (int l = 0; l < levels.size(); l++) {
            Level level = levels.get(l);
            boolean holds;
            if (level.measure() == Measure.JARO_WINKLER) {
                similarity = similarity < 0 ? Similarity.jaroWinkler(a, b) : similarity;
                holds = similarity >= level.limit();
            } else {
                holds = level.holds(a, b);
            }
            if (holds) {
                return l + 1;
            }
        }
        return levels.size() + 1;
    }

    /** One comparison. */
    private static final class One {

        private final List<Level> levels;
        private final Level[] inexact;
        private final Column column;
        private final long[] letters;
        private final long[] pairs = new long[1 << CACHE_BITS];
        private final byte[] answers = new byte[1 << CACHE_BITS];
        /** Whether lengths and letters can rule out every level but the first. */
        private final boolean quick;

        One(List<Level> levels, Column column) {
            this.levels = levels;
            this.inexact = levels.stream().skip(1).toArray(Level[]::new);
            this.column = column;
            this.quick = levels.stream().skip(1).allMatch(One::isQuick);
            this.letters = new long[quick ? column.dictionary().size() : 0];
            for (int code = 1; code < letters.length; code++) {
                letters[code] = letters(column.dictionary().text(code));
            }
        }

        One(One other) {
            this.levels = other.levels;
            this.inexact = other.inexact;
            this.column = other.column;
            this.quick = other.quick;
            this.letters = other.letters;
        }

        private static boolean isQuick(Level level) {
            return switch (level.measure()) {
                case JARO_WINKLER, DAMERAU, LEVENSHTEIN, BEGINS, PREFIX, DATE_PARTS -> true;
                default -> false;
            };
        }

        private static long letters(String text) {
            long letters = 0;
            for (int i = 0; i < text.length(); i++) {
                letters |= 1L << ((text.charAt(i) * 0x9E3779B1) >>> 26);
            }
            return letters;
        }

        int level(int a, int b) {
            if (a == 0 || b == 0) {
                return 0;
            }
            if (a == b) {
                return 1;
            }
            if (levels.size() == 1 || (quick && isFar(a, b))) {
                return levels.size() + 1;
            }
            long pair = a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
            int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> (64 - CACHE_BITS));
            if (pairs[slot] == pair) {
                return answers[slot];
            }
            int level = Agreement.level(
                    levels, column.dictionary().text(a), column.dictionary().text(b));
            pairs[slot] = pair;
            answers[slot] = (byte) level;
            return level;
        }

        /** Whether no level but equality can hold: a bound from lengths and letters. */
        private boolean isFar(int a, int b) {
            String mine = column.dictionary().text(a);
            String other = column.dictionary().text(b);
            int n = mine.length();
            int m = other.length();
            int onlyMine = Long.bitCount(letters[a] & ~letters[b]);
            int onlyOther = Long.bitCount(letters[b] & ~letters[a]);
            double best = -1;
            for (Level level : inexact) {
                switch (level.measure()) {
                    case JARO_WINKLER -> {
                        best = best < 0 ? most(mine, other, Math.min(n - onlyMine, m - onlyOther)) : best;
                        if (best >= level.limit()) {
                            return false;
                        }
                    }
                    case DAMERAU, LEVENSHTEIN -> {
                        if (Math.abs(n - m) <= level.limit() && Math.max(onlyMine, onlyOther) <= level.limit()) {
                            return false;
                        }
                    }
                    default -> {
                        if (level.holds(mine, other)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        /** The most that Jaro-Winkler can be with so many letters in common. */
        private static double most(String mine, String other, double common) {
            int n = mine.length();
            int m = other.length();
            double jaro = common <= 0 ? 0 : (common / n + common / m + 1) / 3;
            int prefix = 0;
            while (prefix < 4 && prefix < n && prefix < m && mine.charAt(prefix) == other.charAt(prefix)) {
                prefix++;
            }
            return jaro + 0.1 * prefix * (1 - jaro);
        }
    }
}
