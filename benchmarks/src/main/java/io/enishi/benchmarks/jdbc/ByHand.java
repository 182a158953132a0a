package io.enishi.benchmarks.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The same rows as plain JDBC writes them: one statement each, prepared once, batched where there are many. Keys are as a shop has them:
 * people by random 16 bytes, orders by UUID; people buy in no order. A run and a command have the order in their keys, so that neither comes
 * about twice.
 */
final class ByHand {

    /** What the program does beyond the rows of a person, a run and a command. */
    enum Habit {
        /** It keeps in memory at which version everybody is, as ours does. */
        REMEMBERS,
        /** It reads the version that it checks, since it remembers nobody. */
        READS,
        /** It reads, and the event is a row as well, so that one that is told again is known. */
        KEEPS_EVENTS
    }

    private static final String READ = "select id, version from hand_customer where id in ";
    private static final String UPDATE =
            "update hand_customer set version = version + 1, next_wake = ? where id = ? and version = ?";
    private static final String RUN = "insert into hand_run (customer, scenario, entry, state) values (?, ?, ?, ?)";
    private static final String COMMAND =
            "insert into hand_command (customer, scenario, entry, step, status, available_at, body) values (?, ?, ?,"
                    + " ?, ?, ?, ?)";
    private static final String EVENT =
            "insert into hand_event (source, id, customer, occurred_at, body) values (?, ?, ?, ?, ?)";
    private static final byte[] STATE = new byte[60];
    private static final long NOON = 1_800_000_000_000L;
    private static final long TEN_DAYS = 864_000_000L;
    /** Keys in one question. */
    private static final int READ_TOGETHER = 250;

    private final DataSource source;
    private final int people;
    private final String bytes;
    private final Habit habit;
    private final long[] versions;
    private final List<byte[]> ids = new ArrayList<>();
    private final List<UUID> orders = new ArrayList<>();

    ByHand(DataSource source, int people, boolean postgres, Habit habit) {
        this.source = source;
        this.people = people;
        this.bytes = postgres ? "bytea" : "varbinary(1000)";
        this.habit = habit;
        this.versions = new long[people];
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
        Arrays.fill(versions, 1);
    }

    /** One transaction a person, each on a connection from the pool. */
    long single(List<Integer> buyers) throws SQLException {
        return batches(buyers, 1);
    }

    /** One transaction for so many people. */
    long batches(List<Integer> buyers, int size) throws SQLException {
        for (int from = 0; from < buyers.size(); from += size) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                write(connection, buyers.subList(from, Math.min(buyers.size(), from + size)));
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return count();
    }

    private void write(Connection connection, List<Integer> buyers) throws SQLException {
        if (habit != Habit.REMEMBERS) {
            for (int from = 0; from < buyers.size(); from += READ_TOGETHER) {
                readVersions(connection, buyers.subList(from, Math.min(buyers.size(), from + READ_TOGETHER)));
            }
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE);
                PreparedStatement run = connection.prepareStatement(RUN);
                PreparedStatement command = connection.prepareStatement(COMMAND);
                PreparedStatement event = connection.prepareStatement(EVENT)) {
            List<PreparedStatement> rows =
                    habit == Habit.KEEPS_EVENTS ? List.of(run, command, event) : List.of(run, command);
            if (buyers.size() == 1) {
                bind(buyers.get(0), update, run, command, event);
                requireFirst(update.executeUpdate());
                for (PreparedStatement row : rows) {
                    row.executeUpdate();
                }
            } else {
                for (int buyer : buyers) {
                    bind(buyer, update, run, command, event);
                    update.addBatch();
                    for (PreparedStatement row : rows) {
                        row.addBatch();
                    }
                }
                for (int met : update.executeBatch()) {
                    requireFirst(met);
                }
                for (PreparedStatement row : rows) {
                    row.executeBatch();
                }
            }
        }
        buyers.forEach(buyer -> versions[buyer]++);
    }

    private void readVersions(Connection connection, List<Integer> buyers) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(buyers.size(), "?"));
        try (PreparedStatement read = connection.prepareStatement(READ + '(' + marks + ')')) {
            Map<ByteBuffer, Integer> wanted = new HashMap<>();
            for (int i = 0; i < buyers.size(); i++) {
                byte[] id = ids.get(buyers.get(i));
                read.setBytes(i + 1, id);
                wanted.put(ByteBuffer.wrap(id), buyers.get(i));
            }
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    versions[wanted.get(ByteBuffer.wrap(rows.getBytes(1)))] = rows.getLong(2);
                }
            }
        }
    }

    private static void requireFirst(int met) {
        if (met != 1) {
            throw new IllegalStateException("somebody else was first");
        }
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
        String entry = "ec:" + order;
        long at = NOON + person;
        update.setLong(1, at + TEN_DAYS);
        update.setBytes(2, id);
        update.setLong(3, versions[person]);
        run.setBytes(1, id);
        run.setString(2, "thanks");
        run.setString(3, entry);
        run.setBytes(4, STATE);
        command.setBytes(1, id);
        command.setString(2, "thanks");
        command.setString(3, entry);
        command.setString(4, "thanks.1");
        command.setString(5, "PENDING");
        command.setLong(6, at);
        command.setString(7, message(person, entry));
        if (habit == Habit.KEEPS_EVENTS) {
            event.setString(1, "ec");
            event.setBytes(2, bytes(order.getMostSignificantBits(), order.getLeastSignificantBits()));
            event.setBytes(3, id);
            event.setLong(4, at);
            event.setString(5, orderPlaced(person, order, at));
        }
    }

    /** What has to be known when it is sent; put together without a library. */
    private static String message(int person, String entry) {
        return "{\"key\":\"" + person + "/thanks/" + entry + "/thanks.1\",\"channel\":\"mail\",\"content\":\"thanks\","
                + "\"messageClass\":\"transactional\",\"purpose\":\"order\",\"status\":\"pending\"}";
    }

    private static String orderPlaced(int person, UUID order, long at) {
        return "{\"type\":\"order.placed\",\"id\":\"" + order + "\",\"at\":" + at + ",\"member\":\"m-" + person
                + "\",\"order\":\"o-" + person + "\",\"site\":\"ec\",\"currency\":\"JPY\",\"lines\":[{\"product\":"
                + "\"unknown\",\"quantity\":1,\"price\":3000}]}";
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
