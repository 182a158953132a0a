package io.enishi.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes one row, and how many rows are written at once where the database has something better than a batch of it:
 *
 * <ul>
 *   <li>PostgreSQL takes one array a column, whatever the number of rows. A batch took it twice as long, many rows of values half as long
 *       again.
 *   <li>MariaDB and MySQL take many rows of values; a batch is a message a row there. To H2 a batch is a statement a row, which cost a commit
 *       one part in twenty.
 * </ul>
 */
final class RowStatement {

    /** Rows of values in one statement; databases have limits on parameters, and this is far below. */
    static final int MAX_VALUES = 64;
    /** Rows in one statement of arrays. */
    static final int MAX_ARRAYS = 1000;

    private final List<Column> columns;
    private final String one;
    private @Nullable String arrays;
    /** Made once for each power of two, so that there are few statements to prepare; empty where another way is taken. */
    private final List<String> values = new ArrayList<>();

    private int keys;
    private boolean isGuard;

    private RowStatement(List<Column> columns, String one) {
        this.columns = List.copyOf(columns);
        this.one = one;
    }

    /** A statement whose parameters are these columns, in this order. */
    static RowStatement of(List<Column> columns, String one) {
        return new RowStatement(columns, one);
    }

    /** Inserts rows; {@code tail} follows the values. */
    static RowStatement insert(Dialect dialect, String table, List<Column> columns, String tail) {
        String head = "insert into " + table + " (" + Column.names(columns) + ") ";
        RowStatement insert = of(columns, head + "values " + row(columns) + tail);
        if (dialect.takesArrays()) {
            insert.arrays = head + "select * from " + Column.unnested(columns) + tail;
        } else {
            for (int rows = 1; rows <= MAX_VALUES; rows *= 2) {
                insert.values.add(head + "values " + String.join(", ", Collections.nCopies(rows, row(columns))) + tail);
            }
        }
        return insert;
    }

    private static String row(List<Column> columns) {
        return '(' + Sql.marks(columns.size()) + ')';
    }

    /** Which statement writes many rows, from an array of each column. */
    RowStatement orFromArrays(String text) {
        this.arrays = text;
        return this;
    }

    /** Each row has to meet exactly one row of the table. */
    RowStatement guarding() {
        this.isGuard = true;
        return this;
    }

    /** The first columns tell rows apart: of two that are alike in them the later one counts. */
    RowStatement keyedBy(int columns) {
        this.keys = columns;
        return this;
    }

    List<Column> columns() {
        return columns;
    }

    String one() {
        return one;
    }

    /** The statement for any number of rows, with one array a column; null where there is none. */
    @Nullable
    String arrays() {
        return arrays;
    }

    boolean takesValues() {
        return !values.isEmpty();
    }

    /** The statement for so many rows of values, a power of two up to {@link #MAX_VALUES}. */
    String values(int rows) {
        return values.get(Integer.numberOfTrailingZeros(rows));
    }

    int keys() {
        return keys;
    }

    boolean isGuard() {
        return isGuard;
    }
}
