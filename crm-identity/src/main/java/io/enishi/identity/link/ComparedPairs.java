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
        long limit = (long) (share * Long.MAX_VALUE);
        VectorCounts counts = new VectorCounts();
        for (Counting counted : workers.share(
                kept.length, worker -> new Counting(agreement.another(), new VectorCounts()), (mine, stretch) -> {
                    Kept pairs = new Kept();
                    blocking.pairs(stretch, (a, b, rules) -> {
                        long vector = mine.agreement().vector(a, b);
                        long pair = ((long) a << 32) | b;
                        pairs.add(pair, vector);
                        boolean drawn = share >= 1 || (Mix.of(pair) >>> 1) <= limit;
                        if (drawn && !judged.isJudged(a, b)) {
                            mine.counts().add(vector, rules, 1);
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
        for (Scoring scored :
                workers.share(kept.length, worker -> new Scoring(agreement.another(), new Edges()), (mine, stretch) -> {
                    Kept pairs = kept[stretch];
                    kept[stretch] = null;
                    if (pairs == null) {
                        blocking.pairs(
                                stretch,
                                (a, b, rules) -> mine.score(
                                        scorer, a, b, mine.agreement().vector(a, b)));
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

    private record Counting(Agreement agreement, VectorCounts counts) {}

    private record Scoring(Agreement agreement, Edges edges) {

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
        private long[] pairs = new long[64];
        private long[] vectors = new long[64];
        private int size;

        void add(long pair, long vector) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, size * 2);
                vectors = Arrays.copyOf(vectors, size * 2);
            }
            pairs[size] = pair;
            vectors[size++] = vector;
        }

        void trim() {
            pairs = Arrays.copyOf(pairs, size);
            vectors = Arrays.copyOf(vectors, size);
        }
    }
}
