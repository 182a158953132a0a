package io.enishi.core;

import static io.enishi.core.condition.Conditions.any;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static io.enishi.core.condition.Conditions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What time costs: nobody is woken for nothing, and nobody is missed. */
class WakeUpProperties {

    private static final Identifier AKI = Identifier.member("m-1");
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    /** Five windows slide or stand over the events. */
    private static final int WINDOWS = 5;

    private static Crm crm(Toys.Clock clock) {
        return Crm.builder("shop")
                .clock(clock)
                .fold(new Toys.OrderChain())
                .segment(Segment.live("dormant", noAction().lasting(Span.months(3))))
                .segment(Segment.live(
                        "frequent",
                        count(Selection.orders()).within(Span.days(30)).atLeast(2)))
                .segment(Segment.live(
                        "spender",
                        sum("amount")
                                .of(Selection.orders())
                                .within(Span.months(2))
                                .atLeast(1500)))
                .segment(Segment.live(
                        "quiet",
                        not(any(
                                count(Selection.orders()).within(Span.days(7)).atLeast(1),
                                count(Selection.orders()).within(Span.months(1)).atLeast(2)))))
                .build();
    }

    @Property(tries = 60)
    void overAYearThereAreAtMostTwoWakeUpsForEachWindowEdge(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 25) int orders) {
        Toys.Clock clock = new Toys.Clock();
        Crm crm = crm(clock);
        for (CustomerEvent event : year(random, orders)) {
            clock.now = event.occurredAt();
            crm.accept(event);
        }
        clock.now = NEW_YEAR.plus(Duration.ofDays(800));
        crm.runDue();
        long wakes = crm.decisionLog(0, 100_000).stream()
                .filter(logged -> logged.decision().about() instanceof DecisionRecord.About.TimePassed)
                .count();
        assertThat(wakes).isLessThanOrEqualTo(2L * WINDOWS * orders);
    }

    @Property(tries = 40)
    void howOftenTheSchedulerRunsChangesNoDecision(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int orders) {
        List<CustomerEvent> events = year(random, orders);
        List<List<String>> logs = new ArrayList<>();
        for (int every : List.of(0, 1, 30)) { // never but at the end, daily, monthly
            Toys.Clock clock = new Toys.Clock();
            Crm crm = crm(clock);
            Instant next = NEW_YEAR;
            for (CustomerEvent event : events) {
                while (every > 0 && next.isBefore(event.occurredAt())) {
                    clock.now = next;
                    crm.runDue();
                    next = next.plus(Duration.ofDays(every));
                }
                clock.now = event.occurredAt();
                crm.accept(event);
            }
            clock.now = NEW_YEAR.plus(Duration.ofDays(800));
            crm.runDue();
            logs.add(crm.decisionLog(0, 100_000).stream()
                    .map(CustomerStore.Logged::decision)
                    .flatMap(record -> record.segments().stream().map(change -> record.now() + " " + change))
                    .toList());
            assertThat(crm.verify().differences()).isEmpty();
        }
        assertThat(logs.get(1)).isEqualTo(logs.get(0));
        assertThat(logs.get(2)).isEqualTo(logs.get(0));
    }

    private static List<CustomerEvent> year(Random random, int orders) {
        List<CustomerEvent> events = new ArrayList<>();
        Instant at = NEW_YEAR;
        for (int i = 0; i < orders; i++) {
            at = at.plusMillis(
                    (long) (random.nextDouble() * 2 * Duration.ofDays(365).toMillis() / orders));
            events.add(Toys.order("o" + i, AKI, at, 100 + random.nextInt(1500)));
        }
        return events;
    }
}
