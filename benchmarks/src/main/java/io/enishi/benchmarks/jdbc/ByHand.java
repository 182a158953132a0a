package io.enishi.benchmarks.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The same rows as plain JDBC writes them: one statement each, prepared once, batched where there are many. Keys are as a shop has them:
 * people by random 16 bytes, orders by UUID; people buy in no order.
 */
final class ByHand {

    private static final String UPDATE =
            "update hand_customer set version = version + 1, next_wake = ? where id = ? and version = ?";
    private static final String RUN = "insert into hand_run (customer, scenario, entry, state) values (?, ?, ?, ?)";
    private static final String COMMAND =
            "insert into hand_command (customer, scenario, entry, step, status, available_at, body) values (?, ?, ?,"
                    + " ?, ?, ?, ?)";
    private static final String EVENT =
            "insert into hand_event (source, id, customer, occurred_at, body) values (?, ?, ?, ?, ?)";
    private static final byte[] STATE = new byte[60];
    private static final String BODY = "{\"channel\":\"mail\",\"content\":\"thanks\",\"purpose\":\"order\"}".repeat(4);

    private final DataSource source;
    private final int people;
    private final String bytes;
    private final boolean keepsEvents;
    private final List<byte[]> ids = new ArrayList<>();
    private final List<UUID> orders = new ArrayList<>();

    /** @param keepsEvents whether the event is a row as well, so that one that is told again is known */
    ByHand(DataSource source, int people, boolean postgres, boolean keepsEvents) {
        this.source = source;
        this.people = people;
        this.bytes = postgres ? "bytea" : "varbinary(1000)";
        this.keepsEvents = keepsEvents;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < people; i++) {
            ids.add(bytes(random.nextLong(), random.nextLong()));
            orders.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    void prepare() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"hand_customer", "hand_run", "hand_command", "hand_event"}) {
                statement.execute("drop table if exists " + table);
            }
            statement.execute(
                    "create table hand_customer (id " + bytes + " primary key, version bigint, next_wake bigint)");
            statement.execute("create index hand_wake on hand_customer (next_wake)");
            statement.execute("create table hand_run (customer " + bytes
                    + ", scenario varchar(64), entry varchar(200), state " + bytes
                    + ", primary key (customer, scenario, entry))");
            statement.execute("create table hand_command (customer " + bytes
                    + ", scenario varchar(64), entry varchar(200), step varchar(100), status varchar(20), available_at"
                    + " bigint, body varchar(4000), primary key (customer, scenario, entry, step))");
            statement.execute("create index hand_available on hand_command (available_at)");
            statement.execute("create table hand_event (source varchar(64), id " + bytes + ", customer " + bytes
                    + ", occurred_at bigint, body varchar(4000), primary key (source, id))");
            statement.execute("create index hand_timeline on hand_event (customer)");
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into hand_customer (id, version) values (?, 1)")) {
                for (int i = 0; i < people; i++) {
                    insert.setBytes(1, ids.get(i));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    /** One transaction a person, each on a connection from the pool. */
    long single(List<Integer> buyers) throws SQLException {
        for (int buyer : buyers) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement update = connection.prepareStatement(UPDATE);
                        PreparedStatement run = connection.prepareStatement(RUN);
                        PreparedStatement command = connection.prepareStatement(COMMAND);
                        PreparedStatement event = connection.prepareStatement(EVENT)) {
                    bind(buyer, update, run, command, event);
                    if (update.executeUpdate() != 1) {
                        throw new IllegalStateException("somebody else was first");
                    }
                    run.executeUpdate();
                    command.executeUpdate();
                    if (keepsEvents) {
                        event.executeUpdate();
                    }
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return count();
    }

    /** One transaction for so many people. */
    long batches(List<Integer> buyers, int size) throws SQLException {
        for (int from = 0; from < buyers.size(); from += size) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement update = connection.prepareStatement(UPDATE);
                        PreparedStatement run = connection.prepareStatement(RUN);
                        PreparedStatement command = connection.prepareStatement(COMMAND);
                        PreparedStatement event = connection.prepareStatement(EVENT)) {
                    for (int buyer : buyers.subList(from, Math.min(buyers.size(), from + size))) {
                        bind(buyer, update, run, command, event);
                        update.addBatch();
                        run.addBatch();
                        command.addBatch();
                        event.addBatch();
                    }
                    for (int met : update.executeBatch()) {
                        if (met != 1) {
                            throw new IllegalStateException("somebody else was first");
                        }
                    }
                    run.executeBatch();
                    command.executeBatch();
                    if (keepsEvents) {
                        event.executeBatch();
                    }
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return count();
    }

    private void bind(
            int person,
            PreparedStatement update,
            PreparedStatement run,
            PreparedStatement command,
            PreparedStatement event)
            throws SQLException {
        byte[] id = ids.get(person);
        UUID order = orders.get(person);
        update.setLong(1, 1_800_000_000_000L);
        update.setBytes(2, id);
        update.setLong(3, 1);
        run.setBytes(1, id);
        run.setString(2, "thanks");
        run.setString(3, "ec:" + order);
        run.setBytes(4, STATE);
        command.setBytes(1, id);
        command.setString(2, "thanks");
        command.setString(3, "ec:" + order);
        command.setString(4, "thanks.1");
        command.setString(5, "PENDING");
        command.setLong(6, 1_800_000_000_000L);
        command.setString(7, BODY);
        event.setString(1, "ec");
        event.setBytes(2, bytes(order.getMostSignificantBits(), order.getLeastSignificantBits()));
        event.setBytes(3, id);
        event.setLong(4, 1_800_000_000_000L);
        event.setString(5, BODY);
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
