package io.enishi.core.internal.runtime;

import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.CustomerCard.Purchases;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Recommender;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws up the card of a customer from working memory. */
final class Cards {

    private static final int RECENT_PRODUCTS = 20;
    private static final int SUGGESTIONS = 5;

    private Cards() {}

    static CustomerCard of(Hot hot, Environment environment, Recommender recommender, Instant now) {
        Map<String, Order> orders = new LinkedHashMap<>();
        Map<String, Instant> orderedAt = new HashMap<>();
        List<OrderLine> cart = List.of();
        long points = 0;
        int events = 0;
        Instant knownSince = null;
        for (CustomerEvent event : hot.timeline().events()) {
            if (event.occurredAt().isAfter(now)) {
                break;
            }
            events++;
            knownSince = knownSince == null ? event.occurredAt() : knownSince;
            EventBody body = event.body();
            if (body instanceof EventBody.OrderPlaced placed) {
                orders.put(placed.order().orderId(), placed.order());
                orderedAt.put(placed.order().orderId(), event.occurredAt());
                cart = List.of();
            } else if (body instanceof EventBody.OrderCancelled cancelled) {
                orders.remove(cancelled.orderId());
            } else if (body instanceof EventBody.CartChanged changed) {
                cart = changed.lines();
            } else if (body instanceof EventBody.PointsGranted granted) {
                points += granted.points();
            } else if (body instanceof EventBody.PointsUsed used) {
                points -= used.points();
            } else if (body instanceof EventBody.PointsExpired expired) {
                points -= expired.points();
            }
        }
        List<Identifier> identifiers = new ArrayList<>();
        hot.parts.forEach(part -> identifiers.addAll(part.identifiers.keySet()));
        Map<String, AttributeValue> attributes = new TreeMap<>();
        hot.profile.attributes().forEach(name -> {
            AttributeValue value = hot.attribute(name);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        Map<String, Long> metrics = new TreeMap<>();
        hot.folds.metricsByName().forEach((name, metric) -> metrics.put(name, metric.valueAt(now.toEpochMilli())));
        List<String> segments = hot.definitions.bitOfSegment.entrySet().stream()
                .filter(entry -> hot.isMember(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        View view = new View(environment.explaining(), hot, hot.asOf(now.toEpochMilli()), List.of());
        return new CustomerCard(
                hot.id,
                hot.originIds(),
                identifiers,
                attributes,
                knownSince,
                events,
                purchases(orders, orderedAt),
                cart,
                points,
                metrics,
                segments,
                view.instances(),
                view.dispatched(),
                recommender.recommend(view, SUGGESTIONS));
    }

    private static Purchases purchases(Map<String, Order> orders, Map<String, Instant> orderedAt) {
        Map<String, Money> totals = new TreeMap<>();
        Map<String, Integer> sites = new TreeMap<>();
        Instant last = null;
        List<Order> oldestFirst = new ArrayList<>(orders.values());
        for (Order order : oldestFirst) {
            totals.merge(order.currency().getCurrencyCode(), order.goodsTotal(), Money::plus);
            sites.merge(order.site(), 1, Integer::sum);
            last = orderedAt.get(order.orderId());
        }
        Set<String> products = new LinkedHashSet<>();
        for (int i = oldestFirst.size() - 1; i >= 0 && products.size() < RECENT_PRODUCTS; i--) {
            oldestFirst.get(i).lines().forEach(line -> products.add(line.product()));
        }
        return new Purchases(
                orders.size(),
                totals,
                last,
                favourite(sites),
                products.stream().limit(RECENT_PRODUCTS).toList());
    }

    private static String favourite(Map<String, Integer> sites) {
        String best = "";
        @Nullable Integer most = null;
        for (Map.Entry<String, Integer> site : sites.entrySet()) {
            if (most == null || site.getValue() > most) {
                best = site.getKey();
                most = site.getValue();
            }
        }
        return best;
    }
}
