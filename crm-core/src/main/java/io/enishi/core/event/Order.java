package io.enishi.core.event;

import io.enishi.core.value.Money;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * An order as the shop booked it. All amounts share one currency.
 *
 * <p>Rules name the amount they mean: {@link #goodsTotal()} (the default, called {@code amount} in conditions),
 * {@link #grossTotal()} or {@link #payable()}.
 *
 * @param orderId the shop's order number, unique within the shop, 1 to 200 characters
 * @param site where it was placed: {@code ec}, {@code mall:rakuten}, {@code store:shibuya}, {@code
 *     ec:subscription} for what a subscription orders by itself, ...
 * @param lines at least one
 * @param discount order-wide discount (coupon), not negative, at most the sum of the lines
 * @param shipping shipping fee, not negative
 * @param tax tax contained in the amounts, for information
 * @param pointsUsed value of loyalty points spent on the order, not negative
 */
public record Order(
        String orderId,
        String site,
        List<OrderLine> lines,
        Money discount,
        Money shipping,
        Money tax,
        Money pointsUsed) {

    public Order {
        EventRules.text("order id", orderId, 200);
        EventRules.text("order site", site, 100);
        lines = EventRules.lines(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("order must have at least one line");
        }
        Currency currency = discount.currency();
        for (OrderLine line : lines) {
            if (!line.unitPrice().currency().equals(currency)) {
                throw new IllegalArgumentException("order must have one currency, but has " + currency + " and "
                        + line.unitPrice().currency());
            }
        }
        EventRules.notNegative("order discount", discount);
        EventRules.notNegative("order shipping", shipping.plus(Money.zero(currency)));
        EventRules.notNegative("order tax", tax.plus(Money.zero(currency)));
        EventRules.notNegative("order points used", pointsUsed.plus(Money.zero(currency)));
        if (discount.compareTo(sumOfLines(lines)) > 0) {
            throw new IllegalArgumentException(
                    "order discount must not exceed the sum of its lines, but was " + discount);
        }
    }

    /** An order of lines without order-wide discount, shipping, tax or points. */
    public static Order of(String orderId, String site, List<OrderLine> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("order must have at least one line");
        }
        Money zero = Money.zero(lines.get(0).unitPrice().currency());
        return new Order(orderId, site, lines, zero, zero, zero, zero);
    }

    /** An order of which only the total is known: one line of product {@code unknown}. */
    public static Order ofTotal(String orderId, String site, Money goodsTotal) {
        return of(orderId, site, List.of(OrderLine.of("unknown", "", 1, goodsTotal)));
    }

    public Order withDiscount(Money changed) {
        return new Order(orderId, site, lines, changed, shipping, tax, pointsUsed);
    }

    public Order withShipping(Money changed) {
        return new Order(orderId, site, lines, discount, changed, tax, pointsUsed);
    }

    public Order withPointsUsed(Money changed) {
        return new Order(orderId, site, lines, discount, shipping, tax, changed);
    }

    /** Tax-included goods total after line and order discounts, without shipping, before points. */
    public Money goodsTotal() {
        return new Money(goodsMinorUnits(), currency());
    }

    /** Tax-included goods total before any discount. */
    public Money grossTotal() {
        return new Money(grossMinorUnits(), currency());
    }

    /** What was paid in money: goods total plus shipping minus points used. */
    public Money payable() {
        return goodsTotal().plus(shipping).minus(pointsUsed);
    }

    // The same without an object: rules read amounts for every event.

    long goodsMinorUnits() {
        long sum = Math.negateExact(discount.minorUnits());
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            sum = Math.addExact(
                    sum,
                    Math.subtractExact(line.grossMinorUnits(), line.discount().minorUnits()));
        }
        return sum;
    }

    long grossMinorUnits() {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            sum = Math.addExact(sum, lines.get(i).grossMinorUnits());
        }
        return sum;
    }

    long payableMinorUnits() {
        return Math.subtractExact(Math.addExact(goodsMinorUnits(), shipping.minorUnits()), pointsUsed.minorUnits());
    }

    long maxUnitPriceMinorUnits() {
        long max = 0;
        for (int i = 0; i < lines.size(); i++) {
            max = Math.max(max, lines.get(i).unitPrice().minorUnits());
        }
        return max;
    }

    /** Pieces over all lines. */
    public long items() {
        long items = 0;
        for (OrderLine line : lines) {
            items += line.quantity();
        }
        return items;
    }

    public Currency currency() {
        return discount.currency();
    }

    private static Money sumOfLines(List<OrderLine> lines) {
        Money sum = Money.zero(lines.get(0).unitPrice().currency());
        for (OrderLine line : lines) {
            sum = sum.plus(line.net());
        }
        return Objects.requireNonNull(sum);
    }
}
