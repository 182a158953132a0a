package io.enishi.examples.host.shop;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.jdbc.JdbcInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Books what happens in the shop. Each method is one transaction of the shop's own, and the event for the CRM is queued in it: both
 * are there or neither. Whatever follows is decided later, by {@code crm.drain()}.
 */
public final class OrderDesk {

    private static final String SOURCE = "ec";

    private final Database database;
    private final JdbcInbox inbox;

    public OrderDesk(Database database, JdbcInbox inbox) {
        this.database = Objects.requireNonNull(database, "database");
        this.inbox = Objects.requireNonNull(inbox, "inbox");
    }

    /** Somebody joins: the row, the registration and their name. */
    public void join(Member member, Instant at) {
        database.transaction(transaction -> {
            Members.insert(transaction, member);
            queue(transaction, member, "join/" + member.id(), at, new EventBody.Registered("web"));
            queue(
                    transaction,
                    member,
                    "name/" + member.id(),
                    at,
                    new EventBody.ProfileChanged(Map.of("name", AttributeValue.of(member.name()))));
            return true;
        });
    }

    /** Somebody orders. */
    public void place(Member member, Order order, Instant at) {
        database.transaction(transaction -> {
            insert(transaction, member, order, at);
            queue(transaction, member, "order/" + order.orderId(), at, new EventBody.OrderPlaced(order));
            return true;
        });
    }

    /** The parcel left the warehouse. */
    public void ship(Member member, String orderId, Instant at) {
        move(member, orderId, "shipped", at, new EventBody.OrderShipped(orderId, List.of()));
    }

    /** The parcel arrived. */
    public void deliver(Member member, String orderId, Instant at) {
        move(member, orderId, "delivered", at, new EventBody.OrderDelivered(orderId, List.of()));
    }

    private void move(Member member, String orderId, String status, Instant at, EventBody body) {
        database.transaction(transaction -> {
            try (PreparedStatement update =
                    transaction.prepareStatement("update orders set status = ? where order_id = ? and member = ?")) {
                update.setString(1, status);
                update.setString(2, orderId);
                update.setString(3, member.id());
                if (update.executeUpdate() != 1) {
                    throw new IllegalArgumentException("order " + orderId + " is not one of " + member);
                }
            }
            queue(transaction, member, status + "/" + orderId, at, body);
            return true;
        });
    }

    private void queue(Connection transaction, Member member, String id, Instant at, EventBody body)
            throws SQLException {
        inbox.queue(transaction, CustomerEvent.of(SOURCE, EventId.named(id), member.identifiers(), at, body));
    }

    private static void insert(Connection transaction, Member member, Order order, Instant at) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into orders (order_id, member, placed_at, total_yen, status) values (?, ?, ?, ?, 'placed')")) {
            insert.setString(1, order.orderId());
            insert.setString(2, member.id());
            insert.setTimestamp(3, Timestamp.from(at));
            insert.setLong(4, order.payable().minorUnits());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into order_lines (order_id, line, product, quantity, unit_yen) values (?, ?, ?, ?, ?)")) {
            int number = 0;
            for (OrderLine line : order.lines()) {
                insert.setString(1, order.orderId());
                insert.setInt(2, ++number);
                insert.setString(3, line.product());
                insert.setInt(4, line.quantity());
                insert.setLong(5, line.unitPrice().minorUnits());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
