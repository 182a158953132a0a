package io.enishi.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that lies beside the checkout, in {@code ../shared/data}; {@code -Dshared=DIR} says where else. */
public final class SharedData {

    private SharedData() {}

    /** @throws IllegalStateException if it is not there */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("shared", "../shared"), "data", name);
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("no " + file.toAbsolutePath().normalize()
                    + "; run from the checkout's root with the data beside it, or say -Dshared=DIR");
        }
        return file;
    }
}
