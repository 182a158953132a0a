package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.identity.link.Judgements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pairs of rows that somebody judged, from a CSV file with the columns {@code a}, {@code b} and {@code same}. */
final class LabelFile {

    private static final Set<String> YES = Set.of("yes", "true", "1");
    private static final Set<String> NO = Set.of("no", "false", "0");

    private LabelFile() {}

    /** @throws IllegalArgumentException for a missing column or another word than yes, no, true, false, 1, 0 */
    static Judgements read(Path file, Charset charset) throws IOException {
        List<Judgements.Judgement> judged = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file, charset)) {
            for (NamedCsvRecord row : csv) {
                if (!row.getHeader().containsAll(List.of("a", "b", "same"))) {
                    throw new IllegalArgumentException(file.getFileName() + " must have the columns a, b and same");
                }
                String same = row.getField("same");
                if (!YES.contains(same) && !NO.contains(same)) {
                    throw new IllegalArgumentException(file.getFileName() + ", line " + row.getStartingLineNumber()
                            + ": same must be yes or no, but is \"" + same + '"');
                }
                judged.add(new Judgements.Judgement(row.getField("a"), row.getField("b"), YES.contains(same)));
            }
        } catch (UncheckedIOException | CsvParseException e) {
            throw new IllegalArgumentException(file.getFileName() + " is not readable as CSV: " + e.getMessage(), e);
        }
        return new Judgements(judged);
    }
}
