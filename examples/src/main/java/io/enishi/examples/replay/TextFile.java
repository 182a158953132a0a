package io.enishi.examples.replay;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A text file of maps, rules or scenarios: one of the user's, or one that ships in the jar. {@code examples/maps/cdnow.yaml} and
 * {@code maps/cdnow.yaml} both name the shipped one where no such file exists.
 *
 * @param name path, or name inside the jar
 * @param text its content
 */
public record TextFile(String name, String text) {

    /** More than any definition has; a log named by mistake is not read into memory. */
    private static final long MOST_BYTES = 16_000_000;

    /**
     * @throws NoSuchFileException if there is neither such a file nor such a shipped one
     * @throws FileSystemException if it is a folder, is too large, or is no text in UTF-8
     */
    public static TextFile read(String name) throws IOException {
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name, null, "is a folder; name a file in it");
        }
        if (Files.isRegularFile(path)) {
            return new TextFile(name, text(path));
        }
        String shipped =
                (name.startsWith("examples/") ? name.substring("examples/".length()) : name).replace('\\', '/');
        try (InputStream resource = TextFile.class.getClassLoader().getResourceAsStream(shipped)) {
            if (resource == null) {
                throw new NoSuchFileException(name, null, "no such file, and none of that name ships");
            }
            return new TextFile(shipped, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String text(Path path) throws IOException {
        long bytes = Files.size(path);
        if (bytes > MOST_BYTES) {
            throw new FileSystemException(
                    path.toString(), null, "has " + bytes + " bytes; definitions have at most " + MOST_BYTES);
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            FileSystemException told =
                    new FileSystemException(path.toString(), null, "is not UTF-8 text; save it as UTF-8");
            told.initCause(e);
            throw told;
        }
    }

    /**
     * What {@code parser} makes of the text.
     *
     * @throws DefinitionException with every problem; each path begins with the file's name
     */
    public <T> T read(Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DefinitionException e) {
            throw new DefinitionException(e.problems().stream()
                    .map(problem -> new Problem(
                            name + (problem.path().isEmpty() ? "" : ": " + problem.path()),
                            problem.message(),
                            problem.advice()))
                    .toList());
        }
    }

    /** A file that this one names, relative to it. */
    public TextFile sibling(String relative) throws IOException {
        return read(Path.of(name).resolveSibling(relative).normalize().toString());
    }
}
