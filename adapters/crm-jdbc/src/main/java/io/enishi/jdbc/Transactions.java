package io.enishi.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections, taken and given back, and what is done with one: tried again a few times where the database refuses for now, and a {@link
 * StoreException} in the end.
 */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final long LONG_WAIT_NANOS = 500_000_000;

    private final ConnectionSource source;
    private final Dialect dialect;

    Transactions(ConnectionSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    Sql sql(Connection connection) {
        return new Sql(connection, dialect);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Reads, each statement for itself. */
    <T> T read(Work<T> work) {
        return attempts("read", () -> {
            Connection connection = connection();
            try {
                return work.with(sql(connection));
            } finally {
                release(source, connection);
            }
        });
    }

    /** Writes all or nothing, again when it loses; the work must not mind being done twice. */
    <T> T write(Work<T> work) {
        return attempts("write", () -> {
            Connection connection = connection();
            boolean done = false;
            try {
                begin(connection);
                T result = work.with(sql(connection));
                connection.commit();
                done = true;
                return result;
            } finally {
                giveBack(connection, done);
            }
        });
    }

    void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (dialect.readsRepeatably()) {
            try (Statement statement = connection.createStatement()) {
                // Holds for the next transaction alone: the host's pool finds the connection as it gave it.
                statement.execute("set transaction isolation level read committed");
            }
        }
    }

    /** A connection; whoever waited for one in vain has waited enough. */
    Connection connection() throws SQLException {
        long start = System.nanoTime();
        try {
            return source.get();
        } catch (SQLException thrown) {
            if (thrown instanceof SQLTransientConnectionException || System.nanoTime() - start > LONG_WAIT_NANOS) {
                throw new StoreException("the store got no connection, and nothing was changed", thrown);
            }
            throw thrown;
        }
    }

    /** What is open is rolled back; what cannot be rolled back is cut off: leaving the transaction would commit it. */
    void giveBack(Connection connection, boolean committed) {
        try {
            if (committed || rollback(connection)) {
                connection.setAutoCommit(true);
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException broken) {
            LOG.debug("a connection could not be cleaned up, state {}", broken.getSQLState());
        } finally {
            release(source, connection);
        }
    }

    private static boolean rollback(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException broken) {
            LOG.debug("a connection could not be rolled back, state {}", broken.getSQLState());
            return false;
        }
    }

    /** What was done is done, whatever becomes of the connection. */
    static void release(ConnectionSource source, Connection connection) {
        try {
            source.release(connection);
        } catch (SQLException broken) {
            LOG.debug("a connection could not be given back, state {}", broken.getSQLState());
        }
    }

    /** Something that the database may refuse for now. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    static <T> T attempts(String what, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException thrown) {
                if (number == ATTEMPTS || !(Dialect.isTransient(thrown) || Dialect.isConnectionLost(thrown))) {
                    throw new StoreException(
                            "the database did not " + what + " at attempt " + number + ", and nothing was half done",
                            thrown);
                }
                LOG.debug("a {} is tried again, state {}", what, thrown.getSQLState());
                LockSupport.parkNanos(FIRST_PAUSE_NANOS << number);
            }
        }
    }
}
