package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.identity.link.NewRecords;
import io.enishi.identity.link.RecordTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CSV files with a header line as one table of records. */
final class PersonFile {

    private final Charset charset;
    private final @Nullable String id;
    private final @Nullable String truth;
    private final @Nullable String household;
    private final int threads;

    /** What was read: the table, the files' sources in their order, and the true person of each record if a column tells it. */
    record People(
            RecordTable table,
            List<String> sources,
            @Nullable List<String> truth,
            List<String> households) {}

    /**
     * @param id column with the ids; null to number the rows
     * @param threads with more than one, rows are read and taken in side by side
     */
    PersonFile(Charset charset, @Nullable String id, @Nullable String truth, @Nullable String household, int threads) {
        this.threads = threads;
        this.household = household;
        this.charset = charset;
        this.id = id;
        this.truth = truth;
    }

    /**
     * Reads the files one after the other; with several, each is a source. Columns that only one has are unknown in the others.
     *
     * @param wanted columns that are needed; if one of them is nowhere, or none is named, all are read
     * @throws IllegalArgumentException for a missing column, a line with another number of fields, a wrong encoding, a repeated id
     */
    People read(List<Path> files, Set<String> wanted) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        List<List<String>> headers = new ArrayList<>();
        for (Path file : files) {
            headers.add(header(file));
        }
        headers.forEach(columns::addAll);
        if (!wanted.isEmpty() && columns.containsAll(wanted)) {
            Set<String> kept = new HashSet<>(wanted);
            kept.add(told(truth));
            kept.add(told(household));
            columns.retainAll(kept);
        }
        if (id != null && !wanted.contains(id)) {
            columns.remove(id);
        }
        List<String> names = List.copyOf(columns);
        RecordTable.Builder rows = RecordTable.builder(names);
        List<String> sources = new ArrayList<>();
        for (int f = 0; f < files.size(); f++) {
            String source = files.size() == 1 ? "" : source(files, f);
            sources.add(source);
            List<String> header = headers.get(f);
            int[] fields = names.stream().mapToInt(header::indexOf).toArray();
            CsvRecords records = new CsvRecords(fields, id == null ? -1 : header.indexOf(id));
            read(files.get(f), records, some -> rows.addAll(source, some));
        }
        RecordTable table = rows.build();
        return new People(
                table.without(told(truth), told(household)),
                sources,
                truth == null ? null : values(table, truth),
                household == null ? List.of() : values(table, household));
    }

    /** A file's name, with its number before it where others are called alike. */
    private static String source(List<Path> files, int file) {
        Path name = files.get(file).getFileName();
        long alike =
                files.stream().filter(other -> other.getFileName().equals(name)).count();
        return alike > 1 ? (file + 1) + " " + name : name.toString();
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
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(open(file))) {
            for (NamedCsvRecord first : csv) {
                header = first.getHeader();
                break;
            }
        } catch (UncheckedIOException | CsvParseException e) {
            throw unreadable(file, e);
        }
        if (header.isEmpty()) {
            throw new IllegalArgumentException(file.getFileName() + " has no rows below a header line");
        }
        for (String column : new String[] {id, truth, household}) {
            if (column != null && !header.contains(column)) {
                throw new IllegalArgumentException(
                        file.getFileName() + " has no column \"" + column + "\"; it has " + String.join(", ", header));
            }
        }
        return header;
    }

    private void read(Path file, CsvRecords records, Consumer<NewRecords> taker) throws IOException {
        try (Reader reader = open(file);
                CsvReader<NewRecords> csv = CsvReader.builder().build(records, reader);
                Conveyor<NewRecords> conveyor = new Conveyor<>(threads, taker)) {
            for (NewRecords some : csv) {
                if (some.isFull()) {
                    conveyor.put(records.take());
                }
            }
            conveyor.put(records.take());
            conveyor.finish();
        } catch (UncheckedIOException | CsvParseException e) {
            throw unreadable(file, e);
        }
        if (records.lineWithoutId() > 0) {
            throw new IllegalArgumentException(
                    file.getFileName() + ", line " + records.lineWithoutId() + ": the row has no id");
        }
    }

    /** Malformed text is reported and not replaced; a byte order mark is skipped. */
    private Reader open(Path file) throws IOException {
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
            return reader;
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
