package io.enishi.benchmarks.camunda;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Shuffled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;

/**
 * 20,000 runs of the journey of {@code scenario.journeys}, durable on H2 in memory, beside Camunda 7: start and a first send, wait
 * for "opened" or three days, branch, a second send, end. Half of the people open, in no order. {@code -Denishi.camunda.runs} for another
 * number.
 *
 * <p>One thread and one pool of four connections each, an event a transaction. Camunda sends within the transaction that starts or goes
 * on. Ours commits the event with its decision, claims the command in a transaction of its own, hands it over, and settles it; the time
 * of all of that is counted. Camunda keeps no history here, ours keeps everything.
 */
public final class CamundaJob implements Job {

    private static final String NAME = "scenario.camunda";
    private static final int RUNS = Integer.getInteger("enishi.camunda.runs", 20_000);
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 3;
    private static final long NOW = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "20,000 runs of a journey on H2 in memory, beside Camunda 7 (-Xmx3g)";
    }

    @Override
    public void run() throws Exception {
        round("camunda", OnCamunda::new, WARM_UP);
        round("enishi", OnCrm::new, WARM_UP);
        List<Round> peer = new ArrayList<>();
        List<Round> ours = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            peer.add(round("camunda", OnCamunda::new, RUNS));
            ours.add(round("enishi", OnCrm::new, RUNS));
        }
        print("starts", peer, ours, Round::starts);
        print("events", peer, ours, Round::events);
        print("timers", peer, ours, Round::timers);
    }

    /** Starts, events and time-outs of a second. */
    private record Round(double starts, double events, double timers) {}

    private static void print(String what, List<Round> peer, List<Round> ours, ToDoubleFunction<Round> figure) {
        double baseline = median(peer, figure);
        double measured = median(ours, figure);
        System.out.printf(
                Locale.ROOT,
                "%s %s  Camunda %,7.0f /s, ours %,7.0f /s, ratio=%.2f%n",
                NAME,
                what,
                baseline,
                measured,
                measured / baseline);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    /** All runs, on a database of their own. */
    private static Round round(String name, BiFunction<DataSource, Long, Contestant> contestant, int runs) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + name); // gone with its last connection
        config.setUsername("sa");
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(4);
        int[] people = Shuffled.numbers(runs, 1);
        int[] openers = Arrays.copyOf(Shuffled.numbers(runs, 2), runs / 2);
        try (HikariDataSource source = new HikariDataSource(config);
                Contestant journey = contestant.apply(source, NOW)) {
            System.gc();
            long t0 = System.nanoTime();
            for (int person : people) {
                journey.start(person);
            }
            journey.deliver();
            long t1 = System.nanoTime();
            check(name, journey, runs, runs);
            long t2 = System.nanoTime();
            for (int person : openers) {
                journey.opened(person);
            }
            journey.deliver();
            long t3 = System.nanoTime();
            check(name, journey, runs + openers.length, runs - openers.length);
            long t4 = System.nanoTime();
            journey.timeOuts(NOW + Duration.ofDays(4).toMillis());
            journey.deliver();
            long t5 = System.nanoTime();
            check(name, journey, 2L * runs, 0);
            return new Round(
                    runs * 1e9 / (t1 - t0),
                    openers.length * 1e9 / (t3 - t2),
                    (runs - openers.length) * 1e9 / (t5 - t4));
        }
    }

    private static void check(String name, Contestant journey, long sent, long running) {
        if (journey.sent() != sent || journey.running() != running) {
            throw new IllegalStateException(name + " sent " + journey.sent() + " of " + sent + ", and "
                    + journey.running() + " runs go on instead of " + running);
        }
    }
}
