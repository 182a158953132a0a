package io.enishi.benchmarks.journey;

import io.enishi.benchmarks.Job;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * 1,000,000 runs of one journey: start and a first send, wait for "opened" or three days, branch, a second send, end. Half of the
 * people open. Both sides get the same event objects. Also: 1,000,000 time-outs of one second drained while events come in.
 */
public final class JourneyJob implements Job {

    private static final String NAME = "scenario.journeys";
    private static final int RUNS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final long START = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
    private static final long MIX = 0x9E3779B97F4A7C15L;

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
        public void done(Command command, String channel, Instant at) {
            sent++;
        }
    }

    /** What happens to whom. */
    @SuppressWarnings("ArrayRecordComponent") // millions of objects, never compared
    private record Input(OriginId[] origins, CustomerEvent[] starts, CustomerEvent[] opens) {
        static Input make(int runs, long spread) {
            OriginId[] origins = new OriginId[runs];
            CustomerEvent[] starts = new CustomerEvent[runs];
            CustomerEvent[] opens = new CustomerEvent[runs / 2];
            Identifier somebody = Identifier.member("somebody");
            EventBody registered = new EventBody.Registered("web");
            for (int i = 0; i < runs; i++) {
                origins[i] = new OriginId(i * MIX, i);
                starts[i] = CustomerEvent.of(
                        "shop", EventId.of(i), somebody, Instant.ofEpochMilli(START + i * spread / runs), registered);
            }
            for (int i = 0; i < opens.length; i++) {
                int who = 2 * i;
                CommandKey key = new CommandKey(origins[who], "hello", "shop:" + EventId.of(who), "hello.1");
                opens[i] = CustomerEvent.of(
                        "mail",
                        EventId.of((long) runs + i),
                        somebody,
                        Instant.ofEpochMilli(START + spread + i),
                        new EventBody.MessageEvent(MessageStep.OPENED, key.toString(), "mail", "hello", "hello", ""));
            }
            return new Input(origins, starts, opens);
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
        Input input = Input.make(RUNS, 600_000);
        double[][] hand = new double[ROUNDS][];
        double[][] ours = new double[ROUNDS][];
        for (int round = -1; round < ROUNDS; round++) { // the first warms up
            double[] one = byHand(input);
            double[] other = byBook(input);
            if (round >= 0) {
                hand[round] = one;
                ours[round] = other;
            }
        }
        String[] what = {"starts", "events", "timers", "bytes"};
        for (int i = 0; i < what.length; i++) {
            double baseline = median(hand, i);
            double measured = median(ours, i);
            if (i < 3) {
                System.out.printf(
                        Locale.ROOT,
                        "%s %-7s by hand %,12.0f /s, ours %,12.0f /s, ratio=%.2f goal=0.50%n",
                        NAME,
                        what[i],
                        baseline,
                        measured,
                        measured / baseline);
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "%s heap a run  by hand %,.0f bytes, ours %,.0f bytes, times=%.2f goal=1.00%n",
                        NAME,
                        baseline,
                        measured,
                        measured / baseline);
            }
        }
        drain();
    }

    private static double median(double[][] rounds, int column) {
        double[] values = new double[rounds.length];
        for (int i = 0; i < rounds.length; i++) {
            values[i] = rounds[i][column];
        }
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double[] byHand(Input input) {
        long before = heap();
        ByHand hand = new ByHand();
        long t0 = System.nanoTime();
        for (CustomerEvent event : input.starts()) {
            hand.start(event.id().low(), event.occurredAt().toEpochMilli());
        }
        long t1 = System.nanoTime();
        double bytes = (heap() - before) / (double) hand.running();
        long t2 = System.nanoTime();
        for (CustomerEvent event : input.opens()) {
            hand.opened(2 * (event.id().low() - RUNS));
        }
        long t3 = System.nanoTime();
        hand.advanceTo(Long.MAX_VALUE);
        long t4 = System.nanoTime();
        check(hand.sent, hand.running());
        return figures(t1 - t0, t3 - t2, t4 - t3, bytes);
    }

    private static double[] byBook(Input input) {
        long before = heap();
        Counting desk = new Counting();
        RunBook book = book(desk);
        long t0 = System.nanoTime();
        for (int i = 0; i < input.starts().length; i++) {
            book.accept(input.origins()[i], input.starts()[i]);
        }
        long t1 = System.nanoTime();
        double bytes = (heap() - before) / (double) book.running();
        long t2 = System.nanoTime();
        for (int i = 0; i < input.opens().length; i++) {
            book.accept(input.origins()[2 * i], input.opens()[i]);
        }
        long t3 = System.nanoTime();
        book.advanceTo(START + Duration.ofDays(30).toMillis());
        long t4 = System.nanoTime();
        check(desk.sent, book.running());
        return figures(t1 - t0, t3 - t2, t4 - t3, bytes);
    }

    private static void check(long sent, int running) {
        if (sent != 2L * RUNS || running != 0) {
            throw new IllegalStateException("sent " + sent + ", running " + running);
        }
    }

    private static double[] figures(long starts, long events, long timers, double bytes) {
        return new double[] {RUNS * 1e9 / starts, RUNS / 2 * 1e9 / events, RUNS / 2 * 1e9 / timers, bytes};
    }

    private static long heap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A million time-outs fall into one second; meanwhile an event comes in after every 200 of them. */
    private static void drain() {
        Input all = Input.make(RUNS, 1000);
        Counting desk = new Counting();
        RunBook book = book(desk);
        for (int i = 0; i < RUNS; i++) {
            book.accept(all.origins()[i], all.starts()[i]);
        }
        long until = START + Duration.ofDays(3).toMillis() + 1000;
        Identifier somebody = Identifier.member("somebody");
        EventBody registered = new EventBody.Registered("web");
        long[] waits = new long[RUNS / 200 + 2];
        int events = 0;
        long begin = System.nanoTime();
        while (true) {
            long arrives = System.nanoTime(); // the worst time for it: just as a slice begins
            int decided = book.runDue(until, 200);
            long who = RUNS + (long) events;
            book.accept(
                    new OriginId(who * MIX, who),
                    CustomerEvent.of("shop", EventId.of(who), somebody, Instant.ofEpochMilli(until), registered));
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
