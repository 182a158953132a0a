package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.Money;
import io.enishi.core.value.MoneyConverter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a customer's orders: when each was cancelled, and its refunds. Kept by order number and apart from the orders, so that
 * a cancellation may arrive before its order.
 */
final class OrderFates {

    static final long NEVER = Long.MAX_VALUE;

    /** Refunds of one instant stand in an order that does not depend on their arrival. */
    private static final Comparator<Money> ORDER = Comparator.comparing(
                    (Money money) -> money.currency().getCurrencyCode())
            .thenComparing(Money::minorUnits);

    private final @Nullable MoneyConverter converter;
    private final Map<String, Fate> fates = new HashMap<>();

    OrderFates(@Nullable MoneyConverter converter) {
        this.converter = converter;
    }

    OrderFates copy() {
        OrderFates copy = new OrderFates(converter);
        fates.forEach((order, fate) -> copy.fates.put(order, fate.copy()));
        return copy;
    }

    boolean isEmpty() {
        return fates.isEmpty();
    }

    /** The order that {@code body} cancels or refunds; null if it does neither. */
    static @Nullable String changedOrder(EventBody body) {
        if (body instanceof EventBody.OrderCancelled cancelled) {
            return cancelled.orderId();
        }
        return body instanceof EventBody.OrderRefunded refunded ? refunded.orderId() : null;
    }

    void record(long at, EventBody body) {
        if (body instanceof EventBody.OrderCancelled cancelled) {
            fates.computeIfAbsent(cancelled.orderId(), order -> new Fate()).cancel(at);
        } else if (body instanceof EventBody.OrderRefunded refunded) {
            fates.computeIfAbsent(refunded.orderId(), order -> new Fate()).refund(at, refunded.amount());
        }
    }

    /**
     * From when on an order does not count: it was cancelled, or refunds reached its goods total (a refund in another currency
     * counts if, converted, it covers all that is left). {@link #NEVER} if neither is known.
     */
    long end(String order, long goodsTotal, String currency) {
        Fate fate = fates.get(order);
        return fate == null ? NEVER : fate.end(goodsTotal, currency);
    }

    int bytes() {
        return 48 + 160 * fates.size();
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
