package io.enishi.scoring.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An index changed step by step is the index built at once, and both count what a plain loop counts. */
class PurchaseIndexProperties {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(60));
    private static final Catalog CATALOG = (product, fact) -> {
        if (fact.equals(Catalog.CATEGORY)) {
            return List.of(AttributeValue.of(product.compareTo("p5") < 0 ? "low" : "high"));
        }
        return fact.equals(Catalog.CONSUMABLE_OF) && product.equals("p2")
                ? List.of(AttributeValue.of("p1"))
                : List.of();
    };

    /** A customer and all that is known of them at that step; without baskets they are forgotten. */
    record Step(String customer, String segment, List<Basket> baskets) {}

    @Property(tries = 200)
    void changedStepByStepItIsTheIndexBuiltAtOnce(@ForAll("steps") List<Step> steps, @ForAll Random random) {
        PurchaseIndex changed = new PurchaseIndex();
        Map<String, Step> last = new HashMap<>();
        for (Step step : steps) {
            changed.put(step.customer(), step.segment(), step.baskets());
            last.put(step.customer(), step);
            if (random.nextInt(5) == 0) {
                changed.remove(step.customer());
                last.remove(step.customer());
            }
        }
        PurchaseIndex built = new PurchaseIndex();
        List<String> order = new ArrayList<>(last.keySet());
        Collections.shuffle(order, random);
        for (String customer : order) {
            Step step = last.get(customer);
            built.put(customer, step.segment(), step.baskets());
        }
        assertThat(changed.baskets()).isEqualTo(built.baskets());
        assertThat(changed.customers()).isEqualTo(built.customers());
        assertThat(changed.lines()).isEqualTo(built.lines());
        assertThat(changed.products()).isEqualTo(built.products());
        assertThat(changed.pairs(1, 1)).isEqualTo(built.pairs(1, 1));
        assertThat(changed.popular("a", START, 10)).isEqualTo(built.popular("a", START, 10));
        for (String product : built.products()) {
            assertThat(changed.together(product, 1, 10)).isEqualTo(built.together(product, 1, 10));
            assertThat(changed.afterwards(product, Duration.ofDays(9), 1, 10))
                    .isEqualTo(built.afterwards(product, Duration.ofDays(9), 1, 10));
            assertThat(changed.repeatBuyers(product)).isEqualTo(built.repeatBuyers(product));
        }
        ProductRecommender one = ProductRecommender.over(changed).withCatalog(CATALOG);
        ProductRecommender other = ProductRecommender.over(built).withCatalog(CATALOG);
        for (Step step : last.values()) {
            Shopper shopper = Shopper.of(step.baskets()).in(step.segment());
            assertThat(one.recommend(shopper, NOW, 5)).isEqualTo(other.recommend(shopper, NOW, 5));
        }
    }

    @Property(tries = 200)
    void pairsAreThoseOfAPlainLoop(@ForAll("steps") List<Step> steps) {
        PurchaseIndex index = new PurchaseIndex();
        Map<String, Step> last = new TreeMap<>();
        steps.forEach(step -> {
            index.put(step.customer(), step.baskets());
            last.put(step.customer(), step);
        });
        List<Set<String>> baskets = new ArrayList<>();
        last.values().forEach(step -> step.baskets().forEach(basket -> baskets.add(new HashSet<>(basket.products()))));
        List<PairOfProducts> expected = new ArrayList<>();
        for (String a : index.products()) {
            for (String b : index.products()) {
                long both = count(baskets, List.of(a, b));
                if (a.compareTo(b) < 0 && both > 0) {
                    PairCounts counts =
                            PairCounts.of(both, count(baskets, List.of(a)), count(baskets, List.of(b)), baskets.size());
                    expected.add(new PairOfProducts(a, b, counts, counts.llr()));
                }
            }
        }
        expected.sort(PairOfProducts.BY_LLR);
        assertThat(index.pairs(1, 1)).isEqualTo(expected);
    }

    private static long count(List<Set<String>> baskets, Collection<String> products) {
        return baskets.stream().filter(basket -> basket.containsAll(products)).count();
    }

    @Property(tries = 200)
    void whatComesAfterwardsIsThatOfAPlainLoop(@ForAll("steps") List<Step> steps) {
        PurchaseIndex index = new PurchaseIndex();
        Map<String, Step> last = new TreeMap<>();
        steps.forEach(step -> {
            index.put(step.customer(), step.baskets());
            last.put(step.customer(), step);
        });
        Duration within = Duration.ofDays(7);
        for (String a : index.products()) {
            Map<String, Long> found = new TreeMap<>();
            for (Related related : index.afterwards(a, within, 1, 100)) {
                found.put(related.product(), related.counts().both());
                assertThat(related.counts().total()).isEqualTo(index.customers());
                assertThat(related.counts().first()).isEqualTo(index.buyers(a));
            }
            for (String b : index.products()) {
                long both = last.values().stream()
                        .filter(step -> step.baskets().stream()
                                .anyMatch(first -> first.products().contains(a)
                                        && step.baskets().stream()
                                                .anyMatch(second ->
                                                        second.products().contains(b)
                                                                && second.at().isAfter(first.at())
                                                                && !second.at()
                                                                        .isAfter(first.at()
                                                                                .plus(within)))))
                        .count();
                if (found.containsKey(b)) {
                    assertThat(found).containsEntry(b, both);
                }
            }
        }
    }

    @Property(tries = 200)
    void reasonsAddUpToTheScore(@ForAll("steps") List<Step> steps) {
        PurchaseIndex index = new PurchaseIndex();
        steps.forEach(step -> index.put(step.customer(), step.segment(), step.baskets()));
        ProductRecommender recommender = ProductRecommender.over(index).withCatalog(CATALOG);
        for (Step step : steps) {
            List<Recommendation> answer = recommender.recommend(Shopper.of(step.baskets()), NOW, 5);
            assertThat(answer).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
            for (Recommendation recommendation : answer) {
                double sum = recommendation.parts().stream()
                        .mapToDouble(Recommendation.Part::points)
                        .sum();
                assertThat(sum)
                        .isCloseTo(recommendation.score(), org.assertj.core.data.Percentage.withPercentage(1e-9));
                assertThat(recommendation.why()).isNotEmpty();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Basket> baskets = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers()
                                .between(1, 8)
                                .map(number -> "p" + number)
                                .set()
                                .ofMinSize(1)
                                .ofMaxSize(4))
                .as((day, products) -> Basket.of(START.plus(Duration.ofDays(day)), products));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.of("a", "b", ""),
                        baskets.list().ofMaxSize(5))
                .as((customer, segment, list) -> new Step("c" + customer, segment, list))
                .list()
                .ofMaxSize(15);
    }
}
