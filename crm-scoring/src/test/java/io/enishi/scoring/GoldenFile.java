package io.enishi.scoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the reference values of the folder {@code golden/scoring}; a test that asks for an absent one is skipped. */
public final class GoldenFile {

    private static final Path FOLDER = Shared.folder().resolve("golden/scoring");
    /** A text, or a number with a fraction: definitions have none as fine as reference values, so these are handed over as texts. */
    private static final Pattern TEXT_OR_FRACTION =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?=\\s*[,\\]}])");

    private final Node node;

    private GoldenFile(@Nullable Node node) {
        this.node = Objects.requireNonNull(node, "no such field");
    }

    public static GoldenFile json(String name) {
        String plain = TEXT_OR_FRACTION
                .matcher(text(name))
                .replaceAll(found -> Matcher.quoteReplacement(quoted(found.group(), found.group(1))));
        return new GoldenFile(Document.parseJson(plain).root());
    }

    private static String quoted(String found, @Nullable String number) {
        return number == null || number.matches("-?[0-9]+") ? found : '"' + number + '"';
    }

    public static List<String> lines(String name) {
        return text(name).lines().toList();
    }

    private static String text(String name) {
        Path file = FOLDER.resolve(name);
        assumeTrue(Files.isReadable(file), "reference values are absent");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public GoldenFile get(String field) {
        return new GoldenFile(fields().get(field));
    }

    public GoldenFile get(int index) {
        return new GoldenFile(((Node.Items) node).items().get(index));
    }

    public Map<String, Node> fields() {
        return ((Node.Mapping) node).fields();
    }

    public List<GoldenFile> items() {
        return ((Node.Items) node).items().stream().map(GoldenFile::new).toList();
    }

    public boolean isNull() {
        return node instanceof Node.Nothing;
    }

    public double number() {
        return node instanceof Node.Whole whole ? whole.number() : Double.parseDouble(text());
    }

    public long whole() {
        return ((Node.Whole) node).number();
    }

    public String text() {
        return ((Node.Text) node).text();
    }
}
