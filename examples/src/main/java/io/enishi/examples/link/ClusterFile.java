package io.enishi.examples.link;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.enishi.identity.link.Clusters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Clusters as a CSV file: the columns {@code id} and {@code person}, a row for each record. */
final class ClusterFile {

    /** Rows that are put into text at a time. */
    private static final int PORTION = 20_000;

    private static final int USUAL_LENGTH = 24;

    private ClusterFile() {}

    /** @param threads with more than one, rows are put into text side by side; they are written in their order */
    static void write(Clusters clusters, Path file, int threads) throws IOException {
        int size = clusters.table().size();
        IntStream portions = IntStream.range(0, (size + PORTION - 1) / PORTION);
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write("id,person\r\n".getBytes(StandardCharsets.UTF_8));
            (threads > 1 ? portions.parallel() : portions)
                    .mapToObj(portion -> rows(clusters, portion * PORTION, Math.min(size, (portion + 1) * PORTION)))
                    .forEachOrdered(rows -> append(rows, output));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static ByteArrayOutputStream rows(Clusters clusters, int from, int to) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream(USUAL_LENGTH * (to - from));
        try (CsvWriter csv = CsvWriter.builder().build(rows, StandardCharsets.UTF_8)) {
            for (int i = from; i < to; i++) {
                csv.writeRecord(clusters.table().id(i), clusters.label(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static void append(ByteArrayOutputStream rows, OutputStream output) {
        try {
            rows.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
