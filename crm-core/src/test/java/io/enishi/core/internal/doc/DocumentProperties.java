package io.enishi.core.internal.doc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.DefinitionException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DocumentProperties {

    @Property(tries = 500)
    void everyDocumentSurvivesBothNotations(@ForAll("documents") Document document) {
        assertThat(Document.parseYaml(document.toYaml())).isEqualTo(document);
        assertThat(Document.parseJson(document.toJson())).isEqualTo(document);
        assertThat(Document.parse(document.toCanonicalJson()).definitionHash()).isEqualTo(document.definitionHash());
    }

    /** Whatever the text, it is either read or refused as a definition: nothing else comes out. */
    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll("scraps") String text) {
        for (boolean json : new boolean[] {true, false}) {
            try {
                Document read = json ? Document.parseJson(text) : Document.parseYaml(text);
                assertThat(Document.parseYaml(read.toYaml())).isEqualTo(read);
            } catch (DefinitionException refused) {
                assertThat(refused.problems()).isNotEmpty();
            }
        }
    }

    @Property
    void exactLengthsRoundTrip(@ForAll @LongRange(min = 1, max = 36525L * 86_400_000) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(TimeText.duration(TimeText.of(duration))).isEqualTo(duration);
        assertThat(TimeText.period(TimeText.of(duration))).isNull();
    }

    @Property
    void calendarLengthsRoundTrip(
            @ForAll @IntRange(max = 100) int years,
            @ForAll @IntRange(max = 1200) int months,
            @ForAll @IntRange(min = 1, max = 36525) int days) {
        for (Period period :
                new Period[] {Period.of(years, months, days), Period.of(0, months, days), Period.ofDays(days)}) {
            assertThat(TimeText.period(TimeText.of(period))).isEqualTo(period);
            assertThat(TimeText.duration(TimeText.of(period))).isNull();
        }
    }

    @Provide
    Arbitrary<Document> documents() {
        return fields(nodes()).map(Document::of);
    }

    private static Arbitrary<Node> nodes() {
        Arbitrary<Node> leaves = Arbitraries.oneOf(
                texts().map(Node.Text::new),
                Arbitraries.longs().map(Node.Whole::new),
                Arbitraries.longs().map(n -> new Node.Decimal(BigDecimal.valueOf(n / 100, 7))),
                Arbitraries.of(true, false).map(Node.Flag::new),
                Arbitraries.just(new Node.Nothing()));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        fields(inner), inner.list().ofMaxSize(4).map(Node.Items::new), leaves),
                0,
                4);
    }

    private static Arbitrary<Node.Mapping> fields(Arbitrary<Node> values) {
        return Arbitraries.maps(texts().filter(name -> !name.isEmpty()), values)
                .ofMaxSize(5)
                .map(Node.Mapping::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("ab :#-?&*!|>'\"%@`{}[],\\\n\t01.e~=<_+/")
                        .ofMaxLength(8),
                Arbitraries.strings()
                        .withChars("縁あ ア　ー－é\u00a0\u2028\ud83d\ude00")
                        .ofMaxLength(5)
                        .filter(DocumentProperties::wellFormed),
                Arbitraries.of(
                        "",
                        "yes",
                        "No",
                        "on",
                        "OFF",
                        "y",
                        "n",
                        "true",
                        "False",
                        "null",
                        "Null",
                        "~",
                        "1",
                        "-1",
                        "1.5",
                        "0x1F",
                        "010",
                        "0o17",
                        "1e3",
                        ".5",
                        ".inf",
                        "-.Inf",
                        ".NaN",
                        "1_000",
                        "12:30",
                        "1:30:00",
                        "2026-01-01",
                        "2026-01-01T00:00:00Z",
                        "3 months",
                        "a: b",
                        "a #b",
                        "- a",
                        "<<",
                        "=",
                        "!x",
                        "&x",
                        "*x",
                        "x:",
                        "x ",
                        " x",
                        "--- x",
                        "...",
                        "{a}",
                        "[a]",
                        "infinity",
                        "product/category"));
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "a",
                        "b",
                        ":",
                        ": ",
                        "- ",
                        "\n",
                        "  ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"",
                        "'",
                        "1",
                        "0x",
                        "e9",
                        "&a ",
                        "*a",
                        "!!int ",
                        "|",
                        ">",
                        "? ",
                        "---\n",
                        "...\n",
                        "#",
                        "%YAML 1.1\n",
                        "<<",
                        "null",
                        "true",
                        "\\u",
                        "\t",
                        "縁")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
