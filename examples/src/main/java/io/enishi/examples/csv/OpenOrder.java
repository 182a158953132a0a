package io.enishi.examples.csv;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.examples.csv.CsvMapping.Cancellation;
import io.enishi.examples.csv.CsvMapping.Undoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order whose lines are being collected. */
final class OpenOrder {

    final long firstLine;
    final Instant at;
    final String customer;
    final String key;
    final boolean cancellation;
    private final List<OrderLine> bought = new ArrayList<>(4);
    private final List<OrderLine> returned = new ArrayList<>(0);
    private int lines;

    OpenOrder(long firstLine, Instant at, String customer, String key, boolean cancellation) {
        this.firstLine = firstLine;
        this.at = at;
        this.customer = customer;
        this.key = key;
        this.cancellation = cancellation;
    }

    boolean isOf(String anyKey, String anyCustomer) {
        return key.equals(anyKey) && customer.equals(anyCustomer);
    }

    /** Adds a line; {@code pieces} and {@code price} may be of either sign, and a line of no pieces adds nothing. */
    void add(String product, long pieces, Money price) {
        lines++;
        if (pieces != 0) {
            boolean back = (pieces < 0) != (price.minorUnits() < 0);
            Money positive = price.minorUnits() < 0 ? price.negated() : price;
            (back ? returned : bought).add(OrderLine.of(product, "", (int) Math.abs(pieces), positive));
        }
    }

    int lines() {
        return lines;
    }

    /** @throws ArithmeticException if the amounts of the lines add up to more than can be counted */
    CustomerEvent event(CsvMapping mapping) {
        return CustomerEvent.of(
                mapping.source(),
                EventId.of(firstLine),
                Identifier.of(mapping.customer().scheme(), customer),
                at,
                body(mapping));
    }

    private EventBody body(CsvMapping mapping) {
        Cancellation undone = mapping.orders().cancellation();
        if (undone != null && cancellation) {
            Money amount = excess(returned, bought, mapping);
            return undone.becomes() == Undoing.CANCELLED
                    ? new EventBody.OrderCancelled(key, amount, "")
                    : new EventBody.OrderRefunded(key, amount, returned);
        }
        if (!bought.isEmpty()) {
            Order order = Order.of(key, mapping.site(), bought);
            return new EventBody.OrderPlaced(
                    returned.isEmpty()
                            ? order
                            : order.withDiscount(lesser(sum(returned, mapping), order.goodsTotal())));
        }
        return returned.isEmpty()
                ? new EventBody.OrderPlaced(Order.ofTotal(key, mapping.site(), sum(List.of(), mapping)))
                : new EventBody.OrderRefunded(key, sum(returned, mapping), returned);
    }

    /** By how much {@code lines} outweigh {@code others}; zero when they do not. */
    private static Money excess(List<OrderLine> lines, List<OrderLine> others, CsvMapping mapping) {
        Money sum = sum(lines, mapping);
        return sum.minus(lesser(sum, sum(others, mapping)));
    }

    private static Money lesser(Money a, Money b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Money sum(List<OrderLine> lines, CsvMapping mapping) {
        Money sum = Money.zero(mapping.orders().currency());
        for (OrderLine line : lines) {
            sum = sum.plus(line.gross());
        }
        return sum;
    }
}
