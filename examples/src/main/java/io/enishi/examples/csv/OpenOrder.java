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
        Money zero = Money.zero(mapping.orders().currency());
        Money plus = sum(bought, zero);
        Money minus = sum(returned, zero);
        Cancellation undone = mapping.orders().cancellation();
        if (undone != null && cancellation) {
            Money amount = minus.compareTo(plus) > 0 ? minus.minus(plus) : zero;
            return undone.becomes() == Undoing.CANCELLED
                    ? new EventBody.OrderCancelled(key, amount, "")
                    : new EventBody.OrderRefunded(key, amount, returned);
        }
        if (bought.isEmpty()) {
            return returned.isEmpty()
                    ? new EventBody.OrderPlaced(Order.ofTotal(key, mapping.site(), zero))
                    : new EventBody.OrderRefunded(key, minus, returned);
        }
        Order order = Order.of(key, mapping.site(), bought);
        return new EventBody.OrderPlaced(
                returned.isEmpty() ? order : order.withDiscount(minus.compareTo(plus) > 0 ? plus : minus));
    }

    private static Money sum(List<OrderLine> lines, Money zero) {
        Money sum = zero;
        for (OrderLine line : lines) {
            sum = sum.plus(line.gross());
        }
        return sum;
    }
}
