package io.enishi.identity.link;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Links the records of a table by a model: blocks, trains unless the model is trained, scores, clusters. Immutable; a job takes no
 * clock and no chance, so the same table and model give the same clusters.
 *
 * <pre>{@code
 * Linkage linkage = Linker.of(LinkModel.parse(yaml)).link(table);
 * linkage.clusters().label(0);            // the person of the first record
 * linkage.score("r1", "r2").toText();     // why
 * }</pre>
 */
public final class Linker {

    /** Pairs that are enough to train on; with more, a fixed share of them is taken. */
    private static final long TRAINING_PAIRS = 1_500_000;

    private final LinkModel model;
    private final Transforms transforms;
    private final Map<String, FrequencyTable> frequencies;
    private final Judgements judgements;
    private final Progress progress;
    private final int threads;

    private Linker(
            LinkModel model,
            Transforms transforms,
            Map<String, FrequencyTable> frequencies,
            Judgements judgements,
            Progress progress,
            int threads) {
        this.model = model;
        this.transforms = transforms;
        this.frequencies = Map.copyOf(frequencies);
        this.judgements = judgements;
        this.progress = progress;
        this.threads = threads;
    }

    /** Hears how a job goes on. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A step has begun, or does not go as one would expect.
         *
         * @param step such as {@code blocking}, in words for people; no values of records
         */
        void begins(String step);
    }

    /** A linker with standard transforms, no judgements and one thread. */
    public static Linker of(LinkModel model) {
        return new Linker(
                Objects.requireNonNull(model, "model"),
                Transforms.standard(),
                Map.of(),
                Judgements.none(),
                step -> {},
                1);
    }

    /** The same with other transforms. */
    public Linker withTransforms(Transforms others) {
        return new Linker(model, others, frequencies, judgements, progress, threads);
    }

    /** The same with one more table of frequencies. */
    public Linker withFrequencies(FrequencyTable table) {
        Map<String, FrequencyTable> more = new HashMap<>(frequencies);
        more.put(table.name(), table);
        return new Linker(model, transforms, more, judgements, progress, threads);
    }

    /**
     * The same with what people judged about pairs. Judgements bind the clusters, and a model that is not trained learns from them: what
     * is one person counts as such, and what is not is left out, whatever the pair looks like.
     */
    public Linker withJudgements(Judgements judged) {
        return new Linker(model, transforms, frequencies, judged, progress, threads);
    }

    /** The same, telling how it goes on. */
    public Linker withProgress(Progress listener) {
        return new Linker(model, transforms, frequencies, judgements, listener, threads);
    }

    /** The same with so many threads, which live as long as a job; results are the same. */
    public Linker withThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but is " + number);
        }
        return new Linker(model, transforms, frequencies, judgements, progress, number);
    }

    /**
     * Links the records of a table.
     *
     * @throws DefinitionException if the model names columns, transforms or frequency tables that do not exist
     */
    public Linkage link(RecordTable table) {
        return learnt(table).linkPrepared(table);
    }

    /** The same linker with the functions that are learnt from the table: from the last columns, if the model has several. */
    Linker learnt(RecordTable table) {
        List<String> columns = List.of();
        for (Feature feature : model.features()) {
            if (feature.columns().size() <= 2
                    && feature.whole().stream().anyMatch(JapaneseNames::isLearnt)
                    && table.columns().containsAll(feature.columns())) {
                columns = feature.columns();
            }
        }
        return columns.isEmpty()
                ? this
                : withTransforms(JapaneseNames.of(table, columns, transforms.dictionary())
                        .in(transforms));
    }

    Transforms transforms() {
        return transforms;
    }

    private Linkage linkPrepared(RecordTable table) {
        mustFit(table);
        progress.begins("preparing " + table.size() + " records");
        Workers workers = new Workers(threads);
        Features features = new Features(table, transforms);
        features.prepare(model.features(), workers);
        List<Column> columns = new ArrayList<>();
        for (Comparison comparison : model.comparisons()) {
            columns.add(features.column(comparison.feature()));
        }
        Agreement agreement = new Agreement(model.comparisons(), columns, workers);
        progress.begins("blocking");
        Blocking blocking = new Blocking(table, model, features, 20L * table.size() + 1_000_000, workers);
        blocking.rules().stream().filter(rule -> rule.dropped() > 0).forEach(this::tellDropped);
        JudgedPairs judged = new JudgedPairs(table, judgements);
        ComparedPairs pairs = new ComparedPairs(agreement, blocking, judged, workers);
        Training training =
                model.training().orElseGet(() -> train(table, columns, agreement, blocking, pairs, workers));
        Scorer scorer = new Scorer(
                model,
                training,
                columns,
                frequencies,
                2 * training.prior() * Trainer.pairs(table, blocking.acrossSources()) / table.size());
        progress.begins("scoring pairs");
        Edges edges = pairs.score(scorer);
        progress.begins("clustering " + edges.size() + " pairs");
        return new Linkage(
                model.with(training), table, columns, blocking, scorer, agreement, edges, judged, transforms, workers);
    }

    private void tellDropped(Blocking.Rule rule) {
        progress.begins(String.format(
                Locale.ROOT,
                "passing over %d records that \"%s\" leads to: too many agree in it and in all else",
                rule.dropped(),
                String.join(", ", rule.features())));
    }

    private Training train(
            RecordTable table,
            List<Column> columns,
            Agreement agreement,
            Blocking blocking,
            ComparedPairs pairs,
            Workers workers) {
        progress.begins("comparing pairs to learn from");
        Trainer trainer = new Trainer(table, model, columns, agreement, blocking, workers);
        double share = Math.min(1, (double) TRAINING_PAIRS / Math.max(1, blocking.pairs()));
        VectorCounts counts = pairs.count(share);
        progress.begins("learning");
        trainer.train(counts.rows(), 1 / share, pairs.judgedSame().rows());
        return trainer.training(0.5);
    }

    private void mustFit(RecordTable table) {
        if (table.size() == 0) {
            throw new IllegalArgumentException("there must be records to link, but the table is empty");
        }
        List<Problem> problems = new ArrayList<>(model.problems(table.columns(), transforms));
        for (int k = 0; k < model.comparisons().size(); k++) {
            String name = model.comparisons().get(k).frequencies();
            if (!name.equals(Comparison.OWN) && !name.equals(Comparison.NONE) && !frequencies.containsKey(name)) {
                problems.add(new Problem(
                        "comparisons[" + k + "].frequencies",
                        "no frequency table \"" + name + '"',
                        "write own or none, or hand the table to the linker"));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }
}
