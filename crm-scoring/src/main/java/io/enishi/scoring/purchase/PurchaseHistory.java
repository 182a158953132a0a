package io.enishi.scoring.purchase;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.Money;
import io.enishi.scoring.internal.StateReader;
import io.enishi.scoring.internal.StateWriter;
import io.enishi.scoring.internal.VisibleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one customer bought and kept: the fold of their orders, cancellations, returns and deliveries on which RFM, stages, rhythm
 * and recommendations stand.
 *
 * <p>An order counts from when it was placed until it is cancelled or refunded in full; a partial refund lowers its amount, and returned
 * lines take their pieces away. A refund in another currency than the order's cannot be compared with it and counts as nothing; the
 * first announcement of an order number counts, later ones do not. A cancellation, refund or delivery may come before its order.
 *
 * <p>The content is a function of the set of events but for one thing: two announcements of one order number, of which the earlier one
 * counts. {@link #insert} says when that is at stake.
 *
 * <p>Mutable, not thread-safe.
 */
public final class PurchaseHistory {

    /** The events that change a history. */
    public static final Set<String> EVENT_TYPES =
            Set.of("order.placed", "order.cancelled", "order.refunded", "order.delivered");

    private static final int VERSION = 1;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private static final Comparator<KeptOrder> BY_TIME =
            Comparator.comparing(KeptOrder::at).thenComparing(KeptOrder::orderId);

    /** By order number, sorted, so that equal histories have equal bytes. */
    private final Map<String, Fate> fates = new TreeMap<>();

    /** What is known of one order number. */
    private static final class Fate {
        long placedAt = UNKNOWN;
        String currency = "";
        long total;
        List<KeptOrder.Line> lines = List.of();
        long cancelledAt = UNKNOWN;
        long deliveredAt = UNKNOWN;
        /** By currency code, since a refund may come before its order is known. */
        final Map<String, Long> refunded = new TreeMap<>();
        /** Pieces by product. */
        final Map<String, Long> returned = new TreeMap<>();

        boolean counts() {
            return placedAt != UNKNOWN
                    && cancelledAt == UNKNOWN
                    && !(refunded.containsKey(currency) && refunded.get(currency) >= total);
        }
    }

    /** The history of somebody who bought nothing. */
    public PurchaseHistory() {}

    /**
     * The history of a customer at an instant; the runtime is not needed for this.
     *
     * @param events in any order; copies of one event count once, those after {@code at} are not seen yet, and other types are passed
     *     over
     */
    public static PurchaseHistory of(Collection<CustomerEvent> events, Instant at) {
        PurchaseHistory history = new PurchaseHistory();
        VisibleEvents.of(events, at).forEach(history::apply);
        return history;
    }

    // ------------------------------------------------------------------ folding

    /** Takes in an event that is not earlier than those before it; whether it was of a type that matters. */
    public boolean apply(CustomerEvent event) {
        long at = event.occurredAt().toEpochMilli();
        EventBody body = event.body();
        if (body instanceof EventBody.OrderPlaced placed) {
            place(placed.order(), at);
        } else if (body instanceof EventBody.OrderCancelled cancelled) {
            Fate fate = fate(cancelled.orderId());
            fate.cancelledAt = fate.cancelledAt == UNKNOWN ? at : Math.min(fate.cancelledAt, at);
        } else if (body instanceof EventBody.OrderRefunded refunded) {
            Fate fate = fate(refunded.orderId());
            Money amount = refunded.amount();
            fate.refunded.merge(amount.currency().getCurrencyCode(), amount.minorUnits(), Math::addExact);
            for (OrderLine line : refunded.lines()) {
                fate.returned.merge(line.product(), (long) line.quantity(), Math::addExact);
            }
        } else if (body instanceof EventBody.OrderDelivered delivered) {
            Fate fate = fate(delivered.orderId());
            fate.deliveredAt = Math.max(fate.deliveredAt, at);
        } else {
            return false;
        }
        return true;
    }

    /**
     * Takes in an event that belongs before some that were applied already.
     *
     * @return false if that cannot be done without folding anew: another announcement of the same order is known
     */
    public boolean insert(CustomerEvent late) {
        if (late.body() instanceof EventBody.OrderPlaced placed) {
            Fate known = fates.get(placed.order().orderId());
            if (known != null && known.placedAt != UNKNOWN) {
                return false;
            }
        }
        apply(late);
        return true;
    }

    private Fate fate(String orderId) {
        return fates.computeIfAbsent(orderId, unseen -> new Fate());
    }

    private void place(Order order, long at) {
        Fate fate = fate(order.orderId());
        if (fate.placedAt != UNKNOWN) {
            return;
        }
        fate.placedAt = at;
        fate.currency = order.currency().getCurrencyCode();
        fate.total = order.goodsTotal().minorUnits();
        List<KeptOrder.Line> lines = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            lines.add(new KeptOrder.Line(line.product(), line.category(), line.quantity()));
        }
        fate.lines = List.copyOf(lines);
    }

    // ------------------------------------------------------------------ reading

    /** The orders that count, by time, those of one instant by order number. */
    public List<KeptOrder> orders() {
        List<KeptOrder> orders = new ArrayList<>(fates.size());
        fates.forEach((id, fate) -> {
            if (fate.counts()) {
                orders.add(kept(id, fate));
            }
        });
        orders.sort(BY_TIME);
        return orders;
    }

    private static KeptOrder kept(String id, Fate fate) {
        List<KeptOrder.Line> lines = new ArrayList<>(fate.lines.size());
        Map<String, Long> back = fate.returned.isEmpty() ? Map.of() : new TreeMap<>(fate.returned);
        for (KeptOrder.Line line : fate.lines) {
            long returned = back.isEmpty() ? 0 : Math.min(back.getOrDefault(line.product(), 0L), line.quantity());
            if (returned > 0) {
                back.merge(line.product(), -returned, Long::sum);
            }
            if (returned < line.quantity()) {
                lines.add(new KeptOrder.Line(line.product(), line.category(), (int) (line.quantity() - returned)));
            }
        }
        return new KeptOrder(
                id,
                Instant.ofEpochMilli(fate.placedAt),
                new Money(
                        fate.total - fate.refunded.getOrDefault(fate.currency, 0L),
                        Currency.getInstance(fate.currency)),
                lines,
                fate.deliveredAt == UNKNOWN ? null : Instant.ofEpochMilli(fate.deliveredAt));
    }

    /** Products that came back, wholly or in part, sorted; those of cancelled orders never arrived and are not among them. */
    public Set<String> returned() {
        Set<String> products = new TreeSet<>();
        fates.values().forEach(fate -> products.addAll(fate.returned.keySet()));
        return products;
    }

    /** Whether no order counts. */
    public boolean isEmpty() {
        return fates.values().stream().noneMatch(Fate::counts);
    }

    /** The currencies of the orders that count, by code. */
    public List<Currency> currencies() {
        Set<String> codes = new TreeSet<>();
        fates.values().stream().filter(Fate::counts).forEach(fate -> codes.add(fate.currency));
        return codes.stream().map(Currency::getInstance).toList();
    }

    // ------------------------------------------------------------------ checkpoints

    /** The history as bytes; equal histories give equal bytes. */
    public byte[] encode() {
        StateWriter out = new StateWriter(VERSION).whole(fates.size());
        fates.forEach((id, fate) -> {
            out.text(id).whole(fate.placedAt).text(fate.currency).whole(fate.total);
            out.whole(fate.cancelledAt).whole(fate.deliveredAt).whole(fate.lines.size());
            for (KeptOrder.Line line : fate.lines) {
                out.text(line.product()).text(line.category()).whole(line.quantity());
            }
            write(out, fate.refunded);
            write(out, fate.returned);
        });
        return out.bytes();
    }

    private static void write(StateWriter out, Map<String, Long> amounts) {
        out.whole(amounts.size());
        amounts.forEach((name, amount) -> out.text(name).whole(amount));
    }

    /** @throws IllegalArgumentException if the bytes are not those of a history */
    public static PurchaseHistory decode(byte[] bytes) {
        StateReader in = new StateReader("a purchase history", VERSION, bytes);
        PurchaseHistory history = new PurchaseHistory();
        int size = in.count();
        for (int i = 0; i < size; i++) {
            Fate fate = history.fate(in.text());
            fate.placedAt = in.whole();
            fate.currency = in.text();
            fate.total = in.whole();
            fate.cancelledAt = in.whole();
            fate.deliveredAt = in.whole();
            int count = in.count();
            List<KeptOrder.Line> lines = new ArrayList<>(count);
            for (int j = 0; j < count; j++) {
                lines.add(new KeptOrder.Line(in.text(), in.text(), in.integer()));
            }
            fate.lines = List.copyOf(lines);
            read(in, fate.refunded);
            read(in, fate.returned);
        }
        in.end();
        return history;
    }

    private static void read(StateReader in, Map<String, Long> amounts) {
        int size = in.count();
        for (int i = 0; i < size; i++) {
            amounts.put(in.text(), in.whole());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PurchaseHistory that && Arrays.equals(encode(), that.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "purchase history of " + fates.size() + " orders";
    }
}
