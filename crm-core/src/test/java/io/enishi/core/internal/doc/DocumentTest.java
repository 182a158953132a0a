package io.enishi.core.internal.doc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.value.DefinitionException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    @Test
    void jsonAndYamlOfTheSameContentAreEqual() {
        Document json =
                Document.parse("{\"name\": \"a\", \"n\": 3, \"x\": 2.50, \"on\": true, \"list\": [1, \"two\"]}");
        Document yaml = Document.parse("name: a\nn: 3\nx: 2.5\non: true\nlist:\n  - 1\n  - two\n");
        assertThat(yaml).isEqualTo(json);
        assertThat(json.root().fields().get("x")).isEqualTo(new Node.Decimal(new BigDecimal("2.5")));
    }

    @Test
    void writesBlockStyleYaml() {
        Document document =
                Document.parseJson("{\"all\": [{\"count\": \"orders\", \"at-least\": 2}, {\"in-segment\": \"vip\"}],"
                        + " \"text\": \"yes\", \"day\": \"2026-01-01\", \"span\": \"3 months\"}");
        assertThat(document.toYaml())
                .isEqualTo("all:\n  - count: orders\n    at-least: 2\n  - in-segment: vip\ntext: \"yes\"\n"
                        + "day: \"2026-01-01\"\nspan: 3 months\n");
    }

    @Test
    void hashIgnoresTheOrderAndNotationOfFields() {
        String one = Document.parseYaml("a: 1\nb: {x: 1, y: [1, 2]}\n").definitionHash();
        String other = Document.parseJson("{\"b\": {\"y\": [1, 2], \"x\": 1}, \"a\": 1}")
                .definitionHash();
        assertThat(one).isEqualTo(other).hasSize(64);
        assertThat(Document.parseYaml("a: 1\nb: {x: 1, y: [2, 1]}\n").definitionHash())
                .isNotEqualTo(one);
    }

    @Test
    void hashOfAKnownDocumentStays() { // sha256 of {"a":1} as sha256sum prints it
        assertThat(Document.parseJson("{\"a\": 1}").definitionHash())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1, \"a\": 2}",
                "a: 1\na: 2\n",
                "a: &x 1\nb: *x\n",
                "a: &x {b: 1}\n",
                "base: {a: 1}\nb:\n  <<: *base\n",
                "a: !!str 1\n",
                "a: !foo {b: 1}\n",
                "{\"a\": 1e1000000000}",
                "a: 1e1000000000\n",
                "{\"a\": 1e3}",
                "{\"a\": 99999999999999999999}",
                "a: .inf\n",
                "{\"a\": NaN}",
                "[1, 2]",
                "- 1\n",
                "\"text\"",
                "7",
                "",
                "# nothing\n",
                "---\na: 1\n---\nb: 2\n",
                "{\"a\": 1} {\"b\": 2}",
                "{\"a\": 1} x",
                "{\"a\": ",
                "a: [1, 2",
                "a: 'x",
                "\tx: 1\n",
                "a: b: c\n",
                "? {x: 1}\n: 2\n"
            })
    void refusesWithAClearProblem(String text) {
        assertThatThrownBy(() -> Document.parse(text))
                .isInstanceOf(DefinitionException.class)
                .hasMessageNotContaining("com.fasterxml")
                .hasMessageNotContaining("tools.jackson")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{a: ", "a: [", "- ", "? "})
    void refusesDepthWithoutCrashing(String opening) {
        for (int depth : new int[] {65, 2_000, 100_000}) {
            String text = "a: " + opening.repeat(depth);
            assertThatThrownBy(() -> Document.parseYaml(text)).isInstanceOf(DefinitionException.class);
            String json = "{\"a\": " + opening.repeat(depth);
            assertThatThrownBy(() -> Document.parseJson(json)).isInstanceOf(DefinitionException.class);
        }
    }

    @Test
    void readsTheAllowedDepth() {
        String text = "{\"a\": " + "[".repeat(63) + "]".repeat(63) + "}";
        assertThat(Document.parseJson(text)).isEqualTo(Document.parseYaml(text));
    }

    @Test
    void refusesTooMuchOfAnything() {
        assertThatThrownBy(() -> Document.parseJson("{\"a\": \"" + "x".repeat(1_000_000) + "\"}"))
                .hasMessageContaining("at most 1000000");
        assertThatThrownBy(() -> Document.parseJson("{\"a\": \"" + "x".repeat(100_001) + "\"}"))
                .isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Document.parseYaml("a: \"" + "x".repeat(100_001) + "\""))
                .isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Document.parseYaml("a: [" + "1,".repeat(200_000) + "1]"))
                .isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Document.parseJson("{\"a\": [" + "1,".repeat(200_000) + "1]}"))
                .isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Document.parseJson("{\"" + "x".repeat(301) + "\": 1}"))
                .isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> Document.parseJson("{\"a\": " + "1".repeat(101) + "}"))
                .isInstanceOf(DefinitionException.class);
    }

    @Test
    void namesTheLine() {
        assertThatThrownBy(() -> Document.parseYaml("a: 1\nb: 2\na: 3\n"))
                .hasMessage("line 3: field \"a\" is given twice; keep one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1F", "010", "0o17", "1_000", "12:30:00", "True", "yes", "~", "2026-01-01", "+1", ".5"})
    void readsAsTextWhatOtherReadersTakeForSomethingElse(String written) {
        assertThat(Document.parseYaml("a: " + written).root().fields().get("a")).isEqualTo(new Node.Text(written));
    }

    @Test
    void nothingAfterTheColonIsNothing() {
        assertThat(Document.parseYaml("a:\nb: null\nc: \"\"\n").root().fields())
                .isEqualTo(Map.of("a", new Node.Nothing(), "b", new Node.Nothing(), "c", new Node.Text("")));
    }
}
