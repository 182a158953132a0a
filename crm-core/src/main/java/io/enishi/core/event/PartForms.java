package io.enishi.core.event;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.ATTRIBUTE;
import static io.enishi.core.internal.json.PlainForms.SMALL;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.WHOLE;

import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Format version 1: the parts that bodies of several types share, orders and their lines, money, attributes. */
final class PartForms {

    private static final ValueForm<Currency> CURRENCY =
            ValueForm.of((out, currency) -> out.writeString(currency.getCurrencyCode()), JsonSource::currency);

    static final ValueForm<List<String>> TEXTS = ValueForm.list(TEXT);

    static final ValueForm<Map<String, AttributeValue>> ATTRIBUTES = ValueForm.map(ATTRIBUTE, true);

    static final ObjectForm<Money> MONEY = money();
    static final ValueForm<List<OrderLine>> LINES = ValueForm.list(line());
    static final ObjectForm<Order> ORDER = order();

    private PartForms() {}

    private static ObjectForm<Money> money() {
        Field<Money, Currency> currency = required("currency", CURRENCY, Money::currency);
        Field<Money, Long> minor = required("minor", WHOLE, Money::minorUnits);
        return ObjectForm.of(v -> new Money(v.get(minor), v.get(currency)), currency, minor);
    }

    /** A line outside an order names its own currency. */
    private static ObjectForm<OrderLine> line() {
        Field<OrderLine, String> product = required("product", TEXT, OrderLine::product);
        Field<OrderLine, String> category = optional("category", TEXT, OrderLine::category, "");
        Field<OrderLine, Integer> quantity = required("quantity", SMALL, OrderLine::quantity);
        Field<OrderLine, Currency> currency =
                required("currency", CURRENCY, line -> line.unitPrice().currency());
        Field<OrderLine, Long> price =
                required("price", WHOLE, line -> line.unitPrice().minorUnits());
        Field<OrderLine, Long> discount =
                optional("discount", WHOLE, line -> line.discount().minorUnits(), 0L);
        return ObjectForm.of(
                v -> new OrderLine(
                        v.get(product),
                        v.get(category),
                        v.get(quantity),
                        new Money(v.get(price), v.get(currency)),
                        new Money(v.get(discount), v.get(currency))),
                product,
                category,
                quantity,
                currency,
                price,
                discount);
    }

    /** A line of an order: amounts are in the order's currency. */
    private record BareLine(String product, String category, int quantity, long price, long discount) {
        static BareLine of(OrderLine line) {
            return new BareLine(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().minorUnits(),
                    line.discount().minorUnits());
        }

        OrderLine in(Currency currency) {
            return new OrderLine(
                    product, category, quantity, new Money(price, currency), new Money(discount, currency));
        }
    }

    private static ObjectForm<BareLine> bareLine() {
        Field<BareLine, String> product = required("product", TEXT, BareLine::product);
        Field<BareLine, String> category = optional("category", TEXT, BareLine::category, "");
        Field<BareLine, Integer> quantity = required("quantity", SMALL, BareLine::quantity);
        Field<BareLine, Long> price = required("price", WHOLE, BareLine::price);
        Field<BareLine, Long> discount = optional("discount", WHOLE, BareLine::discount, 0L);
        return ObjectForm.of(
                v -> new BareLine(v.get(product), v.get(category), v.get(quantity), v.get(price), v.get(discount)),
                product,
                category,
                quantity,
                price,
                discount);
    }

    private static ObjectForm<Order> order() {
        Field<Order, String> orderId = required("order", TEXT, Order::orderId);
        Field<Order, String> site = required("site", TEXT, Order::site);
        Field<Order, Currency> currency = required("currency", CURRENCY, Order::currency);
        Field<Order, List<BareLine>> lines = required(
                "lines",
                ValueForm.list(bareLine()),
                order -> order.lines().stream().map(BareLine::of).toList());
        Field<Order, Long> discount =
                optional("discount", WHOLE, order -> order.discount().minorUnits(), 0L);
        Field<Order, Long> shipping =
                optional("shipping", WHOLE, order -> order.shipping().minorUnits(), 0L);
        Field<Order, Long> tax = optional("tax", WHOLE, order -> order.tax().minorUnits(), 0L);
        Field<Order, Long> pointsUsed =
                optional("points-used", WHOLE, order -> order.pointsUsed().minorUnits(), 0L);
        return ObjectForm.of(
                v -> {
                    Currency in = v.get(currency);
                    return new Order(
                            v.get(orderId),
                            v.get(site),
                            v.get(lines).stream().map(line -> line.in(in)).toList(),
                            new Money(v.get(discount), in),
                            new Money(v.get(shipping), in),
                            new Money(v.get(tax), in),
                            new Money(v.get(pointsUsed), in));
                },
                orderId,
                site,
                currency,
                lines,
                discount,
                shipping,
                tax,
                pointsUsed);
    }
}
