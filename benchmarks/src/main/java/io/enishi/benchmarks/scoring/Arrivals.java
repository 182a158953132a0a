package io.enishi.benchmarks.scoring;

import io.enishi.core.event.CustomerEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/** The events of a shop as they arrive: one in twenty is late by up to thirty days, one in fifty is told twice. */
final class Arrivals {

    private static final long DAY = 86_400_000L;

    /** Customer of each arrival. */
    final Integer[] customer;

    final CustomerEvent[] events;
    final int customers;

    private Arrivals(Integer[] customer, CustomerEvent[] events, int customers) {
        this.customer = customer;
        this.events = events;
        this.customers = customers;
    }

    static Arrivals of(ShopEvents shop, long seed) {
        Random random = new Random(seed);
        record Arrival(long time, int event) {}
        int count = shop.events.length;
        Arrival[] arrivals = new Arrival[count + count / 50];
        for (int i = 0; i < count; i++) {
            long delay = random.nextInt(20) == 0 ? (long) (random.nextDouble() * 30 * DAY) : 0;
            arrivals[i] = new Arrival(shop.events[i].occurredAt().toEpochMilli() + delay, i);
        }
        for (int i = count; i < arrivals.length; i++) {
            Arrival again = arrivals[random.nextInt(count)];
            arrivals[i] = new Arrival(again.time() + (long) (random.nextDouble() * DAY), again.event());
        }
        Arrays.sort(arrivals, Comparator.comparingLong(Arrival::time));
        Integer[] boxed = new Integer[shop.customers];
        Arrays.setAll(boxed, i -> i);
        Integer[] who = new Integer[arrivals.length];
        CustomerEvent[] what = new CustomerEvent[arrivals.length];
        for (int i = 0; i < arrivals.length; i++) {
            who[i] = boxed[shop.customer[arrivals[i].event()]];
            what[i] = shop.events[arrivals[i].event()];
        }
        return new Arrivals(who, what, shop.customers);
    }
}
