package io.enishi.core.condition;

import static io.enishi.core.condition.Conditions.actions;
import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.any;
import static io.enishi.core.condition.Conditions.average;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.daysSinceLast;
import static io.enishi.core.condition.Conditions.distinct;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.first;
import static io.enishi.core.condition.Conditions.happening;
import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.last;
import static io.enishi.core.condition.Conditions.max;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.overdue;
import static io.enishi.core.condition.Conditions.sequence;
import static io.enishi.core.condition.Conditions.step;
import static io.enishi.core.condition.Conditions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.EventId;
import io.enishi.core.value.HalfLife;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionAllocationTest {

    private static final long DAY = 86_400_000;
    private static final long START = 1_800_000_000_000L;

    /** Every atom, some over orders that were cancelled, some over events of the future. */
    private static final Condition EVERYTHING = all(
            count(orders()).within(months(3)).atLeast(1),
            any(
                    not(noAction().lasting(months(1))),
                    sum("amount").of(orders()).within(days(90)).atLeast(1)),
            average("amount").of(orders()).thisYear().atLeast(1),
            max("amount").of(orders()).within(months(2)).atLeast(1),
            distinct("site").of(orders()).within(months(2)).atLeast(1),
            not(first("site").of(orders()).within(months(1)).is("nowhere")),
            not(last("site").of(orders()).within(months(1)).is("nowhere")),
            daysSinceLast(actions()).atMost(1_000),
            not(overdue(orders()).times(900)),
            any(
                    sequence(step(event("product.viewed")), step(orders()).within(months(1))),
                    metric("m").atLeast(0)),
            metric("decaying").atLeast(1),
            not(inSegment("s")),
            not(happening(orders())));

    @Test
    void testAndNextChangeAllocateNothing() {
        ConditionSet set = ConditionSet.compile(Map.of("c", EVERYTHING), ConditionContext.open());
        Columns columns = set.newColumns(ZoneId.of("America/New_York"));
        for (int i = 0; i < 200; i++) {
            long at = START + i * DAY;
            columns.append(
                    at,
                    "ec",
                    EventId.of(i),
                    i % 2 == 0
                            ? new EventBody.OrderPlaced(Order.ofTotal("o-" + i, "ec", Money.yen(1_000)))
                            : new EventBody.ProductViewed("p", ""));
            if (i % 20 == 0) {
                columns.append(
                        at + DAY,
                        "ec",
                        EventId.of(1_000 + i),
                        new EventBody.OrderCancelled("o-" + i, Money.yen(0), ""));
            }
        }
        DecayingSum decaying = new DecayingSum(HalfLife.of(Duration.ofDays(30)));
        decaying.add(100, START);
        Facts facts = new MetricProperties.Metrics(
                Map.of("decaying", decaying.trajectory(), "m", io.enishi.core.value.Trajectory.constant(1)));
        CompiledCondition condition = set.get("c");
        long now = START + 180 * DAY;
        assertThat(condition.explain(columns, facts, now).toText()).doesNotContain("\n  -");
        long[] sum = {0};
        long least = Allocations.least(20, () -> {
            for (int i = 0; i < 500; i++) {
                sum[0] += condition.test(columns, facts, now + i) ? 1 : 0;
                sum[0] ^= condition.nextChange(columns, facts, now + i);
            }
        });
        assertThat(sum[0]).isNotZero();
        assertThat(least).as("bytes in 500 evaluations of each").isLessThan(500);
    }
}
