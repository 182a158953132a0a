package io.enishi.examples.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemosTest {

    private static final Path FOLDER = Path.of("demos");

    static Stream<String> stories() {
        return DemoCommand.STORIES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aStoryPrintsWhatItsFolderSays(String name) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            DemoCommand.STORIES.get(name).play(FOLDER.resolve(name), out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo(Files.readString(FOLDER.resolve(name).resolve("expected.txt")));
    }

    @Test
    void everyFolderHasAStory() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(DemoCommand.STORIES.keySet());
        }
    }
}
