package io.enishi.scoring.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.Ranked;
import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A fitted model that a {@code Crm} applies to its customers. */
class LifetimeValueInCrmTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant START = Instant.parse("2026-01-01T03:00:00Z");

    private final LifetimeValue value = LifetimeValue.of(
                    new BgNbd(0.243, 4.414, 0.793, 2.426), new GammaGamma(6.25, 3.74, 1_544))
            .discounted(0.01);
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Crm crm = Crm.builder("shop")
            .clock(now::get)
            .fold(LifetimeValueFolds.of("clv", value, TOKYO, Currency.getInstance("JPY")))
            .segment(Segment.live("leaving", new Condition.Metric("clv.alive", Comparison.lessThan(50))))
            .build();

    @Test
    void metricsAreWhatTheModelSaysOfPlainRows() {
        bought(1, "m-1", "A", 0, Money.yen(3_000));
        bought(2, "m-1", "B", 20, Money.yen(4_000));
        bought(3, "m-1", "C", 20, Money.yen(1_000)); // the same day
        bought(4, "m-1", "D", 45, Money.yen(9_000));
        now.set(START.plus(Duration.ofDays(100)));
        LocalDate first = LocalDate.ofInstant(START, TOKYO);
        PurchaseLog log = PurchaseLog.until(first.plusDays(100))
                .add("m-1", first, 3_000)
                .add("m-1", first.plusDays(20), 5_000)
                .add("m-1", first.plusDays(45), 9_000)
                .build();
        RepeatHistory history = log.customer(0).history();
        assertThat(metric("m-1", "clv.x")).isEqualTo(2);
        assertThat(metric("m-1", "clv.tx-days")).isEqualTo(45);
        assertThat(metric("m-1", "clv.t-days")).isEqualTo(100);
        assertThat(metric("m-1", "clv.alive"))
                .isEqualTo((long) (100 * value.purchases().pAlive(history)));
        assertThat(metric("m-1", "clv"))
                .isEqualTo((long) value.of(history, 7_000))
                .isPositive();
        List<Ranked> top = crm.top("clv", 5);
        assertThat(top).hasSize(1);
        assertThat(Objects.requireNonNull(top.get(0).why()).toText())
                .contains("lifetime value by bg-nbd", "2 repeat purchases in 100 days, the last after 45", "worth ");
    }

    @Test
    void aCancelledOrderIsNoPurchaseAndAnotherCurrencyHasNoValue() {
        bought(1, "m-1", "A", 0, Money.yen(3_000));
        bought(2, "m-1", "B", 20, Money.yen(4_000));
        at(3, "m-1", 21, new EventBody.OrderCancelled("B", Money.yen(0), ""));
        assertThat(metric("m-1", "clv.x")).isZero();
        bought(4, "m-2", "C", 22, new Money(5_000, Currency.getInstance("USD")));
        assertThat(trajectory("m-2", "clv.x")).isNotNull();
        assertThat(crm.metric(id("m-2"), "clv")).isEmpty();
    }

    @Test
    void somebodyEntersASegmentOnTheDayOnWhichTheChanceFallsBelowItsBound() {
        for (int i = 0; i < 8; i++) {
            bought(i + 1, "m-1", "O" + i, 7 * i, Money.yen(3_000));
        }
        Instant last = now.get();
        Trajectory alive = Objects.requireNonNull(trajectory("m-1", "clv.alive"));
        long crossing = alive.nextCrossing(50, last.toEpochMilli());
        assertThat(alive.valueAt(crossing - 1)).isGreaterThanOrEqualTo(50);
        assertThat(alive.valueAt(crossing)).isLessThan(50);
        assertThat(Instant.ofEpochMilli(crossing).atZone(TOKYO).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(crm.segment("leaving", 10)).isEmpty();
        now.set(Instant.ofEpochMilli(crossing));
        crm.runDue(now.get());
        assertThat(crm.segment("leaving", 10)).containsExactly(id("m-1"));
    }

    private long metric(String member, String name) {
        return Objects.requireNonNull(trajectory(member, name))
                .valueAt(now.get().toEpochMilli());
    }

    private Trajectory trajectory(String member, String name) {
        return crm.metric(id(member), name).orElseThrow();
    }

    private CustomerId id(String member) {
        return crm.find(Identifier.member(member)).orElseThrow();
    }

    private void bought(int id, String member, String order, int day, Money amount) {
        at(id, member, day, new EventBody.OrderPlaced(Order.ofTotal(order, "ec", amount)));
    }

    private void at(int id, String member, int day, EventBody body) {
        now.set(START.plus(Duration.ofDays(day)));
        crm.accept(CustomerEvent.of("ec", EventId.of(id), Identifier.member(member), now.get(), body));
    }
}
