package io.enishi.scoring.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The baskets of a {@link PurchaseIndex} in flat arrays, by customer and by product, and the counters that its questions work with. Not
 * thread-safe: whoever asks holds the index's lock.
 */
final class BasketTable {

    private static final int[] NONE = {};

    /** Product ids by number; numbers follow first appearance and never show in an answer. */
    final List<String> names = new ArrayList<>();

    final Map<String, Integer> numbers = new HashMap<>();
    int[][] basketsOf = new int[64][];
    int[] basketsOfSize = new int[64];
    /** Live baskets that hold the product. */
    int[] baskets = new int[64];
    /** Customers who bought the product. */
    int[] buyers = new int[64];
    /** Customers who bought it in two baskets of different instants or more. */
    int[] repeaters = new int[64];

    /** Products of each basket, rising numbers; null when the basket is gone. */
    int[] @Nullable [] items = new int[64][];

    long[] at = new long[64];
    Customer[] owner = new Customer[64];
    int basketSlots;
    int liveBaskets;
    long lines;

    final Map<String, Customer> customers = new HashMap<>();
    long version;

    // Working space of the questions, kept because it is as large as the assortment.
    int[] count = new int[64];
    int[] touched = new int[64];
    long[] firstAt = new long[64];

    static final class Customer {
        final String segment;
        /** Slots of their baskets, by rising time. */
        final int[] slots;

        Customer(String segment, int[] slots) {
            this.segment = segment;
            this.slots = slots;
        }
    }

    /** Replaces what is known of a customer. */
    void put(String customer, String segment, Collection<Basket> bought) {
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

    void remove(String customer) {
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

    int[] live(int slot) {
        int[] products = items[slot];
        if (products == null) {
            throw new IllegalStateException("a basket of a known customer is gone");
        }
        return products;
    }

    /** Empties the counters that a question used: those of the first {@code found} products that it touched. */
    void forget(int found) {
        for (int i = 0; i < found; i++) {
            count[touched[i]] = 0;
        }
    }
}
