package io.enishi.examples.host.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** The shop's database: its own tables, and transactions on it. Enishi's tables live beside them. */
public final class Database {

    private final DataSource source;

    public Database(DataSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /** Creates the shop's tables where there are none. */
    public void createTables() {
        transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script());
            }
            return true;
        });
    }

    /**
     * Does {@code work} and commits it; all or nothing.
     *
     * @throws IllegalStateException if the database refuses; it was rolled back
     */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failed) { // the driver's message quotes rows, which are people's data
            throw new IllegalStateException(
                    "the shop's database refused, SQL state " + failed.getSQLState() + "; nothing was changed");
        }
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(
                Database.class.getResourceAsStream("/io/enishi/examples/host/shop.sql"), "shop.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
