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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction: reads at once, collects writes of one kind into a batch. */
final class Sql {

    private final Connection connection;
    /** Rows not written yet, by statement in order of first use. */
    private final Map<String, List<Object[]>> writes = new LinkedHashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
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
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    /** Writes now; how many rows it met. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** Writes with the next {@link #flush}; rows of one statement keep their order, statements the order of their first row. */
    void later(String sql, @Nullable Object... values) {
        writes.computeIfAbsent(sql, key -> new ArrayList<>(1)).add(values);
    }

    void flush() throws SQLException {
        for (Map.Entry<String, List<Object[]>> write : writes.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(write.getKey())) {
                List<Object[]> rows = write.getValue();
                if (rows.size() == 1) {
                    bind(statement, rows.get(0));
                    statement.executeUpdate();
                } else {
                    for (Object[] row : rows) {
                        bind(statement, row);
                        statement.addBatch();
                    }
                    statement.executeBatch();
                }
            }
        }
        writes.clear();
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof OriginId id) {
                statement.setBytes(i + 1, bytes(id));
            } else if (value instanceof EventId id) {
                statement.setBytes(i + 1, bytes(id.high(), id.low()));
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
    }

    /** A null that knows its type: drivers want to be told. */
    enum Absent {
        NUMBER(Types.BIGINT),
        TEXT(Types.VARCHAR);

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
