package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened to the shop, not to a person: stock came back, a price changed. It fans out to the customers who
 * declared an interest.
 *
 * @param source the system that says so
 * @param id unique within the source
 * @param occurredAt when it happened; cut to milliseconds
 * @param body what happened
 */
public record ShopEvent(String source, EventId id, Instant occurredAt, Body body) {

    public ShopEvent {
        Names.requireName("event source", source, 64);
        Objects.requireNonNull(id, "id");
        occurredAt = EventRules.happened("occurredAt", occurredAt);
        Objects.requireNonNull(body, "body");
    }

    /** What happened to the shop. */
    public sealed interface Body {
        /** Stable type name, such as {@code shop.restocked}. */
        String type();

        /** The product it is about; empty when about none. */
        String product();
    }

    /** @param quantity pieces now available, at least 0 */
    public record Restocked(String product, long quantity) implements Body {
        public Restocked {
            EventRules.text("restocked product", product, 200);
            EventRules.notNegative("restocked quantity", quantity);
        }

        @Override
        public String type() {
            return "shop.restocked";
        }
    }

    /** A price changed, both tax-included. */
    public record PriceChanged(String product, Money from, Money to) implements Body {
        public PriceChanged {
            EventRules.text("price product", product, 200);
            EventRules.notNegative("old price", from);
            EventRules.notNegative("new price", to.plus(Money.zero(from.currency())));
        }

        @Override
        public String type() {
            return "shop.price-changed";
        }
    }

    /** A product goes on sale at {@code launchAt}. */
    public record ProductLaunched(String product, Instant launchAt) implements Body {
        public ProductLaunched {
            EventRules.text("launched product", product, 200);
            launchAt = EventRules.deadline("launchAt", launchAt);
        }

        @Override
        public String type() {
            return "shop.product-launched";
        }
    }

    /** Anything else: {@code shop.custom:<name>}. */
    public record CustomShopEvent(String name, String product, Map<String, AttributeValue> attributes) implements Body {
        public CustomShopEvent {
            Names.requireName("custom shop event", name, 64);
            EventRules.optionalText("product", product, 200);
            attributes = EventRules.attributes(attributes);
        }

        @Override
        public String type() {
            return "shop.custom:" + name;
        }
    }
}
