package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened to the shop, not to a person: stock came back, a price changed. {@code Crm} fans it out: whoever a journey
 * declares as interested gets it on their timeline, as {@link EventBody.ShopNews} under the same source, id, time and type name.
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

        /**
         * By how many whole percent of the old price the new one is lower, rounded down: a fifth and a little more is 20. Negative when it
         * is higher, zero when there was no price before.
         */
        public long dropPercent() {
            if (from.minorUnits() == 0) {
                return 0;
            }
            return BigInteger.valueOf(from.minorUnits())
                    .subtract(BigInteger.valueOf(to.minorUnits()))
                    .multiply(BigInteger.valueOf(100))
                    .subtract(BigInteger.valueOf(to.minorUnits() > from.minorUnits() ? from.minorUnits() - 1 : 0))
                    .divide(BigInteger.valueOf(from.minorUnits()))
                    .max(BigInteger.valueOf(Long.MIN_VALUE))
                    .longValue();
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

    /**
     * Anything else: {@code shop.custom:<name>}. Rules read its attributes, and {@code product} where no attribute is named so.
     */
    public record CustomShopEvent(String name, String product, Map<String, AttributeValue> attributes) implements Body {
        /** How the type names of these events begin. */
        public static final String PREFIX = "shop.custom:";

        public CustomShopEvent {
            Names.requireName("custom shop event", name, 64);
            EventRules.optionalText("product", product, 200);
            attributes = EventRules.attributes(attributes);
        }

        @Override
        public String type() {
            return PREFIX + name;
        }
    }
}
