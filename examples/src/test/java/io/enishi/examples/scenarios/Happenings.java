package io.enishi.examples.scenarios;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.SubscriptionChanged;
import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import io.enishi.testkit.ScenarioHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What happens to people in the tests of the templates, in few words. */
final class Happenings {

    /** The serum of which there are samples and a subscription. */
    static final String SERUM = "BT-30";

    private Happenings() {}

    /** The cart as it is now. */
    static EventBody cart(String... products) {
        return new EventBody.CartChanged(Arrays.stream(products)
                .map(product -> OrderLine.of(product, "", 1, Money.yen(3_000)))
                .toList());
    }

    static EventBody emptyCart() {
        return new EventBody.CartChanged(List.of());
    }

    static EventBody viewed(String product) {
        return new EventBody.ProductViewed(product, "");
    }

    /** An order of one piece, placed on {@code site}. */
    static Order order(String orderId, String site, String product, long yen) {
        return Order.of(orderId, site, List.of(OrderLine.of(product, "", 1, Money.yen(yen))));
    }

    /** What a subscription ordered by itself. */
    static Order subscriptionOrder(String orderId) {
        return order(orderId, "ec:subscription", SERUM, 4_950);
    }

    static EventBody subscription(State state) {
        return new SubscriptionChanged("s-1", SERUM, state, 1);
    }

    /** The next parcel of the subscription leaves at that local time. */
    static EventBody leaves(ScenarioHarness shop, String localTime) {
        return new EventBody.SubscriptionScheduled("s-1", SERUM, shop.instant(localTime));
    }

    static EventBody grantedPoints(ScenarioHarness shop, String lot, long points, String expires) {
        return new EventBody.PointsGranted(lot, points, shop.instant(expires));
    }

    static EventBody usedPoints(long points) {
        return new EventBody.PointsUsed(points, "");
    }

    static EventBody answered(String survey, int score) {
        return new EventBody.SurveyAnswered(survey, score, Map.of());
    }

    /** Stock of a product changes: so many pieces are there now. */
    static void restocked(ScenarioHarness shop, String product, long pieces) {
        happens(shop, new ShopEvent.Restocked(product, pieces));
    }

    static void priceChanged(ScenarioHarness shop, String product, long from, long to) {
        happens(shop, new ShopEvent.PriceChanged(product, Money.yen(from), Money.yen(to)));
    }

    /** A product will be on sale from that local time on. */
    static void launched(ScenarioHarness shop, String product, String launchAt) {
        happens(shop, new ShopEvent.ProductLaunched(product, shop.instant(launchAt)));
    }

    private static void happens(ScenarioHarness shop, ShopEvent.Body body) {
        EventId id = EventId.named(body + " at " + shop.now());
        shop.crm().accept(new ShopEvent("stock", id, shop.now(), body));
        shop.advance(Duration.ZERO);
    }

    static EventBody custom(String name, String attribute, String value) {
        return new EventBody.Custom(name, Initiator.CUSTOMER, Map.of(attribute, AttributeValue.of(value)));
    }
}
