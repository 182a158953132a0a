package io.enishi.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Where the store gets its connections: a pool, usually. Each connection is used by one thread for one transaction of the store's own,
 * then given back. It must not be one that takes part in a transaction of the host: what is to commit together with the host's data
 * goes through {@link JdbcInbox}, which takes the transaction's connection in the same form.
 */
public interface ConnectionSource {

    /**
     * A connection nobody else uses.
     *
     * @throws SQLException if there is none; the call that needed it fails and nothing happened
     */
    Connection get() throws SQLException;

    /** Gives it back, in auto-commit mode and with no transaction open. */
    default void release(Connection connection) throws SQLException {
        connection.close();
    }

    /** The connections of a pool or driver. */
    static ConnectionSource of(DataSource source) {
        Objects.requireNonNull(source, "source");
        return source::getConnection;
    }
}
