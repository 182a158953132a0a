package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * {@link DroolsScoring} with the engine spared what it is not made for: it says which rules each event of a batch matches, in single
 * patterns without a join, and then plain Java counts caps and half-lives, each event once and a customer from the beginning again when
 * one is late, as {@link CarefulRuleTable} does. The fastest use of the engine that was found; both end with equal scores.
 */
public final class DroolsMatching implements Job {

    private static final String NAME = "scoring.vs_drools_matching";
    private static final int EVENTS = 1_000_000;
    private static final int CUSTOMERS = 100_000;
    private static final int BATCH = 10_000;

    /** What a rule sees of an event, and where it writes down that it matched. Public because generated code reads it. */
    public static final class Fact {
        private final DroolsRules.Reading reading;
        private int matched;

        Fact(CustomerEvent event) {
            this.reading = DroolsRules.Reading.of(event.type(), event.body());
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

        /** Notes a rule by its place in {@link RuleTable}'s list for the type. */
        public void match(int rule) {
            matched |= 1 << rule;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "the same, where Drools only matches and plain Java counts";
    }

    @Override
    public void run() throws Exception {
        Arrivals arrivals = Arrivals.of(ShopEvents.generate(EVENTS, CUSTOMERS, 20_260_401), 7);
        KieBase rules = rules();
        Race.of(NAME, 10).run(() -> byDrools(rules, arrivals), () -> LateScoring.byBook(arrivals));
        Race.of(NAME + ", ours on two threads", 10)
                .run(() -> byDrools(rules, arrivals), () -> LateScoring.onTwoThreads(arrivals));
    }

    private static long byDrools(KieBase rules, Arrivals arrivals) {
        RuleTable table = new RuleTable();
        Customer[] customers = new Customer[arrivals.customers];
        for (int begin = 0; begin < arrivals.events.length; begin += BATCH) {
            int end = Math.min(arrivals.events.length, begin + BATCH);
            KieSession session = rules.newKieSession();
            List<Fact> facts = new ArrayList<>(BATCH);
            for (int i = begin; i < end; i++) {
                Fact fact = new Fact(arrivals.events[i]);
                facts.add(fact);
                session.insert(fact);
            }
            session.fireAllRules();
            session.dispose();
            for (int i = begin; i < end; i++) {
                int who = arrivals.customer[i];
                if (customers[who] == null) {
                    customers[who] = new Customer();
                }
                customers[who].accept(table, new Matched(arrivals.events[i], facts.get(i - begin).matched));
            }
        }
        long checksum = 0;
        for (Customer customer : customers) {
            double score = customer == null ? 0 : table.score(customer.state, ShopEvents.END);
            checksum = 31 * checksum + (long) Math.floor(score * 100);
        }
        return checksum;
    }

    /** An event and which rules of its type it matched. */
    private record Matched(CustomerEvent event, int rules) {}

    /** As in {@link CarefulRuleTable}: each event once, and from the beginning again when one is late. */
    private static final class Customer {
        private RuleTable.State state = new RuleTable.State();
        private final List<Matched> events = new ArrayList<>(4);
        private final Set<EventId> seen = new HashSet<>();

        void accept(RuleTable table, Matched matched) {
            if (!seen.add(matched.event.id())) {
                return;
            }
            int at = events.size();
            while (at > 0 && isBefore(matched.event, events.get(at - 1).event)) {
                at--;
            }
            events.add(at, matched);
            if (at == events.size() - 1) {
                table.applyMatched(state, matched.event, matched.rules);
                return;
            }
            state = new RuleTable.State();
            for (Matched one : events) {
                table.applyMatched(state, one.event, one.rules);
            }
        }

        private static boolean isBefore(CustomerEvent one, CustomerEvent other) {
            int byTime = one.occurredAt().compareTo(other.occurredAt());
            return byTime < 0 || (byTime == 0 && one.id().compareTo(other.id()) < 0);
        }
    }

    private static KieBase rules() {
        StringBuilder drl = new StringBuilder("package io.enishi.benchmarks.scoring.rules;\nimport ")
                .append(Fact.class.getCanonicalName())
                .append(";\n");
        for (DroolsRules.Rule rule : DroolsRules.ALL) {
            drl.append("rule \"").append(rule.number()).append("\" when\n");
            drl.append("  $fact : Fact(").append(rule.test()).append(")\nthen\n");
            drl.append("  $fact.match(").append(rule.place()).append(");\nend\n");
        }
        return DroolsRules.compiled(drl.toString());
    }
}
