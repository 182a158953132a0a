package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private static final Path README = Path.of("../README.md");
    private static final Path SOURCE = Path.of("src/main/java/io/enishi/examples/Quickstart.java");

    @Test
    void printsWhatTheReadmeSays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Quickstart.main();
        } finally {
            System.setOut(console);
        }
        assertThat(Files.readString(README))
                .contains(bytes.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void readmesFirstSnippetIsTheQuickstartAndShort() throws IOException {
        List<String> readme = Files.readAllLines(README);
        int begin = readme.indexOf("```java");
        List<String> snippet = readme.subList(begin + 1, readme.size());
        snippet = snippet.subList(0, snippet.indexOf("```"));

        assertThat(begin).as("the snippet starts within the first 20 lines").isBetween(0, 18);
        assertThat(snippet).hasSizeLessThanOrEqualTo(20).isEqualTo(quickstart());
    }

    /** The body of main, without its indentation. */
    private static List<String> quickstart() throws IOException {
        List<String> source = Files.readAllLines(SOURCE);
        int begin = source.indexOf("    public static void main(String... arguments) {");
        List<String> body = source.subList(begin + 1, source.size());
        return body.subList(0, body.indexOf("    }")).stream()
                .map(line -> line.replaceFirst("^ {8}", ""))
                .toList();
    }
}
