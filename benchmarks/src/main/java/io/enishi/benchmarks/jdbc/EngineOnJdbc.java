package io.enishi.benchmarks.jdbc;

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
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/** Tables of its own for each run, as the hand-written program has them; its people are registered before the clock runs. */
final class EngineOnJdbc {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");

    private static final String THANKS = """
        scenario: thanks
        goal: {text: A second order, when: {happened: orders}}
        owner: crm
        rationale: The second order makes a customer
        start: {event: order.placed}
        steps:
          - send: thanks
            class: transactional
            purpose: order
            by: [{mail: thanks}]
          - wait: 10 days
        """;

    private final DataSource source;
    private final Crm crm;
    private final List<CustomerEvent> orders = new ArrayList<>();

    EngineOnJdbc(DataSource source, List<Integer> buyers) throws SQLException {
        this.source = source;
        dropTables(source);
        JdbcSchema.of(source).migrate();
        this.crm = Crm.builder("shop")
                .store(JdbcCustomerStore.open(source, ShopId.of("shop")))
                .secret("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .clock(() -> NOON.plus(Duration.ofHours(1)))
                .journey(Scenario.parse(THANKS).compile())
                .build();
        List<CustomerEvent> registrations = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < buyers.size(); i++) {
            registrations.add(CustomerEvent.of("ec", EventId.of(i), who(i), NOON, new EventBody.Registered("web")));
        }
        for (int buyer : buyers) {
            orders.add(CustomerEvent.of(
                    "ec",
                    new EventId(random.nextLong(), random.nextLong()),
                    who(buyer),
                    NOON.plusSeconds(60).plusMillis(buyer),
                    new EventBody.OrderPlaced(Order.ofTotal("o-" + buyer, "ec", Money.yen(3000)))));
        }
        crm.acceptAll(registrations);
    }

    private static Identifier who(int person) {
        return Identifier.member("m-" + person);
    }

    private static void dropTables(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select table_name from information_schema.tables where lower(table_name) like 'enishi@_%' escape"
                            + " '@'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("drop table " + table);
            }
        }
    }

    long single() throws SQLException {
        orders.forEach(crm::accept);
        return count();
    }

    long batches(int size) throws SQLException {
        for (int from = 0; from < orders.size(); from += size) {
            crm.acceptAll(orders.subList(from, Math.min(orders.size(), from + size)));
        }
        return count();
    }

    private long count() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from enishi_command")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
