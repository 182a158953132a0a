package io.enishi.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A statement that inserts rows of a table, as many as one likes.
 *
 * @param head up to the values
 * @param columns how many a row has
 * @param tail what follows the values
 * @param keys how many columns, the first ones, tell rows apart; 0 where nothing is replaced, so that two rows may be alike
 */
record Insert(String head, int columns, String tail, int keys) {

    /** Inserts rows that are new. */
    static Insert into(String table, String... columns) {
        return new Insert(
                "insert into " + table + " (" + String.join(", ", columns) + ") values ", columns.length, "", 0);
    }

    /** The statement for so many rows. */
    String text(int rows) {
        return head + String.join(", ", Collections.nCopies(rows, "(" + Sql.marks(columns) + ")")) + tail;
    }

    /** Columns of keys and others, in this order. */
    static String list(List<String> keys, List<String> others) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(others);
        return String.join(", ", all);
    }
}
