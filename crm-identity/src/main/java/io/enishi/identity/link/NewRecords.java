package io.enishi.identity.link;

import java.util.Arrays;
import java.util.Objects;

/**
 * Records on their way into a table: the characters of all their values side by side, so that a reader of files need not make a text
 * of each. Most values stand in the table already. Not for several threads at once.
 *
 * <pre>{@code
 * NewRecords some = new NewRecords(columns, 1_000);
 * some.put(0, buffer, from, length);      // as often as the record has values
 * some.end("r1");                         // and it is complete
 * builder.addAll("shop", some);
 * }</pre>
 */
public final class NewRecords {

    /** Characters of a record that there is room for from the beginning. */
    private static final int USUAL_LENGTH = 64;

    /** Where each value begins and ends in {@code characters}, by column and record; both 0 where it is not known. */
    private final int[][] from;

    private final int[][] to;
    private final String[] ids;
    private char[] characters;
    private int used;
    private int size;

    /**
     * Room for records.
     *
     * @param columns how many values a record has
     * @param most how many records there is room for; at least 1
     */
    public NewRecords(int columns, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, but is " + most);
        }
        from = new int[columns][most];
        to = new int[columns][most];
        ids = new String[most];
        characters = new char[most * USUAL_LENGTH];
    }

    /**
     * Sets a value of the record that is not ended yet; white space at both ends is dropped, and what is left empty is not known.
     *
     * @param column from 0
     * @throws IllegalStateException if there is no room for one more record
     */
    public void put(int column, char[] text, int start, int length) {
        if (isFull()) {
            throw new IllegalStateException("there is room for " + ids.length + " records only");
        }
        int first = start;
        int end = start + length;
        while (first < end && Character.isWhitespace(text[first])) {
            first++;
        }
        while (first < end && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        int needed = used + end - first;
        if (needed > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(needed, characters.length * 2));
        }
        System.arraycopy(text, first, characters, used, end - first);
        from[column][size] = used;
        to[column][size] = needed;
        used = needed;
    }

    /**
     * Ends the record.
     *
     * @param id its id within its source; not empty
     */
    public void end(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a record must have an id");
        }
        ids[size++] = Objects.requireNonNull(id, "id");
    }

    /** How many records have been ended. */
    public int size() {
        return size;
    }

    /** Whether there is no room for one more. */
    public boolean isFull() {
        return size == ids.length;
    }

    int columns() {
        return from.length;
    }

    String id(int record) {
        return ids[record];
    }

    /** The hash of a value as {@link String#hashCode} has it. */
    int hash(int column, int record) {
        int hash = 0;
        for (int i = from[column][record]; i < to[column][record]; i++) {
            hash = 31 * hash + characters[i];
        }
        return hash;
    }

    boolean isKnown(int column, int record) {
        return from[column][record] < to[column][record];
    }

    boolean isEqual(int column, int record, String text) {
        int start = from[column][record];
        int length = to[column][record] - start;
        boolean equal = text.length() == length;
        for (int i = 0; equal && i < length; i++) {
            equal = text.charAt(i) == characters[start + i];
        }
        return equal;
    }

    String text(int column, int record) {
        int start = from[column][record];
        return new String(characters, start, to[column][record] - start);
    }
}
