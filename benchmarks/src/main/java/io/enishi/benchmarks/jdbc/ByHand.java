package io.enishi.benchmarks.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The same three rows as plain JDBC writes them: one statement each, prepared once, batched where there are many. */
final class ByHand {

    private static final String UPDATE =
            "update hand_customer set version = version + 1, next_wake = ? where id = ? and version = ?";
    private static final String RUN = "insert into hand_run (customer, scenario, entry, state) values (?, ?, ?, ?)";
    private static final String COMMAND =
            "insert into hand_command (customer, scenario, entry, step, status, available_at, body) values (?, ?, ?, ?, ?, ?, ?)";
    private static final byte[] STATE = new byte[60];
    private static final String BODY = "{\"channel\":\"mail\",\"content\":\"thanks\",\"purpose\":\"order\"}".repeat(4);

    private final DataSource source;
    private final int people;
    private final String bytes;

    ByHand(DataSource source, int people, boolean postgres) {
        this.source = source;
        this.people = people;
        this.bytes = postgres ? "bytea" : "varbinary(1000)";
    }

    void prepare() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"hand_customer", "hand_run", "hand_command"}) {
                statement.execute("drop table if exists " + table);
            }
            statement.execute(
                    "create table hand_customer (id " + bytes + " primary key, version bigint, next_wake bigint)");
            statement.execute("create index hand_wake on hand_customer (next_wake)");
            statement.execute("create table hand_run (customer " + bytes
                    + ", scenario varchar(64), entry varchar(200), state " + bytes
                    + ", primary key (customer, scenario, entry))");
            statement.execute("create table hand_command (customer " + bytes
                    + ", scenario varchar(64), entry varchar(200), step varchar(100), status varchar(20), available_at bigint,"
                    + " body varchar(4000), primary key (customer, scenario, entry, step))");
            statement.execute("create index hand_available on hand_command (available_at)");
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into hand_customer (id, version) values (?, 1)")) {
                for (int i = 0; i < people; i++) {
                    insert.setBytes(1, id(i));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private static byte[] id(int person) {
        return String.format("%016d", person).getBytes(StandardCharsets.US_ASCII);
    }

    /** One transaction a person, each on a connection from the pool. */
    long single() throws SQLException {
        for (int i = 0; i < people; i++) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement update = connection.prepareStatement(UPDATE);
                        PreparedStatement run = connection.prepareStatement(RUN);
                        PreparedStatement command = connection.prepareStatement(COMMAND)) {
                    bind(i, update, run, command);
                    if (update.executeUpdate() != 1) {
                        throw new IllegalStateException("somebody else was first");
                    }
                    run.executeUpdate();
                    command.executeUpdate();
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return count();
    }

    /** One transaction for so many people. */
    long batches(int size) throws SQLException {
        for (int from = 0; from < people; from += size) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement update = connection.prepareStatement(UPDATE);
                        PreparedStatement run = connection.prepareStatement(RUN);
                        PreparedStatement command = connection.prepareStatement(COMMAND)) {
                    for (int i = from; i < Math.min(people, from + size); i++) {
                        bind(i, update, run, command);
                        update.addBatch();
                        run.addBatch();
                        command.addBatch();
                    }
                    for (int met : update.executeBatch()) {
                        if (met != 1) {
                            throw new IllegalStateException("somebody else was first");
                        }
                    }
                    run.executeBatch();
                    command.executeBatch();
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return count();
    }

    private static void bind(int person, PreparedStatement update, PreparedStatement run, PreparedStatement command)
            throws SQLException {
        byte[] id = id(person);
        update.setLong(1, 1_800_000_000_000L);
        update.setBytes(2, id);
        update.setLong(3, 1);
        run.setBytes(1, id);
        run.setString(2, "thanks");
        run.setString(3, "ec:" + person);
        run.setBytes(4, STATE);
        command.setBytes(1, id);
        command.setString(2, "thanks");
        command.setString(3, "ec:" + person);
        command.setString(4, "thanks.1");
        command.setString(5, "PENDING");
        command.setLong(6, 1_800_000_000_000L);
        command.setString(7, BODY);
    }

    private long count() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from hand_command")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
