package io.enishi.scoring.recommend;

import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a recommender worked out from its index and keeps until that changes. Guarded by the index's lock. */
final class Remembered {

    private final PurchaseIndex index;
    private final Catalog catalog;
    private long version = -1;
    private double meanRepeatShare;
    private final Map<Integer, Neighbours> neighbours = new HashMap<>();
    private final Map<String, Popularity> popularities = new HashMap<>();
    private @Nullable Map<String, List<String[]>> madeFor;

    Remembered(PurchaseIndex index, Catalog catalog) {
        this.index = index;
        this.catalog = catalog;
    }

    static final class Neighbours {
        final int[] others;
        final int[] both;
        final double[] llr;

        Neighbours(int[] others, int[] both, double[] llr) {
            this.others = others;
            this.both = both;
            this.llr = llr;
        }
    }

    static final class Popularity {
        final String segment;
        final int customers;
        final int[] buyers;

        Popularity(String segment, int customers, int[] buyers) {
            this.segment = segment;
            this.customers = customers;
            this.buyers = buyers;
        }

        double share(int product) {
            return customers == 0 || product >= buyers.length ? 0 : (double) buyers[product] / customers;
        }
    }

    /** Forgets what was worked out from an index that has changed since. */
    void refresh() {
        if (version == index.version()) {
            return;
        }
        version = index.version();
        neighbours.clear();
        popularities.clear();
        madeFor = null;
        long buyers = 0;
        long repeaters = 0;
        for (int product = 0; product < index.numbersUsed(); product++) {
            buyers += index.buyers(product);
            repeaters += index.repeatBuyers(product);
        }
        meanRepeatShare = buyers == 0 ? 0 : (double) repeaters / buyers;
    }

    double repeatShare(int product) {
        if (product >= index.numbersUsed()) {
            return meanRepeatShare;
        }
        return (index.repeatBuyers(product) + ProductRecommender.MEAN_BUYERS * meanRepeatShare)
                / (index.buyers(product) + ProductRecommender.MEAN_BUYERS);
    }

    Neighbours neighbours(int product) {
        return neighbours.computeIfAbsent(product, asked -> {
            PurchaseIndex.Row row = index.boughtBySame(asked);
            int n = row.others.length;
            double[] llr = new double[n];
            List<Integer> strong = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double found = row.counts(i).llr();
                if (found > ProductRecommender.LEAST_LLR && row.isAboveChance(i)) {
                    llr[i] = found;
                    strong.add(i);
                }
            }
            if (strong.size() > ProductRecommender.NEIGHBOURS) {
                strong.sort(Comparator.<Integer>comparingDouble(i -> llr[i])
                        .reversed()
                        .thenComparing(i -> index.name(row.others[i])));
                strong.subList(ProductRecommender.NEIGHBOURS, strong.size()).forEach(i -> llr[i] = 0);
            }
            return new Neighbours(row.others, row.both, llr);
        });
    }

    Popularity popularity(String segment, Instant now) {
        if (popularities.size() > 100) {
            popularities.clear();
        }
        return popularities.computeIfAbsent(segment + '\n' + now.toEpochMilli(), key -> {
            Instant since = now.minus(Duration.ofDays(ProductRecommender.POPULAR_DAYS));
            PurchaseIndex.Counted counted = index.buyersBetween(segment, since, now);
            if (!segment.isEmpty() && counted.customers < ProductRecommender.LEAST_CUSTOMERS) {
                counted = index.buyersBetween("", since, now);
                return popularityOf("", counted, now);
            }
            return popularityOf(segment, counted, now);
        });
    }

    /** A shop that sold nothing lately is judged by all it ever sold. */
    private Popularity popularityOf(String segment, PurchaseIndex.Counted counted, Instant now) {
        PurchaseIndex.Counted enough = counted.customers > 0 ? counted : index.buyersBetween("", Instant.EPOCH, now);
        return new Popularity(counted.customers > 0 ? segment : "", enough.customers, enough.buyers);
    }

    /** Which products the catalogue says are made for something, by that something: product and fact. */
    Map<String, List<String[]>> madeFor() {
        Map<String, List<String[]>> known = madeFor;
        if (known == null) {
            known = new HashMap<>();
            for (String product : index.products()) {
                for (String fact : List.of(Catalog.COMPATIBLE_WITH, Catalog.CONSUMABLE_OF)) {
                    for (AttributeValue value : catalog.facts(product, fact)) {
                        if (value instanceof AttributeValue.Text target) {
                            known.computeIfAbsent(target.text(), first -> new ArrayList<>())
                                    .add(new String[] {product, fact});
                        }
                    }
                }
            }
            madeFor = known;
        }
        return known;
    }
}
