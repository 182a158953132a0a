package io.enishi.jdbc;

import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction: reads run at once, writes are collected and go out together. Many rows of one statement go as
 * its {@link RowStatement} says; on a database that takes several statements in one message, a handful of different ones is one message.
 */
final class Sql {

    /** Beyond so many rows batches serve better than one long text. */
    private static final int MAX_TOGETHER = 24;
    /** Keys in one question at most. */
    private static final int LOOKED_UP = 256;
    /** So many rows are fetched at once where all are looked at. */
    private static final int ROWS_AHEAD = 500;

    private final Connection connection;
    private final Dialect dialect;
    private final List<Write> writes = new ArrayList<>();

    Sql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** @param statement null where rows are only ever written one by one */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(
            String sql,
            @Nullable RowStatement statement,
            @Nullable Object[] values) {

        boolean isGuard() {
            return statement != null && statement.isGuard();
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    <T> Optional<T> first(String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    /**
     * Rows of a shop by many keys.
     *
     * @param columns what is selected, under distinct names
     * @param from tables
     * @param shop its column, and its value
     * @param key column of the keys
     * @param tail further conditions, beginning with "and"
     * @param order empty, or a column
     */
    record Wanted(String columns, String from, String shop, String key, String tail, String order) {}

    /**
     * Reads the rows of many keys. PostgreSQL is made to look for one key after the other: what it plans for a list it keeps, and while a table
     * is small, or was when it was last analysed, that is to read all of it for every list.
     *
     * @param more values of the further conditions
     */
    <T> List<T> lookUp(Wanted wanted, int shop, Column.Type type, List<?> keys, Row<T> reader, Object... more)
            throws SQLException {
        List<T> found = new ArrayList<>();
        String order = wanted.order.isEmpty() ? "" : " order by " + wanted.order;
        for (int from = 0; from < keys.size(); from += LOOKED_UP) {
            List<?> some = keys.subList(from, Math.min(keys.size(), from + LOOKED_UP));
            String text = dialect.takesArrays()
                    ? "select w.* from unnest(?::" + type.inPostgres() + "[]) as u (wanted) cross join lateral (select "
                            + wanted.columns + " from " + wanted.from + " where " + wanted.shop + " = ? and "
                            + wanted.key
                            + " = u.wanted" + wanted.tail + " offset 0) w" + order
                    : "select " + wanted.columns + " from " + wanted.from + " where " + wanted.shop + " = ? and "
                            + wanted.key + " in (" + marks(some.size()) + ")" + wanted.tail + order;
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                if (dialect.takesArrays()) {
                    @Nullable Object[] values = type.array(some.size());
                    for (int i = 0; i < values.length; i++) {
                        values[i] = plain(some.get(i));
                    }
                    statement.setArray(1, connection.createArrayOf(type.inPostgres(), values));
                    statement.setInt(2, shop);
                    bind(statement, 2, more);
                } else {
                    statement.setInt(1, shop);
                    bind(statement, bind(statement, 1, some.toArray()), more);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                }
            }
        }
        return found;
    }

    /** Sees one row. */
    @FunctionalInterface
    interface Look {
        void at(ResultSet row) throws SQLException;
    }

    /** Looks at row after row without keeping them, in a transaction; how many there were. */
    long each(String sql, Look look, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AHEAD);
            bind(statement, 0, values);
            try (ResultSet rows = statement.executeQuery()) {
                long count = 0;
                while (rows.next()) {
                    look.at(rows);
                    count++;
                }
                return count;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Writes now; how many rows it met. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 0, values);
            return statement.executeUpdate();
        }
    }

    /** Writes with the next {@link #flush}: rows of one statement keep their order, statements that of their first row. */
    void later(String sql, @Nullable Object... values) {
        writes.add(new Write(sql, null, values));
    }

    /** As {@link #later(String, Object...)}, together with other rows of the statement. A guard that meets no row fails the flush. */
    void later(RowStatement statement, @Nullable Object... values) {
        writes.add(new Write(statement.one(), statement, values));
    }

    /** Writes what was collected; false when a guard met no row: then the transaction has to be rolled back. */
    boolean flush() throws SQLException {
        if (writes.isEmpty()) {
            return true;
        }
        boolean few = writes.size() > 1 && writes.size() <= MAX_TOGETHER;
        boolean held = (few && dialect.takesSeveralStatements()) ? together() : byStatement();
        writes.clear();
        return held;
    }

    private boolean together() throws SQLException {
        List<Write> ordered = new ArrayList<>(writes.size());
        grouped().values().forEach(ordered::addAll);
        StringBuilder text = new StringBuilder();
        for (Write write : ordered) {
            text.append(text.length() == 0 ? "" : "; ").append(write.sql);
        }
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            int at = 0;
            for (Write write : ordered) {
                at = bind(statement, at, write.values);
            }
            statement.execute();
            boolean held = true;
            for (Write write : ordered) {
                held &= !write.isGuard() || statement.getUpdateCount() == 1;
                statement.getMoreResults();
            }
            return held;
        }
    }

    private boolean byStatement() throws SQLException {
        for (List<Write> rows : grouped().values()) {
            RowStatement statement = rows.get(0).statement;
            boolean held;
            if (rows.size() == 1 || statement == null) {
                held = inBatch(rows);
            } else if (statement.arrays() != null) {
                held = fromArrays(statement, statement.arrays(), latest(statement, rows));
            } else if (statement.takesValues()) {
                inValues(statement, latest(statement, rows));
                held = true;
            } else {
                held = inBatch(rows);
            }
            if (!held) {
                return false;
            }
        }
        return true;
    }

    /** A statement that replaces may meet a row once only: of several with one key the last one counts. */
    private static List<Write> latest(RowStatement statement, List<Write> rows) {
        if (statement.keys() == 0) {
            return rows;
        }
        Map<List<Object>, Write> last = new LinkedHashMap<>();
        rows.forEach(row -> last.put(keyOf(row, statement.keys()), row));
        return last.size() == rows.size() ? rows : List.copyOf(last.values());
    }

    private boolean fromArrays(RowStatement statement, String text, List<Write> all) throws SQLException {
        List<Column> columns = statement.columns();
        try (PreparedStatement prepared = connection.prepareStatement(text)) {
            for (int from = 0; from < all.size(); from += RowStatement.MAX_ARRAYS) {
                List<Write> rows = all.subList(from, Math.min(all.size(), from + RowStatement.MAX_ARRAYS));
                for (int i = 0; i < columns.size(); i++) {
                    Column.Type type = columns.get(i).type();
                    @Nullable Object[] values = type.array(rows.size());
                    for (int row = 0; row < values.length; row++) {
                        values[row] = plain(rows.get(row).values[i]);
                    }
                    prepared.setArray(i + 1, connection.createArrayOf(type.inPostgres(), values));
                }
                int met = prepared.executeUpdate();
                if (statement.isGuard() && met != rows.size()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A value as it stands in an array. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof OriginId id) {
            return bytes(id);
        } else if (value instanceof EventId id) {
            return bytes(id.high(), id.low());
        }
        return value instanceof Document document ? document.text() : value instanceof Absent ? null : value;
    }

    private void inValues(RowStatement statement, List<Write> rows) throws SQLException {
        int at = 0;
        for (int size = RowStatement.MAX_VALUES; size > 0; size /= 2) {
            if (rows.size() - at < size) {
                continue;
            }
            try (PreparedStatement prepared = connection.prepareStatement(statement.values(size))) {
                for (; rows.size() - at >= size; at += size) {
                    int place = 0;
                    for (Write row : rows.subList(at, at + size)) {
                        place = bind(prepared, place, row.values);
                    }
                    prepared.executeUpdate();
                }
            }
        }
    }

    private static List<Object> keyOf(Write row, int keys) {
        List<Object> key = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            key.add(Objects.requireNonNull(row.values[i]));
        }
        return key;
    }

    private boolean inBatch(List<Write> rows) throws SQLException {
        boolean isGuard = rows.get(0).isGuard();
        try (PreparedStatement statement = connection.prepareStatement(rows.get(0).sql)) {
            if (rows.size() == 1 || (isGuard && !dialect.countsRowsOfBatches())) {
                for (Write row : rows) {
                    bind(statement, 0, row.values);
                    if (statement.executeUpdate() != 1 && isGuard) {
                        return false;
                    }
                }
                return true;
            }
            for (Write row : rows) {
                bind(statement, 0, row.values);
                statement.addBatch();
            }
            for (int met : statement.executeBatch()) {
                if (isGuard && met != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    private Map<String, List<Write>> grouped() {
        Map<String, List<Write>> ordered = new LinkedHashMap<>();
        for (Write write : writes) {
            ordered.computeIfAbsent(write.sql, sql -> new ArrayList<>(1)).add(write);
        }
        return ordered;
    }

    void bind(PreparedStatement statement, Object... values) throws SQLException {
        bind(statement, 0, values);
    }

    /** Binds values from a place on; where the next one goes. */
    private int bind(PreparedStatement statement, int from, @Nullable Object[] values) throws SQLException {
        for (int n = 0; n < values.length; n++) {
            int i = from + n;
            Object value = values[n];
            if (value instanceof OriginId id) {
                bindId(statement, i + 1, id.high(), id.low());
            } else if (value instanceof EventId id) {
                bindId(statement, i + 1, id.high(), id.low());
            } else if (value instanceof Document document) {
                if (dialect.keepsDocumentsAsBytes()) {
                    statement.setBytes(i + 1, document.utf8());
                } else {
                    statement.setString(i + 1, document.text());
                }
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Boolean flag) {
                statement.setBoolean(i + 1, flag);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Absent absent) {
                statement.setNull(i + 1, absent.type);
            } else {
                throw new IllegalArgumentException("cannot bind " + (value == null ? "null" : value.getClass()));
            }
        }
        return from + values.length;
    }

    private void bindId(PreparedStatement statement, int place, long high, long low) throws SQLException {
        if (dialect.keepsIdsAsUuids()) {
            statement.setObject(place, new UUID(high, low));
        } else {
            statement.setBytes(place, bytes(high, low));
        }
    }

    /** A null that knows its type: drivers want to be told. */
    enum Absent {
        NUMBER(Types.BIGINT),
        TEXT(Types.VARCHAR),
        BYTES(Types.BINARY);

        private final int type;

        Absent(int type) {
            this.type = type;
        }
    }

    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    static byte[] bytes(OriginId id) {
        return bytes(id.high(), id.low());
    }

    static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(Long.BYTES * 2).putLong(high).putLong(low).array();
    }

    static OriginId origin(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new OriginId(buffer.getLong(), buffer.getLong());
    }
}
