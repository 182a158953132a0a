package io.enishi.scoring.recommend;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.Money;
import io.enishi.scoring.internal.VisibleEvents;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a recommendation knows of a person.
 *
 * @param segment the group whose favourites stand in while nothing is known; empty for all customers
 * @param orders what they bought and kept, in any order
 * @param interests what they looked at without buying it
 * @param returned products that came back; they are not recommended again
 * @param categories category by product where the events said so; the catalogue's word goes first
 */
public record Shopper(
        String segment,
        List<KeptOrder> orders,
        List<Interest> interests,
        Set<String> returned,
        Map<String, String> categories) {

    /** How somebody showed interest. */
    public enum Sign {
        VIEWED(0.3),
        FAVOURITED(0.7),
        IN_CART(1.0);

        /** How much of a purchase it is worth. */
        final double weight;

        Sign(double weight) {
            this.weight = weight;
        }
    }

    /**
     * A product that somebody looked at.
     *
     * @param at the latest time
     */
    public record Interest(String product, Sign sign, Instant at) {
        public Interest {
            Objects.requireNonNull(product, "product");
            Objects.requireNonNull(sign, "sign");
            Objects.requireNonNull(at, "at");
        }
    }

    public Shopper {
        Objects.requireNonNull(segment, "segment");
        orders = List.copyOf(orders);
        interests = List.copyOf(interests);
        returned = Set.copyOf(returned);
        categories = Map.copyOf(categories);
    }

    /** Somebody of whom only purchases are known. */
    public static Shopper of(Collection<Basket> bought) {
        List<KeptOrder> orders = new ArrayList<>(bought.size());
        for (Basket basket : bought) {
            orders.add(new KeptOrder(
                    "",
                    basket.at(),
                    Money.yen(0),
                    basket.products().stream()
                            .map(product -> new KeptOrder.Line(product, "", 1))
                            .toList(),
                    null));
        }
        return new Shopper("", orders, List.of(), Set.of(), Map.of());
    }

    /** Somebody of whom nothing is known but a segment. */
    public static Shopper newcomer(String segment) {
        return new Shopper(segment, List.of(), List.of(), Set.of(), Map.of());
    }

    /**
     * What a customer's events say at an instant.
     *
     * @param events in any order; copies of one event count once, and those after {@code at} are not seen yet
     */
    public static Shopper of(Collection<CustomerEvent> events, Instant at) {
        Map<String, Interest> interests = new LinkedHashMap<>();
        Map<String, String> categories = new HashMap<>();
        Set<String> inCart = new HashSet<>();
        PurchaseHistory history = new PurchaseHistory();
        for (CustomerEvent event : VisibleEvents.of(events, at)) {
            history.apply(event);
            Instant when = event.occurredAt();
            EventBody body = event.body();
            if (body instanceof EventBody.ProductViewed viewed) {
                interests.merge(
                        viewed.product(),
                        new Interest(viewed.product(), Sign.VIEWED, when),
                        (before, now) -> before.sign() == Sign.VIEWED ? now : before);
                categorise(categories, viewed.product(), viewed.category());
            } else if (body instanceof EventBody.ProductFavourited favourite) {
                interests.put(favourite.product(), new Interest(favourite.product(), Sign.FAVOURITED, when));
                categorise(categories, favourite.product(), favourite.category());
            } else if (body instanceof EventBody.ProductUnfavourited gone) {
                interests.remove(gone.product());
            } else if (body instanceof EventBody.CartChanged cart) {
                interests.keySet().removeAll(inCart);
                inCart.clear();
                for (OrderLine line : cart.lines()) {
                    interests.put(line.product(), new Interest(line.product(), Sign.IN_CART, when));
                    categorise(categories, line.product(), line.category());
                    inCart.add(line.product());
                }
            } else if (body instanceof EventBody.OrderPlaced placed) {
                for (OrderLine line : placed.order().lines()) {
                    interests.remove(line.product());
                    categorise(categories, line.product(), line.category());
                }
            }
        }
        return new Shopper("", history.orders(), List.copyOf(interests.values()), history.returned(), categories);
    }

    private static void categorise(Map<String, String> categories, String product, String category) {
        if (!category.isEmpty()) {
            categories.put(product, category);
        }
    }

    /** The orders of a history as baskets, one each; an order of which everything came back is none. */
    public static List<Basket> baskets(PurchaseHistory history) {
        return baskets(history.orders());
    }

    private static List<Basket> baskets(List<KeptOrder> orders) {
        List<Basket> baskets = new ArrayList<>();
        for (KeptOrder order : orders) {
            Set<String> products = new TreeSet<>();
            order.lines().forEach(line -> products.add(line.product()));
            if (!products.isEmpty()) {
                baskets.add(Basket.of(order.at(), products));
            }
        }
        return baskets;
    }

    /** What they bought as baskets, one for each order. */
    public List<Basket> bought() {
        return baskets(orders);
    }

    /** The same person in a segment. */
    public Shopper in(String changed) {
        return new Shopper(changed, orders, interests, returned, categories);
    }
}
