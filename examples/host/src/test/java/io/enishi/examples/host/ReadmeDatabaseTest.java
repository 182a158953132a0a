package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The README's way to a database, as it is compiled and run. */
class ReadmeDatabaseTest {

    private final DataSource dataSource = Databases.empty();
    private final byte[] secret = TestShop.SECRET;

    private static void insertOrder(Connection connection, Order order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
            insert.setString(1, order.orderId());
            insert.executeUpdate();
        }
    }

    private static CustomerEvent placed(Order order) {
        return CustomerEvent.of(
                "ec",
                EventId.named(order.orderId()),
                TestShop.HANAKO.identifiers(),
                TestShop.START,
                new EventBody.OrderPlaced(order));
    }

    @Test
    void theOrderAndItsEventAreOneTransaction() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table orders (id text primary key)");
        }
        // snippet: wire-database
        JdbcSchema.of(dataSource).migrate(); // or let Flyway apply JdbcSchema.scripts(...)
        JdbcCustomerStore store = JdbcCustomerStore.open(dataSource, ShopId.of("my-shop"));
        Crm crm = Crm.builder("my-shop").store(store).secret(secret).build();
        // end
        book(store, TestShop.order("EC-1"), placed(TestShop.order("EC-1")));
        assertThatThrownBy(() -> book(store, TestShop.order("EC-1"), placed(TestShop.order("EC-2"))))
                .isInstanceOf(SQLException.class);

        assertThat(crm.drain()).isEqualTo(1);
        assertThat(crm.outcome("ec", EventId.named("EC-1"))).isPresent();
        assertThat(crm.outcome("ec", EventId.named("EC-2"))).isEmpty();
    }

    private void book(JdbcCustomerStore store, Order order, CustomerEvent event) throws SQLException {
        // snippet: order-transaction
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            insertOrder(connection, order); // your own table
            store.inbox().queue(connection, event); // commits with the order; rolled back, it was never there
            connection.commit();
        }
        // in a @Transactional method of Spring's, instead: DataSourceUtils.getConnection(dataSource), and no commit
        // end
    }
}
