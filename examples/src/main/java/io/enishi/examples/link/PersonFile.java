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
    private final String id;
    private final @Nullable String truth;

    /** What was read: the table, and the true person of each record if a column tells it. */
    record People(RecordTable table, @Nullable List<String> truth) {}

    PersonFile(Charset charset, String id, @Nullable String truth) {
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
        columns.remove(id);
        if (truth != null) {
            columns.remove(truth);
        }
        List<String> names = List.copyOf(columns);
        List<String> withTruth = new ArrayList<>(names);
        if (truth != null) {
            withTruth.add(truth);
        }
        RecordTable.Builder rows = RecordTable.builder(withTruth);
        for (Path file : files) {
            read(file, files.size() == 1 ? "" : file.getFileName().toString(), withTruth, rows);
        }
        RecordTable table = rows.build();
        if (truth == null) {
            return new People(table, null);
        }
        List<String> people = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            people.add(table.value(i, truth));
        }
        return new People(table.without(truth), people);
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
        for (String column : truth == null ? List.of(id) : List.of(id, truth)) {
            if (!header.contains(column)) {
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
                    idAt = header.indexOf(id);
                }
                List<String> fields = row.getFields();
                values.clear();
                for (int place : places) {
                    values.add(place < 0 ? "" : fields.get(place));
                }
                try {
                    rows.add(source, fields.get(idAt), values);
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
