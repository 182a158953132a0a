package io.enishi.scoring.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Judges recommendations by what people bought afterwards: everything before an instant is known, what each bought from then on is to be
 * guessed. Nothing of the time to be guessed is in the {@link #training} index.
 *
 * <p>Judged are customers with purchases on both sides. Two questions are worth asking: <em>everything</em> that they bought, where
 * buying the same again counts, and only what was <em>new</em> to them.
 *
 * <p>The hit rate is the share of customers for whom at least one of the recommended products was bought. NDCG (normalised discounted
 * cumulative gain) also looks at the place: a product bought at place i counts 1 / log2(i + 1), and the sum is divided by the
 * best possible one (Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques, ACM TOIS 20(4), 2002).
 */
public final class TimeSplit {

    private final Instant split;
    private final PurchaseIndex training = new PurchaseIndex();
    private final Map<String, List<Basket>> before = new TreeMap<>();
    private final Map<String, Set<String>> after = new TreeMap<>();

    /**
     * Splits purchases.
     *
     * @param baskets of each customer
     * @param split purchases before it are known
     * @param end purchases from the split on and before it are to be guessed
     */
    public TimeSplit(Map<String, List<Basket>> baskets, Instant split, Instant end) {
        if (!split.isBefore(end)) {
            throw new IllegalArgumentException(
                    "the split must be before the end, but they were " + split + " and " + end);
        }
        this.split = split;
        baskets.forEach((customer, bought) -> {
            List<Basket> known = new ArrayList<>();
            Set<String> later = new TreeSet<>();
            for (Basket basket : bought) {
                if (basket.at().isBefore(split)) {
                    known.add(basket);
                } else if (basket.at().isBefore(end)) {
                    later.addAll(basket.products());
                }
            }
            if (!known.isEmpty()) {
                before.put(customer, known);
                training.put(customer, known);
                if (!later.isEmpty()) {
                    after.put(customer, later);
                }
            }
        });
    }

    /** What is known before the split. */
    public PurchaseIndex training() {
        return training;
    }

    /** Customers with purchases on both sides. */
    public int customers() {
        return after.size();
    }

    /** Chooses products for a customer by what they bought before the split. */
    @FunctionalInterface
    public interface Chooser {

        /**
         * At most {@code limit} products, best first.
         *
         * @param bought what the customer bought before
         * @param onlyNew whether products among them are useless
         */
        List<String> choose(List<Basket> bought, boolean onlyNew, int limit);
    }

    /**
     * How good a chooser was.
     *
     * @param customers how many were judged
     * @param hitRate share of them with a hit, 0 to 1; 0 for no customers
     * @param ndcg mean over them, 0 to 1; 0 for no customers
     */
    public record Verdict(int customers, double hitRate, double ndcg) {}

    /** Judges a chooser; {@code k} is how many products it may name. */
    public Verdict judge(Chooser chooser, boolean onlyNew, int k) {
        return judge(chooser, onlyNew, k, done -> {});
    }

    /** As {@link #judge(Chooser, boolean, int)}; {@code progress} is told how many of {@link #customers} are done. */
    public Verdict judge(Chooser chooser, boolean onlyNew, int k, LongConsumer progress) {
        int judged = 0;
        int hits = 0;
        double gain = 0;
        long done = 0;
        for (Map.Entry<String, Set<String>> entry : after.entrySet()) {
            List<Basket> bought = Objects.requireNonNull(before.get(entry.getKey()));
            Set<String> wanted = new HashSet<>(entry.getValue());
            if (onlyNew) {
                bought.forEach(basket -> wanted.removeAll(basket.products()));
            }
            if (!wanted.isEmpty()) {
                double ndcg = ndcg(chooser.choose(bought, onlyNew, k), wanted, k);
                judged++;
                hits += ndcg > 0 ? 1 : 0;
                gain += ndcg;
            }
            progress.accept(++done);
        }
        return judged == 0 ? new Verdict(0, 0, 0) : new Verdict(judged, (double) hits / judged, gain / judged);
    }

    private static double ndcg(List<String> chosen, Set<String> wanted, int k) {
        double gain = 0;
        double best = 0;
        for (int i = 0; i < k; i++) {
            double discount = StrictMath.log(2) / StrictMath.log(i + 2.0);
            gain += i < chosen.size() && wanted.contains(chosen.get(i)) ? discount : 0;
            best += i < wanted.size() ? discount : 0;
        }
        return gain / best;
    }

    // ------------------------------------------------------------------ who chooses

    /** A recommender over {@link #training}, as it stands for everything; for new products it recommends nothing twice. */
    public Chooser by(ProductRecommender recommender) {
        ProductRecommender onceOnly = recommender.withLeastRepeatShare(1);
        return (bought, onlyNew, limit) -> (onlyNew ? onceOnly : recommender)
                .recommend(Shopper.of(bought), split, limit).stream()
                        .map(Recommendation::product)
                        .toList();
    }

    /** Everybody gets what most customers bought in the last days before the split. */
    public Chooser byPopularity(Duration lately) {
        List<Popular> popular = training.popular("", split.minus(lately), Integer.MAX_VALUE);
        return (bought, onlyNew, limit) -> {
            Set<String> own = onlyNew ? own(bought) : Set.of();
            return popular.stream()
                    .map(Popular::product)
                    .filter(product -> !own.contains(product))
                    .limit(limit)
                    .toList();
        };
    }

    /** What the customer bought most often, then what is popular: says nothing new, and is hard to beat. */
    public Chooser byOwnHabit(Duration lately) {
        Chooser popularity = byPopularity(lately);
        return (bought, onlyNew, limit) -> {
            Map<String, Double> times = new HashMap<>();
            if (!onlyNew) {
                bought.forEach(basket -> basket.products().forEach(product -> times.merge(product, 1.0, Double::sum)));
            }
            List<String> chosen = best(times, limit);
            for (String product : popularity.choose(bought, onlyNew, limit + chosen.size())) {
                if (chosen.size() < limit && !chosen.contains(product)) {
                    chosen.add(product);
                }
            }
            return chosen;
        };
    }

    /** Plain co-occurrence: how many baskets a product shares with those that the customer bought, added up. */
    public Chooser byCoOccurrenceInBaskets() {
        return byCounts(training::inSameBasket);
    }

    /** Plain co-occurrence: how many customers a product shares with those that the customer bought, added up. */
    public Chooser byCoOccurrenceByCustomer() {
        return byCounts(training::boughtBySame);
    }

    private interface Rows {
        PurchaseIndex.Row of(int product);
    }

    private Chooser byCounts(Rows rows) {
        Map<Integer, PurchaseIndex.Row> known = new HashMap<>();
        return (bought, onlyNew, limit) -> {
            Set<String> own = own(bought);
            synchronized (training) {
                Map<Integer, Double> sums = new HashMap<>();
                for (String product : own) {
                    PurchaseIndex.Row row = known.computeIfAbsent(training.number(product), rows::of);
                    for (int i = 0; i < row.others.length; i++) {
                        sums.merge(row.others[i], (double) row.both[i], Double::sum);
                    }
                }
                Map<String, Double> byName = new HashMap<>();
                sums.forEach((product, sum) -> byName.put(training.name(product), sum));
                if (onlyNew) {
                    byName.keySet().removeAll(own);
                }
                return best(byName, limit);
            }
        };
    }

    private static Set<String> own(List<Basket> bought) {
        Set<String> own = new TreeSet<>();
        bought.forEach(basket -> own.addAll(basket.products()));
        return own;
    }

    private static List<String> best(Map<String, Double> points, int limit) {
        return new ArrayList<>(points.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList());
    }
}
