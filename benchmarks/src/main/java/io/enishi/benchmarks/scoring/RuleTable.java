package io.enishi.benchmarks.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Scoring as one would write it by hand, and fast: rules in an array for each event type, one mutable state for each customer,
 * primitives only. It takes events in the order of time and keeps nothing that a late event, a merge or an explanation would need.
 */
final class RuleTable {

    private static final long DAY = 86_400_000L;
    private static final long TOKYO = 9 * 3_600_000L;
    private static final double HALF_LIFE = 30.0 * DAY;

    /** One rule; {@code dailyCap} 0 for none, {@code cap} the place of its counter in the state. */
    private record Rule(Predicate<EventBody> test, int points, int dailyCap, int cap, boolean halving) {}

    static final class State {
        long points;
        double decaying;
        long decayingAt;
        final int[] capDay = new int[5];
        final int[] capCount = new int[5];
    }

    private final Map<String, Rule[]> byType = new HashMap<>();
    private int caps;

    RuleTable() {
        rules(
                "product.viewed",
                capped(5, 1, body -> category(body).equals("printer")),
                capped(3, 2, body -> category(body).equals("ink")),
                halving(1, body -> true));
        rules(
                "message.opened",
                capped(3, 7, body -> ((EventBody.MessageEvent) body).channel().equals("mail")),
                halving(2, body -> ((EventBody.MessageEvent) body).channel().equals("line")));
        rules("message.tapped", plain(9, body -> true), halving(5, body -> true));
        rules("cart.changed", capped(2, 4, body -> true));
        rules(
                "order.placed",
                plain(30, body -> true),
                plain(20, body -> amount(body) >= 10_000),
                plain(50, body -> amount(body) >= 30_000),
                halving(40, body -> true),
                halving(10, body -> amount(body) >= 5_000));
        rules("product.favourited", plain(3, body -> true));
        rules("store.visited", capped(1, 6, body -> true), plain(1, body -> true));
        rules(
                "review.posted",
                plain(12, body -> ((EventBody.ReviewPosted) body).rating() >= 4),
                plain(-6, body -> ((EventBody.ReviewPosted) body).rating() < 2));
        rules("customer.registered", plain(5, body -> true));
        rules("newsletter.unsubscribed", plain(-40, body -> true));
    }

    private void rules(String type, Rule... rules) {
        byType.put(type, rules);
    }

    private static Rule plain(int points, Predicate<EventBody> test) {
        return new Rule(test, points, 0, 0, false);
    }

    private Rule capped(int perDay, int points, Predicate<EventBody> test) {
        return new Rule(test, points, perDay, caps++, false);
    }

    private static Rule halving(int points, Predicate<EventBody> test) {
        return new Rule(test, points, 0, 0, true);
    }

    private static String category(EventBody body) {
        return ((EventBody.ProductViewed) body).category();
    }

    private static long amount(EventBody body) {
        return ((EventBody.OrderPlaced) body).order().goodsTotal().minorUnits();
    }

    void apply(State state, CustomerEvent event) {
        Rule[] rules = byType.get(event.type());
        if (rules == null) {
            return;
        }
        EventBody body = event.body();
        long time = event.occurredAt().toEpochMilli();
        for (Rule rule : rules) {
            if (rule.test.test(body)) {
                give(state, rule, time);
            }
        }
    }

    /** Applies an event of which somebody else said which rules match: one bit for each rule of its type. */
    void applyMatched(State state, CustomerEvent event, int matched) {
        Rule[] rules = byType.get(event.type());
        if (rules == null) {
            return;
        }
        long time = event.occurredAt().toEpochMilli();
        for (int i = 0; i < rules.length; i++) {
            if ((matched >> i & 1) != 0) {
                give(state, rules[i], time);
            }
        }
    }

    private static void give(State state, Rule rule, long time) {
        if (rule.halving) {
            state.decaying = decayed(state, time) + rule.points;
            state.decayingAt = time;
        } else if (rule.dailyCap == 0 || countsToday(state, rule, time)) {
            state.points += rule.points;
        }
    }

    private static boolean countsToday(State state, Rule rule, long time) {
        int day = (int) Math.floorDiv(time + TOKYO, DAY);
        if (state.capDay[rule.cap] != day) {
            state.capDay[rule.cap] = day;
            state.capCount[rule.cap] = 0;
        }
        if (state.capCount[rule.cap] >= rule.dailyCap) {
            return false;
        }
        state.capCount[rule.cap]++;
        return true;
    }

    private static double decayed(State state, long time) {
        return state.decaying == 0 ? 0 : state.decaying * Math.pow(2, -(time - state.decayingAt) / HALF_LIFE);
    }

    double score(State state, long time) {
        return state.points + decayed(state, time);
    }
}
