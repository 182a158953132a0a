package io.enishi.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written, with what a database calls its type where values come as arrays.
 *
 * @param name in its table
 */
record Column(String name, Type type) {

    enum Type {
        WHOLE("integer"),
        NUMBER("bigint"),
        BYTES("bytea"),
        TEXT("text"),
        FLAG("boolean");

        private final String inPostgres;

        Type(String inPostgres) {
            this.inPostgres = inPostgres;
        }

        String inPostgres() {
            return inPostgres;
        }

        /** Room for so many values. */
        @Nullable
        Object[] array(int size) {
            return switch (this) {
                case WHOLE -> new Integer[size];
                case NUMBER -> new Long[size];
                case BYTES -> new byte[size][];
                case TEXT -> new String[size];
                case FLAG -> new Boolean[size];
            };
        }
    }

    /** Every table begins with it. */
    static final Column SHOP = new Column("shop", Type.WHOLE);

    static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }

    static Column bytes(String name) {
        return new Column(name, Type.BYTES);
    }

    static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    static Column flag(String name) {
        return new Column(name, Type.FLAG);
    }

    /** {@code a, b, c}. */
    static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** {@code unnest(?::integer[], ...) as u (a, b, c)}: rows out of one array for each column. */
    static String unnested(List<Column> columns) {
        return "unnest("
                + String.join(
                        ", ",
                        columns.stream()
                                .map(column -> "?::" + column.type.inPostgres() + "[]")
                                .toList())
                + ") as u (" + names(columns) + ")";
    }
}
