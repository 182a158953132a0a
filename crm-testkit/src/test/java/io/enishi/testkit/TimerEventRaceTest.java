package io.enishi.testkit;

import static io.enishi.scenario.Step.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The event that a run waits for and the end of its wait come at the same instant, on two threads: 100,000 times. Whoever is first,
 * the run takes one way and sends once.
 */
class TimerEventRaceTest {

    private static final int ROUNDS = 25;
    private static final int PEOPLE = 4_000;
    private static final Instant START = Instant.parse("2026-04-01T01:00:00Z");
    private static final long WAIT_MS = 3_600_000;

    private static final CompiledScenario SCENARIO = Scenario.named("race")
            .goal("nobody knows")
            .owner("crm")
            .because("a test says so")
            .start(Entry.on(Selection.of("customer.registered")))
            .steps(Step.await(Check.happened(Selection.of("review.posted")), Span.hours(1))
                    .then(send("came", Message.transactional("service").by("mail", "came")))
                    .otherwise(send("timeout", Message.transactional("service").by("mail", "timeout"))))
            .build()
            .compile();

    /** Counts what it is asked to send; remembering a hundred thousand messages would be most of the test. */
    private static final class Counting implements Channel {
        final Map<CommandKey, AtomicInteger> sent = new ConcurrentHashMap<>();

        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return RecordingChannel.mail().capabilities();
        }

        @Override
        public Outcome send(Message message) {
            sent.computeIfAbsent(message.key(), key -> new AtomicInteger()).incrementAndGet();
            return new Outcome.Accepted("");
        }
    }

    @Test
    void theTimerAndTheEventNeverBothWin() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        int came = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                came += race(threads);
            }
        } finally {
            threads.shutdownNow();
        }
        // else the two never met, and the test shows nothing
        assertThat(came).isBetween(1, ROUNDS * PEOPLE - 1);
    }

    /** Everybody's wait is over one after the other; at each such instant one thread brings the event and one lets time pass. */
    private static int race(ExecutorService threads) throws InterruptedException, ExecutionException {
        ManualTime time = ManualTime.startingAt(START);
        Counting mail = new Counting();
        try (Crm crm =
                Crm.builder("race").clock(time).channel(mail).journey(SCENARIO).build()) {
            List<CustomerEvent> first = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                first.add(event(i, "r", START.plusMillis(i), new EventBody.Registered("")));
            }
            time.moveTo(START.plusMillis(PEOPLE));
            crm.acceptAll(first);
            time.moveTo(START.plusMillis(PEOPLE + WAIT_MS));
            AtomicInteger arrived = new AtomicInteger();
            Future<?> events = threads.submit(() -> {
                for (int i = 0; i < PEOPLE; i++) {
                    meet(arrived, i);
                    // at the very instant of the timeout: it counts unless the timeout was decided before
                    crm.accept(event(i, "e", due(i), new EventBody.ReviewPosted("cup", 5, List.of(), 0)));
                }
            });
            Future<?> timers = threads.submit(() -> {
                for (int i = 0; i < PEOPLE; i++) {
                    meet(arrived, i);
                    crm.runDue(due(i));
                }
            });
            events.get();
            timers.get();
            crm.deliver();

            Map<String, Integer> ways = new HashMap<>();
            Map<String, Integer> people = new HashMap<>();
            mail.sent.forEach((key, times) -> {
                assertThat(times.get()).isEqualTo(1);
                ways.merge(key.visit(), 1, Integer::sum);
                people.merge(key.origin().toString(), 1, Integer::sum);
            });
            assertThat(people).hasSize(PEOPLE).doesNotContainValue(2);
            assertThat(ways.getOrDefault("came.1", 0) + ways.getOrDefault("timeout.1", 0))
                    .isEqualTo(PEOPLE);
            assertThat(crm.verify().differences()).isEmpty();
            return ways.getOrDefault("came.1", 0);
        }
    }

    /** Both threads go on together. */
    private static void meet(AtomicInteger arrived, int person) {
        arrived.incrementAndGet();
        while (arrived.get() < 2 * (person + 1)) {
            Thread.yield();
        }
    }

    private static Instant due(int person) {
        return START.plusMillis(person + WAIT_MS);
    }

    private static CustomerEvent event(int person, String what, Instant at, EventBody body) {
        return new CustomerEvent(
                "ec",
                EventId.named(what + person),
                List.of(Identifier.member("m-" + person), Identifier.email("m" + person + "@example.jp")),
                at,
                at,
                null,
                body);
    }
}
