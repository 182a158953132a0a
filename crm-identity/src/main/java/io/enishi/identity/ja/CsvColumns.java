package io.enishi.identity.ja;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads named columns of a host's dictionary file. */
final class CsvColumns {

    private CsvColumns() {}

    /** One line's cells, in the order in which the columns were asked for. */
    interface Row {
        void take(long line, String[] cells);
    }

    /**
     * @param columns names of the header; an empty one yields empty cells
     * @throws IllegalArgumentException if the file has no header line, lacks a column or is no CSV
     */
    static void read(Reader csv, Row row, String... columns) {
        try {
            boolean[] checked = {false};
            // The reader stays open: it is the host's.
            for (NamedCsvRecord record : CsvReader.builder().ofNamedCsvRecord(withoutMark(csv))) {
                if (!checked[0]) {
                    requireColumns(record.getHeader(), columns);
                    checked[0] = true;
                }
                String[] cells = new String[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    cells[i] = columns[i].isEmpty()
                            ? ""
                            : record.findField(columns[i]).orElse("");
                }
                row.take(record.getStartingLineNumber(), cells);
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("csv must be a CSV file with a header line: " + e.getMessage(), e);
        }
    }

    /** Spreadsheets put a byte order mark in front, which would become part of the first column's name. */
    private static Reader withoutMark(Reader csv) {
        BufferedReader buffered = new BufferedReader(csv);
        try {
            buffered.mark(1);
            if (buffered.read() != '\ufeff') {
                buffered.reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("csv could not be read", e);
        }
        return buffered;
    }

    private static void requireColumns(List<String> header, String... columns) {
        List<String> missing = new ArrayList<>();
        for (String column : columns) {
            if (!column.isEmpty() && !header.contains(column)) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("csv must have the columns " + missing + "; its header is " + header);
        }
    }
}
