package io.enishi.scenario.contact;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.OrderLine;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom a person writes to, and not a machine: buyers of dear goods or of certain categories, and organisations. At its claim an
 * advertising send becomes a task for staff; the scenario goes on as if the message had been sent by channel {@code task}. Transactional
 * messages leave as they are.
 *
 * <p>Goods are those of the event that started the run: lines of an order, cart or parcel, or the product viewed, favourited or
 * subscribed. A price or category that the event does not say is asked of the catalogue.
 *
 * @param queue whose task it becomes
 * @param title of the task, without personal data
 * @param fromPrice applies to goods of which one piece costs at least this; null for any
 * @param categories applies to goods of these categories
 * @param organisations applies to customers who state an organisation in their profile
 */
public record HumanOnly(
        String queue, String title, @Nullable Money fromPrice, Set<String> categories, boolean organisations) {

    private static final String ORGANISATION = "organisation";

    public HumanOnly {
        Names.requireName("task queue", queue, 64);
        if (title.isBlank() || title.length() > 200) {
            throw new IllegalArgumentException("the title of a task must have 1 to 200 characters");
        }
        categories = Collections.unmodifiableSet(new TreeSet<>(categories));
        if (fromPrice == null && categories.isEmpty() && !organisations) {
            throw new IllegalArgumentException(
                    "a policy that only people write to someone must name a price, categories or organisations");
        }
    }

    /** Applies to nobody before one of the methods below says to whom. */
    public static HumanOnly fromPrice(String queue, String title, Money price) {
        return new HumanOnly(queue, title, Objects.requireNonNull(price, "price"), Set.of(), false);
    }

    public static HumanOnly organisations(String queue, String title) {
        return new HumanOnly(queue, title, null, Set.of(), true);
    }

    public static HumanOnly categories(String queue, String title, String... categories) {
        return new HumanOnly(queue, title, null, Set.of(categories), false);
    }

    /** The task in place of the send; empty when it may leave by itself. */
    public Optional<Effect.Task> handOver(SendClaim claim) {
        if (claim.send().messageClass() != MessageClass.ADVERTISING) {
            return Optional.empty();
        }
        String reason = reason(claim);
        if (reason == null) {
            return Optional.empty();
        }
        Effect.Offer offer = claim.send().offers().get(0);
        Map<String, AttributeValue> details = new TreeMap<>();
        details.put("reason", AttributeValue.of(reason));
        details.put("scenario", AttributeValue.of(claim.key().journey()));
        details.put("channel", AttributeValue.of(offer.channel()));
        details.put("content", AttributeValue.of(offer.content()));
        return Optional.of(new Effect.Task(queue, title, details));
    }

    private @Nullable String reason(SendClaim claim) {
        if (organisations) {
            AttributeValue value = claim.view().attribute(ORGANISATION).orElse(null);
            if (value != null && !Boolean.FALSE.equals(value.plain()) && !"".equals(value.plain())) {
                return ORGANISATION;
            }
        }
        if (fromPrice == null && categories.isEmpty()) {
            return null;
        }
        for (OrderLine item :
                claim.trigger().map(CustomerEvent::body).map(HumanOnly::items).orElse(List.of())) {
            Catalog catalog = claim.view().catalog();
            if (isDear(item, catalog)) {
                return "price";
            }
            if (categories.contains(item.category())
                    || (item.category().isEmpty()
                            && catalog.facts(item.product(), Catalog.CATEGORY).stream()
                                    .anyMatch(category ->
                                            categories.contains(category.plain().toString())))) {
                return "category";
            }
        }
        return null;
    }

    private boolean isDear(OrderLine item, Catalog catalog) {
        Money bound = fromPrice;
        if (bound == null) {
            return false;
        }
        Money price = item.unitPrice();
        if (price.minorUnits() == 0) {
            return catalog.facts(item.product(), Catalog.PRICE).stream()
                    .anyMatch(known ->
                            known instanceof AttributeValue.Whole whole && whole.number() >= bound.minorUnits());
        }
        return price.currency().equals(bound.currency()) && price.compareTo(bound) >= 0;
    }

    private static List<OrderLine> items(EventBody body) {
        List<OrderLine> items = new ArrayList<>();
        if (body instanceof EventBody.OrderPlaced placed) {
            items.addAll(placed.order().lines());
        } else if (body instanceof EventBody.CartChanged cart) {
            items.addAll(cart.lines());
        } else if (body instanceof EventBody.OrderShipped shipped) {
            items.addAll(shipped.lines());
        } else if (body instanceof EventBody.OrderDelivered delivered) {
            items.addAll(delivered.lines());
        } else if (body instanceof EventBody.ProductViewed viewed) {
            items.add(unpriced(viewed.product(), viewed.category()));
        } else if (body instanceof EventBody.ProductFavourited favourited) {
            items.add(unpriced(favourited.product(), favourited.category()));
        } else if (body instanceof EventBody.SubscriptionChanged subscription) {
            items.add(unpriced(subscription.product(), ""));
        }
        return items;
    }

    private static OrderLine unpriced(String product, String category) {
        return OrderLine.of(product, category, 1, Money.yen(0));
    }
}
