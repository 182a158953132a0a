package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When a checkpoint is written and dropped, and which stored ones are believed; {@link CheckpointKeepsTest} says what stands in one. */
class CheckpointRulesTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier AKI_AT_WORK = Identifier.email("aki@work.example.jp");
    private static final int MONTHS = 40;
    private static final Duration MONTH = Duration.ofDays(30);
    /** Between the first and the last zone of the world. */
    private static final Duration WORLD = Duration.ofHours(26);

    private final Toys.Clock clock = new Toys.Clock();
    private final Shelf shelf = new Shelf();
    private final Visits visits = new Visits();
    private final Map<String, Long> counted = new HashMap<>();
    private Condition asked = count(event("custom:visited")).atLeast(MONTHS);

    private Crm open() {
        return open(1);
    }

    private Crm open(int every) {
        return Crm.builder("shop")
                .clock(clock)
                .store(shelf)
                .fold(visits)
                .segment(Segment.live("asked", asked))
                .journey(new Toys.Welcome())
                .meters((meter, label, amount) -> counted.merge(meter + '/' + label, amount, Long::sum))
                .checkpointEvery(every)
                .build();
    }

    /** A visit a month; when the last one was. */
    private Instant live(Crm crm, Instant from, Identifier who, String source) {
        Instant at = from;
        for (int month = 0; month < MONTHS; month++) {
            at = at.plus(MONTH);
            clock.now = at;
            crm.accept(Toys.event(source + month, who, at, visited("")));
        }
        return at;
    }

    private static EventBody visited(String note) {
        Map<String, AttributeValue> said =
                note.isEmpty() ? Map.of() : Map.of("kind", AttributeValue.of("long"), "note", AttributeValue.of(note));
        return new EventBody.Custom("visited", Initiator.CUSTOMER, said);
    }

    private static boolean holds(Crm crm) {
        return crm.whySegment(crm.find(AKI).orElseThrow(), "asked").holds();
    }

    // ---------------------------------------------------------------- writing

    @Test
    void liesBeforeTheStartOfEveryRunThatGoesOn() {
        Crm crm = open();
        Instant start = live(crm, START, AKI, "before").plus(MONTH);
        clock.now = start;
        crm.accept(Toys.registered("registered", AKI, start)); // its send is never delivered

        live(crm, start, AKI, "after");

        assertThat(shelf.written)
                .isNotEmpty()
                .allSatisfy(checkpoint -> assertThat(checkpoint.until()).isBeforeOrEqualTo(start));
    }

    @Test
    void liesBeforeTheLongestSpanInWhateverZone() {
        asked = count(event("custom:visited")).within(days(90)).atLeast(1);

        live(open(), START, AKI, "v");

        assertThat(shelf.written).isNotEmpty();
        for (int i = 0; i < shelf.written.size(); i++) {
            assertThat(shelf.written.get(i).until())
                    .isBefore(shelf.decided.get(i).minus(Duration.ofDays(90)).minus(WORLD));
        }
    }

    @Test
    void isNotWrittenWhereItWouldBeTooLargeToBeReadQuickly() {
        asked = count(event("custom:visited").where("kind", ValueTest.is("long")))
                .atLeast(1);
        Crm crm = open();
        Random random = new Random(1);
        Instant at = START;
        for (int i = 0; i < 220; i++) {
            at = at.plus(MONTH);
            clock.now = at;
            StringBuilder note = new StringBuilder();
            random.ints(9_000, 0x4e00, 0x9fa5).forEach(kanji -> note.append((char) kanji));
            crm.accept(Toys.event("v" + i, AKI, at, visited(note.toString())));
        }

        assertThat(shelf.written)
                .isNotEmpty()
                .allSatisfy(checkpoint -> assertThat(checkpoint.state().length).isLessThanOrEqualTo(1_000_000));
        assertThat(holds(open())).isTrue();
    }

    @Test
    void isDroppedByTheCommitThatAddsAnEventBehindIt() {
        live(open(), START, AKI, "v");
        shelf.changes.clear();

        open(1_000).accept(Toys.event("late", AKI, START.plus(Duration.ofDays(3)), visited("")));

        assertThat(shelf.changes)
                .singleElement()
                .satisfies(change -> assertThat(change.checkpoint()).isInstanceOf(CheckpointChange.Dropped.class));
    }

    @Test
    void isDroppedByTheCommitThatMovesOrigins() {
        live(open(), START, AKI_AT_WORK, "w");
        live(open(), START, AKI, "v");
        shelf.changes.clear();

        open(1_000).merge(AKI, AKI_AT_WORK, "staff", "one person");

        assertThat(shelf.changes)
                .filteredOn(change -> change.origins().size() == 2)
                .isNotEmpty()
                .first()
                .satisfies(change -> assertThat(change.checkpoint()).isInstanceOf(CheckpointChange.Dropped.class));
    }

    // ---------------------------------------------------------------- believing

    private void isPassedOver() {
        counted.clear();
        assertThat(holds(open())).isTrue();
        assertThat(counted).containsKey("checkpoints.refused/unreadable").containsKey("customers.read/whole");
    }

    @Test
    void isBelievedAsItWasWritten() {
        live(open(), START, AKI, "v");

        assertThat(holds(open())).isTrue();

        assertThat(counted).containsKey("customers.read/from-checkpoint").doesNotContainKey("customers.read/whole");
    }

    @Test
    void isPassedOverWhereAStoreHandsOutOneOfOtherDefinitions() {
        live(open(), START, AKI, "v");
        shelf.tampered = one -> new StoredCheckpoint("others", one.until(), one.state());

        isPassedOver();
    }

    @Test
    void isPassedOverWhereItsInstantIsNotTheOneItWasWrittenFor() {
        live(open(), START, AKI, "v");
        shelf.tampered =
                one -> new StoredCheckpoint(one.definitions(), one.until().plusMillis(1), one.state());

        isPassedOver();
    }

    @Test
    void isPassedOverWhereAFoldDoesNotReadItsState() {
        live(open(), START, AKI, "v");
        visits.readsNothing = true;

        isPassedOver();
    }

    /** How often somebody came; its states can become unreadable. */
    private static final class Visits extends Toys.Counter {
        private boolean readsNothing;

        Visits() {
            super("visits", "custom:visited");
        }

        @Override
        public Long decode(byte[] bytes) {
            if (readsNothing) {
                throw new IllegalArgumentException("not a state of ours");
            }
            return super.decode(bytes);
        }
    }

    /** Remembers what commits did about checkpoints, and hands out what somebody tampered with. */
    private static final class Shelf extends ForwardingStore {
        private final List<StoredCheckpoint> written = new ArrayList<>();
        /** When each of those that were written had last been decided. */
        private final List<Instant> decided = new ArrayList<>();

        private final List<CustomerChange> changes = new ArrayList<>();
        private UnaryOperator<StoredCheckpoint> tampered = UnaryOperator.identity();

        Shelf() {
            super(new InMemoryCustomerStore());
        }

        @Override
        public CommitResult commit(Commit commit) {
            for (CustomerChange change : commit.customers()) {
                changes.add(change);
                if (change.checkpoint() instanceof CheckpointChange.Written one) {
                    written.add(one.checkpoint());
                    decided.add(Instant.ofEpochMilli(change.lastDecided()));
                }
            }
            return super.commit(commit);
        }

        @Override
        public Optional<StoredCustomer> load(OriginId origin, String definitions) {
            return super.load(origin, definitions).map(this::tamper);
        }

        private StoredCustomer tamper(StoredCustomer one) {
            StoredCheckpoint checkpoint = one.checkpoint();
            return checkpoint == null
                    ? one
                    : new StoredCustomer(
                            one.id(),
                            one.version(),
                            one.origins(),
                            one.membership(),
                            one.lastDecided(),
                            one.instances(),
                            one.openCommands(),
                            one.dispatched(),
                            tampered.apply(checkpoint));
        }
    }
}
