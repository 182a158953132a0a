package io.enishi.scoring;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.Money;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of an order, as far as taking points back needs it.
 *
 * @param amount goods total or refunded amount in minor units
 * @param currency its ISO 4217 code
 */
record OrderFact(Kind kind, String orderId, long amount, String currency) implements Comparable<OrderFact> {

    private static final Comparator<OrderFact> BY_CONTENT = Comparator.comparing(OrderFact::kind)
            .thenComparing(OrderFact::orderId)
            .thenComparing(OrderFact::amount)
            .thenComparing(OrderFact::currency);

    enum Kind {
        PLACED,
        CANCELLED,
        REFUNDED
    }

    /** Null for events that are about no order. */
    static @Nullable OrderFact of(EventBody body) {
        if (body instanceof EventBody.OrderPlaced placed) {
            return of(Kind.PLACED, placed.order().orderId(), placed.order().goodsTotal());
        }
        if (body instanceof EventBody.OrderCancelled cancelled) {
            return of(Kind.CANCELLED, cancelled.orderId(), cancelled.amount());
        }
        if (body instanceof EventBody.OrderRefunded refunded) {
            return of(Kind.REFUNDED, refunded.orderId(), refunded.amount());
        }
        return null;
    }

    private static OrderFact of(Kind kind, String orderId, Money amount) {
        return new OrderFact(
                kind, orderId, amount.minorUnits(), amount.currency().getCurrencyCode());
    }

    /** By content: an order that all arrivals agree on. */
    @Override
    public int compareTo(OrderFact other) {
        return BY_CONTENT.compare(this, other);
    }

    /** The order after this. */
    OrderPoints applyTo(ScoreState state) {
        OrderPoints order = state.order(orderId);
        switch (kind) {
            case PLACED -> order.placed(amount, currency);
            case CANCELLED -> order.cancelled = true;
            case REFUNDED -> order.refund(amount, currency);
        }
        return order;
    }
}
