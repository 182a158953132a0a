package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.last;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Cause;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrmSegmentsTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .fold(new Toys.OrderChain())
            .segment(Segment.live("big", metric("spent").atLeast(1000)))
            .segment(Segment.live(
                    "frequent", count(Selection.orders()).within(Span.days(30)).atLeast(2)))
            .segment(Segment.live("vip", all(inSegment("big"), inSegment("frequent"))))
            .segment(Segment.live("dormant", noAction().lasting(Span.months(3))))
            .segment(Segment.snapshot("launch", inSegment("big")))
            .journey(new Dormancy())
            .build();

    /** Starts when its watched absence begins, and ends at the next order. */
    private static final class Dormancy extends Watching {
        Dormancy() {
            super("win-back", "silent", noAction().lasting(Span.months(3)));
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            if (input instanceof Input.SegmentChanged change
                    && change.entered()
                    && (change.cause() == Cause.TIME || change.cause() == Cause.EVENT)) {
                var last = view.last("", event -> true).orElseThrow();
                return Entries.of(view.originOf(last), name(), last.id().toString(), "silent for three months");
            }
            return Entries.none();
        }

        @Override
        public Decision<Boolean> decide(InstanceKey key, Boolean state, Input input, CustomerView view) {
            return input instanceof Input.Happened
                    ? Decision.ended(new Decision.End(Decision.End.Kind.EXIT, "acted"), List.of())
                    : Decision.stay(true, List.of());
        }
    }

    private CustomerId id(Identifier who) {
        return crm.find(who).orElseThrow();
    }

    private List<String> segments(Identifier who) {
        return crm.customer(id(who)).orElseThrow().segments();
    }

    private void order(String id, Identifier who, Instant at, long yen) {
        clock.now = at;
        crm.accept(Toys.order(id, who, at, yen));
    }

    @Test
    void aSegmentFollowsEventsMetricsAndOtherSegments() {
        order("o1", AKI, START, 600);
        assertThat(segments(AKI)).isEmpty();
        order("o2", AKI, START.plus(Duration.ofDays(10)), 600);
        assertThat(segments(AKI)).containsExactly("big", "frequent", "vip");
        assertThat(crm.segment("vip", null, 10)).containsExactly(id(AKI));
        assertThat(crm.whySegment(id(AKI), "vip").holds()).isTrue();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aSegmentIsLeftAtTheExactInstantWithoutAScan() {
        order("o1", AKI, START, 600);
        order("o2", AKI, START.plus(Duration.ofDays(10)), 600);
        Instant exit = START.plus(Duration.ofDays(30));
        clock.now = exit.minusMillis(1);
        crm.runDue();
        assertThat(segments(AKI)).contains("vip");
        clock.now = exit;
        assertThat(crm.runDue()).isEqualTo(1);
        assertThat(segments(AKI)).containsExactly("big");
        assertThat(crm.decisions(id(AKI)).stream().flatMap(record -> record.segments().stream()))
                .contains(new DecisionRecord.SegmentChange("vip", false, Cause.TIME));
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void timeThatChangesNothingIsNoDecision() {
        Crm shop = Crm.builder("shop")
                .clock(clock)
                .segment(Segment.live(
                        "big-lately",
                        last("amount")
                                .of(Selection.orders())
                                .within(Span.days(8))
                                .atLeast(500)))
                .build();
        shop.accept(Toys.order("o1", AKI, START, 300));
        clock.now = START.plus(Duration.ofDays(8)); // the order leaves the window, in which it counted for nothing
        shop.runDue();
        assertThat(shop.decisions(shop.find(AKI).orElseThrow())).hasSize(1);
        assertThat(shop.verify().differences()).isEmpty();
    }

    @Test
    void whatOnlyServesToVerifyIsNotWorkedOutForAStoreThatDropsDecisions() {
        List<Long> digests = new ArrayList<>();
        for (boolean keeps : List.of(true, false)) {
            Crm shop = Crm.builder("shop")
                    .clock(clock)
                    .store(new ForwardingStore(new InMemoryCustomerStore()) {
                        @Override
                        public boolean keepsDecisions() {
                            return keeps;
                        }

                        @Override
                        public CommitResult commit(Commit commit) {
                            commit.decisions().forEach(decision -> digests.add(decision.digest()));
                            return super.commit(commit);
                        }
                    })
                    .build();
            shop.accept(Toys.order("o1", AKI, START, 300));
        }
        assertThat(digests).hasSize(2);
        assertThat(digests.get(0)).isNotZero();
        assertThat(digests.get(1)).isZero();
    }

    @Test
    void absenceFiresOnceAtItsInstantHoweverRarelyTheSchedulerRuns() {
        order("o1", AKI, Instant.parse("2026-11-30T00:00:00Z"), 10);
        clock.now = Instant.parse("2027-08-01T00:00:00Z");
        crm.runDue();
        assertThat(crm.customer(id(AKI)).orElseThrow().journeys())
                .singleElement()
                .satisfies(run -> assertThat(run.startedAt()).isEqualTo(Instant.parse("2027-02-28T00:00:00Z")));
        order("o2", AKI, Instant.parse("2027-08-02T00:00:00Z"), 10);
        clock.now = Instant.parse("2028-08-02T00:00:00Z");
        crm.runDue();
        assertThat(crm.customer(id(AKI)).orElseThrow().journeys()).hasSize(2);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whoIsDormantAtGoLiveIsCountedAndSkippedOrEnrolledAtTheDeclaredRate() {
        clock.now = START.plus(Duration.ofDays(200));
        ImportReport report = crm.importHistory(List.of(
                Toys.order("o1", AKI, START, 10),
                Toys.order("o2", BEN, START.plusSeconds(5), 10),
                Toys.order("o3", Identifier.email("cho@example.jp"), clock.now.minusSeconds(5), 10)));
        assertThat(report.wouldHaveStarted()).isEqualTo(Map.of("win-back", 2L));
        assertThat(crm.runDue()).isZero();
        assertThat(crm.goLive(GoLivePolicy.skip())).isEqualTo(new GoLiveReport(Map.of("win-back", 2L), Map.of()));
        assertThat(crm.customer(id(AKI)).orElseThrow().journeys()).isEmpty();
        assertThat(crm.goLive(GoLivePolicy.enrol(1)).enrolled()).isEqualTo(Map.of("win-back", 1L));
        assertThat(crm.goLive(GoLivePolicy.enrol(5)))
                .isEqualTo(new GoLiveReport(Map.of("win-back", 1L), Map.of("win-back", 1L)));
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aSnapshotMovesOnlyWhenItIsTaken() {
        order("o1", AKI, START, 2000);
        assertThat(segments(AKI)).containsExactly("big");
        crm.takeSnapshot("launch");
        order("o2", BEN, START.plusSeconds(1), 2000);
        assertThat(crm.segment("launch", null, 10)).containsExactly(id(AKI));
        crm.takeSnapshot("launch");
        assertThat(crm.segment("launch", null, 10)).hasSize(2);
        assertThat(crm.verify().differences()).isEmpty();
        assertThatThrownBy(() -> crm.takeSnapshot("vip")).hasMessageContaining("is live");
    }

    @Test
    void aCalendarWindowFollowsTheCustomersZone() {
        order("o1", AKI, Instant.parse("2026-11-30T00:00:00Z"), 10);
        crm.accept(Toys.event(
                "p1",
                AKI,
                Instant.parse("2026-11-30T00:00:00Z"),
                new EventBody.ProfileChanged(Map.of("zone", AttributeValue.of("America/New_York")))));
        // 29 November 19:00 in New York; three months later is the last of February, 19:00 there.
        clock.now = Instant.parse("2027-03-01T00:00:00Z").minusMillis(1);
        crm.runDue();
        assertThat(segments(AKI)).isEmpty();
        clock.now = Instant.parse("2027-03-01T00:00:00Z");
        crm.runDue();
        assertThat(segments(AKI)).containsExactly("dormant");
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void mergingJoinsWhatSegmentsSeeAndEntriesByMergingAreToldApart() {
        order("o1", AKI, START, 600);
        order("o2", BEN, START.plusSeconds(60), 600);
        crm.merge(id(AKI).origin(), id(BEN).origin(), "staff", "one card");
        assertThat(segments(AKI)).containsExactly("big", "frequent", "vip");
        assertThat(crm.decisions(id(AKI)).stream().flatMap(record -> record.segments().stream()))
                .contains(new DecisionRecord.SegmentChange("vip", true, Cause.ORIGINS));
    }

    @Test
    void allMistakesInDefinitionsAreToldAtOnceAndNothingIsBuilt() {
        assertThatThrownBy(() -> Crm.builder("shop")
                        .fold(new Toys.OrderChain())
                        .segment(Segment.live("a", metric("nothing").atLeast(1)))
                        .segment(Segment.live("b", not(inSegment("nobody"))))
                        .segment(Segment.live("c", inSegment("c")))
                        .segment(Segment.live("c", inSegment("a")))
                        .build())
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        refused -> assertThat(refused.problems())
                                .hasSizeGreaterThanOrEqualTo(4)
                                .allSatisfy(
                                        problem -> assertThat(problem.advice()).isNotEmpty()));
    }
}
