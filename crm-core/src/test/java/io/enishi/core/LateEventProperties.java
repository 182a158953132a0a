package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.internal.fold.Checkpoints;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Folds of histories that are long enough for checkpoints: the same from whichever copy they go on, and for less. */
class LateEventProperties {

    private static final Identifier WHO = Identifier.email("a@example.jp");

    /** {@link Toys.OrderChain}, which shows in what order it was applied, counting how often that was. */
    private static final class Counting implements Fold<Toys.OrderChain.State> {
        private final Toys.OrderChain chain = new Toys.OrderChain();
        private long applied;

        @Override
        public String name() {
            return chain.name();
        }

        @Override
        public String definitionHash() {
            return chain.definitionHash();
        }

        @Override
        public Set<String> eventTypes() {
            return chain.eventTypes();
        }

        @Override
        public Set<String> publishes() {
            return chain.publishes();
        }

        @Override
        public Toys.OrderChain.State initial() {
            return chain.initial();
        }

        @Override
        public Toys.OrderChain.State apply(Toys.OrderChain.State state, CustomerEvent event) {
            applied++;
            return chain.apply(state, event);
        }

        @Override
        public Map<String, Trajectory> metrics(Toys.OrderChain.State state) {
            return chain.metrics(state);
        }

        @Override
        public byte[] encode(Toys.OrderChain.State state) {
            return chain.encode(state);
        }

        @Override
        public Toys.OrderChain.State decode(byte[] bytes) {
            return chain.decode(bytes);
        }
    }

    private static Crm crm(Fold<?> fold, int days) {
        Toys.Clock clock = new Toys.Clock();
        clock.now = START.plus(Duration.ofDays(days));
        return Crm.builder("shop").clock(clock).fold(fold).checkpointEvery(0).build();
    }

    /** Orders and views, several at some instants. */
    private static List<CustomerEvent> history(Random random, int size) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Instant at = START.plus(Duration.ofMinutes(random.nextInt(size)));
            events.add(
                    random.nextInt(3) == 0
                            ? Toys.event("v" + i, WHO, at, new EventBody.Custom("looked", Initiator.CUSTOMER, Map.of()))
                            : Toys.order("o" + i, WHO, at, i));
        }
        return events;
    }

    @Property(tries = 40)
    void statesOfLongHistoriesDoNotDependOnTheOrderOfArrival(
            @ForAll Random random, @ForAll @IntRange(min = 100, max = 700) int size) {
        List<CustomerEvent> events = history(random, size);
        Collections.sort(events, (a, b) -> a.occurredAt().compareTo(b.occurredAt()));
        for (int swaps = random.nextInt(20); swaps > 0; swaps--) { // mostly in order, as in life
            Collections.swap(events, random.nextInt(size), random.nextInt(size));
        }
        Crm crm = crm(new Toys.OrderChain(), 30);

        for (int from = 0; from < size; ) {
            int to = Math.min(size, from + 1 + random.nextInt(5));
            crm.acceptAll(events.subList(from, to));
            from = to;
        }

        assertThat(crm.recompute().foldDifferences()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aLateEventCostsWhatIsBehindItAndNotWhatIsBefore() {
        Counting fold = new Counting();
        Crm crm = crm(fold, 30);
        int size = 5_000;
        for (int i = 0; i < size; i++) {
            crm.accept(Toys.order("o" + i, WHO, START.plus(Duration.ofMinutes(i)), 1));
        }
        assertThat(fold.applied).isEqualTo(size);

        for (int behind : new int[] {1, 10, 100, 1_000}) {
            fold.applied = 0;
            crm.accept(Toys.order("late" + behind, WHO, START.plusSeconds(60L * (size - behind) - 30), 1));

            assertThat(fold.applied)
                    .isGreaterThan(behind)
                    .isLessThanOrEqualTo(2L * behind + 10 + 2 * Checkpoints.EVERY);
        }
        assertThat(crm.recompute().foldDifferences()).isEmpty();
    }

    @Test
    void eventsOfOneInstantOfWhichSomeAreLateAreEachSeenOnce() {
        Counting fold = new Counting();
        Crm crm = crm(fold, 30);
        for (int i = 0; i < 500; i++) {
            crm.accept(Toys.order("o" + i, WHO, START.plus(Duration.ofMinutes(i)), 1));
        }
        fold.applied = 0;

        crm.acceptAll(List.of(
                Toys.order("late-1", WHO, START.plus(Duration.ofMinutes(480)), 1),
                Toys.order("late-2", WHO, START.plus(Duration.ofMinutes(480)), 1)));

        assertThat(fold.applied).isLessThan(3 * Checkpoints.EVERY);
        assertThat(crm.customer(crm.find(WHO).orElseThrow()).orElseThrow().metrics())
                .containsEntry("spent", 502L);
        assertThat(crm.recompute().foldDifferences()).isEmpty();
    }
}
