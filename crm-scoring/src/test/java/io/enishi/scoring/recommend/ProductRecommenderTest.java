package io.enishi.scoring.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.Span;
import io.enishi.core.customer.Suggestion;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.rhythm.Replenishment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProductRecommenderTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Thirty people buy a printer with paper, ten of them ink later; thirty others a kettle. */
    private final PurchaseIndex index = new PurchaseIndex();

    ProductRecommenderTest() {
        for (int i = 0; i < 30; i++) {
            List<Basket> bought = new ArrayList<>(List.of(Basket.of(daysAgo(50), "printer", "paper")));
            if (i < 10) {
                bought.add(Basket.of(daysAgo(20), "ink"));
                bought.add(Basket.of(daysAgo(6), "ink"));
            }
            index.put("p" + i, "office", bought);
            index.put("k" + i, "kitchen", List.of(Basket.of(daysAgo(30), "kettle")));
        }
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static List<String> products(List<Recommendation> answer) {
        return answer.stream().map(Recommendation::product).toList();
    }

    private ProductRecommender recommender() {
        return ProductRecommender.over(index);
    }

    @Test
    void whoHasAPrinterIsOfferedWhatOthersWithAPrinterHave() {
        List<Recommendation> answer =
                recommender().recommend(Shopper.of(List.of(Basket.of(daysAgo(10), "printer"))), NOW, 2);

        assertThat(products(answer)).containsExactly("paper", "ink");
        assertThat(answer.get(0).why())
                .isEqualTo("30 of 30 customers with printer have it, 2.0 times as many as by chance");
    }

    @Test
    void whatLastsIsNotOfferedTwiceAndWhatIsUsedUpIs() {
        Shopper shopper = Shopper.of(List.of(Basket.of(daysAgo(40), "printer", "paper", "ink", "kettle")));

        assertThat(products(recommender().recommend(shopper, NOW, 10))).containsExactly("ink");
    }

    @Test
    void theCatalogueSaysWhatIsUsedUp() {
        Catalog paperIsUsedUp = (product, fact) -> product.equals("paper") && fact.equals(Catalog.USE_PERIOD_DAYS)
                ? List.of(AttributeValue.of(30))
                : List.of();
        Shopper shopper = Shopper.of(List.of(Basket.of(daysAgo(40), "printer", "paper", "ink", "kettle")));

        assertThat(products(recommender()
                        .withCatalog(paperIsUsedUp)
                        .withLeastRepeatShare(1)
                        .recommend(shopper, NOW, 10)))
                .containsExactly("paper");
    }

    @Test
    void whatIsOutOfStockOrCameBackIsNotOffered() {
        Catalog noPaper = (product, fact) ->
                product.equals("paper") && fact.equals(Catalog.STOCK) ? List.of(AttributeValue.of(0)) : List.of();
        Shopper shopper = Shopper.of(List.of(Basket.of(daysAgo(10), "printer")));
        Shopper disappointed = new Shopper("", shopper.orders(), List.of(), Set.of("ink", "paper"), Map.of());

        assertThat(products(recommender().withCatalog(noPaper).recommend(shopper, NOW, 2)))
                .containsExactly("ink", "kettle");
        assertThat(products(recommender().recommend(disappointed, NOW, 10))).containsExactly("kettle");
    }

    @Test
    void whatWasJustBoughtIsLeftAloneForAWhile() {
        Shopper yesterday = Shopper.of(List.of(Basket.of(daysAgo(1), "ink")));

        assertThat(products(recommender().recommend(yesterday, NOW, 10))).doesNotContain("ink");
        assertThat(products(recommender().withRest(Duration.ZERO).recommend(yesterday, NOW, 10)))
                .contains("ink");
    }

    @Test
    void aNewcomerGetsWhatIsPopularInTheirSegment() {
        List<Recommendation> kitchen = recommender().recommend(Shopper.newcomer("kitchen"), NOW, 1);

        assertThat(products(kitchen)).containsExactly("kettle");
        assertThat(kitchen.get(0).why()).isEqualTo("30 of 30 customers in kitchen bought it lately");
        // Too few people in a segment say nothing, so the whole shop speaks.
        assertThat(recommender()
                        .recommend(Shopper.newcomer("nobody"), NOW, 1)
                        .get(0)
                        .why())
                .isEqualTo("30 of 60 customers bought it lately");
    }

    @Test
    void theCatalogueNamesAccessoriesAndWhatIsDue() {
        Catalog catalog = (product, fact) -> switch (fact + " " + product) {
            case "consumable-of ink", "compatible-with kettle" -> List.of(AttributeValue.of("printer"));
            case "category ink" -> List.of(AttributeValue.of("ink"));
            default -> List.of();
        };
        Replenishment refills = Replenishment.of(TOKYO, catalog, index.products(), Span.days(30));
        Shopper shopper = Shopper.of(List.of(Basket.of(daysAgo(80), "printer"), Basket.of(daysAgo(60), "ink")));

        List<Recommendation> answer =
                recommender().withCatalog(catalog).withReplenishment(refills).recommend(shopper, NOW, 3);

        assertThat(answer.get(0).product()).isEqualTo("ink");
        assertThat(answer.get(0).parts().stream().map(part -> part.reason().words()))
                .contains("ink is due since 2026-04-29", "is consumable-of printer");
        assertThat(products(answer)).contains("kettle");
    }

    @Test
    void whatWasLookedAtComesFirstForSomebodyWhoBoughtNothing() {
        Shopper looking = Shopper.of(
                List.of(CustomerEvent.of(
                        "ec",
                        EventId.of(1),
                        Identifier.member("m-1"),
                        daysAgo(1),
                        new EventBody.CartChanged(List.of(OrderLine.of("kettle", "kitchen", 1, Money.yen(5000)))))),
                NOW);

        Recommendation first = recommender().recommend(looking, NOW, 1).get(0);

        assertThat(first.product()).isEqualTo("kettle");
        assertThat(first.why()).isEqualTo("in the cart since 2026-05-31");
    }

    @Test
    void anUnknownProductAnEmptyHistoryAndAnEmptyShopAreNoErrors() {
        Shopper stranger = Shopper.of(List.of(Basket.of(daysAgo(10), "never-seen")));

        assertThat(recommender().recommend(stranger, NOW, 3)).hasSize(3);
        assertThat(recommender().recommend(Shopper.of(List.of()), NOW, 10)).hasSize(4);
        assertThat(ProductRecommender.over(new PurchaseIndex()).recommend(stranger, NOW, 3))
                .isEmpty();
        assertThat(index.together("never-seen", 1, 10)).isEmpty();
        assertThat(index.afterwards("never-seen", Duration.ofDays(1), 1, 10)).isEmpty();
        assertThat(new PurchaseIndex().pairs(1, 1)).isEmpty();
        assertThat(recommender().recommend(stranger, NOW, 0)).isEmpty();
        assertThatThrownBy(() -> recommender().recommend(stranger, NOW, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void theCardShowsRecommendationsWithTheirReasons() {
        Crm crm = Crm.builder("shop")
                .clock(() -> NOW)
                .recommender(recommender().asRecommender(customer -> "office"))
                .build();
        crm.accept(CustomerEvent.of(
                "ec",
                EventId.of(1),
                Identifier.member("m-1"),
                daysAgo(10),
                new EventBody.OrderPlaced(
                        Order.of("o-1", "ec", List.of(OrderLine.of("printer", "office", 1, Money.yen(24_800)))))));

        List<Suggestion> suggestions = crm.customer(
                        crm.find(Identifier.member("m-1")).orElseThrow())
                .orElseThrow()
                .suggestions();

        assertThat(suggestions.get(0))
                .isEqualTo(new Suggestion(
                        "paper", "30 of 30 customers with printer have it, 2.0 times as many as by chance"));
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new PairCounts(-1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pair count both must not be negative, but was -1");
        assertThat(new PairCounts(0, 0, 0, 0).llr()).isZero();
        assertThat(new PairCounts(0, 0, 5, 5).lift()).isEmpty();
        assertThat(new PairCounts(0, 0, 0, 5).jaccard()).isEmpty();
    }

    @Test
    void weightsDecideWhichReasonGoesFirst() {
        Shopper shopper = new Shopper(
                "",
                Shopper.of(List.of(Basket.of(daysAgo(10), "printer"))).orders(),
                List.of(new Shopper.Interest("kettle", Shopper.Sign.IN_CART, daysAgo(1))),
                Set.of(),
                Map.of());
        Weights usual = Weights.standard();

        assertThat(products(recommender().recommend(shopper, NOW, 2))).startsWith("kettle");
        assertThat(products(recommender()
                        .withWeights(new Weights(
                                usual.rebuy(), 1, 0.1, usual.catalogue(), usual.affinity(), usual.popular()))
                        .recommend(shopper, NOW, 2)))
                .startsWith("paper");
    }
}
