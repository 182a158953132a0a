package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import java.util.List;

/**
 * Some fields of one row, in an order of our own.
 *
 * @param line where the row begins, from 1
 * @param values one for each field that was asked for; empty where the file does not have it
 */
record CsvRow(long line, List<String> values) {

    /** Makes texts of those fields only that are asked for. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private final int[] places;
        private String[] values;

        /** @param places for each value its field, from 0; -1 for none */
        Handler(int[] places) {
            this.places = places.clone();
            this.values = new String[0];
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            values = new String[places.length];
            Arrays.fill(values, "");
        }

        @Override
        protected void handleField(int field, char[] text, int from, int length, boolean quoted) {
            for (int i = 0; i < places.length; i++) {
                if (places[i] == field) {
                    values[i] = new String(text, from, length);
                }
            }
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), Arrays.asList(values));
        }
    }
}
