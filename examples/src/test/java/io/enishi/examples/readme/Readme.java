package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fenced blocks of a README and of its guide, in one language. */
record Readme(List<String> files, List<Block> blocks) {

    static final Readme ENGLISH = read("README.md", "docs/guide.md");
    static final Readme JAPANESE = read("README.ja.md", "docs/guide.ja.md");

    /** @param language what stands behind the fence: {@code java}, {@code yaml}, {@code xml}, {@code text}, {@code sh} */
    record Block(String language, String text) {}

    private static Readme read(String... files) {
        List<Block> blocks = new ArrayList<>();
        for (String file : files) {
            read(file, blocks);
        }
        return new Readme(List.of(files), List.copyOf(blocks));
    }

    private static void read(String file, List<Block> blocks) {
        String language = null;
        StringBuilder text = new StringBuilder();
        try {
            for (String line : Files.readAllLines(Path.of("..", file))) {
                if (!line.startsWith("```")) {
                    text.append(line).append('\n');
                } else if (language == null) {
                    language = line.substring(3);
                    text.setLength(0);
                } else {
                    blocks.add(new Block(language, Snippets.withoutIndentation(text.toString())));
                    language = null;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> of(String... languages) {
        List<String> wanted = List.of(languages);
        return blocks.stream()
                .filter(block -> wanted.contains(block.language()))
                .map(Block::text)
                .toList();
    }

    /** That README or guide of both languages show {@code printed} as a block of text. */
    static void showsAsPrinted(String printed) {
        String expected = Snippets.withoutIndentation(printed);
        for (Readme readme : List.of(ENGLISH, JAPANESE)) {
            assertThat(readme.of("text"))
                    .as("blocks of text in %s, of which one should be%n%s", readme.files(), expected)
                    .contains(expected);
        }
    }
}
