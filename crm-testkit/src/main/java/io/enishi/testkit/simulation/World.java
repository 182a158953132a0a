package io.enishi.testkit.simulation;

import io.enishi.core.Crm;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One simulated shop from its first step to its last: the workers, the store they share, what people do, and what is written down. */
final class World implements AutoCloseable {

    static final int WORKERS = 3;
    /** For how long a claim keeps other workers away. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final Weather weather;
    private final Laws laws = new Laws(this);
    private final SharedStore store;
    private final MailServer server = new MailServer(this);
    private final List<Worker> workers = new ArrayList<>();
    private final Deque<Errand> unfinished = new ArrayDeque<>();
    private final Errands errands = new Errands(this);
    private final List<String> story = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Long> counted = new TreeMap<>();
    private Instant now = START;
    private int step;
    private boolean calm;

    World(Weather weather, CustomerStore store) {
        this.weather = weather;
        this.store = new SharedStore(store, weather, this::now, laws);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(this, i + 1));
        }
    }

    Instant now() {
        return now;
    }

    Weather weather() {
        return weather;
    }

    SharedStore store() {
        return store;
    }

    MailServer server() {
        return server;
    }

    Laws laws() {
        return laws;
    }

    /** Whether troubles are over: then nothing is interrupted, fails or dies. */
    boolean isCalm() {
        return calm;
    }

    List<String> story() {
        return story;
    }

    List<String> wrong() {
        return wrong;
    }

    Map<String, Long> counted() {
        return counted;
    }

    Errands errands() {
        return errands;
    }

    /** What a host was not told is done, the longest waiting first; null when there is nothing. */
    @Nullable
    Errand unfinished() {
        return unfinished.poll();
    }

    // ---------------------------------------------------------------- what is written down

    void tell(Worker worker, String what) {
        story.add("     " + worker.name() + " " + what);
    }

    void wrong(String law, String what) {
        if (wrong.size() < 20) {
            wrong.add(law + ": " + what + " (step " + step + ")");
        }
    }

    void count(String what, long more) {
        counted.merge(what, more, Long::sum);
    }

    /** Operational figures of a worker: some of them tell of failures that the runtime steps over. */
    void counted(Worker worker, String meter, String label) {
        if (meter.endsWith(".failed")) {
            tell(worker, "counts " + meter + " " + label);
            if (!label.equals("Outage")) {
                wrong("nothing fails to decide", worker.name() + ": " + meter + " " + label);
            }
        } else if (meter.equals("commits.lost")) {
            count("commits lost", 1);
        }
    }

    /** A worker's errand came to its end. */
    void ended(Worker worker, Errand errand, @Nullable Throwable thrown) {
        if (thrown == null) {
            return;
        }
        if (thrown instanceof Worker.Died) {
            count("crashes at work", 1);
        } else if (!(thrown instanceof StoreFailure)) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            wrong("nothing is thrown but what a store throws", errand.text() + " on " + worker.name() + ": " + trace);
        }
        if (errand.mustSucceed()) {
            unfinished.add(errand);
        }
    }

    // ---------------------------------------------------------------- steps

    void perform(Step next) {
        step = next.number();
        now = now.plusMillis(next.advanceMillis());
        SplittableRandom chance = new SplittableRandom(next.seed());
        Worker worker = workers.get(next.worker());
        if (next.deed() == Step.Deed.CLOCK) {
            long most = weather.skew().toMillis();
            long ahead = most == 0 ? 0 : chance.nextLong(2 * most) - most;
            story.add(head(next) + worker.name() + " sets its clock " + ahead + " ms ahead");
            worker.setClock(Duration.ofMillis(ahead));
            return;
        }
        if (worker.isBusy()) {
            story.add(head(next)
                    + worker.name()
                    + (next.deed() == Step.Deed.CRASH ? " dies where it was interrupted" : " goes on"));
            if (next.deed() == Step.Deed.CRASH) {
                count("crashes", 1);
                worker.die();
            } else {
                worker.goOn();
            }
            return;
        }
        boolean dies = next.deed() == Step.Deed.CRASH;
        Step.Deed deed = next.deed();
        if (dies) {
            Step.Deed[] deeds = {
                Step.Deed.VIEW, Step.Deed.ORDER, Step.Deed.DUE, Step.Deed.DELIVER, Step.Deed.JUDGE, Step.Deed.DRAIN
            };
            deed = deeds[chance.nextInt(deeds.length)];
        }
        Errand errand = errands.next(deed, chance);
        story.add(head(next) + worker.name() + (dies ? " will die: " : ": ") + errand.text());
        if (dies) {
            count("crashes", 1);
        }
        worker.start(errand, chance, dies ? chance.nextInt(12) : -1);
        if (dies && !worker.isBusy() && !worker.diedLately()) {
            worker.die();
        }
    }

    private String head(Step next) {
        return String.format("%4d %s ", next.number(), now);
    }

    // ---------------------------------------------------------------- the end

    /** Everybody comes to an end with what they were at, hosts ask again until everything is done, and time passes until nothing is open. */
    void settle() {
        step = 0;
        story.add("     the troubles are over");
        calm = true;
        for (Worker worker : workers) {
            worker.setClock(Duration.ZERO);
            while (worker.isBusy()) {
                worker.goOn();
            }
        }
        Worker worker = workers.get(0);
        for (int round = 0; round < 60 && wrong.isEmpty(); round++) {
            while (!unfinished.isEmpty() && wrong.isEmpty()) {
                run(worker, unfinished.remove());
            }
            run(worker, Errand.once("drain", one -> one.crm().drain()));
            run(worker, Errand.once("due", one -> one.crm().runDue()));
            run(worker, Errand.once("deliver", one -> one.crm().deliver()));
            now = now.plus(Duration.ofMinutes(round < 10 ? 10 : 120));
            worker = workers.get(round % WORKERS);
            if (round > 5
                    && store.commands(StoredCommand.Status.PENDING, null, 1).isEmpty()
                    && store.commands(StoredCommand.Status.DISPATCHED, null, 1).isEmpty()
                    && store.due(now.plus(Duration.ofDays(10)), 1).isEmpty()
                    && openNews().isEmpty()) {
                return;
            }
        }
        if (wrong.isEmpty()) {
            wrong(
                    "everything comes to rest",
                    "open: " + store.commands(StoredCommand.Status.PENDING, null, 10)
                            + store.commands(StoredCommand.Status.DISPATCHED, null, 10) + ", due: "
                            + store.due(now.plus(Duration.ofDays(10)), 10) + ", news: " + openNews() + ", unfinished: "
                            + unfinished);
        }
    }

    private List<StoredShopEvent> openNews() {
        return store.takeShopEvents(now.plus(Duration.ofDays(10)), 10, Duration.ZERO);
    }

    private static void run(Worker worker, Errand errand) {
        worker.start(errand, new SplittableRandom(1), -1);
        while (worker.isBusy()) {
            worker.goOn();
        }
    }

    /** A worker that was never there, for the look at the end. */
    Crm stranger() {
        Worker any = workers.get(0);
        return SimulatedShop.crm(
                weather,
                store,
                this::now,
                server.as(any),
                server.points(any),
                (meter, label, amount) -> counted(any, meter, label));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
