package io.enishi.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.benchmarks.Job;
import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.enishi.scenario.Scenario;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Many runs wait in a database while no JVM is up, and all their timers fall due: how long a new one takes to its first decision, and
 * until all are decided. {@code -Denishi.restart.instances=1000000} for more than the 100,000 that it takes otherwise.
 */
public final class RestartJob implements Job {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");
    private static final int BATCH = 1_000;

    private static final String LATER = """
        scenario: later
        goal: {text: A second order, when: {happened: orders}}
        owner: crm
        rationale: The second order makes a customer
        start: {event: order.placed}
        steps:
          - wait: 10 days
          - send: thanks
            class: transactional
            purpose: order
            by: [{mail: thanks}]
        """;

    private final boolean postgres;

    private RestartJob(boolean postgres) {
        this.postgres = postgres;
    }

    /** Both. */
    public static List<Job> all() {
        return List.of(new RestartJob(true), new RestartJob(false));
    }

    @Override
    public String name() {
        return "jdbc.restart" + (postgres ? "" : ".h2");
    }

    @Override
    public String description() {
        return "a JVM starts while as many runs as -Denishi.restart.instances wait "
                + (postgres ? "on PostgreSQL" : "in a file of H2") + ", all of them due";
    }

    @Override
    public void run() throws Exception {
        int people = Integer.getInteger("enishi.restart.instances", 100_000);
        if (postgres) {
            runOnPostgres(people);
        } else {
            runOnH2(people);
        }
    }

    private void runOnPostgres(int people) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                HikariDataSource source = pool(server.getJdbcUrl("postgres", "postgres"))) {
            fill(source, people);
            execute(source, "vacuum analyze"); // as a server does by itself in ten days
            print(rows(source), size(source), people);
            restart(source, people, System.nanoTime());
        }
    }

    /** The file is closed and opened again, which counts as part of the start. */
    private void runOnH2(int people) throws Exception {
        Path folder = Files.createTempDirectory("enishi-restart");
        try {
            String url = "jdbc:h2:file:" + folder.resolve("shop");
            Map<String, Long> rows;
            try (HikariDataSource source = pool(url)) {
                fill(source, people);
                rows = rows(source);
            }
            print(rows, Files.size(folder.resolve("shop.mv.db")), people);
            long start = System.nanoTime();
            try (HikariDataSource source = pool(url)) {
                restart(source, people, start);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (url.startsWith("jdbc:h2")) {
            config.setUsername("sa");
        }
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Crm crm(DataSource source, Instant now) {
        return Crm.builder("restart")
                .store(JdbcCustomerStore.open(source, ShopId.of("restart")))
                .secret("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .clock(() -> now)
                .journey(Scenario.parse(LATER).compile())
                .build();
    }

    private static CustomerEvent order(int person, long number, Instant at) {
        return CustomerEvent.of(
                "ec",
                EventId.of(number),
                Identifier.member("m-" + person),
                at,
                new EventBody.OrderPlaced(Order.ofTotal("o-" + number, "ec", Money.yen(3000))));
    }

    private static void fill(DataSource source, int people) throws SQLException {
        JdbcSchema.of(source).migrate();
        Crm crm = crm(source, NOON.plus(Duration.ofHours(1)));
        long start = System.nanoTime();
        List<CustomerEvent> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < people; i++) {
            batch.add(order(i, i, NOON.plusMillis(i)));
            if (batch.size() == BATCH || i == people - 1) {
                crm.acceptAll(batch);
                batch.clear();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "   %,d first orders of new people stored in %.1f s, %,.0f a second%n",
                people,
                seconds,
                people / seconds);
    }

    private static Map<String, Long> rows(DataSource source) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery(
                    "select lower(table_name) from information_schema.tables where lower(table_name) like"
                            + " 'enishi@_%' escape '@'")) {
                while (tables.next()) {
                    rows.put(tables.getString(1), 0L);
                }
            }
            for (Map.Entry<String, Long> table : rows.entrySet()) {
                try (ResultSet count = statement.executeQuery("select count(*) from " + table.getKey())) {
                    count.next();
                    table.setValue(count.getLong(1));
                }
            }
        }
        return rows;
    }

    /** Bytes of all tables on PostgreSQL, indexes included. */
    private static long size(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select sum(pg_total_relation_size(oid)) from pg_class where"
                        + " relkind = 'r' and relname like 'enishi\\_%'")) {
            size.next();
            return size.getLong(1);
        }
    }

    private void print(Map<String, Long> rows, long bytes, int people) {
        rows.forEach((table, count) -> {
            if (count > 1) {
                System.out.printf(Locale.ROOT, "   %-20s %.2f rows a customer%n", table, (double) count / people);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "%s rowsPerCustomer=%.1f bytesPerCustomer=%d%n",
                name(),
                (double) rows.values().stream().mapToLong(Long::longValue).sum() / people,
                bytes / people);
    }

    private void restart(DataSource source, int people, long start) {
        Instant later = NOON.plus(Duration.ofDays(11));
        Crm crm = crm(source, later);
        crm.accept(order(people / 2, people, later));
        double first = (System.nanoTime() - start) / 1e6;
        long drain = System.nanoTime();
        int decided = crm.runDue();
        double drained = (System.nanoTime() - drain) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "   first decision %.0f ms after the start; %,d customers decided in %.1f s by one thread, %,.0f a"
                        + " second%n",
                first,
                decided,
                drained,
                decided / drained);
        System.out.printf(Locale.ROOT, "%s instances=%d firstMs=%.0f drainedS=%.1f%n", name(), people, first, drained);
        if (decided < people - 1) {
            throw new IllegalStateException("only " + decided + " of " + people + " were decided");
        }
    }
}
