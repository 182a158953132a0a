package io.enishi.identity.link;

import java.util.Arrays;
import java.util.List;

/**
 * Compares records: four bits a comparison, 0 for "not known", 1 for the first level, and so on; the number after the last level
 * says that the values differ.
 *
 * <p>Equal numbers of a dictionary are equal texts. Of other pairs most are ruled out by their {@link Outlines}; what is left is
 * worked out and remembered in a table of fixed size, in which a newer pair may push out an older one.
 * One instance serves one thread.
 */
final class Agreement {

    static final int BITS = 4;
    static final int MASK = (1 << BITS) - 1;
    private static final int CACHE_BITS = 16;

    private final One[] comparisons;
    /** What the records of some pairs say in one comparison. */
    private final int[] mine = new int[Pairs.MOST];

    private final int[] others = new int[Pairs.MOST];

    Agreement(List<Comparison> comparisons, List<Column> columns, Workers workers) {
        this.comparisons = new One[comparisons.size()];
        workers.share(
                this.comparisons.length,
                worker -> worker,
                (worker, k) -> this.comparisons[k] = new One(comparisons.get(k).levels(), columns.get(k)));
    }

    private Agreement(One[] comparisons) {
        this.comparisons = comparisons;
    }

    /** The same for another thread: shares what is read only. */
    Agreement another() {
        return new Agreement(Arrays.stream(comparisons).map(One::new).toArray(One[]::new));
    }

    /** Levels of a comparison, with that of values that differ. */
    int levels(int k) {
        return comparisons[k].levels.length + 1;
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

    /** How some pairs compare. One comparison is done with before the next begins: each has its own corner of the memory. */
    long[] vectors(Pairs some) {
        long[] vectors = new long[some.size()];
        for (int k = 0; k < comparisons.length; k++) {
            look(k, some);
            comparisons[k].add(mine, others, vectors, k * BITS);
        }
        return vectors;
    }

    /** The same of pairs that hardly come again: nothing is remembered. */
    long[] vectorsOnce(Pairs some) {
        long[] vectors = new long[some.size()];
        for (int k = 0; k < comparisons.length; k++) {
            look(k, some);
            for (int pair = 0; pair < vectors.length; pair++) {
                vectors[pair] |= (long) comparisons[k].once(mine[pair], others[pair]) << (k * BITS);
            }
        }
        return vectors;
    }

    /** Numbers first: they lie anywhere in memory, and a loop that does nothing else waits for many of them at a time. */
    private void look(int k, Pairs some) {
        comparisons[k].column.codes(some.left, some.size(), mine);
        comparisons[k].column.codes(some.right, some.size(), others);
    }

    /** One comparison. */
    private static final class One {

        private final Level[] levels;
        private final Column column;
        private final Outlines outlines;
        private long[] pairs = new long[0];
        private byte[] answers = new byte[0];

        One(List<Level> levels, Column column) {
            this.levels = levels.toArray(Level[]::new);
            this.column = column;
            this.outlines = new Outlines(levels, column.dictionary());
        }

        One(One other) {
            this.levels = other.levels;
            this.column = other.column;
            this.outlines = other.outlines;
        }

        /** Puts the levels of some pairs into their vectors. */
        void add(int[] mine, int[] others, long[] vectors, int shift) {
            for (int pair = 0; pair < vectors.length; pair++) {
                vectors[pair] |= (long) level(mine[pair], others[pair]) << shift;
            }
        }

        int level(int a, int b) {
            if (a == 0 || b == 0) {
                return 0;
            }
            if (a == b) {
                return 1;
            }
            int may = outlines.mayHold(a, b);
            return may == 0 ? levels.length + 1 : remembered(may, a, b);
        }

        /** The same without remembering it. */
        int once(int a, int b) {
            if (a == 0 || b == 0) {
                return 0;
            }
            if (a == b) {
                return 1;
            }
            int may = outlines.mayHold(a, b);
            return may == 0 ? levels.length + 1 : read(may, a, b);
        }

        private int remembered(int may, int a, int b) {
            if (pairs.length == 0) {
                pairs = new long[1 << CACHE_BITS];
                answers = new byte[1 << CACHE_BITS];
            }
            long pair = a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
            int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> (64 - CACHE_BITS));
            if (pairs[slot] != pair) {
                answers[slot] = (byte) read(may, a, b);
                pairs[slot] = pair;
            }
            return answers[slot];
        }

        /** Reads the texts, for the levels that may hold. */
        private int read(int may, int a, int b) {
            String mine = column.dictionary().text(a);
            String other = column.dictionary().text(b);
            double similarity = -1; // worked out once for all levels that ask for it
            for (int rest = may; rest != 0; rest &= rest - 1) {
                int l = Integer.numberOfTrailingZeros(rest);
                boolean holds;
                if (levels[l].measure() == Measure.JARO_WINKLER) {
                    similarity = similarity < 0 ? Similarity.jaroWinkler(mine, other) : similarity;
                    holds = similarity >= levels[l].limit();
                } else {
                    holds = levels[l].holds(mine, other);
                }
                if (holds) {
                    return l + 1;
                }
            }
            return levels.length + 1;
        }
    }
}
