package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;
import java.util.Arrays;
import java.util.List;

/**
 * What pairs of records look like that were drawn at random, hardly any of which are one person: for equal values from how often each
 * value occurs, for the other levels from a sample of pairs.
 */
final class RandomPairs {

    /** Random pairs that are looked at: twice as many give the same F1, as a mean over 27 generated and eight other sets. */
    private static final int SAMPLE = 150_000;

    /** Pairs that are drawn at a time. */
    private static final int DRAWS = 3_000;

    private final Row[] rows;
    private final double[][] seen;
    private final double[][] least;

    RandomPairs(RecordTable table, List<Column> columns, Agreement agreement, boolean acrossSources, Workers workers) {
        this.rows = draw(table, agreement, acrossSources, workers);
        this.seen = new double[columns.size()][];
        this.least = new double[columns.size()][];
        for (int k = 0; k < seen.length; k++) {
            look(k, columns.get(k), agreement.levels(k));
        }
    }

    private static Row[] draw(RecordTable table, Agreement agreement, boolean acrossSources, Workers workers) {
        int n = table.size();
        boolean every = (double) n * (n - 1) / 2 <= SAMPLE;
        Column sources = table.sources();
        int pieces = every ? n : SAMPLE / DRAWS;
        VectorCounts vectors = new VectorCounts();
        for (Look look : workers.share(pieces, worker -> new Look(agreement.another()), (mine, piece) -> {
            for (int draw = 0; draw < (every ? n - piece - 1 : DRAWS); draw++) {
                long number = ((long) piece * DRAWS + draw) * 2;
                int i = every ? piece : Mix.below(number, n);
                int j = every ? piece + 1 + draw : Mix.below(number + 1, n);
                if (i != j && (!acrossSources || sources.code(i) != sources.code(j))) {
                    mine.pairs.add(i, j, 0);
                }
            }
            mine.count();
        })) {
            vectors.addAll(look.vectors);
        }
        return vectors.rows();
    }

    /** What one worker has seen. Comparisons take turns with all pairs of a piece: each has its own corner of the memory. */
    private static final class Look {
        final Pairs pairs = new Pairs();
        final VectorCounts vectors = new VectorCounts();
        private final Agreement agreement;

        Look(Agreement agreement) {
            this.agreement = agreement;
        }

        void count() {
            for (long vector : agreement.vectorsOnce(pairs)) {
                vectors.add(vector, 0, 1);
            }
            pairs.clear();
        }
    }

    private void look(int k, Column column, int levels) {
        double[] counts = counts(rows, k, levels);
        double known = Arrays.stream(counts).sum();
        double exact = column.chanceIfKnown();
        double others = Math.max(1, known - counts[0]);
        seen[k] = new double[levels];
        least[k] = new double[levels];
        seen[k][0] = exact;
        for (int l = 1; l < levels; l++) {
            seen[k][l] = (1 - exact) * counts[l] / others;
        }
        // Nothing is rarer than what a sample of this size could have shown, or evenly spread values would be.
        Arrays.fill(least[k], 0.3 / Math.max(10, known));
        least[k][0] = Math.max(1e-12, 0.1 / Math.max(10, column.distinct()) / 10);
    }

    /** How often each level of a comparison occurs in some rows. */
    static double[] counts(Row[] rows, int k, int levels) {
        double[] counts = new double[levels];
        for (Row row : rows) {
            int level = Agreement.level(row.vector(), k);
            if (level > 0) {
                counts[level - 1] += row.count();
            }
        }
        return counts;
    }

    /** Share of each level of a comparison. */
    double[] seen(int k) {
        return seen[k];
    }

    /** What strangers look like in a comparison, freed of the share that pairs of one person have in all pairs. */
    double[] freed(int k, double[] m, double prior) {
        return Shares.freed(seen[k], least[k], m, prior);
    }

    /** Strangers as these pairs show them. */
    Strangers strangers(Strangers.Look[] looks) {
        return Strangers.of(rows, seen, looks);
    }
}
