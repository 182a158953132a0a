package io.enishi.scoring;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the reference data that lies beside the checkout. */
public final class Shared {

    private Shared() {}

    /**
     * The folder that holds {@code golden}: the system property {@code enishi.shared}, else the nearest {@code shared} beside or above
     * the working directory. It may be absent.
     */
    public static Path folder() {
        String given = System.getProperty("enishi.shared", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/golden"))) {
                return at.resolve("shared");
            }
        }
        return Path.of("../../shared");
    }
}
