package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A customer read from a checkpoint on. */
abstract class CheckpointLaws extends StoreLaws {

    CheckpointLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    private static StoredCheckpoint checkpoint(String definitions, int day) {
        return new StoredCheckpoint(definitions, NOON.plus(Duration.ofDays(day)), new byte[] {(byte) day, 0, -1});
    }

    private void assumeCheckpoints() {
        Assumptions.assumeTrue(store.keepsCheckpoints());
    }

    /** Events of days 1 to 4 under A, and of days 2 and 3 under B, which is the same person. */
    private Change twoOriginsWithEvents() {
        Change change = change(A, 0).mint(A).mint(B);
        change.origins = List.of(A, B);
        for (int day = 1; day <= 4; day++) {
            change.added(A, event(day, NOON.plus(Duration.ofDays(day))));
        }
        change.added(B, event(12, NOON.plus(Duration.ofDays(2))));
        return change.added(B, event(13, NOON.plus(Duration.ofDays(3))));
    }

    private List<Long> eventsRead(StoredCustomer customer) {
        List<Long> ids = new ArrayList<>();
        customer.origins()
                .forEach(origin ->
                        origin.events().forEach(event -> ids.add(event.id().low())));
        return ids;
    }

    private StoredCustomer readFrom(OriginId origin, String definitions) {
        return store.load(origin, definitions).orElseThrow();
    }

    @Test
    void whoeverHasNoCheckpointOfTheseDefinitionsIsReadWhole() {
        Change change = twoOriginsWithEvents();
        change.checkpoint = new CheckpointChange.Written(checkpoint("d1", 3));
        commit(change);

        assertThat(readFrom(A, "d2").checkpoint()).isNull();
        assertThat(eventsRead(readFrom(A, "d2"))).containsExactly(1L, 2L, 3L, 4L, 12L, 13L);
        assertThat(store.load(A).orElseThrow().checkpoint()).isNull();
        assertThat(eventsRead(store.load(A).orElseThrow())).containsExactly(1L, 2L, 3L, 4L, 12L, 13L);
        assertThat(store.load(HIGH, "d1")).isEmpty();
    }

    @Test
    void aCustomerIsReadFromTheCheckpointOnWithEveryEventOfItsInstantAndLater() {
        assumeCheckpoints();
        Change change = twoOriginsWithEvents();
        change.checkpoint = new CheckpointChange.Written(checkpoint("d1", 3));
        commit(change);

        for (OriginId origin : List.of(A, B)) {
            StoredCustomer read = readFrom(origin, "d1");
            assertThat(read.checkpoint()).isEqualTo(checkpoint("d1", 3));
            assertThat(eventsRead(read)).containsExactly(3L, 4L, 13L);
        }
        StoredCustomer together = store.loadAll(List.of(B, A), "d1").get(0);
        assertThat(together.checkpoint()).isEqualTo(checkpoint("d1", 3));
        assertThat(eventsRead(together)).containsExactly(3L, 4L, 13L);
    }

    @Test
    void whatIsAddedAfterACheckpointIsReadWithItAndWithTheWhole() {
        assumeCheckpoints();
        Change change = twoOriginsWithEvents();
        change.checkpoint = new CheckpointChange.Written(checkpoint("d1", 3));
        commit(change);
        commit(change(A, 1).of(A, B).addedUnread(A, event(5, NOON.plus(Duration.ofDays(3)))));

        assertThat(eventsRead(readFrom(A, "d1"))).containsExactly(3L, 5L, 4L, 13L);
        assertThat(eventsRead(store.load(A).orElseThrow())).containsExactly(1L, 2L, 3L, 5L, 4L, 12L, 13L);
    }

    @Test
    void theLastCheckpointCountsUntilItIsDropped() {
        assumeCheckpoints();
        commit(twoOriginsWithEvents());
        Change second = change(A, 1).of(A, B);
        second.checkpoint = new CheckpointChange.Written(checkpoint("d1", 2));
        commit(second);
        Change third = change(A, 2).of(A, B);
        third.checkpoint = new CheckpointChange.Written(checkpoint("d1", 4));
        commit(third);
        commit(change(A, 3).of(A, B));
        assertThat(eventsRead(readFrom(A, "d1"))).containsExactly(4L);

        Change fifth = change(A, 4).of(A, B);
        fifth.checkpoint = CheckpointChange.dropped();
        commit(fifth);
        assertThat(readFrom(A, "d1").checkpoint()).isNull();
        assertThat(eventsRead(readFrom(A, "d1"))).hasSize(6);
    }

    @Test
    void aCommitThatIsLostWritesAndDropsNoCheckpoint() {
        assumeCheckpoints();
        Change change = twoOriginsWithEvents();
        change.checkpoint = new CheckpointChange.Written(checkpoint("d1", 3));
        commit(change);
        Change late = change(A, 7).of(A, B);
        late.checkpoint = CheckpointChange.dropped();
        assertThat(commit(late)).isEqualTo(CommitResult.CONFLICT);

        assertThat(readFrom(A, "d1").checkpoint()).isEqualTo(checkpoint("d1", 3));
    }

    @Test
    void aCheckpointGoesWithItsCustomer() {
        assumeCheckpoints();
        Change one = change(A, 0).mint(A).added(A, event(1, NOON));
        one.checkpoint = new CheckpointChange.Written(checkpoint("d1", 1));
        Change other = change(B, 0).mint(B).added(B, event(2, NOON));
        other.checkpoint = new CheckpointChange.Written(checkpoint("d1", 1));
        commit(one, other);
        Change absorbed = change(B, 1);
        absorbed.origins = List.of();
        commit(absorbed, change(A, 1).of(A, B));
        commit(change(A, 2), change(B, 0)); // apart again: the label comes back, its checkpoint does not

        assertThat(readFrom(B, "d1").checkpoint()).isNull();
        assertThat(eventsRead(readFrom(B, "d1"))).containsExactly(2L);

        Change erased = change(A, 3);
        erased.origins = List.of();
        erased.erased = true;
        commit(erased);
        assertThat(store.load(A, "d1")).isEmpty();
    }
}
