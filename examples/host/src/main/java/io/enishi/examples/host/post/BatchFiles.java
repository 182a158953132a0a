package io.enishi.examples.host.post;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Writes batches as CSV files in UTF-8, marked so that Excel reads their Japanese. */
public final class BatchFiles {

    static final List<String> HEADER =
            List.of("key", "member", "name", "postal_code", "address", "order", "content", "note");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BatchRows rows;
    private final Path folder;

    public BatchFiles(BatchRows rows, Path folder) {
        this.rows = Objects.requireNonNull(rows, "rows");
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Closes a batch under a name and writes its file. Called again under that name, after a crash for example, it writes the same
     * rows and those that came since.
     *
     * @param name of the file, without folder
     * @return how many rows the file has
     */
    public int write(String batch, String name) {
        rows.close(batch, name);
        List<List<String>> lines = rows.lines(name);
        Path unfinished = folder.resolve(name + ".part");
        try {
            Files.createDirectories(folder);
            try (BufferedWriter out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8);
                    CsvWriter csv = CsvWriter.builder().build(out)) {
                out.write(BYTE_ORDER_MARK);
                csv.writeRecord(HEADER);
                for (List<String> line : lines) {
                    csv.writeRecord(line.stream().map(CsvCell::inert).toList());
                }
            }
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            return lines.size();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
