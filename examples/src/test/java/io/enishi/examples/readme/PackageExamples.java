package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The examples in the documentation of packages. Java runs between {@code // example: scoring.rfm} and {@code // end} of a test and has to
 * be, word for word, what the package shows; YAML is read from the package by the test.
 */
final class PackageExamples {

    private static final Pattern SHOWN = Pattern.compile("(?s)<pre>\\{@code\n(.*?)}</pre>");
    private static final Pattern MARGIN = Pattern.compile("(?m)^ \\* ?");
    /** YAML begins with a name and a colon; no Java statement does. */
    private static final Predicate<String> DATA = Pattern.compile("^[a-z-]+:").asPredicate();

    private final Path root;

    /** @param module what follows {@code io.enishi} in the names of all its packages */
    PackageExamples(String module) {
        this(Path.of("../crm-" + module));
    }

    /** @param folder of the module */
    PackageExamples(Path folder) {
        this.root = folder.resolve("src/main/java/io/enishi");
    }

    /**
     * The module shows the Java examples of the test, and no others.
     *
     * @param data the packages whose YAML the test reads
     */
    void areAllRunBy(Class<?> test, String... data) throws IOException {
        areAllRunBy(Snippets.source(test), data);
    }

    /** The same, of a test of another module. */
    void areAllRunBy(Path test, String... data) throws IOException {
        assertThat(shown(DATA.negate()).keySet()).isEqualTo(runBy(test).keySet());
        assertThat(shown(DATA)).containsOnlyKeys(data);
        includeThoseOf(test);
    }

    /** The module shows the Java examples of the test, perhaps among those of other packages. */
    void includeThoseOf(Class<?> test) throws IOException {
        includeThoseOf(Snippets.source(test));
    }

    private void includeThoseOf(Path test) throws IOException {
        Map<String, List<String>> shown = shown(DATA.negate());
        Map<String, List<String>> run = runBy(test);
        assertThat(run).isNotEmpty();
        run.forEach((name, examples) -> assertThat(shown.getOrDefault(name, List.of()))
                .as(name)
                .map(PackageExamples::words)
                .isEqualTo(examples));
    }

    /** The YAML examples of a package, in their order. */
    List<String> data(String name) throws IOException {
        return shown(DATA).getOrDefault(name, List.of());
    }

    private Map<String, List<String>> shown(Predicate<String> kind) throws IOException {
        List<Path> packages;
        try (Stream<Path> files = Files.walk(root)) {
            packages = files.filter(file -> file.endsWith("package-info.java")).toList();
        }
        Map<String, List<String>> examples = new TreeMap<>();
        for (Path file : packages) {
            List<String> found = shownBy(file).stream().filter(kind).toList();
            if (!found.isEmpty()) {
                examples.put(root.relativize(file.getParent()).toString().replace('/', '.'), found);
            }
        }
        return examples;
    }

    private static List<String> shownBy(Path file) throws IOException {
        return SHOWN.matcher(Files.readString(file))
                .results()
                .map(block -> MARGIN.matcher(block.group(1)).replaceAll(""))
                .toList();
    }

    private static Map<String, List<String>> runBy(Path test) throws IOException {
        Map<String, List<String>> examples = new TreeMap<>();
        for (MatchResult marked : Snippets.marked("example", test)) {
            examples.merge(
                    marked.group(2),
                    List.of(words(marked.group(3))),
                    (earlier, later) ->
                            Stream.of(earlier, later).flatMap(List::stream).toList());
        }
        return examples;
    }

    /** The formatter breaks lines, before a dot and after a bracket as well, and moves comments. */
    private static String words(String lines) {
        return lines.strip().replaceAll("\\s+", " ").replaceAll("(?<=\\() | (?=\\.)", "");
    }
}
