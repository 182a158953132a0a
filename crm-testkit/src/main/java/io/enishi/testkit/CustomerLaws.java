package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Belonging;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a store keeps of customers: commits of many, versions, merges and separations, timelines. */
abstract class CustomerLaws extends StoreLaws {

    CustomerLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void anUnknownOriginLoadsNothing() {
        assertThat(store.load(A)).isEmpty();
        assertThat(store.customerOf(A)).isEmpty();
        assertThat(store.customers(null, 10)).isEmpty();
    }

    @Test
    void whatACommitWroteIsLoadedAsOneSnapshot() {
        CustomerEvent event = event(1, NOON);
        SeenIdentifier seen = new SeenIdentifier(Identifier.email("A@example.jp"), MAIL, "ec", NOON);
        InstanceKey run = new InstanceKey(A, "welcome", "e-1");
        StoredInstance instance =
                StoredInstance.running(run, "hash", new byte[] {1, 2}, List.of(new Timer("wait", NOON)), NOON);
        StoredCommand command = StoredCommand.pending(command("hello.1", NOON));
        Dispatched message = new Dispatched(
                new CommandKey(A, "welcome", "e-0", "x.1"), "mail", "hello", MessageClass.ADVERTISING, NOON);
        Change change = change(A, 0).mint(A).add(A, event);
        change.identifiers.add(new AddedIdentifier(A, seen));
        change.instances.add(instance);
        change.commands.add(command);
        change.dispatched.add(message);
        change.membership = new Membership("m1", new long[] {5});
        assertThat(commit(change)).isEqualTo(CommitResult.COMMITTED);

        StoredCustomer loaded = store.load(A).orElseThrow();
        assertThat(loaded.id()).isEqualTo(new CustomerId(A));
        assertThat(loaded.version()).isEqualTo(1);
        assertThat(loaded.lastDecided()).isEqualTo(NOON);
        assertThat(loaded.membership()).isEqualTo(new Membership("m1", new long[] {5}));
        assertThat(loaded.dispatched()).containsExactly(message);
        assertThat(loaded.openCommands()).containsExactly(command);
        assertThat(loaded.instances()).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo(run);
            assertThat(row.state()).containsExactly(1, 2);
            assertThat(row.timers()).containsExactly(new Timer("wait", NOON));
        });
        StoredCustomer.StoredOrigin origin = loaded.origins().get(0);
        assertThat(origin.id()).isEqualTo(A);
        assertThat(origin.identifiers()).containsExactly(seen);
        assertThat(origin.events()).extracting(CustomerEvent::id).containsExactly(EventId.of(1));
        assertThat(origin.events().get(0).body()).isEqualTo(event.body());
        assertThat(store.customerOf(A)).contains(new CustomerId(A));
    }

    @Test
    void aMessageThatWasRefusedAfterAllTakesThePlaceOfTheOneThatLeft() {
        Dispatched message = new Dispatched(
                new CommandKey(A, "welcome", "e-0", "x.1"), "mail", "hello", MessageClass.ADVERTISING, NOON);
        Change left = change(A, 0).mint(A);
        left.dispatched.add(message);
        assertThat(commit(left)).isEqualTo(CommitResult.COMMITTED);
        Change refused = change(A, 1);
        refused.dispatched.add(message.asRefused());
        assertThat(commit(refused)).isEqualTo(CommitResult.COMMITTED);

        assertThat(store.load(A).orElseThrow().dispatched()).containsExactly(message.asRefused());
    }

    /** The hint that a row is new saves a look, and no more. */
    @Test
    void whatIsCalledNewAndIsThereAllTheSameTakesItsPlace() {
        InstanceKey run = new InstanceKey(A, "welcome", "e-1");
        StoredCommand asked = StoredCommand.pending(command("x.1", NOON));
        Change first = change(A, 0).mint(A);
        first.instances.add(StoredInstance.running(run, "hash", new byte[] {1}, List.of(), NOON));
        first.commands.add(asked);
        first.callNew();
        assertThat(commit(first)).isEqualTo(CommitResult.COMMITTED);
        Change again = change(A, 1);
        again.instances.add(StoredInstance.running(run, "hash", new byte[] {2}, List.of(), NOON));
        again.commands.add(asked.closed(StoredCommand.Status.REVOKED, "gone"));
        again.callNew();
        assertThat(commit(again)).isEqualTo(CommitResult.COMMITTED);

        StoredCustomer loaded = store.load(A).orElseThrow();
        assertThat(loaded.version()).isEqualTo(2);
        assertThat(loaded.instances()).hasSize(1);
        assertThat(loaded.instances().get(0).state()).containsExactly(2);
        assertThat(store.command(asked.key()).orElseThrow().status()).isEqualTo(StoredCommand.Status.REVOKED);
    }

    @Test
    void anEventThatComesAgainOtherwiseIsOnTheTimelineOnceAndInTheLogAsItWas() {
        CustomerEvent first = event(1, NOON);
        CustomerEvent second = event(1, NOON.plusSeconds(5));
        DecisionRecord decidedFirst = shown(List.of(first), List.of(A));
        DecisionRecord decidedSecond = shown(List.of(second), List.of(A));
        store.commit(Commit.of(change(A, 0).mint(A).add(A, first).toChange(), List.of(decidedFirst)));
        Change other = change(A, 1);
        other.timelines.add(new ChangedTimeline(A, List.of(second), List.of(second)));
        store.commit(Commit.of(other.toChange(), List.of(decidedSecond)));

        assertThat(store.load(A).orElseThrow().origins().get(0).events()).containsExactly(second);
        assertThat(store.decisions(0, 10))
                .extracting(CustomerStore.Logged::decision)
                .containsExactly(decidedFirst, decidedSecond);
    }

    @Test
    void manyLabelsAndTombstonesAreAskedForAtOnce() {
        commit(change(A, 0).mint(A));
        store.commit(new Commit(
                List.of(change(B, 0).mint(B).toChange()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of("stone"),
                List.of()));
        List<OriginId> many = new ArrayList<>();
        Set<String> stones = new HashSet<>(Set.of("stone"));
        for (int i = 0; i < 1200; i++) {
            many.add(new OriginId(77, i));
            stones.add("none-" + i);
        }
        many.add(600, A);
        many.add(B);

        assertThat(store.customersOf(many))
                .containsExactlyInAnyOrderEntriesOf(Map.of(A, new CustomerId(A), B, new CustomerId(B)));
        assertThat(store.customersOf(List.of())).isEmpty();
        assertThat(store.suppressed(stones)).containsExactly("stone");
        assertThat(store.suppressed(Set.of())).isEmpty();
    }

    @Test
    void aCommitOnAnOldVersionLeavesNothingBehind() {
        assertThat(commit(change(A, 0).mint(A))).isEqualTo(CommitResult.COMMITTED);
        assertThat(commit(change(A, 1).add(A, event(1, NOON)))).isEqualTo(CommitResult.COMMITTED);
        Change stale = change(A, 1).add(A, event(2, NOON));
        stale.commands.add(StoredCommand.pending(command("late.1", NOON)));
        assertThat(commit(stale)).isEqualTo(CommitResult.CONFLICT);
        StoredCustomer loaded = store.load(A).orElseThrow();
        assertThat(loaded.version()).isEqualTo(2);
        assertThat(loaded.origins().get(0).events()).hasSize(1);
        assertThat(store.command(stale.commands.get(0).key())).isEmpty();
        assertThat(store.decisions(0, 10)).hasSize(2);
    }

    @Test
    void oneConflictUndoesTheCommitOfAllCustomers() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        Change good = change(A, 1).add(A, event(1, NOON));
        Change bad = change(B, 7).add(B, event(2, NOON));
        assertThat(commit(good, bad)).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        assertThat(store.load(A).orElseThrow().origins().get(0).events()).isEmpty();
    }

    @Test
    void anOriginIsMintedOnce() {
        commit(change(A, 0).mint(A));
        Change again = change(B, 0).mint(A);
        again.origins = List.of(A);
        assertThat(commit(again)).isEqualTo(CommitResult.CONFLICT);
    }

    @Test
    void mergingAndSeparatingMoveOriginsAndKeepWhatTheyHold() {
        commit(change(A, 0).mint(A).add(A, event(1, NOON)));
        commit(change(B, 0).mint(B).add(B, event(2, NOON)));
        Change union = change(A, 1);
        union.origins = List.of(A, B);
        Change gone = change(B, 1);
        gone.origins = List.of();
        assertThat(commit(gone, union)).isEqualTo(CommitResult.COMMITTED);
        StoredCustomer merged = store.load(B).orElseThrow();
        assertThat(merged.id()).isEqualTo(new CustomerId(A));
        assertThat(merged.origins()).extracting(StoredCustomer.StoredOrigin::id).containsExactly(A, B);
        assertThat(merged.origins().get(0).minted())
                .isLessThan(merged.origins().get(1).minted());
        assertThat(store.customers(null, 10)).containsExactly(new CustomerId(A));

        Change left = change(A, 2);
        left.origins = List.of(A);
        assertThat(commit(left, change(B, 0))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(B).orElseThrow().origins().get(0).events())
                .extracting(CustomerEvent::id)
                .containsExactly(EventId.of(2));
        assertThat(store.customers(null, 10)).containsExactly(new CustomerId(A), new CustomerId(B));
    }

    @Test
    void aLabelThatComesBackGoesOnAfterItsLastVersion() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(B, 1));
        Change merged = change(A, 1);
        merged.origins = List.of(A, B);
        Change gone = change(B, 2);
        gone.origins = List.of();
        assertThat(commit(merged, gone)).isEqualTo(CommitResult.COMMITTED);
        Change left = change(A, 2);
        assertThat(commit(left, change(B, 0))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(B).orElseThrow().version())
                .as("else whoever still holds version 1 or 2 would overwrite what happened since")
                .isGreaterThan(2);
        assertThat(commit(change(B, 1))).isEqualTo(CommitResult.CONFLICT);
        assertThat(commit(change(B, 2))).isEqualTo(CommitResult.CONFLICT);
    }

    @Test
    void labelsComeInUnsignedOrderAndInPages() {
        for (OriginId origin : List.of(HIGH, A, B)) {
            commit(change(origin, 0).mint(origin));
        }
        assertThat(store.customers(null, 2)).containsExactly(new CustomerId(A), new CustomerId(B));
        assertThat(store.customers(new CustomerId(B), 2)).containsExactly(new CustomerId(HIGH));
    }

    @Test
    void membershipsAreTheirLatestInOrderOfLabelsAndInPages() {
        for (OriginId origin : List.of(HIGH, A, B)) {
            Change change = change(origin, 0).mint(origin);
            change.membership = new Membership("before", new long[] {1});
            commit(change);
        }
        Membership latest = new Membership("now", new long[] {1L << 63, 2});
        Change moved = change(B, 1);
        moved.membership = latest;
        commit(moved);
        assertThat(store.memberships(null, 2))
                .containsExactly(
                        new Belonging(new CustomerId(A), new Membership("before", new long[] {1})),
                        new Belonging(new CustomerId(B), latest));
        assertThat(store.memberships(new CustomerId(B), 2))
                .extracting(Belonging::customer)
                .containsExactly(new CustomerId(HIGH));
        assertThat(latest.has(63)).isTrue();
        assertThat(latest.has(64)).isFalse();
        assertThat(latest.has(65)).isTrue();
        assertThat(latest.has(1000)).isFalse();
    }

    @Test
    void aReplacedEventStandsOnce() {
        commit(change(A, 0).mint(A).add(A, event(1, NOON)));
        CustomerEvent smaller = event(1, NOON.minusSeconds(60));
        Change change = change(A, 1);
        change.timelines.add(new ChangedTimeline(A, List.of(smaller), List.of(smaller)));
        commit(change);
        assertThat(store.load(A).orElseThrow().origins().get(0).events())
                .extracting(CustomerEvent::occurredAt)
                .containsExactly(NOON.minusSeconds(60));
    }

    @Test
    void restrictionsStayWithTheirOrigin() {
        commit(change(A, 0).mint(A));
        Change change = change(A, 1);
        change.restrictions = Map.of(A, true);
        commit(change);
        assertThat(store.load(A).orElseThrow().origins().get(0).restricted()).isTrue();
    }

    @Test
    void manyAreLoadedAsOneByOne() {
        Change change = change(A, 0).mint(A).add(A, event(1, NOON)).wake(NOON);
        change.commands.add(StoredCommand.pending(command("x.1", NOON)));
        commit(change);
        commit(change(B, 0).mint(B).add(B, event(2, NOON)).add(B, event(3, NOON.minusSeconds(9))));
        assertThat(store.loadAll(List.of(HIGH, B, A, B)))
                .containsExactlyInAnyOrder(
                        store.load(A).orElseThrow(), store.load(B).orElseThrow());
        assertThat(store.loadAll(List.of())).isEmpty();
        assertThat(store.loadAll(List.of(HIGH))).isEmpty();
    }
}
