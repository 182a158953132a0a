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

    /** Makes texts of those fields only that are asked for; values that come again and again are mostly one text. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private static final int RECENT_BITS = 12;

        private final int[] places;
        /** For each value texts that came lately, by their hash. */
        private final String[][] recent;

        private String[] values;

        /** @param places for each value its field, from 0; -1 for none */
        Handler(int[] places) {
            this.places = places.clone();
            this.recent = new String[places.length][1 << RECENT_BITS];
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
                    values[i] = text(recent[i], text, from, length);
                }
            }
        }

        private static String text(String[] recent, char[] text, int from, int length) {
            int hash = 0;
            for (int i = from; i < from + length; i++) {
                hash = 31 * hash + text[i];
            }
            int slot = (hash * 0x9E3779B9) >>> (Integer.SIZE - RECENT_BITS);
            String known = recent[slot];
            if (known == null || !isEqual(known, text, from, length)) {
                known = new String(text, from, length);
                recent[slot] = known;
            }
            return known;
        }

        private static boolean isEqual(String known, char[] text, int from, int length) {
            boolean equal = known.length() == length;
            for (int i = 0; equal && i < length; i++) {
                equal = known.charAt(i) == text[from + i];
            }
            return equal;
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(getStartingLineNumber(), Arrays.asList(values));
        }
    }
}
