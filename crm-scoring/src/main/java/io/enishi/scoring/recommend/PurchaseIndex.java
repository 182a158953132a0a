package io.enishi.scoring.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Who bought what when, arranged so that it can be asked what goes with what.
 *
 * <p>Idea: pairs are not kept. Kept are the baskets and, for each product, the numbers of its baskets; the products that go with one
 * are counted when somebody asks, by walking over its baskets with one counter for each product. So memory grows with the lines that
 * were bought and not with the square of a basket; a change costs no more than the customer it concerns; and an index changed
 * step by step is the same index as one built at once, because nothing in it is derived. (A table of all pairs was tried
 * first in thought: half a million lines make some millions of pairs, most of them of a single basket, and each insertion is a
 * cache miss.)
 *
 * <p>Everything is kept by customer: {@link #put} replaces what is known of one, so a late order, a cancellation, a merge or its undo is a
 * {@code put} (and a {@link #remove}) of those concerned.
 *
 * <p>Answers depend on the content alone, never on the order in which it came: ties are broken by product id.
 *
 * <p>Thread-safe: every method holds the index's lock. Cost of {@link #together}: the lines of all baskets that hold the product.
 */
public final class PurchaseIndex {

    private final BasketTable table = new BasketTable();

    /** An index of nobody. */
    public PurchaseIndex() {}

    // ------------------------------------------------------------------ changing

    /** Replaces what is known of a customer without a segment; see {@link #put(String, String, Collection)}. */
    public void put(String customer, Collection<Basket> bought) {
        put(customer, "", bought);
    }

    /**
     * Replaces what is known of a customer.
     *
     * @param customer any stable id
     * @param segment the group whose favourites stand in for a newcomer's, such as {@code region:kanto}; empty for none
     * @param bought their baskets in any order; none is the same as {@link #remove}
     */
    public synchronized void put(String customer, String segment, Collection<Basket> bought) {
        Objects.requireNonNull(segment, "segment");
        table.put(customer, segment, bought);
    }

    /** Forgets a customer; an unknown one is no error. */
    public synchronized void remove(String customer) {
        table.remove(customer);
    }

    // ------------------------------------------------------------------ counting

    /** How many baskets are known. */
    public synchronized int baskets() {
        return table.liveBaskets;
    }

    /** How many customers are known. */
    public synchronized int customers() {
        return table.customers.size();
    }

    /** How many lines, one for each product of each basket. */
    public synchronized long lines() {
        return table.lines;
    }

    /** In how many baskets a product lies; 0 for an unknown one. */
    public synchronized int baskets(String product) {
        Integer number = table.numbers.get(product);
        return number == null ? 0 : table.baskets[number];
    }

    /** How many customers bought a product; 0 for an unknown one. */
    public synchronized int buyers(String product) {
        Integer number = table.numbers.get(product);
        return number == null ? 0 : table.buyers[number];
    }

    /** How many of its {@link #buyers} bought a product again later. */
    public synchronized int repeatBuyers(String product) {
        Integer number = table.numbers.get(product);
        return number == null ? 0 : table.repeaters[number];
    }

    /** The products that somebody bought, sorted. */
    public synchronized Set<String> products() {
        Set<String> bought = new TreeSet<>();
        for (int product = 0; product < table.names.size(); product++) {
            if (table.buyers[product] > 0) {
                bought.add(table.names.get(product));
            }
        }
        return bought;
    }

    /** Rises with every change: an answer that was kept is stale when this moved. */
    public synchronized long version() {
        return table.version;
    }

    // ------------------------------------------------------------------ what goes with what

    /**
     * What is bought in the same basket, the most surprising first: more often than by chance and in at least {@code atLeast} baskets.
     * Empty for a product that nobody bought.
     *
     * @param limit at most so many
     */
    public synchronized List<Related> together(String product, int atLeast, int limit) {
        Integer asked = table.numbers.get(product);
        if (asked == null || table.baskets[asked] == 0) {
            return List.of();
        }
        int found = countTogether(asked, -1);
        List<Related> related = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            int other = table.touched[i];
            if (other != asked && table.count[other] >= atLeast) {
                add(
                        related,
                        other,
                        PairCounts.of(
                                table.count[other], table.baskets[asked], table.baskets[other], table.liveBaskets));
            }
        }
        table.forget(found);
        return best(related, limit);
    }

    /**
     * What the same customers buy later, at most {@code within} after a purchase of the product: accessories, refills, the next volume.
     * Cases are customers; a case "with the second product" is one who bought it after the first, or without ever buying the first.
     * Empty for a product that nobody bought.
     */
    public synchronized List<Related> afterwards(String product, Duration within, int atLeast, int limit) {
        Integer asked = table.numbers.get(product);
        if (asked == null || table.buyers[asked] == 0) {
            return List.of();
        }
        long window = within.toMillis();
        int[] common = new int[table.names.size()];
        int[] later = new int[table.names.size()];
        BasketTable.Customer last = null;
        int[] of = table.basketsOf[asked];
        for (int i = 0; i < table.basketsOfSize[asked]; i++) {
            int slot = of[i];
            // A customer's baskets stand next to each other, so each customer is met once.
            if (table.items[slot] != null && table.owner[slot] != last) {
                last = table.owner[slot];
                countAfterwards(last, asked, window, common, later);
            }
        }
        List<Related> related = new ArrayList<>();
        for (int other = 0; other < later.length; other++) {
            if (other != asked && later[other] >= Math.max(1, atLeast)) {
                int without = table.buyers[other] - common[other];
                add(
                        related,
                        other,
                        new PairCounts(
                                later[other],
                                table.buyers[asked] - later[other],
                                without,
                                table.customers.size() - table.buyers[asked] - without));
            }
        }
        return best(related, limit);
    }

    private void countAfterwards(BasketTable.Customer customer, int asked, long window, int[] common, int[] later) {
        int found = 0;
        long lastAsked = Long.MIN_VALUE;
        long askedBefore = Long.MIN_VALUE; // the latest purchase of the asked product before lastAsked's instant
        for (int slot : customer.slots) {
            int[] products = table.live(slot);
            boolean holds = Arrays.binarySearch(products, asked) >= 0;
            if (holds && table.at[slot] > lastAsked) {
                askedBefore = lastAsked;
                lastAsked = table.at[slot];
            }
            long before = lastAsked < table.at[slot] ? lastAsked : askedBefore;
            boolean counts = before != Long.MIN_VALUE && table.at[slot] - before <= window;
            for (int other : products) {
                if (table.count[other] == 0) {
                    table.touched[found++] = other;
                    table.count[other] = 1;
                    common[other]++;
                }
                if (counts && table.count[other] == 1) {
                    table.count[other] = 2;
                    later[other]++;
                }
            }
        }
        table.forget(found);
    }

    /** Counts the baskets of a product by what else they hold; products up to {@code above} are left out. Returns how many. */
    private int countTogether(int product, int above) {
        int found = 0;
        int[] of = table.basketsOf[product];
        int size = table.basketsOfSize[product];
        for (int i = 0; i < size; i++) {
            int[] others = table.items[of[i]];
            if (others == null) {
                continue;
            }
            for (int j = others.length - 1; j >= 0 && others[j] > above; j--) {
                int other = others[j];
                if (table.count[other]++ == 0) {
                    table.touched[found++] = other;
                }
            }
        }
        return found;
    }

    private void add(List<Related> related, int other, PairCounts counts) {
        double llr = counts.llr();
        if (counts.rootLlr() > 0) {
            related.add(new Related(table.names.get(other), counts, llr));
        }
    }

    private static List<Related> best(List<Related> related, int limit) {
        related.sort(Comparator.comparingDouble(Related::llr).reversed().thenComparing(Related::product));
        return List.copyOf(related.subList(0, Math.min(limit, related.size())));
    }

    /**
     * All pairs of products that lie in a basket together often enough, the most surprising first ({@link PairOfProducts#BY_LLR}).
     *
     * <p>Cost: the sum over the baskets of half the square of their size.
     *
     * @param leastBaskets products in fewer baskets are left out
     * @param leastTogether pairs in fewer baskets are left out; at least 1
     */
    public List<PairOfProducts> pairs(int leastBaskets, int leastTogether) {
        return pairs(leastBaskets, leastTogether, done -> {});
    }

    /**
     * As {@link #pairs(int, int)}, and tells how far it is.
     *
     * @param progress is told how many products are done, of {@link #products}
     */
    public synchronized List<PairOfProducts> pairs(int leastBaskets, int leastTogether, LongConsumer progress) {
        if (leastTogether < 1) {
            throw new IllegalArgumentException("pairs must be together at least once, but was " + leastTogether);
        }
        List<PairOfProducts> pairs = new ArrayList<>();
        for (int product = 0; product < table.names.size(); product++) {
            if (table.baskets[product] >= Math.max(1, leastBaskets)) {
                int found = countTogether(product, product);
                for (int i = 0; i < found; i++) {
                    int other = table.touched[i];
                    if (table.count[other] >= leastTogether && table.baskets[other] >= leastBaskets) {
                        pairs.add(pair(product, other, table.count[other]));
                    }
                }
                table.forget(found);
            }
            progress.accept(product + 1L);
        }
        pairs.sort(PairOfProducts.BY_LLR);
        return Collections.unmodifiableList(pairs);
    }

    private PairOfProducts pair(int product, int other, int both) {
        String name = table.names.get(product);
        String otherName = table.names.get(other);
        boolean inOrder = name.compareTo(otherName) < 0;
        PairCounts counts = inOrder
                ? PairCounts.of(both, table.baskets[product], table.baskets[other], table.liveBaskets)
                : PairCounts.of(both, table.baskets[other], table.baskets[product], table.liveBaskets);
        return inOrder
                ? new PairOfProducts(name, otherName, counts, counts.llr())
                : new PairOfProducts(otherName, name, counts, counts.llr());
    }

    // ------------------------------------------------------------------ what is popular

    /**
     * What most customers bought since an instant, the most popular first, ties by product id.
     *
     * @param segment of these customers only; empty for all
     * @param since baskets before it do not count
     */
    public synchronized List<Popular> popular(String segment, Instant since, int limit) {
        Counted counted = buyersBetween(segment, since, Instant.ofEpochMilli(Long.MAX_VALUE));
        int[] buyersSince = counted.buyers;
        int asked = counted.customers;
        List<Popular> popular = new ArrayList<>();
        for (int product = 0; product < buyersSince.length; product++) {
            if (buyersSince[product] > 0) {
                popular.add(new Popular(table.names.get(product), buyersSince[product], asked));
            }
        }
        popular.sort(Comparator.comparingInt(Popular::buyers).reversed().thenComparing(Popular::product));
        return List.copyOf(popular.subList(0, Math.min(limit, popular.size())));
    }

    // ------------------------------------------------------------------ by number, for the recommender, which holds
    // the lock

    int numbersUsed() {
        return table.names.size();
    }

    /** The product's number, or -1 for one that nobody ever bought. */
    int number(String product) {
        return table.numbers.getOrDefault(product, -1);
    }

    String name(int product) {
        return table.names.get(product);
    }

    int buyers(int product) {
        return table.buyers[product];
    }

    int repeatBuyers(int product) {
        return table.repeaters[product];
    }

    /**
     * The products that share cases (baskets or customers) with one product: their table.numbers, and how many cases they share.
     */
    static final class Row {
        final int[] others;
        final int[] both;
        private final int[] countsOfOthers;
        private final int count;
        private final int cases;

        Row(int[] others, int[] both, int[] countsOfOthers, int count, int cases) {
            this.others = others;
            this.both = both;
            this.countsOfOthers = countsOfOthers;
            this.count = count;
            this.cases = cases;
        }

        PairCounts counts(int i) {
            return PairCounts.of(both[i], count, countsOfOthers[i], cases);
        }

        boolean isAboveChance(int i) {
            return (long) both[i] * cases > (long) count * countsOfOthers[i];
        }
    }

    /** In how many baskets each other product lies with one. */
    Row inSameBasket(int product) {
        int found = countTogether(product, -1);
        int[] others = new int[found];
        int[] both = new int[found];
        int[] theirBaskets = new int[found];
        int n = 0;
        for (int i = 0; i < found; i++) {
            int other = table.touched[i];
            if (other != product) {
                others[n] = other;
                both[n] = table.count[other];
                theirBaskets[n++] = table.baskets[other];
            }
        }
        table.forget(found);
        return new Row(
                Arrays.copyOf(others, n),
                Arrays.copyOf(both, n),
                Arrays.copyOf(theirBaskets, n),
                table.baskets[product],
                table.liveBaskets);
    }

    Row boughtBySame(int product) {
        int[] common = new int[table.names.size()];
        int[] others = new int[16];
        int n = 0;
        BasketTable.Customer last = null;
        for (int i = 0; i < table.basketsOfSize[product]; i++) {
            int slot = table.basketsOf[product][i];
            // A customer's baskets stand next to each other, so each customer is met once.
            if (table.items[slot] == null || table.owner[slot] == last) {
                continue;
            }
            last = table.owner[slot];
            int found = 0;
            for (int theirs : last.slots) {
                for (int other : table.live(theirs)) {
                    if (table.count[other]++ == 0) {
                        table.touched[found++] = other;
                        if (other != product && common[other]++ == 0) {
                            if (n == others.length) {
                                others = Arrays.copyOf(others, n * 2);
                            }
                            others[n++] = other;
                        }
                    }
                }
            }
            table.forget(found);
        }
        others = Arrays.copyOf(others, n);
        int[] both = new int[n];
        int[] theirBuyers = new int[n];
        for (int i = 0; i < n; i++) {
            both[i] = common[others[i]];
            theirBuyers[i] = table.buyers[others[i]];
        }
        return new Row(others, both, theirBuyers, table.buyers[product], table.customers.size());
    }

    /** How many customers there were and how many of them bought each product. */
    static final class Counted {
        final int customers;
        final int[] buyers;

        Counted(int customers, int[] buyers) {
            this.customers = customers;
            this.buyers = buyers;
        }
    }

    /** Counts customers of a segment (all for the empty text) who bought between two instants, both included. */
    Counted buyersBetween(String segment, Instant since, Instant until) {
        long from = since.toEpochMilli();
        long to = until.toEpochMilli();
        int[] buyersThen = new int[table.names.size()];
        int asked = 0;
        for (BasketTable.Customer customer : table.customers.values()) {
            if (!segment.isEmpty() && !segment.equals(customer.segment)) {
                continue;
            }
            int found = 0;
            for (int slot : customer.slots) {
                if (table.at[slot] >= from && table.at[slot] <= to) {
                    for (int product : table.live(slot)) {
                        if (table.count[product]++ == 0) {
                            table.touched[found++] = product;
                            buyersThen[product]++;
                        }
                    }
                }
            }
            table.forget(found);
            asked += found > 0 ? 1 : 0;
        }
        return new Counted(asked, buyersThen);
    }
}
