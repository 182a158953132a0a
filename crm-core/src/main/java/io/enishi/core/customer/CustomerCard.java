package io.enishi.core.customer;

import io.enishi.core.event.OrderLine;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What staff need to see of a customer at once: who, what they bought, where, what is in the cart, scores, segments, what runs.
 *
 * @param id label at the time of reading
 * @param origins the customer's origins, oldest first
 * @param identifiers raw identifiers: personal data
 * @param attributes latest profile attributes: personal data
 * @param knownSince time of the first event; null without events
 * @param events number of events on the timeline
 * @param purchases orders and what they came to
 * @param cart what lies in the cart; empty when emptied or bought
 * @param pointsBalance loyalty points granted minus used minus expired
 * @param metrics values now, by name
 * @param segments names of segments the customer is in, sorted
 * @param journeys runs of scenarios, in order of start
 * @param dispatched messages that left, oldest first
 * @param suggestions what to recommend and why
 */
public record CustomerCard(
        CustomerId id,
        List<OriginId> origins,
        List<Identifier> identifiers,
        Map<String, AttributeValue> attributes,
        @Nullable Instant knownSince,
        int events,
        Purchases purchases,
        List<OrderLine> cart,
        long pointsBalance,
        Map<String, Long> metrics,
        List<String> segments,
        List<InstanceSummary> journeys,
        List<Dispatched> dispatched,
        List<Suggestion> suggestions) {

    public CustomerCard {
        Objects.requireNonNull(id, "id");
        origins = List.copyOf(origins);
        identifiers = List.copyOf(identifiers);
        attributes = Map.copyOf(attributes);
        cart = List.copyOf(cart);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        segments = List.copyOf(segments);
        journeys = List.copyOf(journeys);
        dispatched = List.copyOf(dispatched);
        suggestions = List.copyOf(suggestions);
    }

    /**
     * Orders that were not cancelled, over all sites.
     *
     * @param orders how many
     * @param totals goods totals by currency code
     * @param lastOrderAt time of the last one; null without orders
     * @param favouriteSite where most of them were placed, the first by name on ties; empty without orders
     * @param recentProducts products of the latest orders, newest first, at most 20
     */
    public record Purchases(
            int orders,
            Map<String, Money> totals,
            @Nullable Instant lastOrderAt,
            String favouriteSite,
            List<String> recentProducts) {
        public Purchases {
            totals = Map.copyOf(totals);
            recentProducts = List.copyOf(recentProducts);
        }
    }
}
