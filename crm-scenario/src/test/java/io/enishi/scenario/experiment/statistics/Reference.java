package io.enishi.scenario.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the reference values of the folder {@code shared/golden/scoring} beside the checkout; a test that asks for an absent one is skipped. */
final class Reference {

    /** A text, or a number: definitions have no numbers as fine as reference values, so numbers are handed over as texts. */
    private static final Pattern TEXT_OR_NUMBER =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?=\\s*[,\\]}])");

    private final Node node;

    private Reference(@Nullable Node node) {
        this.node = Objects.requireNonNull(node, "no such field");
    }

    static Reference json(String name) {
        Path file = file("golden/scoring/" + name);
        try {
            String plain = TEXT_OR_NUMBER
                    .matcher(Files.readString(file))
                    .replaceAll(found -> Matcher.quoteReplacement(
                            found.group(1) == null ? found.group() : '"' + found.group(1) + '"'));
            return new Reference(Document.parseJson(plain).root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String name) {
        Path folder = Path.of(System.getProperty("enishi.shared", "../../shared"));
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/golden"))) {
                folder = at.resolve("shared");
                break;
            }
        }
        Path file = folder.resolve(name);
        assumeTrue(Files.isReadable(file), "reference values are absent");
        return file;
    }

    Reference get(String field) {
        return new Reference(((Node.Mapping) node).fields().get(field));
    }

    Reference get(int index) {
        return items().get(index);
    }

    List<Reference> items() {
        return ((Node.Items) node).items().stream().map(Reference::new).toList();
    }

    double[] numbers() {
        return items().stream().mapToDouble(Reference::number).toArray();
    }

    boolean isText() {
        return node instanceof Node.Text;
    }

    String text() {
        return ((Node.Text) node).text();
    }

    double number() {
        return switch (text()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text());
        };
    }

    long whole() {
        return Long.parseLong(text());
    }

    Proportion proportion() {
        return new Proportion(get(0).whole(), get(1).whole());
    }

    /** Equal to the reference relatively; where that is 0, exactly. */
    void isRelatively(double actual, double tolerance) {
        double expected = number();
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(Math.abs(actual - expected))
                    .as("%s instead of %s", actual, expected)
                    .isLessThanOrEqualTo(tolerance * Math.abs(expected));
        }
    }

    void isWithin(double actual, double tolerance) {
        double expected = number();
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(Math.abs(actual - expected))
                    .as("%s instead of %s", actual, expected)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    void isWithin(Interval actual, double tolerance) {
        get(0).isWithin(actual.low(), tolerance);
        get(1).isWithin(actual.high(), tolerance);
    }

    void isRelatively(Interval actual, double tolerance) {
        get(0).isRelatively(actual.low(), tolerance);
        get(1).isRelatively(actual.high(), tolerance);
    }
}
