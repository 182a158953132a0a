package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.ShopId;
import io.enishi.examples.host.shop.Database;
import io.enishi.jdbc.JdbcCustomerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderDeskTest {

    private TestShop shop;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        shop = new TestShop(folder);
        shop.host.desk().join(TestShop.HANAKO, TestShop.START);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Optional<CustomerCard> hanako() {
        return shop.host.crm().find(TestShop.HANAKO.identifier()).flatMap(shop.host.crm()::customer);
    }

    @Test
    void anOrderAndItsEventCommitTogether() {
        shop.host.desk().place(TestShop.HANAKO, TestShop.order("o-1"), TestShop.START);

        assertThat(shop.number("select count(*) from orders")).isEqualTo(1);
        assertThat(hanako()).isEmpty(); // decided later

        shop.pass(Duration.ofHours(1));

        assertThat(hanako().orElseThrow().purchases().orders()).isEqualTo(1);
        assertThat(shop.host.crm().outcome("ec", EventId.named("order/o-1"))).isPresent();
    }

    @Test
    void aRollbackLeavesNeither() {
        JdbcCustomerStore store = JdbcCustomerStore.open(shop.database, ShopId.of("test-shop"));
        CustomerEvent event = CustomerEvent.of(
                "ec",
                EventId.named("order/o-9"),
                TestShop.HANAKO.identifiers(),
                TestShop.START,
                new EventBody.OrderPlaced(TestShop.order("o-9")));

        assertThatThrownBy(() -> new Database(shop.database).transaction(transaction -> {
                    try (Statement statement = transaction.createStatement()) {
                        statement.execute("insert into orders values ('o-9', 'm-1', now(), 12000, 'placed')");
                    }
                    store.inbox().queue(transaction, event);
                    throw new IllegalStateException("the card was declined");
                }))
                .hasMessage("the card was declined");
        shop.pass(Duration.ofHours(1));

        assertThat(shop.number("select count(*) from orders")).isZero();
        assertThat(shop.number("select count(*) from enishi_inbox where not settled"))
                .isZero();
        assertThat(shop.host.crm().outcome("ec", event.id())).isEmpty();
        assertThat(hanako().orElseThrow().purchases().orders()).isZero();
    }

    @Test
    void anOrderNumberTakenTwiceIsRefusedAndQueuesNothing() {
        shop.host.desk().place(TestShop.HANAKO, TestShop.order("o-1"), TestShop.START);
        long queued = shop.number("select count(*) from enishi_inbox");

        assertThatThrownBy(() -> shop.host.desk().place(TestShop.HANAKO, TestShop.order("o-1"), TestShop.START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SQL state 23505")
                .hasMessageNotContaining("o-1");

        assertThat(shop.number("select count(*) from enishi_inbox")).isEqualTo(queued);
    }
}
