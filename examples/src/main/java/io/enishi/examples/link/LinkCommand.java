package io.enishi.examples.link;

import io.enishi.examples.csv.Encodings;
import io.enishi.identity.link.Clusters;
import io.enishi.identity.link.Judgements;
import io.enishi.identity.link.LinkModel;
import io.enishi.identity.link.LinkSuggestion;
import io.enishi.identity.link.Linkage;
import io.enishi.identity.link.Linker;
import io.enishi.identity.link.Transforms;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code link}: which rows of one or two CSV files are one person. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = {
            "Says which rows of a CSV file are one person, or which rows of two files.",
            "Output: the columns id and person, a row for each row of the input. A person is called by the id of one"
                    + " of its rows; where two files give one id to two people, the second is called by it with an"
                    + " apostrophe behind.",
            "Progress, and what is doubtful, is told on standard error.",
            "Exit code: 0 done; 2 invalid input or model, nothing written."
        })
public final class LinkCommand implements Callable<Integer> {

    private static final int INVALID = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE", description = "CSV file with a header line")
    private @Nullable Path input;

    @Option(names = "--input2", paramLabel = "FILE", description = "a second file; each is a source then")
    private @Nullable Path input2;

    @Option(names = "--id", paramLabel = "COLUMN", description = "column with the id of each row")
    private @Nullable String id;

    @Option(names = "--model", paramLabel = "FILE", description = "linkage model, YAML")
    private @Nullable Path modelFile;

    @Option(names = "--output", paramLabel = "FILE", description = "where to write id,person")
    private @Nullable Path output;

    @Option(
            names = "--truth",
            paramLabel = "COLUMN",
            description = "column with the true person: for the evaluation only")
    private @Nullable String truth;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "probability from which on rows are linked, instead of the calibrated one")
    private @Nullable Double threshold;

    @Option(
            names = "--explain",
            paramLabel = "A,B",
            split = ",",
            description =
                    "two ids: why they are one person or not. Where both files have an id, 1:ID is the first file's"
                            + " row, 2:ID the second's")
    private List<String> explain = List.of();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = Encodings.class,
            description = "encoding of the files, ${DEFAULT-VALUE} unless given")
    private Charset charset = StandardCharsets.UTF_8;

    @Option(
            names = "--trained",
            description = "use the probabilities in the model instead of learning them from the rows")
    private boolean trained;

    @Option(names = "--save-model", paramLabel = "FILE", description = "where to write the model with what was learnt")
    private @Nullable Path savedModel;

    @Option(names = "--threads", paramLabel = "N", description = "threads, ${DEFAULT-VALUE} unless given")
    private int threads = 2;

    @Option(names = "--suggest", paramLabel = "FILE", description = "propose a model for this CSV file and stop")
    private @Nullable Path suggest;

    @Option(
            names = "--household",
            paramLabel = "COLUMN",
            description = "column with the true household: for the evaluation only")
    private @Nullable String household;

    @Option(names = "--diagnostics", description = "print what blocking did, a threshold chart and the weakest links")
    private boolean diagnostics;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "CSV file with the columns a, b and same (yes or no): pairs of ids (as in --explain) that are"
                    + " known; they bind and are learnt from. Of two rows about one pair the last counts; where"
                    + " \"no\" contradicts a chain of \"yes\", the two stay apart, and it is told. Without it"
                    + " nothing is learnt from labels")
    private @Nullable Path labels;

    @Option(
            names = "--names",
            paramLabel = "PATH",
            description =
                    "CSV file of Japanese names, or a folder of such files: columns kanji and hiragana, katakana or"
                            + " kana; kind (surname or given), or people for family names. Looked up where the rows do not"
                            + " tell where a family name ends or how kanji are read")
    private @Nullable Path names;

    @Option(
            names = "--postal",
            paramLabel = "FILE",
            description =
                    "CSV file of postal codes, by which Japanese addresses are read: columns postal, prefecture, and"
                            + " city and town, or city_and_town")
    private @Nullable Path postal;

    @Override
    public Integer call() throws IOException {
        try {
            return link();
        } catch (IllegalArgumentException e) {
            PrintWriter complaints = Objects.requireNonNull(spec).commandLine().getErr();
            complaints.println(e.getMessage());
            complaints.flush();
            return INVALID;
        }
    }

    private int link() throws IOException {
        if (suggest != null) {
            System.out.print(suggestion(suggest));
            return 0;
        }
        Path first = required(input, "--input");
        String idColumn = required(id, "--id");
        LinkModel model = model(required(modelFile, "--model"));
        mustBeWritable(output);
        mustBeWritable(savedModel);
        if (!explain.isEmpty() && explain.size() != 2) {
            throw new IllegalArgumentException("--explain takes two ids with a comma between them");
        }
        long start = System.nanoTime();
        tell("reading " + first.getFileName());
        PersonFile.People people = new PersonFile(charset, idColumn, truth, household, threads)
                .read(input2 == null ? List.of(first) : List.of(first, input2), model.columns());
        Judgements judged = labels == null ? Judgements.none() : LabelFile.read(labels, charset);
        Set<String> ids = NamedIds.names(judged);
        ids.addAll(explain);
        NamedIds named = NamedIds.of(people.table(), people.sources(), ids);
        int[] explained = explain.stream().mapToInt(named::mustBeOneRow).toArray();
        named.remarks(judged).forEach(LinkCommand::tell);
        Linkage linkage = Linker.of(model)
                .withTransforms(transforms())
                .withJudgements(named.ofRows(judged))
                .withThreads(threads)
                .withProgress(LinkCommand::tell)
                .link(people.table());
        Clusters clusters = threshold == null ? linkage.clusters() : linkage.clustersAt(threshold);
        if (output != null) {
            tell("writing " + output.getFileName());
            ClusterFile.write(clusters, output, threads);
        }
        if (savedModel != null) {
            String origin = labels == null ? "" : "# trained with labels: " + labels.getFileName() + "\n";
            Files.writeString(savedModel, origin + linkage.model().toYaml());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d rows, %d people, %.2f s%n", people.table().size(), clusters.count(), seconds);
        if (people.truth() != null) {
            System.out.println(Scores.of(clusters, people.truth(), people.households()));
        }
        if (diagnostics) {
            System.out.print(linkage.diagnostics().toText());
        }
        if (!explain.isEmpty()) {
            System.out.print(linkage.score(explained[0], explained[1]).toText());
        }
        return 0;
    }

    private Transforms transforms() throws IOException {
        JapaneseFiles files = new JapaneseFiles(charset);
        Transforms transforms = Transforms.standard();
        if (names != null) {
            tell("reading names of " + names.getFileName());
            transforms = transforms.withNames(files.names(names));
        }
        if (postal != null) {
            tell("reading places of " + postal.getFileName());
            transforms = transforms.withPlaces(files.places(postal));
        }
        return transforms;
    }

    private String suggestion(Path file) throws IOException {
        PersonFile.People people = new PersonFile(charset, id, truth, household, threads).read(List.of(file), Set.of());
        String name =
                file.getFileName().toString().replaceFirst("\\.[^.]*$", "").toLowerCase(Locale.ROOT);
        String clean = name.replaceAll("[^a-z0-9._-]", "-").replaceFirst("^[^a-z0-9]+", "");
        return LinkSuggestion.of(people.table(), clean.isEmpty() ? "suggested" : clean)
                .toYaml();
    }

    private LinkModel model(Path file) throws IOException {
        LinkModel model = LinkModel.parse(Files.readString(file));
        if (model.training().isPresent() && !trained) {
            throw new IllegalArgumentException("the model \"" + model.name()
                    + "\" fixes m, u, prior and threshold; leave its training out, or say --trained");
        }
        if (model.training().isEmpty() && trained) {
            throw new IllegalArgumentException("the model \"" + model.name()
                    + "\" fixes no probabilities; leave --trained out, or take one that --save-model wrote");
        }
        return model;
    }

    /** Known before the work is done rather than after it. */
    private static void mustBeWritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(file + " cannot be written: "
                    + (Files.isDirectory(file) ? "it is a folder" : "there is no folder " + folder));
        }
    }

    private static <T> T required(@Nullable T value, String option) {
        if (value == null) {
            throw new IllegalArgumentException("option " + option + " is missing");
        }
        return value;
    }

    private static void tell(String step) {
        System.err.println(step);
    }
}
