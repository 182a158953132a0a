package io.enishi.scoring.recommend;

import io.enishi.core.process.CustomerView;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Recommender;
import io.enishi.core.value.AttributeValue;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.rhythm.Consumable;
import io.enishi.scoring.rhythm.Replenishment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recommends products to people, with reasons.
 *
 * <p>Five parts add up to a product's score; {@link Weights} says how they count:
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
    private static final int REBUY_HALF_LIFE_DAYS = 365;
    private static final int POPULAR_DAYS = 60;
    private static final int HAS_DAYS = 365;
    private static final double DAY = Duration.ofDays(1).toMillis();

    private final PurchaseIndex index;
    private final Catalog catalog;
    private final @Nullable Replenishment replenishment;
    private final Weights weights;
    private final Duration rest;
    private final double leastRepeatShare;

    // What was worked out from the index, and for which of its versions; guarded by the index's lock.
    private long version = -1;
    private double meanRepeatShare;
    private final Map<Integer, Neighbours> neighbours = new HashMap<>();
    private final Map<String, Popularity> popularities = new HashMap<>();
    private @Nullable Map<String, List<String[]>> madeFor;

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
            refresh();
            return new Answer(shopper, now).best(limit);
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

    // ------------------------------------------------------------------ what is remembered of the index

    private static final class Neighbours {
        final int[] others;
        final int[] both;
        final double[] llr;

        Neighbours(int[] others, int[] both, double[] llr) {
            this.others = others;
            this.both = both;
            this.llr = llr;
        }
    }

    private static final class Popularity {
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

    private void refresh() {
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

    private double repeatShare(int product) {
        if (product >= index.numbersUsed()) {
            return meanRepeatShare;
        }
        return (index.repeatBuyers(product) + MEAN_BUYERS * meanRepeatShare) / (index.buyers(product) + MEAN_BUYERS);
    }

    private Neighbours neighbours(int product) {
        return neighbours.computeIfAbsent(product, asked -> {
            PurchaseIndex.Row row = index.boughtBySame(asked);
            int n = row.others.length;
            double[] llr = new double[n];
            List<Integer> strong = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double found = row.counts(i).llr();
                if (found > LEAST_LLR && row.isAboveChance(i)) {
                    llr[i] = found;
                    strong.add(i);
                }
            }
            if (strong.size() > NEIGHBOURS) {
                strong.sort(Comparator.<Integer>comparingDouble(i -> llr[i])
                        .reversed()
                        .thenComparing(i -> index.name(row.others[i])));
                strong.subList(NEIGHBOURS, strong.size()).forEach(i -> llr[i] = 0);
            }
            return new Neighbours(row.others, row.both, llr);
        });
    }

    private Popularity popularity(String segment, Instant now) {
        if (popularities.size() > 100) {
            popularities.clear();
        }
        return popularities.computeIfAbsent(segment + '\n' + now.toEpochMilli(), key -> {
            Instant since = now.minus(Duration.ofDays(POPULAR_DAYS));
            PurchaseIndex.Counted counted = index.buyersBetween(segment, since, now);
            if (!segment.isEmpty() && counted.customers < LEAST_CUSTOMERS) {
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
    private Map<String, List<String[]>> madeFor() {
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

    // ------------------------------------------------------------------ one answer

    /** Takes what a part finds: into sums the first time, into reasons the second, so that both come from the same code. */
    private interface Sink {
        void add(int product, double points, Supplier<Reason> reason);
    }

    private interface Part {
        void fill(Sink sink);
    }

    private final class Answer {

        private final Shopper shopper;
        private final Instant now;
        /** Products that nobody has bought yet have numbers after those of the index. */
        private final List<String> strangers = new ArrayList<>();

        private final Map<String, Integer> strangerNumbers = new HashMap<>();
        /** When each was bought, sorted by product, so that sums do not depend on the numbers. */
        private final Map<String, List<Instant>> bought = new TreeMap<>();

        private final Map<String, Double> anchors = new TreeMap<>();
        private final Popularity popularity;

        Answer(Shopper shopper, Instant now) {
            this.shopper = shopper;
            this.now = now;
            for (KeptOrder order : shopper.orders()) {
                Set<String> once = new HashSet<>();
                for (KeptOrder.Line line : order.lines()) {
                    if (once.add(line.product())) {
                        bought.computeIfAbsent(line.product(), first -> new ArrayList<>())
                                .add(order.at());
                        anchors.merge(line.product(), halved(order.at(), RELATED_HALF_LIFE_DAYS), Math::max);
                    }
                }
            }
            bought.values().forEach(instants -> instants.sort(Comparator.naturalOrder()));
            for (Shopper.Interest interest : shopper.interests()) {
                anchors.merge(
                        interest.product(),
                        interest.sign().weight * halved(interest.at(), LOOKED_HALF_LIFE_DAYS),
                        Math::max);
            }
            this.popularity = popularity(shopper.segment(), now);
        }

        private double halved(Instant at, int days) {
            double age = Math.max(0, now.toEpochMilli() - at.toEpochMilli()) / DAY;
            return StrictMath.pow(0.5, age / days);
        }

        private int number(String product) {
            int known = index.number(product);
            if (known >= 0) {
                return known;
            }
            return strangerNumbers.computeIfAbsent(product, first -> {
                strangers.add(product);
                return index.numbersUsed() + strangers.size() - 1;
            });
        }

        private String name(int product) {
            return product < index.numbersUsed() ? index.name(product) : strangers.get(product - index.numbersUsed());
        }

        List<Recommendation> best(int limit) {
            List<Part> parts = List.of(this::rebuy, this::related, this::looked, this::catalogue, this::affinity);
            double[] weight = {
                weights.rebuy(), weights.related(), weights.looked(), weights.catalogue(), weights.affinity()
            };
            // Everybody who may be named has a number now, and sums have room for them.
            shopper.interests().forEach(interest -> number(interest.product()));
            bought.keySet().forEach(this::number);
            int room = index.numbersUsed() + strangers.size();
            double[] total = new double[room];
            double[] scale = new double[parts.size()];
            for (int part = 0; part < scale.length; part++) {
                double[] sums = new double[room];
                if (weight[part] > 0) {
                    parts.get(part).fill((product, points, reason) -> sums[product] += points);
                }
                double greatest = 0;
                for (double sum : sums) {
                    greatest = Math.max(greatest, sum);
                }
                scale[part] = greatest > 0 ? weight[part] / greatest : 0;
                for (int product = 0; product < room; product++) {
                    total[product] += sums[product] * scale[part];
                }
            }
            List<Integer> chosen = choose(total, limit);
            return explained(chosen, total, parts, scale);
        }

        private List<Integer> choose(double[] total, int limit) {
            Comparator<Integer> bestFirst = Comparator.<Integer>comparingDouble(product -> total[product])
                    .reversed()
                    .thenComparing(this::name);
            // A heap of the best that are likely to be enough; sorting all products would be most of the work.
            int likely = limit + bought.size() + 20;
            PriorityQueue<Integer> best = new PriorityQueue<>(bestFirst.reversed());
            boolean all = true;
            for (int product = 0; product < total.length; product++) {
                if (total[product] > 0 && limit > 0) {
                    Integer worst = best.peek();
                    if (worst == null || best.size() < likely) {
                        best.add(product);
                    } else {
                        all = false;
                        if (bestFirst.compare(product, worst) < 0) {
                            best.poll();
                            best.add(product);
                        }
                    }
                }
            }
            List<Integer> chosen = allowed(best, bestFirst, limit);
            if (chosen.size() == limit || all) {
                return chosen;
            }
            List<Integer> everything = new ArrayList<>();
            for (int product = 0; product < total.length; product++) {
                if (total[product] > 0) {
                    everything.add(product);
                }
            }
            return allowed(everything, bestFirst, limit);
        }

        private List<Integer> allowed(Collection<Integer> products, Comparator<Integer> bestFirst, int limit) {
            List<Integer> ranked = new ArrayList<>(products);
            ranked.sort(bestFirst);
            List<Integer> chosen = new ArrayList<>();
            for (int product : ranked) {
                if (chosen.size() == limit) {
                    break;
                }
                if (mayBeRecommended(product)) {
                    chosen.add(product);
                }
            }
            return chosen;
        }

        private boolean mayBeRecommended(int product) {
            String name = name(product);
            if (shopper.returned().contains(name) || isOutOfStock(name)) {
                return false;
            }
            List<Instant> before = bought.get(name);
            if (before == null) {
                return true;
            }
            Instant last = before.get(before.size() - 1);
            return !last.plus(rest).isAfter(now) && isBoughtAgain(product, name);
        }

        private boolean isOutOfStock(String product) {
            for (AttributeValue value : catalog.facts(product, Catalog.STOCK)) {
                if (value instanceof AttributeValue.Whole pieces && pieces.number() <= 0) {
                    return true;
                }
            }
            return false;
        }

        private boolean isBoughtAgain(int product, String name) {
            return !catalog.facts(name, Catalog.CONSUMABLE_OF).isEmpty()
                    || !catalog.facts(name, Catalog.USE_PERIOD_DAYS).isEmpty()
                    || (leastRepeatShare < 1 && repeatShare(product) >= leastRepeatShare);
        }

        private List<Recommendation> explained(List<Integer> chosen, double[] total, List<Part> parts, double[] scale) {
            Map<Integer, List<Recommendation.Part>> reasons = new HashMap<>();
            chosen.forEach(product -> reasons.put(product, new ArrayList<>()));
            for (int part = 0; part < scale.length; part++) {
                double factor = scale[part];
                if (factor > 0) {
                    parts.get(part).fill((product, points, reason) -> {
                        List<Recommendation.Part> found = reasons.get(product);
                        if (found != null && points > 0) {
                            found.add(new Recommendation.Part(reason.get(), points * factor));
                        }
                    });
                }
            }
            List<Recommendation> answer = new ArrayList<>();
            for (int product : chosen) {
                List<Recommendation.Part> found = Objects.requireNonNull(reasons.get(product));
                found.sort(Comparator.comparingDouble(Recommendation.Part::points)
                        .reversed()
                        .thenComparing(part -> part.reason().words()));
                answer.add(new Recommendation(name(product), total[product], found));
            }
            return answer;
        }

        // -------------------------------------------------------------- the parts

        private void rebuy(Sink sink) {
            bought.forEach((name, instants) -> {
                int product = number(name);
                double share = repeatShare(product);
                double points = 0;
                for (Instant at : instants) {
                    points += halved(at, REBUY_HALF_LIFE_DAYS);
                }
                sink.add(
                        product,
                        points * share,
                        () -> new Reason.BoughtBefore(instants.size(), instants.get(instants.size() - 1), share));
            });
        }

        private void related(Sink sink) {
            double[] mass = {0, 0}; // all weights, and what of them is left to popularity
            anchors.forEach((name, weight) -> mass[0] += weight);
            if (mass[0] == 0) {
                popular(sink, 1);
                return;
            }
            anchors.forEach((name, weight) -> {
                int anchor = number(name);
                int buyers = anchor < index.numbersUsed() ? index.buyers(anchor) : 0;
                double known = (double) buyers + MEAN_BUYERS;
                mass[1] += weight * MEAN_BUYERS / known;
                if (buyers == 0) {
                    return;
                }
                Neighbours found = neighbours(anchor);
                for (int i = 0; i < found.others.length; i++) {
                    int other = found.others[i];
                    int both = found.both[i];
                    double points = weight * found.llr[i] + CONFIDENCE_WEIGHT * weight * both / known / mass[0];
                    sink.add(
                            other,
                            points,
                            () -> new Reason.GoesWith(
                                    name, PairCounts.of(both, buyers, index.buyers(other), index.customers())));
                }
            });
            popular(sink, CONFIDENCE_WEIGHT * mass[1] / mass[0]);
        }

        private void popular(Sink sink, double times) {
            for (int product = 0; product < popularity.buyers.length; product++) {
                int buyers = popularity.buyers[product];
                if (buyers > 0) {
                    sink.add(
                            product,
                            times * popularity.share(product),
                            () -> new Reason.Popular(popularity.segment, buyers, popularity.customers));
                }
            }
        }

        private void looked(Sink sink) {
            for (Shopper.Interest interest : shopper.interests()) {
                sink.add(
                        number(interest.product()),
                        interest.sign().weight * halved(interest.at(), LOOKED_HALF_LIFE_DAYS),
                        () -> new Reason.Looked(interest.sign(), interest.at()));
            }
        }

        private void catalogue(Sink sink) {
            Map<String, List<String[]>> links = madeFor();
            if (!links.isEmpty()) {
                Set<String> told = new HashSet<>();
                for (KeptOrder order : shopper.orders()) {
                    if (order.at().plus(Duration.ofDays(HAS_DAYS)).isAfter(now)) {
                        for (KeptOrder.Line line : order.lines()) {
                            belonging(sink, links, told, line.product());
                            belonging(sink, links, told, category(line.product()));
                        }
                    }
                }
            }
            Replenishment rules = replenishment;
            if (rules != null) {
                due(sink, rules);
            }
        }

        private void belonging(Sink sink, Map<String, List<String[]>> links, Set<String> told, String target) {
            if (!target.isEmpty() && told.add(target)) {
                for (String[] link : links.getOrDefault(target, List.of())) {
                    sink.add(number(link[0]), 1, () -> new Reason.MadeFor(target, link[1]));
                }
            }
        }

        private void due(Sink sink, Replenishment rules) {
            Map<String, Consumable> consumables = new HashMap<>();
            rules.consumables().forEach(consumable -> consumables.put(consumable.name(), consumable));
            for (Replenishment.Due due : rules.due(shopper.orders())) {
                if (due.at().isAfter(now)) {
                    continue;
                }
                Consumable consumable = Objects.requireNonNull(consumables.get(due.consumable()));
                for (String product : new TreeSet<>(consumable.products())) {
                    if (index.number(product) >= 0) {
                        sink.add(number(product), 2, () -> new Reason.DueAgain(due.consumable(), due.at()));
                    }
                }
            }
        }

        private void affinity(Sink sink) {
            Map<String, Double> leaning = new TreeMap<>();
            double all = 0;
            for (Map.Entry<String, List<Instant>> entry : bought.entrySet()) {
                for (Instant at : entry.getValue()) {
                    all += lean(leaning, entry.getKey(), halved(at, AFFINITY_HALF_LIFE_DAYS));
                }
            }
            for (Shopper.Interest interest : shopper.interests()) {
                all += lean(
                        leaning,
                        interest.product(),
                        interest.sign().weight * halved(interest.at(), AFFINITY_HALF_LIFE_DAYS));
            }
            if (leaning.isEmpty()) {
                return;
            }
            double sum = all;
            for (int product = 0; product < popularity.buyers.length; product++) {
                if (popularity.buyers[product] > 0) {
                    String category = category(index.name(product));
                    Double lean = category.isEmpty() ? null : leaning.get(category);
                    if (lean != null) {
                        double share = lean / sum;
                        sink.add(
                                product, share * popularity.share(product), () -> new Reason.Affinity(category, share));
                    }
                }
            }
        }

        private double lean(Map<String, Double> leaning, String product, double weight) {
            String category = category(product);
            if (category.isEmpty()) {
                return 0;
            }
            leaning.merge(category, weight, Double::sum);
            return weight;
        }

        private String category(String product) {
            for (AttributeValue value : catalog.facts(product, Catalog.CATEGORY)) {
                if (value instanceof AttributeValue.Text text) {
                    return text.text();
                }
            }
            String told = shopper.categories().get(product);
            return told == null ? "" : told;
        }
    }
}
