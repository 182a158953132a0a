package io.enishi.benchmarks.link;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.SharedData;
import io.enishi.benchmarks.link.DukePeer.Column;
import io.enishi.benchmarks.link.DukePeer.Index;
import io.enishi.benchmarks.link.DukePeer.ScoredPair;
import io.enishi.examples.link.LinkCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import no.priv.garshol.duke.comparators.ExactComparator;
import no.priv.garshol.duke.comparators.JaroWinkler;
import no.priv.garshol.duke.comparators.Levenshtein;
import picocli.CommandLine;

/**
 * The same rows linked by Duke 1.2 and by ours, from CSV to clusters, two threads each, in one JVM.
 *
 * <p>Duke's blocking keys are our blocking rules. Its comparators and probabilities were set by hand and improved by a random search of
 * half a minute with the truth known, on generated people of another seed and on the first 12,000 historical rows. Its threshold is the
 * best one with the truth known; finding that is not timed. Ours has neither labels nor a fixed threshold. Best of the warm runs counts
 * for both.
 *
 * <p>{@code -Denishi.duke.sets=10000,50000,historical} says which people; {@code -Denishi.duke.indexes=BLOCKING,NEIGHBOURS,LUCENE} how
 * Duke finds candidates.
 */
public final class DukeJob implements Job {

    private static final long SEED = 1;

    /** Below this Duke's pairs are of no use at any threshold. */
    private static final double LEAST = 0.5;

    private static final int RUNS = 10;

    /** No further run of a contestant begins after so much time of it. */
    private static final long ENOUGH_NANOS = 15_000_000_000L;

    /** Generated people. */
    static DukePeer generated() {
        return new DukePeer(
                "id",
                List.of(
                        new Column("given", new JaroWinkler(), 0.80, 0.35),
                        new Column("family", new JaroWinkler(), 0.85, 0.35),
                        new Column("born", new ExactComparator(), 0.90, 0.20),
                        new Column("email", new Levenshtein(), 0.97, 0.40),
                        new Column("phone", new Levenshtein(), 0.92, 0.42),
                        new Column("number", new Levenshtein(), 0.97, 0.40),
                        new Column("street", new JaroWinkler(), 0.75, 0.45),
                        new Column("house", new JaroWinkler(), 0.70, 0.45),
                        new Column("city", new JaroWinkler(), 0.65, 0.45),
                        new Column("postcode", new Levenshtein(), 0.75, 0.45)),
                List.of(
                        List.of("email"),
                        List.of("phone"),
                        List.of("number"),
                        List.of("born", "family"),
                        List.of("born", "given"),
                        List.of("given", "family", "postcode"),
                        List.of("family", "street", "house"),
                        List.of("born", "postcode")));
    }

    /** The historical people; Duke's keys lack our two Soundex rules. */
    static DukePeer historical() {
        return new DukePeer(
                "unique_id",
                List.of(
                        new Column("first_name", new JaroWinkler(), 0.80, 0.35),
                        new Column("surname", new JaroWinkler(), 0.88, 0.20),
                        new Column("dob", new Levenshtein(), 0.90, 0.25),
                        new Column("birth_place", new Levenshtein(), 0.75, 0.42),
                        new Column("postcode_fake", new Levenshtein(), 0.98, 0.40),
                        new Column("occupation", new ExactComparator(), 0.70, 0.40),
                        new Column("gender", new JaroWinkler(), 0.55, 0.02)),
                List.of(
                        List.of("surname", "dob"),
                        List.of("first_name", "dob"),
                        List.of("first_name", "surname"),
                        List.of("postcode_fake", "dob"),
                        List.of("postcode_fake", "surname"),
                        List.of("postcode_fake", "first_name"),
                        List.of("postcode_fake", "birth_place"),
                        List.of("dob", "birth_place"),
                        List.of("surname", "birth_place"),
                        List.of("surname", "occupation", "dob:4"),
                        List.of("first_name", "occupation", "dob:4"),
                        List.of("surname:4", "first_name:3", "dob:4"),
                        List.of("postcode_fake:4", "dob")));
    }

    @Override
    public String name() {
        return "link.duke";
    }

    @Override
    public String description() {
        return "links people with Duke 1.2 and with ours, in the same run";
    }

    @Override
    public void run() throws IOException {
        List<Index> indexes = Arrays.stream(System.getProperty("enishi.duke.indexes", "BLOCKING,NEIGHBOURS,LUCENE")
                        .split(",", -1))
                .map(Index::valueOf)
                .toList();
        for (String set :
                System.getProperty("enishi.duke.sets", "10000,50000,historical").split(",", -1)) {
            if (set.equals("historical")) {
                Path file = SharedData.file("identity/historical_50k.csv");
                race("historical_50k", file, "cluster", historical(), indexes);
                continue;
            }
            int records = Integer.parseInt(set);
            Path file = Files.createTempFile("people", ".csv");
            try {
                PersonGenerator.write(file, records, SEED, PersonRates.standard());
                race("generated", file, "person", generated(), indexes);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static void race(String set, Path file, String personColumn, DukePeer duke, List<Index> indexes)
            throws IOException {
        PersonTruth truth = PersonTruth.read(file, duke.idColumn(), personColumn);
        Path clusters = Files.createTempFile("clusters", ".csv");
        try {
            Body ours = () -> link(file, duke.idColumn(), set, clusters);
            ours.run();
            double ourSeconds = best(ours);
            double ourF1 = truth.f1(clusters);
            tell("link.duke set=%s rows=%d ours_s=%.3f ours_f1=%.4f", set, truth.rows(), ourSeconds, ourF1);
            for (Index index : indexes) {
                Tuned tuned = Tuned.of(duke.run(file, index, LEAST), truth);
                double seconds = best(() -> Tuned.clusters(duke.run(file, index, tuned.threshold()), truth.rows(), 0));
                tell(
                        "link.duke set=%s rows=%d index=%s duke_s=%.3f duke_f1=%.4f duke_threshold=%.4f ours_s=%.3f"
                                + " ours_f1=%.4f ratio=%.1f",
                        set,
                        truth.rows(),
                        index.name().toLowerCase(Locale.ROOT),
                        seconds,
                        tuned.f1(),
                        tuned.threshold(),
                        ourSeconds,
                        ourF1,
                        seconds / ourSeconds);
            }
        } finally {
            Files.delete(clusters);
        }
    }

    /** Duke's best threshold, with the truth known. */
    record Tuned(double threshold, double f1) {

        static Tuned of(List<ScoredPair> pairs, PersonTruth truth) {
            double[] steps = pairs.stream()
                    .mapToDouble(ScoredPair::probability)
                    .sorted()
                    .distinct()
                    .toArray();
            Tuned best = new Tuned(1, 0);
            int tries = 200;
            for (int i = 0; i < tries && steps.length > 0; i++) {
                double threshold = steps[(int) ((long) i * steps.length / tries)];
                double f1 = truth.f1(clusters(pairs, truth.rows(), threshold));
                if (f1 > best.f1()) {
                    best = new Tuned(threshold, f1);
                }
            }
            return best;
        }

        /** Clusters of the pairs at or above a threshold: the number of a cluster for each row. */
        static int[] clusters(List<ScoredPair> pairs, int rows, double threshold) {
            int[] parent = new int[rows];
            for (int row = 0; row < rows; row++) {
                parent[row] = row;
            }
            for (ScoredPair pair : pairs) {
                if (pair.probability() >= threshold) {
                    parent[root(parent, pair.left())] = root(parent, pair.right());
                }
            }
            for (int row = 0; row < rows; row++) {
                parent[row] = root(parent, row);
            }
            return parent;
        }

        private static int root(int[] parent, int row) {
            int at = row;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }
    }

    private static void link(Path file, String idColumn, String model, Path clusters) {
        List<String> arguments = new ArrayList<>(List.of("--input", file.toString(), "--id", idColumn));
        arguments.addAll(List.of(
                "--model", Path.of("examples", "models", model + ".yaml").toString()));
        arguments.addAll(List.of("--output", clusters.toString(), "--threads", "2"));
        int exit = new CommandLine(new LinkCommand()).execute(arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException("linking ended with " + exit);
        }
    }

    private static double best(Body body) throws IOException {
        long best = Long.MAX_VALUE;
        long spent = 0;
        for (int run = 0; run < RUNS && spent < ENOUGH_NANOS; run++) {
            System.gc();
            long start = System.nanoTime();
            body.run();
            long nanos = System.nanoTime() - start;
            best = Math.min(best, nanos);
            spent += nanos;
        }
        return best / 1e9;
    }

    private static void tell(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    @FunctionalInterface
    private interface Body {
        void run() throws IOException;
    }
}
