package io.enishi.scoring;

import io.enishi.core.value.Names;
import java.util.Locale;

/**
 * Two groups side by side: the bands of one are the rows, those of the other the columns, and a cell is called by both, such as
 * {@code A1} for whoever fits best and engages most.
 *
 * @param rows the group whose band is named first
 * @param columns the group whose band is named second
 */
public record Grid(String rows, String columns) {

    public Grid {
        Names.requireName("group of the grid's rows", rows, 32);
        Names.requireName("group of the grid's columns", columns, 32);
        if (rows.equals(columns)) {
            throw new IllegalArgumentException("rows and columns of a grid must be two groups, but both are " + rows);
        }
    }

    /** The label of a cell as people read it: the names of both bands in capitals, so that bands {@code a} and {@code 1} make {@code A1}. */
    static String label(Band row, Band column) {
        return (row.name() + column.name()).toUpperCase(Locale.ROOT);
    }
}
