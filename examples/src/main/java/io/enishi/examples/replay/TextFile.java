package io.enishi.examples.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file of maps, rules or scenarios: one of the user's, or one that ships in the jar. {@code examples/maps/cdnow.yaml} and
 * {@code maps/cdnow.yaml} both name the shipped one where no such file exists.
 *
 * @param name path, or name inside the jar
 * @param text its content
 */
public record TextFile(String name, String text) {

    /** @throws java.nio.file.NoSuchFileException if there is neither such a file nor such a shipped one */
    public static TextFile read(String name) throws IOException {
        Path path = Path.of(name);
        if (Files.isRegularFile(path)) {
            return new TextFile(name, Files.readString(path));
        }
        String shipped =
                (name.startsWith("examples/") ? name.substring("examples/".length()) : name).replace('\\', '/');
        try (InputStream resource = TextFile.class.getClassLoader().getResourceAsStream(shipped)) {
            if (resource == null) {
                throw new java.nio.file.NoSuchFileException(name, null, "no such file, and none of that name ships");
            }
            return new TextFile(shipped, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A file that this one names, relative to it. */
    public TextFile sibling(String relative) throws IOException {
        return read(Path.of(name).resolveSibling(relative).normalize().toString());
    }
}
