package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.noAction;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Cause;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Input;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changed definitions on a store that was written under others. */
class DeployTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final CustomerId aki = written();

    private CrmBuilder builder() {
        return Crm.builder("shop").clock(clock).store(store);
    }

    private CustomerId written() {
        Crm before = builder()
                .fold(new Toys.OrderChain())
                .segment(Segment.live("big", metric("spent").atLeast(5000)))
                .build();
        before.accept(Toys.order("o1", AKI, START, 1000));
        assertThat(before.segment("big", 10)).isEmpty();
        return before.find(AKI).orElseThrow();
    }

    @Test
    void aChangedSegmentAnswersAtOnceAndSaysWhy() {
        Crm after = builder()
                .fold(new Toys.OrderChain())
                .segment(Segment.live("big", metric("spent").atLeast(500)))
                .build();
        assertThat(after.segment("big", 10)).containsExactly(aki);
        assertThat(after.customer(aki).orElseThrow().segments()).containsExactly("big");
        assertThat(after.decisions(aki).stream().flatMap(record -> record.segments().stream()))
                .containsExactly(new DecisionRecord.SegmentChange("big", true, Cause.DEFINITION));
    }

    /** Counts every order twice. */
    private static final class Doubled implements Fold<Toys.OrderChain.State> {
        private final Toys.OrderChain single = new Toys.OrderChain();

        @Override
        public String name() {
            return single.name();
        }

        @Override
        public String definitionHash() {
            return "2";
        }

        @Override
        public Set<String> eventTypes() {
            return single.eventTypes();
        }

        @Override
        public Set<String> publishes() {
            return single.publishes();
        }

        @Override
        public Toys.OrderChain.State initial() {
            return single.initial();
        }

        @Override
        public Toys.OrderChain.State apply(Toys.OrderChain.State state, CustomerEvent event) {
            return single.apply(state, event);
        }

        @Override
        public Map<String, Trajectory> metrics(Toys.OrderChain.State state) {
            return Map.of("spent", Trajectory.constant(2 * state.total()));
        }

        @Override
        public byte[] encode(Toys.OrderChain.State state) {
            return single.encode(state);
        }

        @Override
        public Toys.OrderChain.State decode(byte[] bytes) {
            return single.decode(bytes);
        }
    }

    @Test
    void aChangedScoreMovesTheSegmentsThatReadIt() {
        clock.now = START.plusSeconds(1);
        Crm before = builder()
                .fold(new Toys.OrderChain())
                .segment(Segment.live("big", metric("spent").atLeast(1500)))
                .build();
        assertThat(before.segment("big", 10)).isEmpty();
        Crm after = builder()
                .fold(new Doubled())
                .segment(Segment.live("big", metric("spent").atLeast(1500)))
                .build();
        assertThat(after.segment("big", 10)).containsExactly(aki);
        assertThat(after.top("spent", 1)).extracting(Ranked::value).containsExactly(2000L);
    }

    @Test
    void whoStandsInANewEntryIsCountedAtGoLive() {
        Crm after =
                builder().fold(new Toys.OrderChain()).journey(new Praising(500)).build();
        assertThat(after.goLive(GoLivePolicy.skip()).matching()).isEqualTo(Map.of("praise", 1L));
    }

    /** Only watches; it starts by time, and not by definition. */
    private static final class Praising extends Watching {
        Praising(long from) {
            super("praise", "big", metric("spent").atLeast(from));
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            return Entries.none();
        }
    }

    @Test
    void aNewSegmentThatTimeDecidesIsEnteredAtItsInstantWithoutAnyInput() {
        Crm after = builder()
                .segment(Segment.live("dormant", noAction().lasting(Span.days(30))))
                .build();
        clock.now = START.plus(Duration.ofDays(40));
        after.runDue();
        assertThat(after.decisions(aki))
                .filteredOn(record -> !record.segments().isEmpty())
                .singleElement()
                .satisfies(record -> assertThat(record.now()).isEqualTo(START.plus(Duration.ofDays(30))));
    }
}
