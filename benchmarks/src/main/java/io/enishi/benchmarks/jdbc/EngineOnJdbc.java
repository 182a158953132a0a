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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A shop of its own for each run; its people are registered before the clock runs. */
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
    private final String shop;
    private final Crm crm;
    private final List<CustomerEvent> orders = new ArrayList<>();

    EngineOnJdbc(DataSource source, int number, int people) {
        this.source = source;
        this.shop = "shop-" + number;
        JdbcSchema.of(source).migrate();
        this.crm = Crm.builder(shop)
                .store(JdbcCustomerStore.open(source, ShopId.of(shop)))
                .secret("0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .clock(() -> NOON.plus(Duration.ofHours(1)))
                .journey(Scenario.parse(THANKS).compile())
                .build();
        List<CustomerEvent> registrations = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            Identifier who = Identifier.member("m-" + i);
            registrations.add(CustomerEvent.of("ec", EventId.of(i), who, NOON, new EventBody.Registered("web")));
            orders.add(CustomerEvent.of(
                    "ec",
                    EventId.of(1_000_000L + i),
                    who,
                    NOON.plusSeconds(60).plusMillis(i),
                    new EventBody.OrderPlaced(Order.ofTotal("o-" + i, "ec", Money.yen(3000)))));
        }
        crm.acceptAll(registrations);
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
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from enishi_command c join enishi_shop s on s.id = c.shop where s.name = ?")) {
            statement.setString(1, shop);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
