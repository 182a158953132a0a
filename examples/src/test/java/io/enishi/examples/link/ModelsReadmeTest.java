package io.enishi.examples.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.identity.link.Comparison;
import io.enishi.identity.link.LinkModel;
import io.enishi.identity.link.Measure;
import io.enishi.identity.link.Mode;
import io.enishi.identity.link.Transforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code examples/models/README.md} says all that can be written in a model, and what it shows can be read. */
class ModelsReadmeTest {

    private final String page = read();

    @Test
    void everythingThatCanBeWrittenIsSaid() {
        List<String> words = new ArrayList<>(Transforms.standard().names());
        words.addAll(List.of("ja-family", "ja-given"));
        words.addAll(Comparison.kindNames());
        Stream.concat(Stream.of(Measure.values()), Stream.of(Mode.values()))
                .forEach(one -> words.add(one.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        assertThat(words).allSatisfy(word -> assertThat(page).containsPattern("`" + word + "[` ]"));
    }

    @Test
    void theExampleReads() {
        String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n"));
        LinkModel model = LinkModel.parse(example);
        assertThat(model.comparisons()).hasSize(3);
        assertThat(LinkModel.parse(model.toYaml())).isEqualTo(model);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("models", "README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
