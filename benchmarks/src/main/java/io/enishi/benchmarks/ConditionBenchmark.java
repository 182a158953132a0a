package io.enishi.benchmarks;

import static io.enishi.core.condition.Conditions.actions;
import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.sum;

import io.enishi.core.condition.Columns;
import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.ConditionSet;
import io.enishi.core.condition.Facts;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One condition of three aggregates over a customer's events: orders in three calendar months, their amounts in 90 days, actions in
 * one calendar month. All three hold, so none is spared.
 *
 * <p>The baseline is the loop that one writes first: over the customer's events, with java.time, each aggregate in turn; its {@code
 * nextChange} is the earliest exit, which wakes more often than needed. Run with {@code -prof gc} to see that evaluation allocates
 * nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConditionBenchmark {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long NOW = Instant.parse("2026-11-21T03:00:00Z").toEpochMilli();

    /** Events of the customer over 18 months. */
    @Param({"200", "20000"})
    public int events;

    private record Happened(long at, EventBody body) {}

    private final ConditionSet set = ConditionSet.compile(
            Map.of(
                    "three",
                    all(
                            count(orders()).within(months(3)).atLeast(3),
                            sum("amount").of(orders()).within(days(90)).atLeast(10_000),
                            count(actions()).within(months(1)).atLeast(3))),
            ConditionContext.open());
    private final CompiledCondition condition = set.get("three");
    private final Columns columns = set.newColumns(ZONE);
    private final List<Happened> timeline = new ArrayList<>();
    private Columns target = set.newColumns(ZONE);
    private int appended;
    private long now;

    /** Makes the customer. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(7);
        long step = Duration.ofDays(548).toMillis() / events;
        for (int i = 0; i < events; i++) {
            long at = NOW - step * (events - i) + random.nextLong(step);
            EventBody body = i % 2 == 0
                    ? new EventBody.OrderPlaced(
                            Order.ofTotal("order-" + i, "ec", Money.yen(1_000 + random.nextInt(9_000))))
                    : new EventBody.ProductViewed("product-" + i % 30, "");
            timeline.add(new Happened(at, body));
            columns.append(at, "ec", EventId.of(i), body);
        }
        now = NOW;
        if (!condition.test(columns, Facts.none(), NOW) || !plainTest()) {
            throw new IllegalStateException("all three aggregates should hold, by both evaluations");
        }
        if (condition.nextChange(columns, Facts.none(), NOW) < plainNextChange()) {
            throw new IllegalStateException("the engine should not wake before the earliest exit");
        }
    }

    /** Starts the appending from nothing. */
    @Setup(Level.Iteration)
    public void empty() {
        target = set.newColumns(ZONE);
        appended = 0;
    }

    // ------------------------------------------------------------------ the engine

    @Benchmark
    public boolean test() {
        return condition.test(columns, Facts.none(), now);
    }

    @Benchmark
    public long nextChange() {
        return condition.nextChange(columns, Facts.none(), now);
    }

    /** One event into the columns of all three aggregates, in order; begins anew when the customer is complete. */
    @Benchmark
    public Columns append() {
        if (appended == timeline.size()) {
            target = set.newColumns(ZONE);
            appended = 0;
        }
        Happened next = timeline.get(appended);
        target.append(next.at, "ec", EventId.of(appended), next.body);
        appended++;
        return target;
    }

    // ------------------------------------------------------------------ the loop that one writes first

    @Benchmark
    public boolean plainTest() {
        Instant at = Instant.ofEpochMilli(now);
        int inThreeMonths = 0;
        int inOneMonth = 0;
        long amount = 0;
        for (Happened event : timeline) {
            Instant occurred = Instant.ofEpochMilli(event.at);
            if (occurred.isAfter(at)) {
                continue;
            }
            if (event.body instanceof EventBody.OrderPlaced placed) {
                if (at.isBefore(occurred.atZone(ZONE).plus(Period.ofMonths(3)).toInstant())) {
                    inThreeMonths++;
                }
                if (at.isBefore(occurred.plus(Duration.ofDays(90)))) {
                    amount += placed.order().goodsTotal().minorUnits();
                }
            }
            if (at.isBefore(occurred.atZone(ZONE).plus(Period.ofMonths(1)).toInstant())) {
                inOneMonth++;
            }
        }
        return inThreeMonths >= 3 && amount >= 10_000 && inOneMonth >= 3;
    }

    @Benchmark
    public long plainNextChange() {
        Instant at = Instant.ofEpochMilli(now);
        Instant next = Instant.MAX;
        for (Happened event : timeline) {
            Instant occurred = Instant.ofEpochMilli(event.at);
            if (event.body instanceof EventBody.OrderPlaced) {
                next = earlier(
                        next, occurred.atZone(ZONE).plus(Period.ofMonths(3)).toInstant(), at);
                next = earlier(next, occurred.plus(Duration.ofDays(90)), at);
            }
            next = earlier(next, occurred.atZone(ZONE).plus(Period.ofMonths(1)).toInstant(), at);
        }
        return next.equals(Instant.MAX) ? Long.MAX_VALUE : next.toEpochMilli();
    }

    private static Instant earlier(Instant next, Instant exit, Instant at) {
        return exit.isAfter(at) && exit.isBefore(next) ? exit : next;
    }
}
