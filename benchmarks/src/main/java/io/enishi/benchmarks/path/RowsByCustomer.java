package io.enishi.benchmarks.path;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The baseline: parses Online Retail with FastCSV and appends each row of a known customer to that customer's list. It neither
 * understands times and amounts nor decides anything.
 *
 * @param lines data lines of the file
 * @param byCustomer rows of known customers
 */
record RowsByCustomer(long lines, Map<String, List<CsvRecord>> byCustomer) {

    private static final int CUSTOMER = 5;
    private static final int BUFFER = 1 << 16;

    static RowsByCustomer read(Path gzipped) throws IOException {
        Map<String, List<CsvRecord>> byCustomer = new HashMap<>();
        long lines = -1; // the header is no data
        try (InputStream file =
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(gzipped), BUFFER), BUFFER);
                CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file, StandardCharsets.UTF_8)) {
            for (CsvRecord row : rows) {
                String customer = row.getField(CUSTOMER);
                if (lines++ >= 0 && !customer.isEmpty()) {
                    byCustomer
                            .computeIfAbsent(customer, key -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        return new RowsByCustomer(lines, byCustomer);
    }

    long checksum() {
        long rows = byCustomer.values().stream().mapToLong(List::size).sum();
        return Checksum.of(lines, byCustomer.size(), rows);
    }
}
