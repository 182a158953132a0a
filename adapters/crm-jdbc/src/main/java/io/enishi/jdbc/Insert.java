package io.enishi.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A statement that inserts rows of a table, as many as one likes. */
final class Insert {

    /** Rows in one statement; databases have limits on parameters, and this is far below. */
    static final int MAX_ROWS = 64;

    private final String head;
    private final int columns;
    private final String tail;
    private final int keys;
    /** Made once for each power of two. */
    private final String[] texts = new String[Integer.numberOfTrailingZeros(MAX_ROWS) + 1];

    /**
     * @param head up to the values
     * @param columns how many a row has
     * @param tail what follows the values
     * @param keys how many columns, the first ones, tell rows apart; 0 where nothing is replaced, so that two rows may be alike
     */
    Insert(String head, int columns, String tail, int keys) {
        this.head = head;
        this.columns = columns;
        this.tail = tail;
        this.keys = keys;
        for (int power = 0; power < texts.length; power++) {
            texts[power] = textOf(1 << power);
        }
    }

    /** Inserts rows that are new. */
    static Insert into(String table, String... columns) {
        return into(table, List.of(columns));
    }

    /** As {@link #into(String, String...)}. */
    static Insert into(String table, List<String> columns) {
        return new Insert(
                "insert into " + table + " (" + String.join(", ", columns) + ") values ", columns.size(), "", 0);
    }

    private String textOf(int rows) {
        return head + String.join(", ", Collections.nCopies(rows, "(" + Sql.marks(columns) + ")")) + tail;
    }

    /** The statement for so many rows, a power of two up to {@link #MAX_ROWS}. */
    String text(int rows) {
        return texts[Integer.numberOfTrailingZeros(rows)];
    }

    int keys() {
        return keys;
    }

    /** Columns of keys and others, in this order. */
    static String list(List<String> keys, List<String> others) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(others);
        return String.join(", ", all);
    }
}
