package io.enishi.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A customer's copy of a shop event, as rules read it. */
class ShopNewsTest {

    private static final ShopEvent.CustomShopEvent FAIR =
            new ShopEvent.CustomShopEvent("fair", "tea", Map.of("hall", AttributeValue.of(3)));

    @Test
    void itsFieldsAreThoseOfTheShopEvent() {
        EventBody restocked = news(new ShopEvent.Restocked("tea", 12));
        EventBody priced = news(new ShopEvent.PriceChanged("tea", Money.yen(1500), Money.yen(1200)));
        Instant launch = Instant.parse("2026-06-01T00:00:00Z");
        EventBody launched = news(new ShopEvent.ProductLaunched("cup", launch));

        assertThat(field(restocked, "product").text(restocked)).isEqualTo("tea");
        assertThat(field(restocked, "quantity").number(restocked)).isEqualTo(12);
        assertThat(field(priced, "from").number(priced)).isEqualTo(1500);
        assertThat(field(priced, "to").currency(priced)).isEqualTo("JPY");
        assertThat(field(priced, "drop").number(priced)).isEqualTo(20);
        assertThat(field(launched, "launch-at").number(launched)).isEqualTo(launch.toEpochMilli());
    }

    @Test
    void theDropIsInWholePercentRoundedDown() {
        assertThat(drop(1000, 801)).isEqualTo(19);
        assertThat(drop(1000, 800)).isEqualTo(20);
        assertThat(drop(1000, 999)).isZero();
        assertThat(drop(1000, 1001)).isEqualTo(-1);
        assertThat(drop(1000, 1500)).isEqualTo(-50);
        assertThat(drop(1000, 0)).isEqualTo(100);
        assertThat(drop(0, 500)).isZero();
        assertThat(drop(Long.MAX_VALUE, 0)).isEqualTo(100);
        assertThat(drop(1, Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    private static long drop(long from, long to) {
        return new ShopEvent.PriceChanged("tea", Money.yen(from), Money.yen(to)).dropPercent();
    }

    @Test
    void theShopIsItsInitiator() {
        assertThat(EventType.initiatorOf(news(FAIR))).isEqualTo(Initiator.SHOP);
        assertThat(EventType.initiatorOf(news(new ShopEvent.Restocked("tea", 1))))
                .isEqualTo(Initiator.SHOP);
        assertThat(EventType.isAction(news(FAIR))).isFalse();
    }

    @Test
    void shopTypesAreKnownAsSuch() {
        assertThat(EventType.isOfShop("shop.restocked")).isTrue();
        assertThat(EventType.isOfShop("shop.custom:fair")).isTrue();
        assertThat(EventType.isOfShop("custom:fair")).isFalse();
        assertThat(EventType.isOfShop("order.placed")).isFalse();
        assertThat(EventType.isKnown("shop.custom:fair")).isTrue();
        assertThat(EventType.isKnown("shop.custom:")).isFalse();
    }

    @Test
    void attributesOfAHostsOwnShopEventAreFieldsAndSoIsItsProduct() {
        EventBody fair = news(FAIR);

        assertThat(passes("shop.custom:fair", "hall", ValueTest.atLeast(3), fair))
                .isTrue();
        assertThat(passes("shop.custom:fair", "hall", ValueTest.atLeast(4), fair))
                .isFalse();
        assertThat(passes("shop.custom:fair", "product", ValueTest.is("tea"), fair))
                .isTrue();
        assertThat(passes("shop.custom:sale", "hall", ValueTest.atLeast(3), fair))
                .isFalse();
        assertThat(passes("custom:fair", "hall", ValueTest.atLeast(3), fair)).isFalse();
        assertThat(EventType.customField("product", EventField.Kind.TEXT).texts(fair))
                .containsExactly("tea");
    }

    @Test
    void itIsAmongAllEventsAndNotAmongTheCustomersActions() {
        for (ShopEvent.Body body : List.of(FAIR, new ShopEvent.Restocked("tea", 1))) {
            assertThat(CompiledFilter.of(Selection.allEvents()).test(news(body)))
                    .isTrue();
            assertThat(CompiledFilter.of(Selection.allEvents())
                            .forType(body.type())
                            .test(news(body)))
                    .isTrue();
            assertThat(CompiledFilter.of(Selection.actions()).test(news(body))).isFalse();
        }
    }

    @Test
    void theCatalogueKnowsItsProduct() {
        Catalog catalog = (product, fact) -> product.equals("tea") && fact.equals(Catalog.CATEGORY)
                ? List.of(AttributeValue.of("drinks"))
                : List.of();
        EventFilter drinks = new EventFilter.CatalogFact("product", Catalog.CATEGORY, ValueTest.is("drinks"));
        ConditionContext context = ConditionContext.open().withCatalog(catalog);

        CompiledFilter restocked =
                CompiledFilter.of(Selection.of("shop.restocked").where(drinks), context);
        CompiledFilter fair = CompiledFilter.of(Selection.of("shop.custom:fair").where(drinks), context);

        assertThat(restocked.test(news(new ShopEvent.Restocked("tea", 1)))).isTrue();
        assertThat(restocked.test(news(new ShopEvent.Restocked("cup", 1)))).isFalse();
        assertThat(fair.test(news(FAIR))).isTrue();
    }

    private static boolean passes(String type, String field, ValueTest test, EventBody body) {
        return CompiledFilter.of(Selection.of(type).where(field, test)).test(body);
    }

    private static EventBody news(ShopEvent.Body body) {
        return new EventBody.ShopNews(body);
    }

    private static EventField field(EventBody body, String name) {
        return EventType.of(body.type()).orElseThrow().field(name).orElseThrow();
    }
}
