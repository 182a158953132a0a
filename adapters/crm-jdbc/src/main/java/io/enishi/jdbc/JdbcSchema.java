package io.enishi.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The tables: their scripts, and a small migrator for hosts that have none. A host with Flyway or Liquibase copies {@link #scripts} into
 * its own migrations instead.
 */
public final class JdbcSchema {

    /** The version of the tables that this release works on. */
    public static final int VERSION = 1;

    private static final List<String> SCRIPTS = List.of("V1__enishi.sql");

    private final ConnectionSource source;

    private JdbcSchema(ConnectionSource source) {
        this.source = source;
    }

    /** The tables in the database of {@code source}. */
    public static JdbcSchema of(DataSource source) {
        return new JdbcSchema(ConnectionSource.of(source));
    }

    /** The tables in the database of {@code source}. */
    public static JdbcSchema of(ConnectionSource source) {
        return new JdbcSchema(Objects.requireNonNull(source, "source"));
    }

    /**
     * A script as it lies in the jar, for a migration tool.
     *
     * @param name file name in Flyway's convention, such as {@code V1__enishi.sql}
     * @param sql statements, each ended by a semicolon at the end of a line
     */
    public record Script(String name, String sql) {}

    /** The scripts for a database, in order. */
    public static List<Script> scripts(Dialect dialect) {
        return SCRIPTS.stream()
                .map(name -> new Script(name, read(dialect.folder() + "/" + name)))
                .toList();
    }

    /**
     * Creates the tables where there are none, and leaves those of this version as they are.
     *
     * @return whether it created any
     * @throws StoreException if they have another version, or the database refuses
     */
    public boolean migrate() {
        try {
            Connection connection = source.get();
            try {
                Dialect dialect = Dialect.of(connection);
                if (!dialect.createsTablesOneByOne()) {
                    return migrate(connection, dialect);
                }
                Sql sql = new Sql(connection, dialect);
                if (!sql.first("select get_lock('enishi_schema', 60)", row -> row.getInt(1))
                        .equals(Optional.of(1))) {
                    throw new StoreException(
                            "another JVM has been creating the tables for a minute; look what it waits for");
                }
                try {
                    return migrate(connection, dialect);
                } finally {
                    sql.first("select release_lock('enishi_schema')", row -> row.getInt(1));
                }
            } finally {
                source.release(connection);
            }
        } catch (SQLException thrown) {
            throw new StoreException(
                    "the tables could not be created; the user of the connection needs the right to create tables and indexes",
                    thrown);
        }
    }

    private static boolean migrate(Connection connection, Dialect dialect) throws SQLException {
        if (isThere(connection, dialect)) {
            return false;
        }
        try {
            connection.setAutoCommit(false); // all tables or none, where the database can; others commit as they go
            for (Script script : scripts(dialect)) {
                run(connection, script);
            }
            connection.commit();
            return true;
        } catch (SQLException thrown) {
            connection.rollback();
            if (isThere(connection, dialect)) {
                return false; // another JVM was first
            }
            throw thrown;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Refuses a database without tables, or with those of another version.
     *
     * @throws StoreException with what to do
     */
    static void check(Connection connection, Dialect dialect) throws SQLException {
        Optional<Integer> version = version(connection, dialect);
        if (version.isEmpty()) {
            throw new StoreException("the database has no tables of Enishi that this user may read; call"
                    + " JdbcSchema.of(dataSource).migrate() once, or apply the scripts of JdbcSchema.scripts(...)"
                    + " and grant select, insert, update and delete on them");
        }
        requireVersion(version.get());
    }

    private static boolean isThere(Connection connection, Dialect dialect) throws SQLException {
        Optional<Integer> version = version(connection, dialect);
        version.ifPresent(JdbcSchema::requireVersion);
        return version.isPresent();
    }

    private static void requireVersion(int version) {
        if (version > VERSION) {
            throw new StoreException(
                    "the tables have version " + version + ", but this release of crm-jdbc knows version " + VERSION
                            + "; use the newer release that made them");
        }
        if (version < VERSION) {
            throw new StoreException("the tables have version " + version
                    + ", but this release of crm-jdbc needs version " + VERSION + "; apply the scripts in between");
        }
    }

    private static Optional<Integer> version(Connection connection, Dialect dialect) throws SQLException {
        try {
            return new Sql(connection, dialect).first("select max(version) from enishi_schema", row -> row.getInt(1));
        } catch (SQLException thrown) {
            if (Dialect.isConnectionLost(thrown)) {
                throw thrown;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return Optional.empty(); // no such table, or none that this user may see
        }
    }

    private static void run(Connection connection, Script script) throws SQLException {
        for (String sql : statements(script.sql())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** The statements of a script, without comments. */
    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder next = new StringBuilder();
        for (String line : script.split("\n", -1)) {
            if (line.startsWith("--") || line.isBlank()) {
                continue;
            }
            next.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(next.substring(0, next.length() - 2));
                next.setLength(0);
            }
        }
        return statements;
    }

    private static String read(String resource) {
        try (InputStream in = JdbcSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
