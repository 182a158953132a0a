package io.enishi.scoring.recommend;

import io.enishi.core.process.CustomerView;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Recommender;
import io.enishi.scoring.rhythm.Replenishment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recommends products to people, with reasons.
 *
 * <p>Six parts add up to a product's score; {@link Weights} says how they count:
 * <ol>
 *   <li><em>Rebuy</em>: each earlier purchase, halved for every year of age, times the share of the product's buyers who bought it
 *       again (drawn towards the shop's mean as if by {@value #MEAN_BUYERS} buyers).
 *   <li><em>Related</em>: for each product that the person has or looked at, halved for every {@value #RELATED_HALF_LIFE_DAYS} days of age, the
 *       log-likelihood ratio of being bought by the same people, where it is above {@value #LEAST_LLR} and among the product's {@value #NEIGHBOURS}
 *       highest; plus {@value #CONFIDENCE_WEIGHT} times the mean chance of a customer with that product to have the other, drawn towards
 *       its popularity as if by {@value #MEAN_BUYERS} customers. Where little is known the second part is all that is left, and becomes popularity.
 *   <li><em>Looked</em>: the products looked at themselves, halved for every {@value #LOOKED_HALF_LIFE_DAYS} days.
 *   <li><em>Catalogue</em>: what is {@code compatible-with} or {@code consumable-of} something bought in the last year, and what is
 *       due again by {@link Replenishment}.
 *   <li><em>Affinity</em>: the share of a category in what the person turned to, halved for every {@value #AFFINITY_HALF_LIFE_DAYS} days, times
 *       the product's popularity.
 *   <li><em>Popular</em>: the share of the customers of the last {@value #POPULAR_DAYS} days who bought it.
 * </ol>
 *
 * <p>Somebody of whom nothing is known gets what is popular in their segment, or in the whole shop where fewer than {@value
 * #LEAST_CUSTOMERS} customers of the segment bought lately.
 *
 * <p>Never recommended: what came back; what is out of stock ({@link Catalog#STOCK} of 0 or less; unknown stock passes); what was
 * bought and is not bought again; what was bought in the last {@link #withRest days}. Bought again is what the catalogue calls {@code
 * consumable-of} something or gives a {@code use-period-days}, and what at least {@link #withLeastRepeatShare} of its buyers did buy again.
 *
 * <p>Answers depend on the content of the index, the person and the instant alone: an index changed step by step recommends bit for bit
 * what one built at once does. Ties are broken by product id. Thread-safe; an answer locks the index while it is made.
 */
public final class ProductRecommender {

    static final int MEAN_BUYERS = 10;
    static final int RELATED_HALF_LIFE_DAYS = 180;
    /** Exceeded once in a thousand independent pairs: chi-square with one degree of freedom. */
    static final double LEAST_LLR = 10.83;

    static final int NEIGHBOURS = 50;
    static final double CONFIDENCE_WEIGHT = 3000;
    static final int LOOKED_HALF_LIFE_DAYS = 14;
    static final int AFFINITY_HALF_LIFE_DAYS = 90;
    static final int LEAST_CUSTOMERS = 20;
    static final int POPULAR_DAYS = 60;

    final PurchaseIndex index;
    final Catalog catalog;
    final @Nullable Replenishment replenishment;
    final Weights weights;
    final Duration rest;
    final double leastRepeatShare;

    final Remembered remembered;

    private ProductRecommender(
            PurchaseIndex index,
            Catalog catalog,
            @Nullable Replenishment replenishment,
            Weights weights,
            Duration rest,
            double leastRepeatShare) {
        this.index = Objects.requireNonNull(index, "index");
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        this.replenishment = replenishment;
        this.weights = Objects.requireNonNull(weights, "weights");
        this.rest = Objects.requireNonNull(rest, "rest");
        this.leastRepeatShare = leastRepeatShare;
        this.remembered = new Remembered(index, catalog);
        if (rest.isNegative()) {
            throw new IllegalArgumentException("rest must not be negative, but was " + rest);
        }
        if (!(leastRepeatShare >= 0 && leastRepeatShare <= 1)) {
            throw new IllegalArgumentException("least repeat share must be 0 to 1, but was " + leastRepeatShare);
        }
    }

    /** A recommender without a catalogue; it follows the index as that changes. */
    public static ProductRecommender over(PurchaseIndex index) {
        return new ProductRecommender(index, Catalog.empty(), null, Weights.standard(), Duration.ofDays(3), 0.05);
    }

    /**
     * With what the shop knows of its products. Facts but stock are remembered until the index changes; stock is asked each time.
     */
    public ProductRecommender withCatalog(Catalog changed) {
        return new ProductRecommender(index, changed, replenishment, weights, rest, leastRepeatShare);
    }

    /** With what is used up, so that it is recommended when it is due. */
    public ProductRecommender withReplenishment(Replenishment changed) {
        return new ProductRecommender(index, catalog, changed, weights, rest, leastRepeatShare);
    }

    public ProductRecommender withWeights(Weights changed) {
        return new ProductRecommender(index, catalog, replenishment, changed, rest, leastRepeatShare);
    }

    /** How long a product is left alone after it was bought; 3 days unless stated. */
    public ProductRecommender withRest(Duration changed) {
        return new ProductRecommender(index, catalog, replenishment, weights, changed, leastRepeatShare);
    }

    /**
     * From which share of repeat buyers a product counts as bought again where the catalogue does not say so, 0 to 1; 0.05 unless
     * stated. 1 recommends nothing twice but what the catalogue calls consumable.
     */
    public ProductRecommender withLeastRepeatShare(double changed) {
        return new ProductRecommender(index, catalog, replenishment, weights, rest, changed);
    }

    /**
     * The best products for a person, best first; fewer than {@code limit} if the shop has no more to offer, none from an empty index.
     *
     * @param now the instant to recommend at; purchases and interests after it must not be in {@code shopper}
     * @param limit at most so many, at least 0
     */
    public List<Recommendation> recommend(Shopper shopper, Instant now, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative, but was " + limit);
        }
        synchronized (index) {
            remembered.refresh();
            return new Answer(this, shopper, now).best(limit);
        }
    }

    /**
     * As the runtime asks, for the card and contents.
     *
     * @param segment the segment of a customer by whose favourites newcomers are served; may answer the empty text
     */
    public Recommender asRecommender(Function<CustomerView, String> segment) {
        return (customer, limit) -> {
            List<io.enishi.core.event.CustomerEvent> events = new ArrayList<>();
            customer.newestFirst("").forEach(events::add);
            Shopper shopper = Shopper.of(events, customer.now()).in(segment.apply(customer));
            return recommend(shopper, customer.now(), limit).stream()
                    .map(Recommendation::suggestion)
                    .toList();
        };
    }
}
