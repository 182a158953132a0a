package io.enishi.benchmarks.journey;

import io.enishi.benchmarks.Job;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Effect;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.RunBook;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * 1,000,000 runs of one journey: start and a first send, wait for "opened" or three days, branch, a second send, end. Half of the
 * people open. Also: 1,000,000 time-outs of one second drained while events come in.
 *
 * <p>Both sides get the same event objects, in the same order, which is another one for the starts and for the openings and never that
 * of the customers' numbers; both look at what kind of event it is and find the customer's state by a key that comes with it.
 *
 * <ul>
 *   <li>By hand ({@link ByHand}): a {@code HashMap} by the shop's number, a small {@code long}, and a {@code PriorityQueue}. It takes
 *       any opening for one of its message, counts what it would send, and forgets.
 *   <li>Ours: a {@link RunBook} by origins of 128 bits. It tells events by the scenario's selections, asks the desk before each send,
 *       looks for the goal at the start and at each claim, compares the key of 92 characters in each opening with that of the message
 *       which it sent, and remembers what makes up the keys of its commands. The desk clears everything and counts.
 * </ul>
 *
 * <p>One thread. Rounds alternate, and the one that comes first does, too; the first two warm up. Bytes are those of the heap after a
 * collection, all runs waiting, the events left out.
 */
public final class JourneyJob implements Job {

    private static final String NAME = "scenario.journeys";
    private static final int RUNS = 1_000_000;
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final long START = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
    private static final long SPREAD = 600_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "1,000,000 runs of a journey in a RunBook, against a map and a queue by hand (-Xmx4g)";
    }

    private static final class Counting implements RunBook.Desk {
        private long sent;

        @Override
        public Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now) {
            return new Clearance.Cleared(offer.channel(), offer.content(), List.of());
        }

        @Override
        public void done(RunBook.Claimed claimed) {
            sent++;
        }
    }

    static CompiledScenario journey() {
        return Scenario.named("hello")
                .goal("They read what we write", Check.happened(Selection.of("order.placed")))
                .owner("crm")
                .because("to measure it")
                .standardExits()
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(
                        Step.send("hello", Message.transactional("service").by("mail", "hello")),
                        new Step.Await(
                                "",
                                Check.opened("hello"),
                                Span.days(3),
                                null,
                                List.of(Step.send(
                                        "thanks",
                                        Message.transactional("service").by("mail", "thanks"))),
                                List.of(Step.send(
                                        "reminder",
                                        Message.transactional("service").by("mail", "reminder")))))
                .build()
                .compile();
    }

    private static RunBook book(Counting desk) {
        return RunBook.of(journey(), ZoneId.of("Asia/Tokyo"), desk);
    }

    @Override
    public void run() throws Exception {
        Arrival[] starts = Arrival.registrations(RUNS, START, SPREAD);
        Arrival[] opens = Arrival.openings(starts, START + SPREAD);
        List<Round> hand = new ArrayList<>();
        List<Round> ours = new ArrayList<>();
        for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
            if (i % 2 == 0) {
                hand.add(byHand(starts, opens));
            }
            ours.add(byBook(starts, opens));
            if (i % 2 != 0) {
                hand.add(byHand(starts, opens));
            }
        }
        Comparison comparison =
                new Comparison(hand.subList(WARM_UPS, hand.size()), ours.subList(WARM_UPS, ours.size()));
        comparison.print("starts  by hand %,12.0f /s, ours %,12.0f /s, ratio=%.2f goal=0.50", Round::starts);
        comparison.print("events  by hand %,12.0f /s, ours %,12.0f /s, ratio=%.2f goal=0.50", Round::events);
        comparison.print("timers  by hand %,12.0f /s, ours %,12.0f /s, ratio=%.2f goal=0.50", Round::timers);
        comparison.print("heap a run  by hand %,.0f bytes, ours %,.0f bytes, times=%.2f goal=1.00", Round::bytes);
        drain();
    }

    /** Starts, events and time-outs of a second, and bytes of a run that waits. */
    private record Round(double starts, double events, double timers, double bytes) {}

    private record Comparison(List<Round> hand, List<Round> ours) {

        void print(String line, ToDoubleFunction<Round> figure) {
            double baseline = median(hand, figure);
            double measured = median(ours, figure);
            System.out.println(NAME + " " + String.format(Locale.ROOT, line, baseline, measured, measured / baseline));
        }

        private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
            return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
        }
    }

    private static Round byHand(Arrival[] starts, Arrival[] opens) {
        long before = heap();
        ByHand hand = new ByHand();
        long t0 = System.nanoTime();
        for (Arrival start : starts) {
            hand.accept(start.customer(), start.event());
        }
        long t1 = System.nanoTime();
        double bytes = (heap() - before) / (double) hand.running();
        long t2 = System.nanoTime();
        for (Arrival open : opens) {
            hand.accept(open.customer(), open.event());
        }
        long t3 = System.nanoTime();
        hand.advanceTo(Long.MAX_VALUE);
        long t4 = System.nanoTime();
        check(hand.sent, hand.running());
        return round(t1 - t0, t3 - t2, t4 - t3, bytes);
    }

    private static Round byBook(Arrival[] starts, Arrival[] opens) {
        long before = heap();
        Counting desk = new Counting();
        RunBook book = book(desk);
        long t0 = System.nanoTime();
        for (Arrival start : starts) {
            book.accept(start.origin(), start.event());
        }
        long t1 = System.nanoTime();
        double bytes = (heap() - before) / (double) book.running();
        long t2 = System.nanoTime();
        for (Arrival open : opens) {
            book.accept(open.origin(), open.event());
        }
        long t3 = System.nanoTime();
        if (2 * book.running() != RUNS) {
            throw new IllegalStateException(book.running() + " runs wait after the openings");
        }
        book.advanceTo(START + Duration.ofDays(30).toMillis());
        long t4 = System.nanoTime();
        check(desk.sent, book.running());
        return round(t1 - t0, t3 - t2, t4 - t3, bytes);
    }

    private static void check(long sent, int running) {
        if (sent != 2L * RUNS || running != 0) {
            throw new IllegalStateException("sent " + sent + ", running " + running);
        }
    }

    private static Round round(long starts, long events, long timers, double bytes) {
        return new Round(RUNS * 1e9 / starts, RUNS / 2 * 1e9 / events, RUNS / 2 * 1e9 / timers, bytes);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A million time-outs fall into one second; meanwhile an event comes in after every 200 of them. */
    private static void drain() {
        RunBook book = book(new Counting());
        for (Arrival start : Arrival.registrations(RUNS, START, 1000)) {
            book.accept(start.origin(), start.event());
        }
        long until = START + Duration.ofDays(3).toMillis() + 1000;
        long[] waits = new long[RUNS / 200 + 2];
        int events = 0;
        long begin = System.nanoTime();
        while (true) {
            long arrives = System.nanoTime(); // the worst time for it: just as a slice begins
            int decided = book.runDue(until, 200);
            long who = RUNS + (long) events;
            Arrival start = Arrival.registration(who, new OriginId(who * 0x9E3779B97F4A7C15L, who), until);
            book.accept(start.origin(), start.event());
            waits[events++] = System.nanoTime() - arrives;
            if (decided < 200) {
                break;
            }
        }
        long nanos = System.nanoTime() - begin;
        long[] sorted = Arrays.copyOf(waits, events);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s drain: %,d time-outs in %,d ms, %,d events meanwhile: p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
                NAME,
                RUNS,
                nanos / 1_000_000,
                events,
                sorted[events / 2] / 1e6,
                sorted[events * 99 / 100] / 1e6,
                sorted[events - 1] / 1e6);
    }
}
