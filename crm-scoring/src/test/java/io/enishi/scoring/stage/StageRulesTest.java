package io.enishi.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StageRulesTest {

    private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
    private static final StageRules RULES =
            StageRules.in(ZoneId.of("Asia/Tokyo")).withQuiet(Span.months(3), Span.months(12));

    private final List<CustomerEvent> events = new ArrayList<>();

    private void happens(Instant at, EventBody body) {
        events.add(CustomerEvent.of("ec", EventId.of(events.size() + 1), Identifier.member("m-1"), at, body));
    }

    private void orders(int day, long yen) {
        happens(
                START.plus(Duration.ofDays(day)),
                new EventBody.OrderPlaced(Order.ofTotal("o-" + events.size(), "ec", Money.yen(yen))));
    }

    private Stage stage(StageRules rules, int day) {
        return rules.at(events, START.plus(Duration.ofDays(day))).stage();
    }

    @Test
    void theWayOfACustomer() {
        assertThat(stage(RULES, 0)).isEqualTo(Stage.PROSPECT);
        orders(1, 1000);
        orders(1, 1000);
        assertThat(stage(RULES, 2)).isEqualTo(Stage.NEW);
        orders(20, 1000);
        assertThat(stage(RULES, 20)).isEqualTo(Stage.ACTIVE);
        assertThat(stage(RULES, 120)).isEqualTo(Stage.DORMANT);
        assertThat(stage(RULES, 400)).isEqualTo(Stage.LOST);
        orders(401, 1000);
        assertThat(stage(RULES, 401)).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void aPersonWhoseOnlyOrderWasCancelledIsAProspectAgain() {
        orders(1, 1000);
        happens(START.plus(Duration.ofDays(2)), new EventBody.OrderCancelled("o-0", Money.yen(1000), ""));

        assertThat(stage(RULES, 1)).isEqualTo(Stage.NEW);
        assertThat(stage(RULES, 2)).isEqualTo(Stage.PROSPECT);
    }

    @Test
    void vipByAmountIsNeverANewcomerAndByPointsUsedWithinAYear() {
        StageRules rules = RULES.orVip(VipRule.amount(Money.yen(30_000)))
                .orVip(VipRule.timesPointsUsed(2).within(Span.months(1)), VipRule.pointsBalance(100));
        orders(1, 30_000);
        assertThat(stage(rules, 1)).isEqualTo(Stage.VIP);

        events.clear();
        orders(1, 10);
        happens(START.plus(Duration.ofDays(1)), new EventBody.PointsGranted("lot", 200, null));
        happens(START.plus(Duration.ofDays(2)), new EventBody.PointsUsed(50, ""));
        assertThat(stage(rules, 2)).isEqualTo(Stage.NEW);
        happens(START.plus(Duration.ofDays(3)), new EventBody.PointsUsed(50, ""));
        assertThat(stage(rules, 3)).isEqualTo(Stage.VIP);
        assertThat(stage(rules, 40)).isEqualTo(Stage.NEW); // the uses are over a month ago
    }

    @Test
    void aRateIsLostOnTheMillisecondAtWhichItFallsBelowTheBound() {
        StageRules rules = RULES.withQuiet(Span.years(3), Span.years(5)).orVip(VipRule.ordersAYear(4));
        orders(0, 10);
        orders(1, 10);

        StageReport report = rules.at(events, START.plus(Duration.ofDays(10)));

        // 2 orders are 4 a year for half of 365 days.
        Instant falls = START.plus(Duration.ofHours(365 * 12)).plusMillis(1);
        assertThat(report.stage()).isEqualTo(Stage.VIP);
        assertThat(report.nextChange()).contains(falls);
        assertThat(rules.at(events, falls).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(report.why()).contains("orders a year of at least 4: 2 orders since 2026-01-10T00:00:00Z");
    }

    @Test
    void dormantIsEnteredAndLeftInTheRuntime() {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        Crm crm = Crm.builder("shop")
                .clock(now::get)
                .fold(RULES.fold("stage"))
                .segments(RULES.segments("stage"))
                .build();
        orders(0, 10);
        crm.accept(events.get(0));
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        assertThat(crm.segment("stage:new", 10)).containsExactly(person);

        now.set(Instant.parse("2026-04-10T00:00:00Z")); // three calendar months later
        crm.runDue(now.get());

        assertThat(crm.segment("stage:dormant", 10)).containsExactly(person);
        assertThat(crm.segment("stage:new", 10)).isEmpty();
    }

    @Test
    void rulesThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> RULES.withQuiet(Span.months(12), Span.months(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lostAfter must be longer");
        assertThatThrownBy(() -> VipRule.pointsBalance(5).within(Span.months(1)))
                .hasMessageContaining("cannot be limited to a window");
        assertThatThrownBy(() -> VipRule.orders(0)).hasMessageContaining("at least 1");
    }

    @Test
    void howLongSomebodyIsQuietBeforeTheyAreDormantAndLostIsSaidApart() {
        orders(0, 1000);
        orders(1, 1000);
        StageRules usual = StageRules.in(ZoneId.of("Asia/Tokyo")); // six and twelve months

        assertThat(stage(usual, 100)).isEqualTo(Stage.ACTIVE);
        assertThat(stage(usual.withDormantAfter(Span.months(3)), 100)).isEqualTo(Stage.DORMANT);
        assertThat(stage(usual.withDormantAfter(Span.months(3)), 300)).isEqualTo(Stage.DORMANT);
        assertThat(stage(usual.withLostAfter(Span.months(9)), 100)).isEqualTo(Stage.ACTIVE);
        assertThat(stage(usual.withLostAfter(Span.months(9)), 300)).isEqualTo(Stage.LOST);
        assertThatThrownBy(() -> usual.withLostAfter(Span.months(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lostAfter must be longer than dormantAfter");
        assertThatThrownBy(() -> usual.withDormantAfter(Span.months(12)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lostAfter must be longer than dormantAfter");
    }
}
