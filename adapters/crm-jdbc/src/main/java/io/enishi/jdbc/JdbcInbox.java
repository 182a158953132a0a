package io.enishi.jdbc;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Puts events into a transaction of the host's own: they are there when it commits and were never there when it rolls back. One row is
 * written and no other is touched or waited for; the decision runs later, by {@code Crm.drain()} on any JVM.
 *
 * <p>The same event may be queued more than once; it happens once.
 */
public final class JdbcInbox {

    private final Dialect dialect;
    private final int shop;
    private final EventCodec codec = new EventCodec();

    JdbcInbox(Dialect dialect, int shop) {
        this.dialect = dialect;
        this.shop = shop;
    }

    /**
     * Queues an event.
     *
     * @param transaction the connection of the host's transaction, on the store's database; neither committed nor closed here
     * @throws SQLException what the host's driver says; the host's transaction decides what becomes of it
     */
    public AcceptOutcome.Queued queue(Connection transaction, CustomerEvent event) throws SQLException {
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(event, "event");
        new Sql(transaction, dialect)
                .update(
                        "insert into enishi_inbox (shop, source, id, settled, body) values (?, ?, ?, ?, ?)",
                        shop,
                        event.source(),
                        event.id(),
                        false,
                        codec.encode(event));
        return new AcceptOutcome.Queued(event.source(), event.id());
    }

    /**
     * As {@link #queue(Connection, CustomerEvent)}, on the connection that a framework has bound to the transaction under way. With Spring:
     *
     * <pre>{@code
     * new ConnectionSource() {
     *     public Connection get() { return DataSourceUtils.getConnection(dataSource); }
     *     public void release(Connection connection) { DataSourceUtils.releaseConnection(connection, dataSource); }
     * }
     * }</pre>
     */
    public AcceptOutcome.Queued queue(ConnectionSource transaction, CustomerEvent event) throws SQLException {
        Connection connection = transaction.get();
        try {
            return queue(connection, event);
        } finally {
            transaction.release(connection);
        }
    }
}
