package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.ShopId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The example that the package shows; a test of the examples compares the two. */
class PackageExampleTest {

    @Test
    void anEventThatIsQueuedWithTheOrderIsDecidedLater() throws SQLException {
        DataSource dataSource = Databases.h2();
        byte[] secret = "sixteen bytes and some more".getBytes(StandardCharsets.UTF_8);
        Identifier hanako = Identifier.member("m-00042");
        CustomerEvent event = CustomerEvent.of(
                "ec", EventId.of(1), hanako, Instant.parse("2026-04-01T01:00:00Z"), new EventBody.Registered("web"));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            // example: jdbc
            JdbcSchema.of(dataSource).migrate(); // or apply the SQL files of this jar with your own tool
            JdbcCustomerStore store = JdbcCustomerStore.open(dataSource, ShopId.of("my-shop"));
            Crm crm = Crm.builder("my-shop").store(store).secret(secret).build();

            // in the transaction that writes the order:
            store.inbox().queue(connection, event); // commits and rolls back with the order
            connection.commit();
            // later, on any JVM:
            crm.drain();
            // end
            assertThat(crm.find(hanako)).isPresent();
        }
    }
}
