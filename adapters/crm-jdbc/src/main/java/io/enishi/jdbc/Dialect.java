package io.enishi.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What databases say differently. */
public enum Dialect {

    /** PostgreSQL 14 and later. */
    POSTGRESQL("cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),

    /** H2 2.2 and later, in memory or in a file. */
    H2("datediff(millisecond, timestamp with time zone '1970-01-01 00:00:00+00', current_timestamp)") {
        @Override
        RowStatement upsert(String table, List<Column> keys, List<Column> others) {
            List<Column> all = both(keys, others);
            return RowStatement.of(
                            all,
                            "merge into " + table + " (" + Column.names(all) + ") key (" + Column.names(keys)
                                    + ") values (" + Sql.marks(all.size()) + ")")
                    .keyedBy(keys.size());
        }
    },

    /** MariaDB 10.6 and later. */
    MARIADB(Dialect.UTC_CLOCK) {
        @Override
        RowStatement upsert(String table, List<Column> keys, List<Column> others) {
            return onDuplicateKey(this, table, keys, others);
        }
    },

    /** MySQL 8.0.17 and later: the first to compare texts by their bytes, spaces at the end included. */
    MYSQL(Dialect.UTC_CLOCK) {
        @Override
        RowStatement upsert(String table, List<Column> keys, List<Column> others) {
            return onDuplicateKey(this, table, keys, others);
        }
    };

    /** Losing a row to somebody else for now: deadlock, serialization failure, lock wait. MySQL tells its lock wait by number. */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "55P03", "HYT00");

    /** Asks no session for its time zone, so leases survive the hour that a change to winter time tells twice. */
    private static final String UTC_CLOCK =
            "timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(3)) div 1000";

    /** MySQL's state for keys that are taken is also that for nulls and foreign keys: only these numbers mean the former. */
    private static final Set<Integer> MYSQL_DUPLICATES = Set.of(1022, 1062, 1586);

    private static final int MYSQL_LOCK_WAIT = 1205;
    private static final int MYSQL_DEADLOCK = 1213;
    private static final int H2_LOCK_TIMEOUT = 50_200;
    private static final Set<String> READ_ONLY = Set.of("25006", "90097");
    private static final int MYSQL_READ_ONLY = 1290;
    private static final Set<String> NO_RIGHT = Set.of("42501", "90096");
    private static final Set<Integer> MYSQL_NO_RIGHT = Set.of(1044, 1142, 1143);
    private static final Set<String> NO_TABLE = Set.of("42P01", "3F000", "42S02", "42S03", "42S04");
    private static final Set<String> TIMEOUT = Set.of("57014", "HYT00", "HY008");

    /** H2's own level; its <em>repeatable read</em> takes a snapshot of each table when that is first read. */
    private static final int H2_SNAPSHOT = 6;

    private final String clock;

    Dialect(String clock) {
        this.clock = clock;
    }

    /**
     * The dialect of a database.
     *
     * @throws StoreException if the product is none of these
     */
    public static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String product = data.getDatabaseProductName();
        // MariaDB calls itself MySQL to drivers made for that.
        String told = (product + ' ' + data.getDatabaseProductVersion()).toLowerCase(Locale.ROOT);
        if (told.contains("postgresql")) {
            return POSTGRESQL;
        } else if (told.contains("mariadb")) {
            return MARIADB;
        } else if (told.contains("mysql")) {
            return MYSQL;
        } else if (told.startsWith("h2")) {
            return H2;
        }
        throw new StoreException("no dialect for the database product \"" + product
                + "\"; there are PostgreSQL, H2, MariaDB" + " and MySQL");
    }

    /** Whether several statements may be one text, with the parameters of all. */
    boolean takesSeveralStatements() {
        return this == POSTGRESQL;
    }

    /** Whether drivers say of each row of a batch how many rows it met. */
    boolean countsRowsOfBatches() {
        return this == POSTGRESQL || this == H2;
    }

    /**
     * Whether it reads repeatably unless told otherwise. Then gaps are locked too, which two commits about different persons wait for,
     * and a check of a version may read an old one: every transaction is told to read committed.
     */
    boolean readsRepeatably() {
        return isMysql();
    }

    /** Whether drivers can be made to count only rows whose values changed, where the others count those that were found. */
    boolean mayCountChangedRows() {
        return isMysql();
    }

    /** Whether each statement that creates something is a transaction of its own, so that two JVMs would create tables in turns. */
    boolean createsTablesOneByOne() {
        return isMysql();
    }

    private boolean isMysql() {
        return this == MARIADB || this == MYSQL;
    }

    /** Where its scripts lie. */
    String folder() {
        return (isMysql() ? MYSQL : this).name().toLowerCase(Locale.ROOT);
    }

    /** A script of its folder as it is applied. MariaDB and MySQL share theirs: each has another name for comparing texts by their bytes. */
    String inOwnWords(String script) {
        if (!isMysql()) {
            return script;
        }
        return script.replace("${database}", this == MARIADB ? "MariaDB" : "MySQL")
                .replace("${collation}", this == MARIADB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
    }

    /** The isolation under which all statements of a transaction see what was committed before the first. */
    int snapshotIsolation() {
        return this == H2 ? H2_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ;
    }

    /** The database's clock in milliseconds since 1970; moves within a transaction. */
    String clock() {
        return clock;
    }

    /** Inserts rows that are new. */
    RowStatement insert(String table, List<Column> columns) {
        return RowStatement.insert(this, table, columns, "");
    }

    /** Inserts a row or, where its key is taken, replaces what stands beside the key. */
    RowStatement upsert(String table, List<Column> keys, List<Column> others) {
        String set = others.stream()
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
        String tail =
                " on conflict (" + Column.names(keys) + ") do " + (others.isEmpty() ? "nothing" : "update set " + set);
        return RowStatement.insert(this, table, both(keys, others), tail).keyedBy(keys.size());
    }

    private static RowStatement onDuplicateKey(Dialect dialect, String table, List<Column> keys, List<Column> others) {
        List<Column> replaced = others.isEmpty() ? keys.subList(0, 1) : others;
        String tail = " on duplicate key update "
                + replaced.stream()
                        .map(column -> column.name() + " = values(" + column.name() + ")")
                        .collect(Collectors.joining(", "));
        return RowStatement.insert(dialect, table, both(keys, others), tail).keyedBy(keys.size());
    }

    static List<Column> both(List<Column> keys, List<Column> others) {
        List<Column> all = new ArrayList<>(keys);
        all.addAll(others);
        return all;
    }

    /** Whether a statement may take an array for each column, and {@code unnest} them to rows. */
    boolean takesArrays() {
        return this == POSTGRESQL;
    }

    /** Whether ids are columns of 128 bits rather than of 16 bytes, which are an object more to compare. */
    boolean keepsIdsAsUuids() {
        return this == H2;
    }

    /** Whether a question with a limit that locks its rows finds and locks no more than it returns. */
    boolean locksWhatItReturns() {
        return this != H2;
    }

    /** Whether columns of JSON hold its bytes, in UTF-8, rather than a text. */
    boolean keepsDocumentsAsBytes() {
        return this == H2;
    }

    /**
     * Whether rows that an index finds are sorted even where another has them in order and most of the table is found: there the one must
     * not be offered.
     */
    boolean sortsWhatAnIndexFinds() {
        return this == H2;
    }

    /** Whether the transaction may succeed when it is tried again. */
    static boolean isTransient(SQLException thrown) {
        return thrown instanceof SQLTransientException
                || hasState(thrown, TRANSIENT)
                || thrown.getErrorCode() == MYSQL_LOCK_WAIT
                || thrown.getErrorCode() == MYSQL_DEADLOCK
                || thrown.getErrorCode() == H2_LOCK_TIMEOUT;
    }

    /** Whether a key was taken already. */
    static boolean isDuplicateKey(SQLException thrown) {
        String state = stateOf(thrown);
        return state != null
                && (state.equals("23505")
                        || (state.equals("23000") && MYSQL_DUPLICATES.contains(thrown.getErrorCode())));
    }

    /** Whether a value or a key is at fault, not the database. */
    static boolean isRefusedValue(SQLException thrown) {
        String state = stateOf(thrown);
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Whether the connection broke, so that nobody can say whether what was under way took effect. */
    static boolean isConnectionLost(SQLException thrown) {
        String state = stateOf(thrown);
        return thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLRecoverableException
                || (state != null
                        && (state.startsWith("08")
                                || state.startsWith("57P")
                                || state.equals("40003")
                                || state.equals("53300")
                                || state.equals("90067")
                                || state.equals("90098")));
    }

    /** Whether a table is not there, or not for this user. */
    static boolean isTableMissing(SQLException thrown) {
        return hasState(thrown, NO_TABLE) || isRightMissing(thrown);
    }

    private static boolean isRightMissing(SQLException thrown) {
        return hasState(thrown, NO_RIGHT) || MYSQL_NO_RIGHT.contains(thrown.getErrorCode());
    }

    /** What to do about it. */
    static String advice(SQLException thrown) {
        if (hasState(thrown, READ_ONLY) || thrown.getErrorCode() == MYSQL_READ_ONLY) {
            return "the database is read-only for this user; connect to the primary, or make it writable";
        } else if (isRightMissing(thrown)) {
            return "the user of the connection lacks a right; grant select, insert, update and delete on the tables"
                    + " that start with enishi_, and usage of their sequences";
        } else if (hasState(thrown, NO_TABLE)) {
            return "a table is missing; apply the scripts of JdbcSchema.scripts(...)";
        } else if (isConnectionLost(thrown)) {
            return "there is no connection to the database; look at whether it is up, and at the size of the pool and"
                    + " who holds its connections";
        } else if (hasState(thrown, TIMEOUT) || thrown instanceof SQLTimeoutException) {
            return "a statement took longer than it may; look at who holds locks, at the load and at the timeout";
        } else if (isTransient(thrown)) {
            return "it lost against other transactions again and again; look at who holds locks, and at the load";
        }
        return "look at the log of the database";
    }

    private static boolean hasState(SQLException thrown, Set<String> states) {
        String state = stateOf(thrown);
        return state != null && states.contains(state);
    }

    /** A batch hides what went wrong behind itself. */
    private static @Nullable String stateOf(SQLException thrown) {
        SQLException next = thrown;
        String state = null;
        while (next != null) {
            state = next.getSQLState() == null ? state : next.getSQLState();
            next = next.getNextException();
        }
        return state;
    }
}
