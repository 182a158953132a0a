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
    /** The ids are one more column. */
    private final int ids;

    private final int most;
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
        this.most = most;
        ids = columns;
        from = new int[columns + 1][most];
        to = new int[columns + 1][most];
        characters = new char[most * USUAL_LENGTH];
    }

    /**
     * Sets a value of the record that is not ended yet; white space at both ends is dropped, and what is left empty is not known.
     *
     * @param column from 0
     * @throws IllegalStateException if there is no room for one more record
     */
    public void put(int column, char[] text, int start, int length) {
        int first = start;
        int end = start + length;
        while (first < end && Character.isWhitespace(text[first])) {
            first++;
        }
        while (first < end && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        keep(Objects.checkIndex(column, ids), text, first, end);
    }

    private void keep(int column, char[] text, int first, int end) {
        if (isFull()) {
            throw new IllegalStateException("there is room for " + most + " records only");
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
        end(id.toCharArray(), 0, id.length());
    }

    /** The same with an id of {@code length} characters of a text, at least one, from {@code start} on. */
    public void end(char[] text, int start, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a record must have an id");
        }
        keep(ids, text, start, start + length);
        size++;
    }

    /** How many records have been ended. */
    public int size() {
        return size;
    }

    /** Whether there is no room for one more. */
    public boolean isFull() {
        return size == most;
    }

    int columns() {
        return ids;
    }

    /** Adds the ids to others. */
    void addIdsTo(Texts others) {
        for (int record = 0; record < size; record++) {
            addTo(others, ids, record);
        }
    }

    /** The hashes of the values of a column as {@link String#hashCode} has them. */
    int[] hashes(int column) {
        int[] hashes = new int[size];
        for (int record = 0; record < size; record++) {
            hashes[record] = hash(from[column][record], to[column][record]);
        }
        return hashes;
    }

    private int hash(int start, int end) {
        char[] text = characters;
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    boolean isKnown(int column, int record) {
        return from[column][record] < to[column][record];
    }

    /** Whether the value is one of some texts. */
    boolean isEqual(int column, int record, Texts texts, int number) {
        return texts.isEqual(number, characters, from[column][record], to[column][record]);
    }

    void addTo(Texts texts, int column, int record) {
        texts.add(characters, from[column][record], to[column][record]);
    }
}
