package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.identity.link.RecordTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CSV files with a header line as one table of records. */
final class PersonFile {

    private final Charset charset;
    private final @Nullable String id;
    private final @Nullable String truth;
    private final @Nullable String household;

    /** What was read: the table, and the true person of each record if a column tells it. */
    record People(RecordTable table, @Nullable List<String> truth, List<String> households) {}

    /** @param id column with the ids; null to number the rows */
    PersonFile(Charset charset, @Nullable String id, @Nullable String truth, @Nullable String household) {
        this.household = household;
        this.charset = charset;
        this.id = id;
        this.truth = truth;
    }

    /**
     * Reads the files one after the other; with several, each is a source. Columns that only one has are unknown in the others.
     *
     * @throws IllegalArgumentException for a missing column, a line with another number of fields, a wrong encoding, a repeated id
     */
    People read(List<Path> files) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        for (Path file : files) {
            columns.addAll(header(file));
        }
        if (id != null) {
            columns.remove(id);
        }
        List<String> names = List.copyOf(columns);
        RecordTable.Builder rows = RecordTable.builder(names);
        for (Path file : files) {
            read(file, files.size() == 1 ? "" : file.getFileName().toString(), names, rows);
        }
        RecordTable table = rows.build();
        return new People(
                table.without(told(truth), told(household)),
                truth == null ? null : values(table, truth),
                household == null ? List.of() : values(table, household));
    }

    private static String told(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static List<String> values(RecordTable table, String column) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            values.add(table.value(i, column));
        }
        return values;
    }

    private List<String> header(Path file) throws IOException {
        List<String> header = List.of();
        try (CsvReader<NamedCsvRecord> reader = open(file)) {
            for (NamedCsvRecord first : reader) {
                header = first.getHeader();
                break;
            }
        } catch (UncheckedIOException | CsvParseException e) {
            throw unreadable(file, e);
        }
        for (String column : new String[] {id, truth, household}) {
            if (column != null && !header.contains(column)) {
                throw new IllegalArgumentException(file.getFileName() + " has no column \"" + column + "\"; it has "
                        + (header.isEmpty() ? "no rows" : String.join(", ", header)));
            }
        }
        return header;
    }

    private void read(Path file, String source, List<String> columns, RecordTable.Builder rows) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = open(file)) {
            int[] places = null;
            List<String> values = new ArrayList<>();
            int idAt = 0;
            for (NamedCsvRecord row : reader) {
                if (places == null) {
                    List<String> header = row.getHeader();
                    places = columns.stream().mapToInt(header::indexOf).toArray();
                    idAt = id == null ? -1 : header.indexOf(id);
                }
                List<String> fields = row.getFields();
                values.clear();
                for (int place : places) {
                    values.add(place < 0 ? "" : fields.get(place));
                }
                try {
                    rows.add(source, idAt < 0 ? "row " + row.getStartingLineNumber() : fields.get(idAt), values);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            file.getFileName() + ", line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
                }
            }
        } catch (UncheckedIOException | CsvParseException e) {
            throw unreadable(file, e);
        }
    }

    /** Malformed text is reported and not replaced; a byte order mark is skipped. */
    private CsvReader<NamedCsvRecord> open(Path file) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return CsvReader.builder().ofNamedCsvRecord(reader);
        } catch (IOException e) {
            reader.close();
            throw unreadable(file, e);
        }
    }

    private RuntimeException unreadable(Path file, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new IllegalArgumentException(
                        file.getFileName() + " is not written in " + charset + "; name its encoding with --charset", e);
            }
        }
        return new IllegalArgumentException(file.getFileName() + " is not readable as CSV: " + e.getMessage(), e);
    }
}
