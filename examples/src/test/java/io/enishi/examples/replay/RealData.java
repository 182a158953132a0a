package io.enishi.examples.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that lies beside the checkout; tests that need it are skipped only where it is absent. */
final class RealData {

    static final Path ONLINE_RETAIL = Path.of("../../shared/data/scoring/online_retail.csv.gz");
    static final Path CDNOW = Path.of("../../shared/data/scoring/cdnow_sample_log.csv");

    private RealData() {}

    static Path present(Path file) {
        Assumptions.assumeTrue(Files.isReadable(file), "no " + file);
        return file;
    }
}
