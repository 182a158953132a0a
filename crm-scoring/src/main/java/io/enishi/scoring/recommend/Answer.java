package io.enishi.scoring.recommend;

import io.enishi.core.spi.Catalog;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link ProductRecommender} says to one person at one instant, under the lock of its index. */
final class Answer {

    private static final int REBUY_HALF_LIFE_DAYS = 365;
    private static final int HAS_DAYS = 365;
    private static final double DAY = Duration.ofDays(1).toMillis();

    /** Takes what a part finds: into sums the first time, into reasons the second, so that both come from the same code. */
    private interface Sink {
        void add(int product, double points, Supplier<Reason> reason);
    }

    private interface Part {
        void fill(Sink sink);
    }

    private final PurchaseIndex index;
    private final Catalog catalog;
    private final @Nullable Replenishment replenishment;
    private final Weights weights;
    private final Duration rest;
    private final double leastRepeatShare;
    private final Remembered remembered;

    private final Shopper shopper;
    private final Instant now;
    /** Products that nobody has bought yet have numbers after those of the index. */
    private final List<String> strangers = new ArrayList<>();

    private final Map<String, Integer> strangerNumbers = new HashMap<>();
    /** When each was bought, sorted by product, so that sums do not depend on the numbers. */
    private final Map<String, List<Instant>> bought = new TreeMap<>();

    private final Map<String, Double> anchors = new TreeMap<>();
    private final Remembered.Popularity popularity;

    Answer(ProductRecommender by, Shopper shopper, Instant now) {
        this.index = by.index;
        this.catalog = by.catalog;
        this.replenishment = by.replenishment;
        this.weights = by.weights;
        this.rest = by.rest;
        this.leastRepeatShare = by.leastRepeatShare;
        this.remembered = by.remembered;
        this.shopper = shopper;
        this.now = now;
        for (KeptOrder order : shopper.orders()) {
            Set<String> once = new HashSet<>();
            for (KeptOrder.Line line : order.lines()) {
                if (once.add(line.product())) {
                    bought.computeIfAbsent(line.product(), first -> new ArrayList<>())
                            .add(order.at());
                    anchors.merge(
                            line.product(), halved(order.at(), ProductRecommender.RELATED_HALF_LIFE_DAYS), Math::max);
                }
            }
        }
        bought.values().forEach(instants -> instants.sort(Comparator.naturalOrder()));
        for (Shopper.Interest interest : shopper.interests()) {
            anchors.merge(
                    interest.product(),
                    interest.sign().weight * halved(interest.at(), ProductRecommender.LOOKED_HALF_LIFE_DAYS),
                    Math::max);
        }
        this.popularity = remembered.popularity(shopper.segment(), now);
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
        List<Part> parts = List.of(
                this::rebuy, this::related, this::looked, this::catalogue, this::affinity, sink -> popular(sink, 1));
        double[] weight = {
            weights.rebuy(),
            weights.related(),
            weights.looked(),
            weights.catalogue(),
            weights.affinity(),
            weights.popular()
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
                || (leastRepeatShare < 1 && remembered.repeatShare(product) >= leastRepeatShare);
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
            double share = remembered.repeatShare(product);
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
            double known = (double) buyers + ProductRecommender.MEAN_BUYERS;
            mass[1] += weight * ProductRecommender.MEAN_BUYERS / known;
            if (buyers == 0) {
                return;
            }
            Remembered.Neighbours found = remembered.neighbours(anchor);
            for (int i = 0; i < found.others.length; i++) {
                int other = found.others[i];
                int both = found.both[i];
                double points =
                        weight * found.llr[i] + ProductRecommender.CONFIDENCE_WEIGHT * weight * both / known / mass[0];
                sink.add(
                        other,
                        points,
                        () -> new Reason.GoesWith(
                                name, PairCounts.of(both, buyers, index.buyers(other), index.customers())));
            }
        });
        popular(sink, ProductRecommender.CONFIDENCE_WEIGHT * mass[1] / mass[0]);
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
                    interest.sign().weight * halved(interest.at(), ProductRecommender.LOOKED_HALF_LIFE_DAYS),
                    () -> new Reason.Looked(interest.sign(), interest.at()));
        }
    }

    private void catalogue(Sink sink) {
        Map<String, List<String[]>> links = remembered.madeFor();
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
                all += lean(leaning, entry.getKey(), halved(at, ProductRecommender.AFFINITY_HALF_LIFE_DAYS));
            }
        }
        for (Shopper.Interest interest : shopper.interests()) {
            all += lean(
                    leaning,
                    interest.product(),
                    interest.sign().weight * halved(interest.at(), ProductRecommender.AFFINITY_HALF_LIFE_DAYS));
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
                    sink.add(product, share * popularity.share(product), () -> new Reason.Affinity(category, share));
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
