package io.enishi.examples.replay;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.shop.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What people said about advertising, as CSV: {@code at} (an instant), {@code scheme} and {@code value} of the address, {@code channel},
 * {@code granted} ({@code yes} or {@code no}), {@code route}, {@code proof}. An event log tells of newsletters by mail at most; who may be
 * written to by post or in an app, a shop keeps elsewhere.
 */
public final class ConsentFile {

    private static final String[] COLUMNS = {"at", "scheme", "value", "channel", "granted", "route", "proof"};
    private static final int AT = 0;
    private static final int SCHEME = 1;
    private static final int VALUE = 2;
    private static final int CHANNEL = 3;
    private static final int GRANTED = 4;
    private static final int ROUTE = 5;
    private static final int PROOF = 6;

    private ConsentFile() {}

    /** Writes statements in their order. */
    public static void write(Path file, List<Statement> statements) throws IOException {
        try (Table table = new Table(file, COLUMNS)) {
            for (Statement said : statements) {
                table.row(
                        said.at(),
                        said.address().scheme(),
                        said.address().value(),
                        said.channel(),
                        said.granted() ? "yes" : "no",
                        said.route(),
                        said.proof());
            }
        }
    }

    /**
     * Reads statements, in time order.
     *
     * @param report gets the lines that are none
     * @throws io.enishi.core.value.DefinitionException if a column is not there
     */
    public static List<Statement> read(Path file, LineReport report) throws IOException {
        List<Statement> statements = new ArrayList<>();
        new CsvTable(file, List.of(COLUMNS)).read(report, (line, texts) -> {
            try {
                statements.add(statement(texts));
            } catch (DateTimeException wrong) {
                report.reject(line, "consent without a time", "at must be an instant such as 2026-01-31T01:30:00Z");
            } catch (IllegalArgumentException wrong) {
                report.reject(line, "not a consent", String.valueOf(wrong.getMessage()));
            }
        });
        statements.sort(Comparator.comparing(Statement::at));
        return statements;
    }

    private static Statement statement(String[] texts) {
        boolean yes = texts[GRANTED].equals("yes");
        if (!yes && !texts[GRANTED].equals("no")) {
            throw new IllegalArgumentException("granted must be yes or no, but is something else");
        }
        if (texts[CHANNEL].isBlank() || texts[ROUTE].isBlank()) {
            throw new IllegalArgumentException("channel and route must not be empty");
        }
        return new Statement(
                Instant.parse(texts[AT]),
                Identifier.of(Scheme.of(texts[SCHEME]), Table.plain(texts[VALUE])),
                texts[CHANNEL],
                yes,
                texts[ROUTE],
                Table.plain(texts[PROOF]));
    }
}
