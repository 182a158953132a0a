package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.Money;
import io.enishi.core.value.MoneyConverter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a customer's orders and of our messages: when an order was cancelled and what was refunded of it, when a channel
 * refused a message. Kept by order number and message key, apart from what it happened to, so that it may arrive first.
 */
final class Fates {

    static final long NEVER = Long.MAX_VALUE;
    private static final long[] NO_TIMES = new long[0];

    /** Refunds of one instant stand in an order that does not depend on their arrival. */
    private static final Comparator<Money> ORDER = Comparator.comparing(
                    (Money money) -> money.currency().getCurrencyCode())
            .thenComparing(Money::minorUnits);

    private final @Nullable MoneyConverter converter;
    private final Map<String, Fate> orders = new HashMap<>();
    /** By message, when it was refused, ascending; arrays are replaced, never changed: copies share them. */
    private final Map<String, long[]> refusals = new HashMap<>(0);

    Fates(@Nullable MoneyConverter converter) {
        this.converter = converter;
    }

    Fates copy() {
        Fates copy = new Fates(converter);
        orders.forEach((order, fate) -> copy.orders.put(order, fate.copy()));
        copy.refusals.putAll(refusals);
        return copy;
    }

    /** The order that {@code body} cancels or refunds, or the message that it says was refused; null if it does nothing of it. */
    static @Nullable String changed(EventBody body) {
        if (body instanceof EventBody.OrderCancelled cancelled) {
            return cancelled.orderId();
        }
        if (body instanceof EventBody.OrderRefunded refunded) {
            return refunded.orderId();
        }
        return body instanceof EventBody.MessageEvent message && message.step() == EventBody.MessageStep.REJECTED
                ? message.message()
                : null;
    }

    void record(long at, EventBody body) {
        if (body instanceof EventBody.OrderCancelled cancelled) {
            orders.computeIfAbsent(cancelled.orderId(), order -> new Fate()).cancel(at);
        } else if (body instanceof EventBody.OrderRefunded refunded) {
            orders.computeIfAbsent(refunded.orderId(), order -> new Fate()).refund(at, refunded.amount());
        } else if (body instanceof EventBody.MessageEvent message) {
            refusals.merge(message.message(), new long[] {at}, Fates::inOrder);
        }
    }

    private static long[] inOrder(long[] some, long[] one) {
        long[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = one[0];
        Arrays.sort(all);
        return all;
    }

    /** From when on an event does not count, by itself: an order that is cancelled, a message that is refused. */
    long endOf(long at, EventBody body) {
        if (body instanceof EventBody.OrderPlaced placed && !orders.isEmpty()) {
            Order order = placed.order();
            return end(
                    order.orderId(),
                    order.goodsTotal().minorUnits(),
                    order.currency().getCurrencyCode());
        }
        return body instanceof EventBody.MessageEvent message && message.step() == EventBody.MessageStep.SENT
                ? refusedAt(message.message(), at)
                : NEVER;
    }

    /** From when on a message that was sent at {@code sent} does not count: its first refusal from then on. */
    long refusedAt(String message, long sent) {
        for (long at : refusals.getOrDefault(message, NO_TIMES)) {
            if (at >= sent) {
                return at;
            }
        }
        return NEVER;
    }

    /**
     * From when on an order does not count: it was cancelled, or refunds reached its goods total (a refund in another currency
     * counts if, converted, it covers all that is left). {@link #NEVER} if neither is known.
     */
    long end(String order, long goodsTotal, String currency) {
        Fate fate = orders.get(order);
        return fate == null ? NEVER : fate.end(goodsTotal, currency);
    }

    private final class Fate {
        private long cancelledAt = NEVER;
        private long[] refundedAt = new long[0];
        private Money[] refunds = new Money[0];

        Fate copy() {
            Fate copy = new Fate();
            copy.cancelledAt = cancelledAt;
            copy.refundedAt = refundedAt;
            copy.refunds = refunds;
            return copy;
        }

        void cancel(long at) {
            cancelledAt = Math.min(cancelledAt, at);
        }

        /** Arrays are replaced, never changed: copies share them. */
        void refund(long at, Money amount) {
            int place = 0;
            while (place < refundedAt.length
                    && (refundedAt[place] < at
                            || (refundedAt[place] == at && ORDER.compare(refunds[place], amount) <= 0))) {
                place++;
            }
            long[] times = Arrays.copyOf(refundedAt, refundedAt.length + 1);
            Money[] amounts = Arrays.copyOf(refunds, refunds.length + 1);
            System.arraycopy(refundedAt, place, times, place + 1, refundedAt.length - place);
            System.arraycopy(refunds, place, amounts, place + 1, refunds.length - place);
            times[place] = at;
            amounts[place] = amount;
            refundedAt = times;
            refunds = amounts;
        }

        long end(long goodsTotal, String currency) {
            long left = goodsTotal;
            for (int i = 0; i < refundedAt.length && refundedAt[i] < cancelledAt; i++) {
                left -= inCurrency(refunds[i], currency, left);
                if (left <= 0) {
                    return refundedAt[i];
                }
            }
            return cancelledAt;
        }

        /** What a refund takes off; nothing if its currency cannot be compared with the order's. */
        private long inCurrency(Money refund, String currency, long left) {
            String code = refund.currency().getCurrencyCode();
            if (code.equals(currency)) {
                return Math.min(refund.minorUnits(), left);
            }
            if (converter == null) {
                return 0;
            }
            long refunded = converter.toShopCurrency(refund.minorUnits(), code);
            long open = converter.toShopCurrency(left, currency);
            return refunded >= open ? left : 0;
        }
    }
}
