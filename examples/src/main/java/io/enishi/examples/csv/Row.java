package io.enishi.examples.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The line that FastCSV stands on. One object serves all lines; texts of columns that nobody wants are not kept, once
 * {@link #keepOnly} has said which are wanted.
 */
final class Row extends AbstractBaseCsvCallbackHandler<Row> {

    private final TextCache cache = new TextCache();
    private String[] texts = new String[16];
    private boolean @Nullable [] wanted;
    private long line;
    private int columns;

    void keepOnly(boolean[] wantedColumns) {
        wanted = wantedColumns.clone();
    }

    /** The text of a kept column; empty where the line is too short. */
    String text(int column) {
        return column < columns ? texts[column] : "";
    }

    String[] texts() {
        return Arrays.copyOf(texts, columns);
    }

    /** Number of the line in the file, from 1; a quoted text may go over several. */
    long line() {
        return line;
    }

    int columns() {
        return columns;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        columns = 0;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (column >= texts.length) {
            texts = Arrays.copyOf(texts, column * 2);
        }
        boolean keep = wanted == null || (column < wanted.length && wanted[column]);
        texts[column] = keep ? cache.of(buffer, offset, length) : "";
        columns = column + 1;
    }

    @Override
    protected Row buildRecord() {
        return this;
    }
}
