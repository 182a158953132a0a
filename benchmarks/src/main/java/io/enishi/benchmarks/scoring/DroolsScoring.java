package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;

/**
 * The same rules and arrivals with a general rule engine: Drools 10.2 with its executable model. Events go in by batches of 10,000, as
 * its users do. The engine says which rules each event matches; then caps and half-lives are counted by hand, each event once and late
 * ones where they belong, so that scores are right after each batch. The engine is spared what it is not made for: that it still takes
 * part in the arithmetic would be slower. Both end with equal scores.
 */
public final class DroolsScoring implements Job {

    private static final String NAME = "scoring.vs_drools";
    private static final int EVENTS = 1_000_000;
    private static final int CUSTOMERS = 100_000;
    private static final int BATCH = 10_000;

    /** What a rule sees of an event, and where it writes down that it matched. Public because generated code reads it. */
    public static final class Fact {
        private final String type;
        private final String detail;
        private final long amount;
        private int matched;

        Fact(CustomerEvent event) {
            EventBody body = event.body();
            this.type = event.type();
            if (body instanceof EventBody.ProductViewed viewed) {
                this.detail = viewed.category();
                this.amount = 0;
            } else if (body instanceof EventBody.MessageEvent message) {
                this.detail = message.channel();
                this.amount = 0;
            } else if (body instanceof EventBody.OrderPlaced placed) {
                this.detail = "";
                this.amount = placed.order().goodsTotal().minorUnits();
            } else if (body instanceof EventBody.ReviewPosted review) {
                this.detail = "";
                this.amount = review.rating();
            } else {
                this.detail = "";
                this.amount = 0;
            }
        }

        public String getType() {
            return type;
        }

        /** Category or channel. */
        public String getDetail() {
            return detail;
        }

        /** Amount or rating. */
        public long getAmount() {
            return amount;
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
        return "the same against Drools 10.2 in batches of " + BATCH + " events";
    }

    @Override
    public void run() throws Exception {
        Arrivals arrivals = Arrivals.of(ShopEvents.generate(EVENTS, CUSTOMERS, 20_260_401), 7);
        KieBase rules = rules();
        Race.of(NAME, 10).run(() -> byDrools(rules, arrivals), () -> LateScoring.byBook(arrivals));
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
        rule(drl, "product.viewed", 0, "detail == \"printer\"");
        rule(drl, "product.viewed", 1, "detail == \"ink\"");
        rule(drl, "product.viewed", 2, "");
        rule(drl, "message.opened", 0, "detail == \"mail\"");
        rule(drl, "message.opened", 1, "detail == \"line\"");
        rule(drl, "message.tapped", 0, "");
        rule(drl, "message.tapped", 1, "");
        rule(drl, "cart.changed", 0, "");
        rule(drl, "order.placed", 0, "");
        rule(drl, "order.placed", 1, "amount >= 10000");
        rule(drl, "order.placed", 2, "amount >= 30000");
        rule(drl, "order.placed", 3, "");
        rule(drl, "order.placed", 4, "amount >= 5000");
        rule(drl, "product.favourited", 0, "");
        rule(drl, "store.visited", 0, "");
        rule(drl, "store.visited", 1, "");
        rule(drl, "review.posted", 0, "amount >= 4");
        rule(drl, "review.posted", 1, "amount < 2");
        rule(drl, "customer.registered", 0, "");
        rule(drl, "newsletter.unsubscribed", 0, "");
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/io/enishi/benchmarks/scoring/rules/points.drl", drl.toString());
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(
                    "the rules must compile: " + builder.getResults().getMessages());
        }
        return services.newKieContainer(services.getRepository().getDefaultReleaseId())
                .getKieBase();
    }

    private static void rule(StringBuilder drl, String type, int place, String test) {
        drl.append("rule \"").append(type).append('-').append(place).append("\" when\n");
        drl.append("  $fact : Fact(type == \"").append(type).append('"');
        drl.append(test.isEmpty() ? "" : ", " + test)
                .append(")\nthen\n  $fact.match(")
                .append(place);
        drl.append(");\nend\n");
    }
}
