package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.shop.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsReadAndNoSpreadsheetTakesItForAFormula() throws IOException {
        Path file = folder.resolve("consents.csv");
        List<Statement> statements = List.of(
                new Statement(
                        Instant.parse("2025-05-01T00:00:00Z"),
                        Identifier.of(Scheme.PHONE, "+819012345678"),
                        "sms",
                        true,
                        "form",
                        "kept, on paper"),
                new Statement(
                        Instant.parse("2025-05-02T00:00:00Z"),
                        Identifier.of(Scheme.MEMBER, "'m-1"),
                        "dm",
                        false,
                        "telephone",
                        ""));
        LineReport report = new LineReport();

        ConsentFile.write(file, statements);

        assertThat(ConsentFile.read(file, report)).isEqualTo(statements);
        assertThat(report.errors()).isZero();
        assertThat(Files.readString(file)).contains("'+819012345678");
    }
}
