package io.enishi.benchmarks.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A year of a shop, in the order of time: who, and what happened. The same for the same seed. */
final class ShopEvents {

    static final long BEGIN = Instant.parse("2025-04-01T00:00:00Z").toEpochMilli();
    static final long END = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();

    private static final String[] CATEGORIES = {"ink", "paper", "printer", "laptop", "other"};

    /** Customer of each event, from 0. */
    final int[] customer;

    final CustomerEvent[] events;
    final int customers;

    private ShopEvents(int[] customer, CustomerEvent[] events, int customers) {
        this.customer = customer;
        this.events = events;
        this.customers = customers;
    }

    static ShopEvents generate(int events, int customers, long seed) {
        Random random = new Random(seed);
        long[] times = new long[events];
        for (int i = 0; i < events; i++) {
            times[i] = BEGIN + (long) (random.nextDouble() * (END - BEGIN));
        }
        Arrays.sort(times);
        int[] who = new int[events];
        CustomerEvent[] what = new CustomerEvent[events];
        for (int i = 0; i < events; i++) {
            // Some customers do far more than others.
            double u = random.nextDouble();
            who[i] = (int) (u * u * customers);
            what[i] = CustomerEvent.of(
                    "ec",
                    EventId.of(i),
                    Identifier.of(Scheme.MEMBER, "m-" + who[i]),
                    Instant.ofEpochMilli(times[i]),
                    body(random, i));
        }
        return new ShopEvents(who, what, customers);
    }

    private static EventBody body(Random random, int number) {
        int kind = random.nextInt(100);
        String category = CATEGORIES[random.nextInt(CATEGORIES.length)];
        if (kind < 45) {
            return new EventBody.ProductViewed("p-" + random.nextInt(500), category);
        }
        if (kind < 62) {
            return message(MessageStep.OPENED, random, number);
        }
        if (kind < 70) {
            return message(MessageStep.TAPPED, random, number);
        }
        if (kind < 78) {
            return new EventBody.CartChanged(List.of(line(random, category)));
        }
        if (kind < 88) {
            return new EventBody.OrderPlaced(
                    Order.of("o-" + number, "ec", List.of(line(random, category), line(random, "other"))));
        }
        if (kind < 91) {
            return new EventBody.ProductFavourited("p-" + random.nextInt(500), category);
        }
        if (kind < 94) {
            return new EventBody.StoreVisited("shibuya");
        }
        if (kind < 96) {
            return new EventBody.ReviewPosted("p-1", 1 + random.nextInt(5), List.of(), 0);
        }
        return kind < 98 ? new EventBody.Registered("web") : new EventBody.NewsletterUnsubscribed("mail");
    }

    private static EventBody message(MessageStep step, Random random, int number) {
        return new EventBody.MessageEvent(step, "k-" + number, random.nextInt(3) == 0 ? "line" : "mail", "", "", "");
    }

    private static OrderLine line(Random random, String category) {
        return OrderLine.of(
                "p-" + random.nextInt(500), category, 1 + random.nextInt(2), Money.yen(500 + random.nextInt(20_000)));
    }
}
