package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.Cap;
import io.enishi.scoring.ScoreFold;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import io.enishi.scoring.ScoreState;
import java.time.Duration;

/**
 * 1,000,000 events of 100,000 customers under twenty rules: ten plain, five capped per day, five with a half-life of 30 days. Both
 * sides take the same event objects in the order of time and end with every customer's score in hundredths of a point.
 */
public final class ScoringVsRuleTable implements Job {

    private static final String NAME = "scoring.vs_rule_table";
    private static final int EVENTS = 1_000_000;
    private static final int CUSTOMERS = 100_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "20 score rules over 1,000,000 events of 100,000 customers, against rules written by hand";
    }

    @Override
    public void run() throws Exception {
        ShopEvents shop = ShopEvents.generate(EVENTS, CUSTOMERS, 20_260_401);
        Race.of(NAME, 0.5).run(() -> byHand(shop), () -> byModel(shop));
    }

    private static long byHand(ShopEvents shop) {
        RuleTable table = new RuleTable();
        RuleTable.State[] states = new RuleTable.State[shop.customers];
        for (int i = 0; i < shop.events.length; i++) {
            RuleTable.State state = states[shop.customer[i]];
            if (state == null) {
                state = new RuleTable.State();
                states[shop.customer[i]] = state;
            }
            table.apply(state, shop.events[i]);
        }
        long checksum = 0;
        for (RuleTable.State state : states) {
            double score = state == null ? 0 : table.score(state, ShopEvents.END);
            checksum = 31 * checksum + (long) Math.floor(score * 100);
        }
        return checksum;
    }

    private static long byModel(ShopEvents shop) {
        ScoreFold fold = model().fold();
        ScoreState[] states = new ScoreState[shop.customers];
        for (int i = 0; i < shop.events.length; i++) {
            ScoreState state = states[shop.customer[i]];
            if (state == null) {
                state = fold.initial();
            }
            states[shop.customer[i]] = fold.apply(state, shop.events[i]);
        }
        long checksum = 0;
        for (ScoreState state : states) {
            checksum = 31 * checksum + (state == null ? 0 : hundredths(fold.score(state)));
        }
        return checksum;
    }

    static long hundredths(Trajectory score) {
        return score.valueAt(ShopEvents.END) * 100
                + score.fractionAt(ShopEvents.END) / (Trajectory.FRACTIONS_PER_POINT / 100);
    }

    /** The rules of {@link RuleTable}. */
    static ScoreModel model() {
        Duration month = Duration.ofDays(30);
        return ScoreModel.named("interest")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("view-printer", "product.viewed", 1)
                        .where("category", ValueTest.is("printer"))
                        .capped(Cap.perDay(5)))
                .rule(ScoreRule.of("view-ink", "product.viewed", 2)
                        .where("category", ValueTest.is("ink"))
                        .capped(Cap.perDay(3)))
                .rule(ScoreRule.of("view", "product.viewed", 1).halving(month))
                .rule(ScoreRule.of("open-mail", "message.opened", 7)
                        .where("channel", ValueTest.is("mail"))
                        .capped(Cap.perDay(3)))
                .rule(ScoreRule.of("open-line", "message.opened", 2)
                        .where("channel", ValueTest.is("line"))
                        .halving(month))
                .rule(ScoreRule.of("tap", "message.tapped", 9))
                .rule(ScoreRule.of("tap-lately", "message.tapped", 5).halving(month))
                .rule(ScoreRule.of("cart", "cart.changed", 4).capped(Cap.perDay(2)))
                .rule(ScoreRule.of("order", "order.placed", 30))
                .rule(order("order-big", 20, 10_000))
                .rule(order("order-bigger", 50, 30_000))
                .rule(ScoreRule.of("order-lately", "order.placed", 40).halving(month))
                .rule(order("order-good-lately", 10, 5_000).halving(month))
                .rule(ScoreRule.of("favourite", "product.favourited", 3))
                .rule(ScoreRule.of("visit-today", "store.visited", 6).capped(Cap.perDay(1)))
                .rule(ScoreRule.of("visit", "store.visited", 1))
                .rule(ScoreRule.of("review-good", "review.posted", 12).where("rating", ValueTest.atLeast(4)))
                .rule(ScoreRule.of("review-bad", "review.posted", -6).where("rating", ValueTest.lessThan(2)))
                .rule(ScoreRule.of("registered", "customer.registered", 5))
                .rule(ScoreRule.of("unsubscribed", "newsletter.unsubscribed", -40))
                .build();
    }

    private static ScoreRule order(String id, long points, long atLeast) {
        return ScoreRule.of(id, Selection.of("order.placed"), points).where("amount", ValueTest.atLeast(atLeast));
    }
}
