package io.enishi.scoring.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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

    private static final int[] NONE = {};

    /** Product ids by number; numbers follow first appearance and never show in an answer. */
    private final List<String> names = new ArrayList<>();

    private final Map<String, Integer> numbers = new HashMap<>();
    private int[][] basketsOf = new int[64][];
    private int[] basketsOfSize = new int[64];
    /** Live baskets that hold the product. */
    private int[] baskets = new int[64];
    /** Customers who bought the product. */
    private int[] buyers = new int[64];
    /** Customers who bought it in two baskets of different instants or more. */
    private int[] repeaters = new int[64];

    /** Products of each basket, rising numbers; null when the basket is gone. */
    private int[] @Nullable [] items = new int[64][];

    private long[] at = new long[64];
    private Customer[] owner = new Customer[64];
    private int basketSlots;
    private int liveBaskets;
    private long lines;

    private final Map<String, Customer> customers = new HashMap<>();
    private long version;

    // Working space of the questions, kept because it is as large as the assortment.
    private int[] count = new int[64];
    private int[] touched = new int[64];
    private long[] firstAt = new long[64];

    private static final class Customer {
        final String segment;
        /** Slots of their baskets, by rising time. */
        final int[] slots;

        Customer(String segment, int[] slots) {
            this.segment = segment;
            this.slots = slots;
        }
    }

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
        List<Basket> inOrder = new ArrayList<>(bought);
        inOrder.sort(Comparator.comparing(Basket::at));
        if (isKnown(customer, segment, inOrder)) {
            return;
        }
        remove(customer);
        if (inOrder.isEmpty()) {
            return;
        }
        int[] slots = new int[inOrder.size()];
        Customer added = new Customer(segment, slots);
        for (int i = 0; i < slots.length; i++) {
            Basket basket = inOrder.get(i);
            slots[i] = addBasket(added, basket.at().toEpochMilli(), numbersOf(basket.products()));
        }
        customers.put(customer, added);
        countBuyer(added, 1);
        version++;
    }

    private boolean isKnown(String customer, String segment, List<Basket> inOrder) {
        Customer known = customers.get(customer);
        if (known == null || !known.segment.equals(segment) || known.slots.length != inOrder.size()) {
            return false;
        }
        for (int i = 0; i < known.slots.length; i++) {
            int slot = known.slots[i];
            Basket basket = inOrder.get(i);
            if (at[slot] != basket.at().toEpochMilli()
                    || live(slot).length != basket.products().size()
                    || !Arrays.equals(live(slot), numbersOf(basket.products()))) {
                return false;
            }
        }
        return true;
    }

    /** Forgets a customer; an unknown one is no error. */
    public synchronized void remove(String customer) {
        Customer gone = customers.remove(customer);
        if (gone == null) {
            return;
        }
        countBuyer(gone, -1);
        for (int slot : gone.slots) {
            int[] products = live(slot);
            for (int product : products) {
                baskets[product]--;
            }
            lines -= products.length;
            items[slot] = null;
            liveBaskets--;
        }
        version++;
        if (basketSlots > 1000 && liveBaskets < basketSlots / 2) {
            compact();
        }
    }

    private int[] numbersOf(List<String> products) {
        int[] found = new int[products.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = numberOf(products.get(i));
        }
        Arrays.sort(found);
        return found;
    }

    private int numberOf(String product) {
        Integer known = numbers.get(product);
        if (known != null) {
            return known;
        }
        int number = names.size();
        names.add(product);
        numbers.put(product, number);
        if (number == buyers.length) {
            int larger = number * 2;
            basketsOf = Arrays.copyOf(basketsOf, larger);
            basketsOfSize = Arrays.copyOf(basketsOfSize, larger);
            baskets = Arrays.copyOf(baskets, larger);
            buyers = Arrays.copyOf(buyers, larger);
            repeaters = Arrays.copyOf(repeaters, larger);
            count = Arrays.copyOf(count, larger);
            touched = Arrays.copyOf(touched, larger);
            firstAt = Arrays.copyOf(firstAt, larger);
        }
        basketsOf[number] = NONE;
        return number;
    }

    private int addBasket(Customer customer, long millis, int[] products) {
        int slot = basketSlots++;
        if (slot == at.length) {
            items = Arrays.copyOf(items, slot * 2);
            at = Arrays.copyOf(at, slot * 2);
            owner = Arrays.copyOf(owner, slot * 2);
        }
        items[slot] = products;
        at[slot] = millis;
        owner[slot] = customer;
        for (int product : products) {
            int size = basketsOfSize[product];
            int[] of = basketsOf[product];
            if (size == of.length) {
                of = Arrays.copyOf(of, Math.max(4, size * 2));
                basketsOf[product] = of;
            }
            of[size] = slot;
            basketsOfSize[product] = size + 1;
            baskets[product]++;
        }
        liveBaskets++;
        lines += products.length;
        return slot;
    }

    /** Adds or takes away one customer from the counts of buyers of each product that they bought. */
    private void countBuyer(Customer customer, int sign) {
        int found = 0;
        for (int slot : customer.slots) {
            for (int product : live(slot)) {
                if (count[product] == 0) {
                    touched[found++] = product;
                    count[product] = 1;
                    firstAt[product] = at[slot];
                    buyers[product] += sign;
                } else if (count[product] == 1 && at[slot] > firstAt[product]) {
                    count[product] = 2;
                    repeaters[product] += sign;
                }
            }
        }
        forget(found);
    }

    private void compact() {
        int[][] oldItems = new int[basketSlots][];
        long[] oldAt = at.clone();
        for (int slot = 0; slot < basketSlots; slot++) {
            int[] products = items[slot];
            oldItems[slot] = products == null ? NONE : products;
        }
        Arrays.fill(basketsOfSize, 0);
        Arrays.fill(baskets, 0);
        Arrays.fill(items, null);
        owner = new Customer[at.length];
        basketSlots = 0;
        liveBaskets = 0;
        lines = 0;
        for (Customer customer : customers.values()) {
            for (int i = 0; i < customer.slots.length; i++) {
                int old = customer.slots[i];
                customer.slots[i] = addBasket(customer, oldAt[old], oldItems[old]);
            }
        }
    }

    private int[] live(int slot) {
        int[] products = items[slot];
        if (products == null) {
            throw new IllegalStateException("a basket of a known customer is gone");
        }
        return products;
    }

    // ------------------------------------------------------------------ counting

    /** How many baskets are known. */
    public synchronized int baskets() {
        return liveBaskets;
    }

    /** How many customers are known. */
    public synchronized int customers() {
        return customers.size();
    }

    /** How many lines, one for each product of each basket. */
    public synchronized long lines() {
        return lines;
    }

    /** In how many baskets a product lies; 0 for an unknown one. */
    public synchronized int baskets(String product) {
        Integer number = numbers.get(product);
        return number == null ? 0 : baskets[number];
    }

    /** How many customers bought a product; 0 for an unknown one. */
    public synchronized int buyers(String product) {
        Integer number = numbers.get(product);
        return number == null ? 0 : buyers[number];
    }

    /** How many of its {@link #buyers} bought a product again later. */
    public synchronized int repeatBuyers(String product) {
        Integer number = numbers.get(product);
        return number == null ? 0 : repeaters[number];
    }

    /** The products that somebody bought, sorted. */
    public synchronized Set<String> products() {
        Set<String> bought = new TreeSet<>();
        for (int product = 0; product < names.size(); product++) {
            if (buyers[product] > 0) {
                bought.add(names.get(product));
            }
        }
        return bought;
    }

    /** Rises with every change: an answer that was kept is stale when this moved. */
    public synchronized long version() {
        return version;
    }

    // ------------------------------------------------------------------ what goes with what

    /**
     * What is bought in the same basket, the most surprising first: more often than by chance and in at least {@code atLeast} baskets.
     * Empty for a product that nobody bought.
     *
     * @param limit at most so many
     */
    public synchronized List<Related> together(String product, int atLeast, int limit) {
        Integer asked = numbers.get(product);
        if (asked == null || baskets[asked] == 0) {
            return List.of();
        }
        int found = countTogether(asked, -1);
        List<Related> related = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            int other = touched[i];
            if (other != asked && count[other] >= atLeast) {
                add(related, other, PairCounts.of(count[other], baskets[asked], baskets[other], liveBaskets));
            }
        }
        forget(found);
        return best(related, limit);
    }

    /**
     * What the same customers buy later, at most {@code within} after a purchase of the product: accessories, refills, the next volume.
     * Cases are customers; a case "with the second product" is one who bought it after the first, or without ever buying the first.
     * Empty for a product that nobody bought.
     */
    public synchronized List<Related> afterwards(String product, Duration within, int atLeast, int limit) {
        Integer asked = numbers.get(product);
        if (asked == null || buyers[asked] == 0) {
            return List.of();
        }
        long window = within.toMillis();
        int[] common = new int[names.size()];
        int[] later = new int[names.size()];
        Customer last = null;
        int[] of = basketsOf[asked];
        for (int i = 0; i < basketsOfSize[asked]; i++) {
            int slot = of[i];
            // A customer's baskets stand next to each other, so each customer is met once.
            if (items[slot] != null && owner[slot] != last) {
                last = owner[slot];
                countAfterwards(last, asked, window, common, later);
            }
        }
        List<Related> related = new ArrayList<>();
        for (int other = 0; other < later.length; other++) {
            if (other != asked && later[other] >= Math.max(1, atLeast)) {
                int without = buyers[other] - common[other];
                add(
                        related,
                        other,
                        new PairCounts(
                                later[other],
                                buyers[asked] - later[other],
                                without,
                                customers.size() - buyers[asked] - without));
            }
        }
        return best(related, limit);
    }

    private void countAfterwards(Customer customer, int asked, long window, int[] common, int[] later) {
        int found = 0;
        long lastAsked = Long.MIN_VALUE;
        long askedBefore = Long.MIN_VALUE; // the latest purchase of the asked product before lastAsked's instant
        for (int slot : customer.slots) {
            int[] products = live(slot);
            boolean holds = Arrays.binarySearch(products, asked) >= 0;
            if (holds && at[slot] > lastAsked) {
                askedBefore = lastAsked;
                lastAsked = at[slot];
            }
            long before = lastAsked < at[slot] ? lastAsked : askedBefore;
            boolean counts = before != Long.MIN_VALUE && at[slot] - before <= window;
            for (int other : products) {
                if (count[other] == 0) {
                    touched[found++] = other;
                    count[other] = 1;
                    common[other]++;
                }
                if (counts && count[other] == 1) {
                    count[other] = 2;
                    later[other]++;
                }
            }
        }
        forget(found);
    }

    /** Counts the baskets of a product by what else they hold; products up to {@code above} are left out. Returns how many. */
    private int countTogether(int product, int above) {
        int found = 0;
        int[] of = basketsOf[product];
        int size = basketsOfSize[product];
        for (int i = 0; i < size; i++) {
            int[] others = items[of[i]];
            if (others == null) {
                continue;
            }
            for (int j = others.length - 1; j >= 0 && others[j] > above; j--) {
                int other = others[j];
                if (count[other]++ == 0) {
                    touched[found++] = other;
                }
            }
        }
        return found;
    }

    private void forget(int found) {
        for (int i = 0; i < found; i++) {
            count[touched[i]] = 0;
        }
    }

    private void add(List<Related> related, int other, PairCounts counts) {
        double llr = counts.llr();
        if (counts.rootLlr() > 0) {
            related.add(new Related(names.get(other), counts, llr));
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
        for (int product = 0; product < names.size(); product++) {
            if (baskets[product] >= Math.max(1, leastBaskets)) {
                int found = countTogether(product, product);
                for (int i = 0; i < found; i++) {
                    int other = touched[i];
                    if (count[other] >= leastTogether && baskets[other] >= leastBaskets) {
                        pairs.add(pair(product, other, count[other]));
                    }
                }
                forget(found);
            }
            progress.accept(product + 1L);
        }
        pairs.sort(PairOfProducts.BY_LLR);
        return Collections.unmodifiableList(pairs);
    }

    private PairOfProducts pair(int product, int other, int both) {
        String name = names.get(product);
        String otherName = names.get(other);
        boolean inOrder = name.compareTo(otherName) < 0;
        PairCounts counts = inOrder
                ? PairCounts.of(both, baskets[product], baskets[other], liveBaskets)
                : PairCounts.of(both, baskets[other], baskets[product], liveBaskets);
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
                popular.add(new Popular(names.get(product), buyersSince[product], asked));
            }
        }
        popular.sort(Comparator.comparingInt(Popular::buyers).reversed().thenComparing(Popular::product));
        return List.copyOf(popular.subList(0, Math.min(limit, popular.size())));
    }

    // ------------------------------------------------------------------ by number, for the recommender, which holds
    // the lock

    int numbersUsed() {
        return names.size();
    }

    /** The product's number, or -1 for one that nobody ever bought. */
    int number(String product) {
        return numbers.getOrDefault(product, -1);
    }

    String name(int product) {
        return names.get(product);
    }

    int buyers(int product) {
        return buyers[product];
    }

    int repeatBuyers(int product) {
        return repeaters[product];
    }

    /**
     * The products that share cases (baskets or customers) with one product: their numbers, and how many cases they share.
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
            int other = touched[i];
            if (other != product) {
                others[n] = other;
                both[n] = count[other];
                theirBaskets[n++] = baskets[other];
            }
        }
        forget(found);
        return new Row(
                Arrays.copyOf(others, n),
                Arrays.copyOf(both, n),
                Arrays.copyOf(theirBaskets, n),
                baskets[product],
                liveBaskets);
    }

    Row boughtBySame(int product) {
        int[] common = new int[names.size()];
        int[] others = new int[16];
        int n = 0;
        Customer last = null;
        for (int i = 0; i < basketsOfSize[product]; i++) {
            int slot = basketsOf[product][i];
            // A customer's baskets stand next to each other, so each customer is met once.
            if (items[slot] == null || owner[slot] == last) {
                continue;
            }
            last = owner[slot];
            int found = 0;
            for (int theirs : last.slots) {
                for (int other : live(theirs)) {
                    if (count[other]++ == 0) {
                        touched[found++] = other;
                        if (other != product && common[other]++ == 0) {
                            if (n == others.length) {
                                others = Arrays.copyOf(others, n * 2);
                            }
                            others[n++] = other;
                        }
                    }
                }
            }
            forget(found);
        }
        others = Arrays.copyOf(others, n);
        int[] both = new int[n];
        int[] theirBuyers = new int[n];
        for (int i = 0; i < n; i++) {
            both[i] = common[others[i]];
            theirBuyers[i] = buyers[others[i]];
        }
        return new Row(others, both, theirBuyers, buyers[product], customers.size());
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
        int[] buyersThen = new int[names.size()];
        int asked = 0;
        for (Customer customer : customers.values()) {
            if (!segment.isEmpty() && !segment.equals(customer.segment)) {
                continue;
            }
            int found = 0;
            for (int slot : customer.slots) {
                if (at[slot] >= from && at[slot] <= to) {
                    for (int product : live(slot)) {
                        if (count[product]++ == 0) {
                            touched[found++] = product;
                            buyersThen[product]++;
                        }
                    }
                }
            }
            forget(found);
            asked += found > 0 ? 1 : 0;
        }
        return new Counted(asked, buyersThen);
    }
}
