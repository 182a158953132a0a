package io.enishi.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands between the markers of the tests in this package, by name, without indentation. */
final class Snippets {

    private static final Path TESTS = Path.of("src/test/java/io/enishi/examples/readme");
    /** What needs a database or a server is tested by the example host. */
    private static final Path HOST = Path.of("host/src/test/java/io/enishi/examples/host");

    /** What needs Spring is tested by its shop. */
    private static final Path SPRING = Path.of("boot3-consumer/src/main/java/io/enishi/examples/boot3");

    private static final Path QUICKSTART = Path.of("src/main/java/io/enishi/examples/Quickstart.java");
    private static final Pattern BODY_OF_MAIN =
            Pattern.compile("(?ms)public static void main\\(String\\.\\.\\. arguments\\) \\{\\n(.*?)^    }$");

    private Snippets() {}

    static Map<String, String> read() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        Matcher main = BODY_OF_MAIN.matcher(Files.readString(QUICKSTART));
        if (main.find()) {
            snippets.put("quickstart", withoutIndentation(main.group(1)));
        }
        List<Path> files;
        try (Stream<Path> all = Stream.concat(Stream.concat(Files.list(TESTS), Files.list(HOST)), Files.list(SPRING))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            for (MatchResult marked : marked("snippet", file)) {
                if (snippets.put(marked.group(2), withoutIndentation(marked.group(3))) != null) {
                    throw new IllegalStateException("two snippets are called " + marked.group(2));
                }
            }
        }
        return snippets;
    }

    /** What a file has between {@code // kind: name} and {@code // end}: the name is group 2, the lines are group 3. */
    static List<MatchResult> marked(String kind, Path file) throws IOException {
        return Pattern.compile("(?ms)^ *(//|#) " + kind + ": ([a-z.-]+)\\n(.*?)^ *\\1 end$")
                .matcher(Files.readString(file))
                .results()
                .toList();
    }

    static Path source(Class<?> test) {
        return TESTS.resolve(test.getSimpleName() + ".java");
    }

    /** A line break at the end would count as a line without any indentation. */
    static String withoutIndentation(String lines) {
        return lines.stripTrailing().stripIndent() + '\n';
    }
}
