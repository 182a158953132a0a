package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.enishi.identity.link.NewRecords;
import java.util.Arrays;

/** Puts the rows below a header line into records, some at a time; fields that nobody asks for are passed over. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<NewRecords> {

    /** Records at a time. */
    private static final int SOME = 2_000;

    private static final int NONE = -1;

    private final int columns;
    private final int[] columnOf;
    private final int idField;
    private NewRecords records;
    private char[] id = new char[64];
    private int idLength;
    private boolean isHeader = true;
    private long lineWithoutId;

    /**
     * @param fields for each column its field, from 0; -1 where the file does not have it
     * @param idField the field with the ids; -1 to number the lines
     */
    CsvRecords(int[] fields, int idField) {
        this.columns = fields.length;
        this.idField = idField;
        this.columnOf = new int[Arrays.stream(fields).max().orElse(NONE) + 1];
        Arrays.fill(columnOf, NONE);
        for (int column = 0; column < columns; column++) {
            if (fields[column] >= 0) {
                columnOf[fields[column]] = column;
            }
        }
        this.records = new NewRecords(columns, SOME);
    }

    /** The records since the last call, of which there may be none. */
    NewRecords take() {
        NewRecords taken = records;
        records = new NewRecords(columns, SOME);
        return taken;
    }

    /** The first line whose row has no id, from 1; 0 if all have one. */
    long lineWithoutId() {
        return lineWithoutId;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        idLength = 0;
        if (idField < 0) {
            String number = "row " + startingLineNumber;
            keepId(number.toCharArray(), 0, number.length());
        }
    }

    @Override
    protected void handleField(int field, char[] text, int from, int length, boolean quoted) {
        if (isHeader) {
            return;
        }
        if (field < columnOf.length && columnOf[field] >= 0) {
            records.put(columnOf[field], text, from, length);
        }
        if (field == idField) {
            keepId(text, from, length);
        }
    }

    private void keepId(char[] text, int from, int length) {
        if (length > id.length) {
            id = new char[length * 2];
        }
        System.arraycopy(text, from, id, 0, length);
        idLength = length;
    }

    @Override
    protected NewRecords buildRecord() {
        if (getRecordType() == RecordType.DATA) {
            if (!isHeader && idLength > 0) {
                records.end(id, 0, idLength);
            } else if (!isHeader && lineWithoutId == 0) {
                lineWithoutId = getStartingLineNumber();
            }
            isHeader = false;
        }
        return records;
    }
}
