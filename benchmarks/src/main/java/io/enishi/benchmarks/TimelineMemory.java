package io.enishi.benchmarks;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.internal.timeline.Arrival;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * What a stored event costs: the heap that is held after full collections by the timelines of 100,000 customers with 1,000,000
 * events and random UUIDs, columns and de-duplication together. Bodies are shared in that figure and reported apart, as records
 * and encoded. Events arrive in order of time, every fiftieth late, every fiftieth twice.
 *
 * <p>Two worlds: one where every customer has as many events as chance gives (10 on average), and one where a few have most.
 */
final class TimelineMemory implements Job {

    private static final int CUSTOMERS = 100_000;
    private static final int EVENTS = 1_000_000;
    private static final long START = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    private static final List<Identifier> WHO = List.of(Identifier.member("m-1"));

    @Override
    public String name() {
        return "memory.timeline";
    }

    @Override
    public String description() {
        return "bytes an event in the timelines of 100,000 customers with 1,000,000 events";
    }

    @Override
    public void run() {
        double even = perEvent("even", random -> random.nextInt(CUSTOMERS));
        double skewed = perEvent("skewed", random -> {
            double u = random.nextDouble();
            return (int) (CUSTOMERS * u * u * u);
        });
        long bodies = bodiesAsRecords();
        long encoded = encodedBodies();
        System.out.printf(
                Locale.ROOT,
                "memory.timeline bytes_per_event=%.1f bytes_per_event_skewed=%.1f body_record_bytes=%.1f body_encoded_bytes=%.1f%n",
                even,
                skewed,
                (double) bodies / EVENTS,
                (double) encoded / EVENTS);
    }

    private static double perEvent(String world, ToIntFunction<SplittableRandom> customerOf) {
        SplittableRandom random = new SplittableRandom(17);
        EventBody[] pool = new EventBody[64];
        Arrays.setAll(pool, i -> body(random));
        Vocabulary vocabulary = new Vocabulary();
        OriginTimeline nothing = OriginTimeline.empty(vocabulary);
        long before = heldBytes();

        OriginTimeline[] timelines = new OriginTimeline[CUSTOMERS];
        Arrays.fill(timelines, nothing);
        int added = 0;
        int duplicates = 0;
        long started = System.nanoTime();
        while (added < EVENTS) {
            int customer = customerOf.applyAsInt(random);
            long at = START + added * 30_000L;
            long late = added % 50 == 0 ? random.nextLong(86_400_000L * 30) : 0;
            CustomerEvent event = new CustomerEvent(
                    random.nextBoolean() ? "ec" : "pos",
                    new EventId(random.nextLong(), random.nextLong()),
                    WHO,
                    Instant.ofEpochMilli(at - late),
                    Instant.ofEpochMilli(at + 1_000),
                    null,
                    pool[random.nextInt(pool.length)]);
            timelines[customer] = timelines[customer].plus(event).timeline();
            added++;
            if (added % 50 == 25) {
                Arrival again = timelines[customer].plus(event);
                duplicates += again instanceof Arrival.Duplicate ? 1 : 0;
            }
        }
        long nanos = System.nanoTime() - started;

        double perEvent = (double) (heldBytes() - before) / EVENTS;
        long held = 0;
        int largest = 0;
        for (OriginTimeline timeline : timelines) {
            held += timeline.size();
            largest = Math.max(largest, timeline.size());
        }
        if (held != EVENTS || duplicates != EVENTS / 50) {
            throw new IllegalStateException("timelines must hold " + EVENTS + " events and know every copy, but hold "
                    + held + ", knew " + duplicates);
        }
        System.out.printf(
                Locale.ROOT,
                "   %-8s %6.1f bytes an event, %4.0f ns an arrival, largest timeline %d events%n",
                world,
                perEvent,
                (double) nanos / EVENTS,
                largest);
        Reference.reachabilityFence(timelines);
        Reference.reachabilityFence(pool);
        return perEvent;
    }

    /** Records whose product names are shared, as a reader with a text cache makes them. */
    private static long bodiesAsRecords() {
        SplittableRandom random = new SplittableRandom(17);
        EventBody[] bodies = new EventBody[EVENTS];
        long before = heldBytes();
        Arrays.setAll(bodies, i -> body(random));
        long bytes = heldBytes() - before;
        Reference.reachabilityFence(bodies);
        return bytes;
    }

    private static long encodedBodies() {
        EventCodec codec = new EventCodec();
        SplittableRandom random = new SplittableRandom(17);
        long bytes = 0;
        for (int i = 0; i < EVENTS; i++) {
            bytes += codec.encodeBody(body(random)).getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    private static final String[] PRODUCTS = names("product-", 500);
    private static final String[] CATEGORIES = names("category-", 20);

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        Arrays.setAll(names, i -> prefix + i);
        return names;
    }

    /** Mostly views, some orders of one to three lines, some messages, as shops see them. */
    private static EventBody body(SplittableRandom random) {
        int kind = random.nextInt(10);
        String product = PRODUCTS[random.nextInt(PRODUCTS.length)];
        String category = CATEGORIES[random.nextInt(CATEGORIES.length)];
        if (kind < 6) {
            return new EventBody.ProductViewed(product, category);
        }
        if (kind < 8) {
            OrderLine[] lines = new OrderLine[1 + random.nextInt(3)];
            Arrays.setAll(lines, i -> OrderLine.of(product, category, 1 + i, Money.yen(100L * random.nextInt(1, 300))));
            return new EventBody.OrderPlaced(Order.of("order-" + random.nextInt(EVENTS), "ec", List.of(lines)));
        }
        return new EventBody.MessageEvent(
                EventBody.MessageStep.SENT, "key-" + random.nextInt(EVENTS), "mail", "welcome", "hello", "");
    }

    /** What is reachable: the least that is in use after several full collections. */
    private static long heldBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
