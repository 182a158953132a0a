package io.enishi.identity.link;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pairs that blocking leads to and how they compare. A pair is compared once: what was counted to learn from is kept to be scored,
 * as far as there is room for it; the rest is compared again. Results depend neither on the room nor on the workers.
 */
final class ComparedPairs {

    /** Pairs that are kept, 16 bytes each. */
    private static final long MOST_KEPT = 16_000_000;
    /** Bits below even odds from which on a pair is worth keeping. */
    private static final double WORTH = -12;

    private final Agreement agreement;
    private final Blocking blocking;
    private final JudgedPairs judged;
    private final Workers workers;
    private final Kept[] kept;
    private final AtomicLong room = new AtomicLong(MOST_KEPT);

    ComparedPairs(Agreement agreement, Blocking blocking, JudgedPairs judged, Workers workers) {
        this.judged = judged;
        this.agreement = agreement;
        this.blocking = blocking;
        this.workers = workers;
        this.kept = new Kept[blocking.stretches()];
    }

    /** How pairs compare that somebody judged to be one person, whether or not a blocking rule leads to them. */
    VectorCounts judgedSame() {
        VectorCounts counts = new VectorCounts();
        for (long pair : judged.same()) {
            int a = (int) (pair >>> 32);
            int b = (int) pair;
            counts.add(agreement.vector(a, b), blocking.rulesOf(a, b), 1);
        }
        return counts;
    }

    /** Compares all pairs and counts a share of them, drawn by their numbers; those that were judged are not counted. */
    VectorCounts count(double share) {
        long limit = share >= 1 ? Long.MAX_VALUE : (long) (share * Long.MAX_VALUE);
        VectorCounts counts = new VectorCounts();
        for (Counting counted : workers.share(
                kept.length,
                worker -> new Counting(agreement.another(), new VectorCounts(), new Pairs()),
                (mine, stretch) -> {
                    Kept pairs = new Kept();
                    blocking.pairs(stretch, mine.some(), some -> {
                        long[] vectors = mine.agreement().vectors(some);
                        pairs.add(some, vectors);
                        for (int i = 0; i < some.size(); i++) {
                            boolean drawn = (Mix.of(some.packed(i)) >>> 1) <= limit;
                            if (drawn && !judged.isJudged(some.left[i], some.right[i])) {
                                mine.counts().add(vectors[i], some.rules[i], 1);
                            }
                        }
                    });
                    if (room.addAndGet(-pairs.size) >= 0) {
                        pairs.trim();
                        kept[stretch] = pairs;
                    }
                })) {
            counts.addAll(counted.counts());
        }
        return counts;
    }

    /** The pairs that are worth keeping, with their bits; those that were kept are forgotten. */
    Edges score(Scorer scorer) {
        Edges edges = new Edges();
        for (Scoring scored : workers.share(
                kept.length, worker -> new Scoring(agreement.another(), new Edges(), new Pairs()), (mine, stretch) -> {
                    Kept pairs = kept[stretch];
                    kept[stretch] = null;
                    if (pairs == null) {
                        blocking.pairs(stretch, mine.some(), some -> {
                            long[] vectors = mine.agreement().vectors(some);
                            for (int i = 0; i < some.size(); i++) {
                                mine.score(scorer, some.left[i], some.right[i], vectors[i]);
                            }
                        });
                    } else {
                        for (int i = 0; i < pairs.size; i++) {
                            mine.score(scorer, (int) (pairs.pairs[i] >>> 32), (int) pairs.pairs[i], pairs.vectors[i]);
                        }
                    }
                })) {
            edges.addAll(scored.edges());
        }
        edges.sort();
        return edges;
    }

    private record Counting(Agreement agreement, VectorCounts counts, Pairs some) {}

    private record Scoring(Agreement agreement, Edges edges, Pairs some) {

        void score(Scorer scorer, int a, int b, long vector) {
            if (scorer.most(vector) >= WORTH) {
                double bits = scorer.bits(vector, a, b);
                if (bits >= WORTH) {
                    edges.add(a, b, bits);
                }
            }
        }
    }

    /** The pairs of one stretch. */
    private static final class Kept {
        private long[] pairs = new long[0];
        private long[] vectors = new long[0];
        private int size;

        void add(Pairs some, long[] others) {
            int all = size + some.size();
            if (all > pairs.length) {
                int more = Math.max(all, size * 2);
                pairs = Arrays.copyOf(pairs, more);
                vectors = Arrays.copyOf(vectors, more);
            }
            for (int i = 0; i < some.size(); i++) {
                pairs[size + i] = some.packed(i);
            }
            System.arraycopy(others, 0, vectors, size, some.size());
            size = all;
        }

        void trim() {
            pairs = Arrays.copyOf(pairs, size);
            vectors = Arrays.copyOf(vectors, size);
        }
    }
}
