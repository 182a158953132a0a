package io.enishi.examples.boot3;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.jdbc.JdbcCustomerStore;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

// snippet: spring.orders
@Service
class Orders {

    private final JdbcTemplate jdbc;
    private final JdbcCustomerStore store;
    private final InstantSource clock;

    Orders(JdbcTemplate jdbc, JdbcCustomerStore store, InstantSource clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    @Transactional
    public void place(Order order, List<Identifier> customer) {
        jdbc.update(
                "insert into shop_order (id, goods_yen) values (?, ?)",
                order.orderId(),
                order.goodsTotal().minorUnits());
        EventId id = EventId.named(order.orderId());
        CustomerEvent placed = CustomerEvent.of("ec", id, customer, clock.instant(), new EventBody.OrderPlaced(order));
        jdbc.execute((Connection transaction) -> store.inbox().queue(transaction, placed));
    }
}
// end
