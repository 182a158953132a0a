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
import java.nio.charset.StandardCharsets;
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
import javax.sql.DataSource;

/**
 * Many runs wait on PostgreSQL while no JVM is up, and all their timers fall due: how long a new one takes to its first decision, and
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

    @Override
    public String name() {
        return "jdbc.restart";
    }

    @Override
    public String description() {
        return "a JVM starts while as many runs as -Denishi.restart.instances wait on PostgreSQL, all of them due";
    }

    @Override
    public void run() throws Exception {
        int people = Integer.getInteger("enishi.restart.instances", 100_000);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            config.setMaximumPoolSize(4);
            try (HikariDataSource source = new HikariDataSource(config)) {
                JdbcSchema.of(source).migrate();
                fill(crm(source, NOON.plus(Duration.ofHours(1))), people);
                try (Connection connection = source.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("vacuum analyze"); // as a server does by itself in ten days
                    sizes(statement, people);
                }
                restart(source, people);
            }
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

    private static void fill(Crm crm, int people) {
        long start = System.nanoTime();
        List<CustomerEvent> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < people; i++) {
            batch.add(order(i, i, NOON.plusMillis(i)));
            if (batch.size() == BATCH || i == people - 1) {
                crm.acceptAll(batch);
                batch.clear();
            }
        }
        print("   %,d first orders of new people stored in %.1f s, %,.0f a second", people, start, people);
    }

    private static void sizes(Statement statement, int people) throws SQLException {
        Map<String, Long> bytes = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(
                "select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r' and relname like"
                        + " 'enishi\\_%'")) {
            while (rows.next()) {
                bytes.put(rows.getString(1), rows.getLong(2));
            }
        }
        long rows = 0;
        for (Map.Entry<String, Long> table : bytes.entrySet()) {
            try (ResultSet count = statement.executeQuery("select count(*) from " + table.getKey())) {
                count.next();
                rows += count.getLong(1);
                System.out.printf(
                        Locale.ROOT,
                        "   %-20s %.2f rows and %,d bytes a customer, indexes included%n",
                        table.getKey(),
                        (double) count.getLong(1) / people,
                        table.getValue() / people);
            }
        }
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                Locale.ROOT,
                "jdbc.restart rowsPerCustomer=%.1f bytesPerCustomer=%d%n",
                (double) rows / people,
                all / people);
    }

    private static void restart(DataSource source, int people) {
        Instant later = NOON.plus(Duration.ofDays(11));
        long start = System.nanoTime();
        Crm crm = crm(source, later);
        crm.accept(order(people / 2, people, later));
        double first = (System.nanoTime() - start) / 1e6;
        start = System.nanoTime();
        int decided = crm.runDue();
        double drained = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "   first decision %.0f ms after the start; %,d customers decided in %.1f s by one thread, %,.0f a"
                        + " second%n",
                first,
                decided,
                drained,
                decided / drained);
        System.out.printf(
                Locale.ROOT, "jdbc.restart instances=%d firstMs=%.0f drainedS=%.1f%n", people, first, drained);
        if (decided < people - 1) {
            throw new IllegalStateException("only " + decided + " of " + people + " were decided");
        }
    }

    private static void print(String format, int people, long start, int done) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, format + "%n", people, seconds, done / seconds);
    }
}
