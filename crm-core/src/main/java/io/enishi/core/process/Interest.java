package io.enishi.core.process;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.EventType;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom a shop event concerns: who did something about the same product, or who is in a segment. Declared by a {@link Journey}; the
 * shop event then comes onto the timeline of those people, and may start that journey for them and for nobody else.
 *
 * <pre>{@code
 * Interest.in("shop.restocked", Selection.of("product.favourited"))
 *         .same("product")
 *         .endedBy(Selection.of("product.unfavourited"))
 *         .within(Span.months(6));
 * Interest.members("shop.product-launched", "vip");
 * }</pre>
 */
public sealed interface Interest {

    /** Type name of the shop event. */
    String shopEvent();

    /** Those with such an event on their timeline. */
    static Events in(String shopEvent, Selection events) {
        return new Events(shopEvent, events, new TreeSet<>(), null, null);
    }

    /** Everybody who is in a segment at the time of the shop event. */
    static Members members(String shopEvent, String segment) {
        return new Members(shopEvent, segment);
    }

    /**
     * Those with an event of a selection, not after the shop event, that tells of interest and still stands.
     *
     * <p>Who became interested first comes first: by the time of their earliest event that still stands, then by the origin that it is
     * under.
     *
     * @param shopEvent type name of the shop event
     * @param events what tells of interest; not net, since net selections are of orders that may be cancelled
     * @param same fields that must have a value in common with the shop event, sorted; {@code category} of a shop event is what the
     *     catalogue says of its product
     * @param within for how long such an event counts; the latest one that stands decides. Null for ever
     * @param endedBy later events with the same values in {@code same} end the interest; null when nothing does
     */
    record Events(
            String shopEvent,
            Selection events,
            SortedSet<String> same,
            @Nullable Span within,
            @Nullable Selection endedBy)
            implements Interest {
        public Events {
            requireShopEvent(shopEvent);
            Objects.requireNonNull(events, "events");
            same = Collections.unmodifiableSortedSet(new TreeSet<>(same));
            if (events.net() || (endedBy != null && endedBy.net())) {
                throw new IllegalArgumentException(
                        "an interest must not be a net selection, but is one of " + events.types());
            }
        }

        /** As this, for events that have a value in common with the shop event in each of these fields. */
        public Events same(String... fields) {
            return new Events(shopEvent, events, new TreeSet<>(List.of(fields)), within, endedBy);
        }

        /** As this, for events that are not older. */
        public Events within(Span span) {
            return new Events(shopEvent, events, same, span, endedBy);
        }

        /** As this, until such an event. */
        public Events endedBy(Selection end) {
            return new Events(shopEvent, events, same, within, end);
        }
    }

    /**
     * Everybody who is in a segment at the time of the shop event; they come in order of label, after those interested by an event.
     * Finding them goes through all customers.
     *
     * @param shopEvent type name of the shop event
     * @param segment name of a segment of the {@code Crm}
     */
    record Members(String shopEvent, String segment) implements Interest {
        public Members {
            requireShopEvent(shopEvent);
            Objects.requireNonNull(segment, "segment");
        }
    }

    private static void requireShopEvent(String type) {
        if (!EventType.isOfShop(type)) {
            throw new IllegalArgumentException("an interest is in an event of the shop such as shop.restocked or "
                    + "shop.custom:<name>, but was in \"" + type + '"');
        }
    }
}
