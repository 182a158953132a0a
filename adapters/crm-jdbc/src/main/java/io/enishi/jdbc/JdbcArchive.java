package io.enishi.jdbc;

import io.enishi.core.value.ShopId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of one shop as JSON Lines: to move it to another database or another product, to keep a copy, to look into it.
 *
 * <pre>{@code
 * try (Writer out = Files.newBufferedWriter(file)) {
 *     store.archive().exportTo(line -> out.append(line).append('\n'));   // an UncheckedIOException of yours ends it
 * }
 * try (Stream<String> lines = Files.lines(file)) {
 *     JdbcCustomerStore.open(other, ShopId.of("my-shop")).archive().importFrom(lines);
 * }
 * }</pre>
 *
 * <p>The first line tells format, version of the tables and shop; then every row of every table has a line, tables and rows in a
 * stable order; the last line counts them. Two exports of the same rows are the same text, also from two products, save where texts
 * outside the basic plane of Unicode are sorted. Running numbers of the database are not told, only their order; leases of workers are
 * not told either. Bytes are hexadecimal; the texts of rows stand as they are, those that a store could not read included.
 *
 * <p>An archive holds all that is known about everybody, in clear: guard it as you guard the database, and delete it when somebody is
 * erased from there. Keys of the host, such as the one of tombstones, are not in it; the copy needs the same.
 */
public final class JdbcArchive {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcArchive.class);
    private static final int ROWS_AT_ONCE = 500;

    private final ConnectionSource source;
    private final Dialect dialect;
    private final ShopId name;
    private final int shop;

    JdbcArchive(ConnectionSource source, Dialect dialect, ShopId name, int shop) {
        this.source = source;
        this.dialect = dialect;
        this.name = name;
        this.shop = shop;
    }

    /**
     * Tells every line, without line ends, of one snapshot: whatever is committed after the first line is not in it. Takes as long as it
     * takes to read the tables, in constant memory where the driver reads on as it goes (PostgreSQL, MariaDB; H2 keeps the rows of one
     * table in memory, or beside its file). Nobody waits for it.
     *
     * @return how many rows there were
     * @throws StoreException if the database refuses; the lines told so far are of no use. What {@code lines} throws comes through
     */
    public long exportTo(Consumer<String> lines) {
        Objects.requireNonNull(lines, "lines");
        return with("export the shop", dialect.snapshotIsolation(), sql -> {
            JdbcSchema.check(sql.connection(), dialect);
            lines.accept(ArchiveLines.header(
                    new ArchiveLines.Header(ArchiveLines.FORMAT, JdbcSchema.VERSION, name.value())));
            Map<String, Long> rows = new LinkedHashMap<>();
            for (ArchiveTable table : ArchiveTable.ALL) {
                rows.put(
                        table.name(),
                        sql.each(table.select(), row -> lines.accept(ArchiveLines.row(table, row)), shop));
            }
            lines.accept(ArchiveLines.end(rows));
            return sum(rows);
        });
    }

    /**
     * Takes an archive into this shop, which must be empty; all of it, or nothing. The name of the shop that it was made of does not
     * matter. Nobody else may use the shop meanwhile. It is one transaction, however long the archive is; let the database gather its
     * statistics afterwards.
     *
     * @return how many rows there were
     * @throws ArchiveException if the archive is of another format or another version of the tables, or is broken or cut
     * @throws StoreException if the shop is not empty, or the database refuses
     */
    public long importFrom(Stream<String> lines) {
        Objects.requireNonNull(lines, "lines");
        return with("import the archive", Connection.TRANSACTION_READ_COMMITTED, sql -> {
            // of two imports at once the second waits here, and then finds rows
            sql.list("select id from enishi_shop where id = ? for update", row -> row.getInt(1), shop);
            for (ArchiveTable table : ArchiveTable.ALL) {
                if (sql.first(table.selectAny(), row -> 1, shop).isPresent()) {
                    throw new StoreException("shop \"" + name + "\" is not empty: table enishi_" + table.name()
                            + " has rows of it; import into a shop that nothing was written to, under another name"
                            + " if need be");
                }
            }
            long rows = new Import(sql, lines.iterator()).run();
            sql.connection().commit();
            return rows;
        });
    }

    /** Reads line by line, and writes the rows of one table together. */
    private final class Import {
        private final Sql sql;
        private final Iterator<String> lines;
        private final Map<String, Long> rows = new HashMap<>();
        private long line;
        private long firstUnwritten = 1;
        private String open = "";
        private int waiting;

        private Import(Sql sql, Iterator<String> lines) {
            this.sql = sql;
            this.lines = lines;
        }

        long run() throws SQLException {
            ArchiveLines.Header header = ArchiveLines.readHeader(line + 1, next("the \"archive\" line"));
            if (header.schema() != JdbcSchema.VERSION) {
                throw new ArchiveException(
                        line,
                        "the archive is of version " + header.schema() + " of the tables, but this release of crm-jdbc"
                                + " has version " + JdbcSchema.VERSION
                                + "; bring both to one release, then export again");
            }
            while (true) {
                ArchiveLines.Row row = ArchiveLines.readRow(line + 1, next("the \"end\" line"), rows);
                if (row == null) {
                    break;
                }
                rows.merge(row.table().name(), 1L, Long::sum);
                if (!open.equals(row.table().name()) || waiting == ROWS_AT_ONCE) {
                    flush(line - 1);
                    open = row.table().name();
                }
                write(row);
                waiting++;
            }
            flush(line - 1);
            if (lines.hasNext()) {
                throw new ArchiveException(
                        line + 1, "there is more after the \"end\" line; give the lines of one archive alone");
            }
            return sum(rows);
        }

        private String next(String what) {
            if (!lines.hasNext()) {
                throw new ArchiveException(
                        line + 1,
                        what + " is missing, so the archive was cut; copy it again, or export the shop again");
            }
            line++;
            return lines.next();
        }

        private void write(ArchiveLines.Row row) {
            Object[] values = new Object[row.values().size() + 1];
            values[0] = shop;
            for (int i = 1; i < values.length; i++) {
                values[i] = row.values().get(i - 1);
            }
            sql.later(row.table().insert(), values);
        }

        private void flush(long last) throws SQLException {
            try {
                sql.flush();
            } catch (SQLException thrown) {
                if (Dialect.isRefusedValue(thrown)) {
                    throw new ArchiveException(
                            firstUnwritten,
                            "the database refuses a row of table " + open + " between here and line " + last
                                    + " (SQL state " + thrown.getSQLState() + "): it stands twice, or a value is too"
                                    + " long or none that a database of this product can hold");
                }
                throw thrown;
            }
            waiting = 0;
            firstUnwritten = last + 1;
        }
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is done with a transaction. */
    @FunctionalInterface
    private interface Work {
        long with(Sql sql) throws SQLException;
    }

    /** One transaction, and no second attempt: lines that were told or taken cannot be taken back. Commits nothing of itself. */
    private long with(String what, int isolation, Work work) {
        try {
            Connection connection = source.get();
            int before = connection.getTransactionIsolation();
            try {
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(false);
                return work.with(new Sql(connection, dialect));
            } finally {
                giveBack(connection, before);
            }
        } catch (SQLException thrown) {
            throw new StoreException(
                    "the database refused to " + what + " and nothing was changed; look at its log and the user's"
                            + " rights, then begin again",
                    thrown);
        }
    }

    private void giveBack(Connection connection, int isolation) throws SQLException {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
        } catch (SQLException broken) {
            LOG.debug("a connection could not be cleaned up, state {}", broken.getSQLState());
        } finally {
            source.release(connection);
        }
    }
}
