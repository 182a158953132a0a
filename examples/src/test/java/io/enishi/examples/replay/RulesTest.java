package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.value.DefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void everyShippedRuleFileReads() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(Path.of("scenarios")), Files.walk(Path.of("rules")))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Rules.read(List.of(TextFile.read(file.toString())));
            }
        }
    }

    @Test
    void fileMustSayWhatItIs() {
        assertThatThrownBy(() -> Rules.read(List.of(new TextFile("x.yaml", "colour: red\n"))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("x.yaml: tells not what it is");
    }

    @Test
    void problemsNameTheFileAndThePlace() {
        String segments = "segments:\n  - {segment: Big Spender, when: {count: orders, at-least: 1}}\n"
                + "  - {segment: odd, when: {count: orders, at-leest: 1}}\n";
        assertThatThrownBy(() -> Rules.read(List.of(new TextFile("s.yaml", segments))))
                .hasMessageContaining("s.yaml: segments[0]")
                .hasMessageContaining("s.yaml: segments[1]");
    }

    @Test
    void whatThereIsOneOfIsNotOverwrittenByASecondFile() throws IOException {
        TextFile contact = TextFile.read("rules/shop/contact.yaml");
        TextFile identity = TextFile.read("rules/shop/identity.yaml");
        assertThatThrownBy(() -> Rules.read(List.of(
                        contact,
                        identity,
                        new TextFile("z.yaml", contact.text()),
                        new TextFile("zz.yaml", identity.text()))))
                .hasMessageContaining(
                        "z.yaml: begins with contact-rules, and so does rules/shop/contact.yaml; put them into one")
                .hasMessageContaining("zz.yaml: begins with identity-policy, and so does rules/shop/identity.yaml");
    }

    @Test
    void segmentsReadAsConditions() throws IOException {
        Rules rules = Rules.read(List.of(TextFile.read("rules/shop/segments.yaml")));
        assertThat(rules.segments()).extracting(segment -> segment.name()).contains("vip", "dormant", "won-back");
    }
}
