package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.List;

/** What came out of linking a table: the trained model, clusters, and the means to ask why. Not for several threads at once. */
public final class Linkage {

    private final LinkModel model;
    private final Training training;
    private final RecordTable table;
    private final List<Column> columns;
    private final Blocking blocking;
    private final Scorer scorer;
    private final Agreement agreement;
    private final Edges edges;
    private final Bounds bounds;
    private final Clusters clusters;
    private final Transforms transforms;
    private final Workers workers;

    Linkage(
            LinkModel model,
            RecordTable table,
            List<Column> columns,
            Blocking blocking,
            Scorer scorer,
            Agreement agreement,
            Edges edges,
            JudgedPairs judged,
            Transforms transforms,
            Workers workers) {
        this.workers = workers;
        this.transforms = transforms;
        this.model = model;
        this.training = model.training().orElseThrow();
        this.table = table;
        this.columns = columns;
        this.blocking = blocking;
        this.scorer = scorer;
        this.agreement = agreement;
        this.edges = edges;
        this.bounds = new Bounds(table, model.mode() == Mode.ONE_TO_ONE, judged);
        this.clusters = clustersAt(training.threshold());
    }

    /** The model with the probabilities that were used. */
    public LinkModel model() {
        return model;
    }

    /** The table that was linked. */
    public RecordTable table() {
        return table;
    }

    /** The people, at the calibrated threshold. */
    public Clusters clusters() {
        return clusters;
    }

    /** The people at another threshold, a probability over 0 and under 1. */
    public Clusters clustersAt(double threshold) {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must be over 0 and under 1, but is " + threshold);
        }
        return clustersAtBits(bits(threshold));
    }

    Clusters clustersAtBits(double bits) {
        Clusterer clusterer = new Clusterer(table.size(), edges, bits, bounds);
        return new Clusters(table, clusterer.clusters(workers, () -> {
            Agreement mine = agreement.another();
            return (a, b) -> {
                double known = edges.find(a, b);
                return Double.isNaN(known) ? scorer.bits(mine, a, b) : known;
            };
        }));
    }

    private static double bits(double probability) {
        return Scorer.log2(probability / (1 - probability));
    }

    /**
     * Why two records are, or are not, one person.
     *
     * @throws IllegalArgumentException if there is no record with one of these ids
     */
    public PairScore score(String a, String b) {
        return score(index(a), index(b));
    }

    /** Why the records at two places are, or are not, one person. */
    public PairScore score(int a, int b) {
        List<PairScore.Step> steps = new ArrayList<>();
        steps.add(new PairScore.Step("prior", "", scorer.prior()));
        for (int k = 0; k < columns.size(); k++) {
            Comparison comparison = model.comparisons().get(k);
            int level = agreement.level(k, a, b);
            int levels = comparison.levels().size();
            String name = level == 0
                    ? "unknown"
                    : level > levels
                            ? "different"
                            : comparison.levels().get(level - 1).toString();
            steps.add(new PairScore.Step(comparison.of(), name, scorer.weight(k, level)));
            double rare = scorer.rarity(
                    k, level, columns.get(k).code(a), columns.get(k).code(b));
            if (rare != 0) {
                steps.add(new PairScore.Step("frequency of " + comparison.of(), "", rare));
            }
        }
        double bits = scorer.bits(agreement, a, b);
        double sum = steps.stream().mapToDouble(PairScore.Step::bits).sum();
        if (Math.abs(bits - sum) > 1e-9) {
            String why = training.neighbours() > 0 ? "household or place" : "household";
            steps.add(new PairScore.Step(why, "", bits - sum));
        }
        return new PairScore(table.id(a), table.id(b), steps, bits, bits(training.threshold()));
    }

    /**
     * Pairs that were compared and are worth keeping, in the order of the table.
     *
     * @param review probability from which on a pair that was not accepted goes to review; over 0, under 1. Pairs below it are refused
     */
    public List<ProbableLink> links(double review) {
        if (!(review > 0 && review < 1)) {
            throw new IllegalArgumentException("review must be over 0 and under 1, but is " + review);
        }
        int[] of = clusters.toArray();
        List<ProbableLink> links = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            int a = edges.a(e);
            int b = edges.b(e);
            double probability = 1 / (1 + StrictMath.pow(2, -edges.bits(e)));
            boolean probable = probability >= training.threshold();
            boolean together = of[a] == of[b];
            ProbableLink.Verdict verdict = together && probable
                    ? ProbableLink.Verdict.ACCEPT
                    : together || (probability >= review && bounds.mayLink(a, b))
                            ? ProbableLink.Verdict.REVIEW
                            : ProbableLink.Verdict.REFUSE;
            links.add(
                    new ProbableLink(table.id(a), table.source(a), table.id(b), table.source(b), probability, verdict));
        }
        return links;
    }

    /** How the linkage went. */
    public LinkDiagnostics diagnostics() {
        return new Diagnosis(this, bits(training.threshold())).work();
    }

    /** Records that say so little that not even an exact copy of them would be linked. */
    int unlinkable() {
        double threshold = bits(training.threshold());
        int unlinkable = 0;
        for (int i = 0; i < table.size(); i++) {
            unlinkable += scorer.bits(agreement, i, i) < threshold ? 1 : 0;
        }
        return unlinkable;
    }

    /** An index that finds the table's records by one new record. */
    public LiveIndex index() {
        return new LiveIndex(this, columns, scorer, bits(training.threshold()));
    }

    private int index(String id) {
        int index = table.indexOf(id);
        if (index < 0) {
            throw new IllegalArgumentException("no record with id " + id);
        }
        return index;
    }

    /** Transforms, those learnt from the table included. */
    Transforms transforms() {
        return transforms;
    }

    Edges edges() {
        return edges;
    }

    Blocking blocking() {
        return blocking;
    }

    /** Constraints that hold whatever the bits say. */
    private static final class Bounds implements Clusterer.Constraints {

        private final Column sources;
        private final boolean onePerSource;
        private final JudgedPairs judged;

        Bounds(RecordTable table, boolean onePerSource, JudgedPairs judged) {
            this.sources = table.sources();
            this.onePerSource = onePerSource && sources.distinct() > 1;
            this.judged = judged;
        }

        @Override
        public boolean mayLink(int a, int b) {
            return !(onePerSource && sources.code(a) == sources.code(b)) && !judged.isApart(a, b);
        }

        @Override
        public boolean isOneToOne() {
            return onePerSource && sources.distinct() == 2;
        }

        @Override
        public boolean isOfFirst(int record) {
            return sources.code(record) == sources.code(0);
        }

        @Override
        public boolean mustLink(int a, int b) {
            return judged.isSame(a, b);
        }

        @Override
        public Iterable<Long> mustLinks() {
            return judged.same();
        }
    }
}
