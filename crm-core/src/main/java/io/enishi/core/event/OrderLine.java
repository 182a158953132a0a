package io.enishi.core.event;

import io.enishi.core.value.Money;

/**
 * One line of an order, cart, shipment or return.
 *
 * @param product product id (SKU), 1 to 200 characters
 * @param category the shop's category at that time; empty when the source does not say (the catalogue may know)
 * @param quantity pieces, at least 1
 * @param unitPrice tax-included price of one piece before discounts, not negative
 * @param discount discount on the whole line, not negative, at most {@code quantity x unitPrice}
 */
public record OrderLine(String product, String category, int quantity, Money unitPrice, Money discount) {

    public OrderLine {
        EventRules.text("line product", product, 200);
        EventRules.optionalText("line category", category, 200);
        if (quantity < 1) {
            throw new IllegalArgumentException("line quantity must be at least 1, but was " + quantity);
        }
        EventRules.notNegative("line unit price", unitPrice);
        EventRules.notNegative("line discount", discount);
        if (discount.compareTo(unitPrice.times(quantity)) > 0) {
            throw new IllegalArgumentException("line discount must not exceed the line's price, but was " + discount);
        }
    }

    public static OrderLine of(String product, String category, int quantity, Money unitPrice) {
        return new OrderLine(product, category, quantity, unitPrice, Money.zero(unitPrice.currency()));
    }

    /** Quantity times unit price, before discounts. */
    public Money gross() {
        return unitPrice.times(quantity);
    }

    /** What the line costs after its discount. */
    public Money net() {
        return gross().minus(discount);
    }

    /** {@link #gross} without an object: rules read amounts for every event. */
    long grossMinorUnits() {
        return Math.multiplyExact(unitPrice.minorUnits(), quantity);
    }
}
