package io.enishi.examples.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file with a header line of which some columns are wanted, read line by line; gzipped or not, separated by comma,
 * semicolon or tab, whichever the header has most of.
 *
 * <p>Rows in another encoding than the one named are rejected, because what cannot be decoded would make different names one. A byte
 * order mark goes before the named encoding.
 */
public final class CsvTable {

    private static final int BUFFER = 1 << 16;
    private static final String SEPARATORS = ",;\t";

    private final Path file;
    private final List<String> columns;
    private final Charset charset;

    /** @param columns names as in the header; an empty name stands for a column that nobody asked for, whose texts are empty */
    public CsvTable(Path file, List<String> columns) {
        this(file, columns, StandardCharsets.UTF_8);
    }

    public CsvTable(Path file, List<String> columns, Charset charset) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.charset = charset;
    }

    /** Why a row whose texts cannot be decoded is rejected. */
    public static String notIn(Charset charset) {
        return "not " + charset + ": save the file as " + charset + " first";
    }

    /** That a column is not in the header; where the header cannot be decoded, that it is written in another encoding. */
    public static Problem missing(Path file, String column, List<String> names, Charset charset) {
        if (names.stream().anyMatch(CsvTable::isGarbled)) {
            return new Problem(
                    file.toString(),
                    "the header is " + notIn(charset),
                    "or name its encoding with --charset, such as windows-31j for files of Japanese spreadsheets");
        }
        return new Problem(file.toString(), "has no column \"" + column + '"', "it has " + String.join(", ", names));
    }

    /**
     * The names in a file's header line, for those who may take a column or leave it.
     *
     * @throws DefinitionException if the file is empty or not CSV
     */
    public static List<String> header(Path file, Charset charset) throws IOException {
        Row row = new Row();
        CsvTable table = new CsvTable(file, List.of(), charset);
        return table.open(row, reader -> {
            for (Row header : reader) {
                return Arrays.stream(header.texts()).map(String::strip).toList();
            }
            throw table.empty();
        });
    }

    /** The content of a file that may be gzipped. */
    public static InputStream gunzipped(InputStream file) throws IOException {
        return CsvLog.gunzipped(file);
    }

    private interface Reading<T> {
        T of(CsvReader<Row> reader);
    }

    private DefinitionException empty() {
        return new DefinitionException(new Problem(file.toString(), "is empty", "it needs a header line"));
    }

    /** Receives lines. */
    public interface Lines {
        /** @param texts one for each wanted column; valid during the call only */
        void line(long number, String[] texts);
    }

    /**
     * Reads all lines; those of another number of fields than the header go to the report. Empty lines are passed over.
     *
     * @return number of lines of data
     * @throws DefinitionException if a wanted column is not there, or the file is not CSV
     */
    public long read(LineReport report, Lines lines) throws IOException {
        Row row = new Row();
        return open(row, reader -> read(reader, report, lines));
    }

    private <T> T open(Row row, Reading<T> reading) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (InputStream in = CsvLog.gunzipped(Files.newInputStream(file));
                BufferedInputStream buffered = new BufferedInputStream(in, BUFFER)) {
            char separator = separator(buffered);
            try (CsvReader<Row> reader = CsvReader.builder()
                    .fieldSeparator(separator)
                    .detectBomHeader(true)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(row, buffered, charset)) {
                return reading.of(reader);
            }
        } catch (CsvParseException e) {
            throw new DefinitionException(
                    new Problem(file + ", line " + row.line(), "not readable as CSV from here on", ""));
        }
    }

    private long read(CsvReader<Row> reader, LineReport report, Lines lines) {
        int[] places = null;
        int width = 0;
        long count = 0;
        String[] texts = new String[columns.size()];
        for (Row row : reader) {
            if (places == null) {
                places = places(row);
                width = row.columns();
                continue;
            }
            count++;
            if (row.columns() != width) {
                report.reject(row.line(), "wrong number of fields", row.columns() + " where the header has " + width);
                continue;
            }
            boolean garbled = false;
            for (int i = 0; i < texts.length; i++) {
                texts[i] = places[i] < 0 ? "" : row.text(places[i]);
                garbled |= isGarbled(texts[i]);
            }
            if (garbled) {
                report.reject(row.line(), notIn(charset));
                continue;
            }
            lines.line(row.line(), texts);
        }
        if (places == null) {
            throw empty();
        }
        return count;
    }

    /** Whether a text holds what stands for bytes that could not be decoded. */
    private static boolean isGarbled(String text) {
        return text.indexOf('\uFFFD') >= 0;
    }

    private int[] places(Row header) {
        List<String> names = Arrays.stream(header.texts()).map(String::strip).toList();
        int[] places = new int[columns.size()];
        boolean[] wanted = new boolean[names.size()];
        Set<Problem> problems = new LinkedHashSet<>();
        for (int i = 0; i < places.length; i++) {
            String column = columns.get(i);
            places[i] = column.isEmpty() ? -1 : names.indexOf(column);
            if (places[i] >= 0) {
                wanted[places[i]] = true;
                if (names.lastIndexOf(column) != places[i]) {
                    problems.add(new Problem(
                            file.toString(), "has the column \"" + column + "\" twice", "name each column once"));
                }
            } else if (!column.isEmpty()) {
                problems.add(missing(file, column, names, charset));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(List.copyOf(problems));
        }
        header.keepOnly(wanted);
        return places;
    }

    /** The separator that the first line has most of. */
    private static char separator(BufferedInputStream in) throws IOException {
        in.mark(BUFFER);
        byte[] start = in.readNBytes(BUFFER - 1);
        in.reset();
        int[] counts = new int[SEPARATORS.length()];
        for (byte b : start) {
            if (b == '\n' || b == '\r') {
                break;
            }
            int separator = SEPARATORS.indexOf(b);
            if (separator >= 0) {
                counts[separator]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }
}
