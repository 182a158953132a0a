package io.enishi.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The tables: their scripts, and a small migrator for hosts that have none. A host with Flyway or Liquibase copies what {@link #scripts} hands
 * out into its own migrations instead.
 */
public final class JdbcSchema {

    /** The version of the tables that this release works on. */
    public static final int VERSION = 1;

    private static final List<String> SCRIPTS = List.of("V1__enishi.sql");

    /** Stands for a version while tables are being created. */
    private static final int UNFINISHED = Integer.MIN_VALUE;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 20_000_000;

    private static final List<String> TABLES = List.of(
            "enishi_customer",
            "enishi_absorbed",
            "enishi_origin",
            "enishi_identifier",
            "enishi_key",
            "enishi_run",
            "enishi_command",
            "enishi_dispatched",
            "enishi_ledger",
            "enishi_statement",
            "enishi_judgement",
            "enishi_alias",
            "enishi_tombstone",
            "enishi_log",
            "enishi_checkpoint",
            "enishi_inbox",
            "enishi_shop_event",
            "enishi_interest",
            "enishi_account",
            "enishi_draw");
    /** A store only adds to these; a host may refuse everything else. */
    private static final Set<String> ONLY_ADDED_TO = Set.of("enishi_statement", "enishi_tombstone");

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
                .map(name -> new Script(name, dialect.inOwnWords(read(dialect.folder() + "/" + name))))
                .toList();
    }

    /**
     * Creates the tables where there are none, and leaves those of this version as they are.
     *
     * @return whether it created any
     * @throws StoreException if they have another version, or the database refuses
     */
    public boolean migrate() {
        return migrate(PATIENCE);
    }

    /** @param patience how long another JVM may take that is creating them now */
    boolean migrate(Duration patience) {
        try {
            Connection connection = source.get();
            try {
                Dialect dialect = Dialect.of(connection);
                if (!dialect.createsTablesOneByOne()) {
                    return migrate(connection, dialect, patience);
                }
                Sql sql = new Sql(connection, dialect);
                if (!sql.first("select get_lock('enishi_schema', 60)", row -> row.getInt(1))
                        .equals(Optional.of(1))) {
                    throw new StoreException(
                            "another JVM has been creating the tables for a minute; look what it waits for");
                }
                try {
                    return migrate(connection, dialect, patience);
                } finally {
                    sql.first("select release_lock('enishi_schema')", row -> row.getInt(1));
                }
            } finally {
                source.release(connection);
            }
        } catch (SQLException thrown) {
            throw new StoreException(
                    "the tables could not be created, which needs the right to create tables and indexes", thrown);
        }
    }

    /** One transaction, where the database creates tables in transactions. Elsewhere the first table keeps others out. */
    private static boolean create(Connection connection, Dialect dialect, Duration patience) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (Script script : scripts(dialect)) {
                run(connection, script);
            }
            connection.commit();
            return true;
        } catch (SQLException thrown) {
            connection.rollback();
            if (isThere(connection, patience)) {
                return false; // another JVM was first
            }
            throw thrown;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean migrate(Connection connection, Dialect dialect, Duration patience) throws SQLException {
        return !isThere(connection, patience) && create(connection, dialect, patience);
    }

    /**
     * Refuses a database without tables, or with those of another version, or with rights missing.
     *
     * @throws StoreException with what to do
     */
    static void check(Connection connection, Dialect dialect) throws SQLException {
        Optional<Integer> version = version(connection);
        if (version.isEmpty()) {
            throw new StoreException("the database has no tables of Enishi that this user may read; call"
                    + " JdbcSchema.of(dataSource).migrate() once, or apply the scripts of JdbcSchema.scripts(...)"
                    + " and grant select, insert, update and delete on them");
        }
        requireVersion(version.get());
        // Changes of no row: a database that is read-only, or a right that is missing, shows before the first customer.
        for (String table : TABLES) {
            Sql sql = new Sql(connection, dialect);
            sql.update("insert into " + table + " select * from " + table + " where 1 = 0");
            if (!ONLY_ADDED_TO.contains(table)) {
                sql.update("update " + table + " set shop = shop where 1 = 0");
            }
        }
    }

    private static boolean isThere(Connection connection, Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Integer> version = version(connection);
        while (version.isPresent() && version.get() == UNFINISHED && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            version = version(connection);
        }
        version.ifPresent(JdbcSchema::requireVersion);
        return version.isPresent();
    }

    private static void requireVersion(int version) {
        if (version == UNFINISHED) {
            throw new StoreException(
                    "creating the tables has begun and is not finished; wait for whoever does it, or drop every table"
                            + " that starts with enishi_ and call JdbcSchema.of(dataSource).migrate() again");
        }
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

    /** The version; empty without tables, {@link #UNFINISHED} while somebody creates them. */
    private static Optional<Integer> version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(version) from enishi_schema")) {
            row.next();
            int version = row.getInt(1);
            return Optional.of(row.wasNull() ? UNFINISHED : version);
        } catch (SQLException thrown) {
            if (!Dialect.isTableMissing(thrown)) {
                throw thrown;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return Optional.empty();
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
