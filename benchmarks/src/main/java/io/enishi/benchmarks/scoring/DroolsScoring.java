package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.EventId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * The same rules and arrivals with a general rule engine: Drools 10.2 with its executable model. Each batch of 10,000 arrivals is a
 * session with the arrivals as facts. Twenty rules match them and give points in their consequences; two more delete what was told
 * twice, in this batch or an earlier one, before anything fires for it. Nothing is matched, sorted or counted outside the rules and what
 * they call.
 *
 * <p>A shopper keeps counts by rule and day and one decaying sum. Neither minds in which order events come, so that late events need
 * no rule and no replay. An arrival refers to its shopper; where shoppers are facts that the rules join by number, as manuals show it, the
 * same work took four times as long, so that this would be no fair opponent. {@link DroolsMatching} spares the engine all but
 * matching. Both end with the scores that ours ends with.
 */
public final class DroolsScoring implements Job {

    private static final String NAME = "scoring.vs_drools";
    private static final int EVENTS = 1_000_000;
    private static final int CUSTOMERS = 100_000;
    private static final int BATCH = 10_000;

    /** An event as a fact. Public, as are its getters, because generated code reads it. */
    public static final class Arrival {
        private final int place;
        private final Shopper shopper;
        private final EventId id;
        private final long time;
        private final DroolsRules.Reading reading;

        Arrival(int place, Shopper shopper, CustomerEvent event) {
            this.place = place;
            this.shopper = shopper;
            this.id = event.id();
            this.time = event.occurredAt().toEpochMilli();
            this.reading = DroolsRules.Reading.of(event.type(), event.body());
        }

        /** Its position among all arrivals. */
        public int getPlace() {
            return place;
        }

        public Shopper getShopper() {
            return shopper;
        }

        public EventId getId() {
            return id;
        }

        public long getTime() {
            return time;
        }

        public String getType() {
            return reading.type();
        }

        /** Category or channel. */
        public String getDetail() {
            return reading.detail();
        }

        /** Amount or rating. */
        public long getAmount() {
            return reading.amount();
        }
    }

    /** Somebody's score as a fact. */
    public static final class Shopper {
        private static final long DAY = 86_400_000L;
        private static final long TOKYO = 9 * 3_600_000L;
        private static final double HALF_LIFE = 30.0 * DAY;

        private record RuleAndDay(int rule, long day) {}

        private final Set<EventId> seen = new HashSet<>();
        private final Map<RuleAndDay, Integer> counts = new HashMap<>();
        private long points;
        private double decaying;
        private long decayingAt;

        /** Whether an earlier batch held this event. */
        public boolean knows(EventId id) {
            return seen.contains(id);
        }

        void remember(EventId id) {
            seen.add(id);
        }

        /** Gives points that stay. */
        public void give(int given) {
            points += given;
        }

        /** Gives points for the first {@code most} events of a day. */
        public void giveDaily(int rule, int most, int given, long time) {
            int count = counts.merge(new RuleAndDay(rule, Math.floorDiv(time + TOKYO, DAY)), 1, Integer::sum);
            if (count <= most) {
                points += given;
            }
        }

        /** Gives points that halve in 30 days. */
        public void giveHalving(int given, long time) {
            decaying = decayed(time) + given;
            decayingAt = time;
        }

        private double decayed(long time) {
            return decaying == 0 ? 0 : decaying * Math.pow(2, -(time - decayingAt) / HALF_LIFE);
        }

        long hundredths(long time) {
            return (long) Math.floor((points + decayed(time)) * 100);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "the same against Drools 10.2, rules that count, in batches of " + BATCH + " events";
    }

    @Override
    public void run() throws Exception {
        Arrivals arrivals = Arrivals.of(ShopEvents.generate(EVENTS, CUSTOMERS, 20_260_401), 7);
        KieBase rules = rules();
        Race.of(NAME, 10).run(() -> byDrools(rules, arrivals), () -> LateScoring.byBook(arrivals));
        Race.of(NAME + ", ours on two threads", 10)
                .run(() -> byDrools(rules, arrivals), () -> LateScoring.onTwoThreads(arrivals));
        Race.of(NAME + ", both on two threads", 10)
                .run(() -> byTwoSessions(rules, arrivals), () -> LateScoring.onTwoThreads(arrivals));
    }

    private static long byDrools(KieBase rules, Arrivals arrivals) {
        Shopper[] shoppers = new Shopper[arrivals.customers];
        int[] all = IntStream.range(0, arrivals.events.length).toArray();
        batches(rules, arrivals, all, shoppers);
        return checksum(shoppers);
    }

    /** Two threads, each with sessions of its own for every other customer. */
    private static long byTwoSessions(KieBase rules, Arrivals arrivals) throws InterruptedException {
        Shopper[] shoppers = new Shopper[arrivals.customers];
        Thread odd = new Thread(() -> batches(rules, arrivals, share(arrivals, 1), shoppers));
        odd.start();
        batches(rules, arrivals, share(arrivals, 0), shoppers);
        odd.join();
        return checksum(shoppers);
    }

    private static int[] share(Arrivals arrivals, int share) {
        return IntStream.range(0, arrivals.events.length)
                .filter(i -> arrivals.customer[i] % 2 == share)
                .toArray();
    }

    private static long checksum(Shopper[] shoppers) {
        long checksum = 0;
        for (Shopper shopper : shoppers) {
            checksum = 31 * checksum + (shopper == null ? 0 : shopper.hundredths(ShopEvents.END));
        }
        return checksum;
    }

    private static void batches(KieBase rules, Arrivals arrivals, int[] places, Shopper[] shoppers) {
        for (int begin = 0; begin < places.length; begin += BATCH) {
            batch(rules, arrivals, Arrays.copyOfRange(places, begin, Math.min(places.length, begin + BATCH)), shoppers);
        }
    }

    private static void batch(KieBase rules, Arrivals arrivals, int[] places, Shopper[] shoppers) {
        KieSession session = rules.newKieSession();
        for (int i : places) {
            int who = arrivals.customer[i];
            if (shoppers[who] == null) {
                shoppers[who] = new Shopper();
            }
            session.insert(new Arrival(i, shoppers[who], arrivals.events[i]));
        }
        session.fireAllRules();
        session.dispose();
        for (int i : places) {
            shoppers[arrivals.customer[i]].remember(arrivals.events[i].id());
        }
    }

    private static KieBase rules() {
        StringBuilder drl = new StringBuilder("package io.enishi.benchmarks.scoring.rules;\n");
        drl.append("import ").append(Arrival.class.getCanonicalName()).append(";\n");
        drl.append("""
            rule "told in an earlier batch" salience 10 when
              $arrival : Arrival(shopper.knows(id))
            then
              delete($arrival);
            end
            rule "told twice in this batch" salience 10 when
              $arrival : Arrival($id : id, $place : place)
              exists Arrival(id == $id, place < $place)
            then
              delete($arrival);
            end
            """);
        for (DroolsRules.Rule rule : DroolsRules.ALL) {
            drl.append("rule \"").append(rule.number()).append("\" when\n");
            drl.append("  Arrival(").append(rule.test()).append(", $shopper : shopper, $time : time)\nthen\n");
            drl.append("  $shopper.").append(consequence(rule)).append(";\nend\n");
        }
        return DroolsRules.compiled(drl.toString());
    }

    private static String consequence(DroolsRules.Rule rule) {
        return switch (rule.kind()) {
            case PLAIN -> "give(" + rule.points() + ")";
            case HALVING -> "giveHalving(" + rule.points() + ", $time)";
            case DAILY -> "giveDaily(" + rule.number() + ", " + rule.most() + ", " + rule.points() + ", $time)";
        };
    }
}
