package io.enishi.scoring.value;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.scoring.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The 1/10 sample of CDNOW customers, calibrated to 30 September 1997. */
public final class Cdnow {

    static final LocalDate UNTIL = LocalDate.of(1997, 9, 30);

    private Cdnow() {}

    /** The log; skips the test where the data are absent. */
    public static PurchaseLog log() {
        return log(UNTIL);
    }

    /** The same, observed until another day. */
    public static PurchaseLog log(LocalDate until) {
        PurchaseLog.Builder builder = PurchaseLog.until(until);
        for (String[] row : rows("cdnow_sample_log.csv")) {
            builder.add(row[0], LocalDate.parse(row[1]), Double.parseDouble(row[2]));
        }
        return builder.build();
    }

    static List<String[]> rows(String name) {
        Path file = Shared.folder().resolve("data/scoring").resolve(name);
        assumeTrue(Files.isReadable(file), "data are absent");
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
