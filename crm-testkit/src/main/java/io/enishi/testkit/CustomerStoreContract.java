package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerChange.DerivedTies;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Belonging;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.CustomerCheck;
import io.enishi.core.spi.CustomerStore.Due;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.CustomerStore.SuppressionCheck;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CustomerStore} has to keep. Extend it in your tests and hand it an empty store:
 *
 * <pre>{@code
 * class MyStoreTest extends CustomerStoreContract {
 *     protected CustomerStore emptyStore() { return new MyStore(freshDatabase()); }
 * }
 * }</pre>
 */
public abstract class CustomerStoreContract {

    /** A day that the tests play on. */
    protected static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");

    private static final OriginId A = new OriginId(1, 1);
    private static final OriginId B = new OriginId(2, 2);
    /** Larger than A and B when compared unsigned, smaller when compared signed. */
    private static final OriginId HIGH = new OriginId(-1, 3);

    private static final MatchKey MAIL = new MatchKey(Scheme.EMAIL, "a@example.jp");

    private CustomerStore store;

    /** For subclasses. */
    protected CustomerStoreContract() {}

    /** A store that holds nothing; called before each test. */
    protected abstract CustomerStore emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    // ---------------------------------------------------------------- customers

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

    // ---------------------------------------------------------------- identifiers and judgements

    @Test
    void holdersOfAKeyAreListedInOrderAndCounted() {
        for (OriginId origin : List.of(HIGH, B, A)) {
            Change change = change(origin, 0).mint(origin);
            change.identifiers.add(new AddedIdentifier(
                    origin, new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "ec", NOON)));
            commit(change);
        }
        assertThat(store.holders(MAIL, 10)).containsExactly(A, B, HIGH);
        assertThat(store.holders(MAIL, 2)).containsExactly(A, B);
        assertThat(store.holderCount(MAIL)).isEqualTo(3);
        assertThat(store.holderCount(new MatchKey(Scheme.PHONE, "+81901"))).isZero();
    }

    @Test
    void whatWasVerifiedStaysSoWhenTheSameIsSeenUnverified() {
        SeenIdentifier verified =
                new SeenIdentifier(Identifier.verified(Scheme.EMAIL, "a@example.jp"), MAIL, "ec", NOON);
        SeenIdentifier typed = new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "pos", NOON.plusSeconds(1));
        Change change = change(A, 0).mint(A);
        change.identifiers.add(new AddedIdentifier(A, verified));
        change.identifiers.add(new AddedIdentifier(A, typed));
        commit(change);
        assertThat(store.load(A).orElseThrow().origins().get(0).identifiers())
                .containsExactlyInAnyOrder(verified, typed);
        assertThat(store.holderCount(MAIL)).isEqualTo(1);
    }

    @Test
    void derivedTiesAreHeldUntilTheyAreReplaced() {
        MatchKey first = new MatchKey(Scheme.of("kana-birth"), "x");
        MatchKey second = new MatchKey(Scheme.of("kana-birth"), "y");
        for (OriginId origin : List.of(A, B)) {
            Change change = change(origin, 0).mint(origin);
            change.ties.add(new DerivedTies(origin, Set.of(first)));
            commit(change);
        }
        assertThat(store.holders(first, 10)).containsExactly(A, B);
        Change moved = change(A, 1);
        moved.ties.add(new DerivedTies(A, Set.of(second)));
        commit(moved);
        commit(change(B, 1)); // says nothing about ties
        assertThat(store.holders(first, 10)).containsExactly(B);
        assertThat(store.holders(second, 10)).containsExactly(A);
        Change gone = change(A, 2);
        gone.origins = List.of();
        gone.erased = true;
        commit(gone);
        assertThat(store.holderCount(second)).isZero();
    }

    @Test
    void judgementsAreFoundFromBothSides() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        Judgement same = new Judgement(A, B, Verdict.SAME, "shown", "staff", NOON);
        Judgement not = new Judgement(A, B, Verdict.NOT_SAME, "sisters", "staff", NOON.plusSeconds(1));
        for (Judgement judgement : List.of(same, not)) {
            store.commit(new Commit(
                    List.of(), List.of(), List.of(), List.of(), List.of(judgement), List.of(), Set.of(), List.of()));
        }
        assertThat(store.judgements(List.of(A))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(B))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(A, B))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(HIGH))).isEmpty();
    }

    @Test
    void aliasesAreFoundFromBothSides() {
        Alias alias = new Alias(new CustomerId(B), new CustomerId(A), NOON, "merged");
        store.commit(
                new Commit(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(alias), Set.of(), List.of()));
        assertThat(store.aliases(new CustomerId(A))).containsExactly(alias);
        assertThat(store.aliases(new CustomerId(B))).containsExactly(alias);
    }

    // ---------------------------------------------------------------- wake-ups and commands

    @Test
    void dueCustomersComeEarliestFirstThenById() {
        commit(change(HIGH, 0).mint(HIGH).wake(NOON));
        commit(change(B, 0).mint(B).wake(NOON));
        commit(change(A, 0).mint(A).wake(NOON.plusSeconds(5)));
        assertThat(store.due(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(5), 10))
                .containsExactly(
                        new Due(new CustomerId(B), NOON),
                        new Due(new CustomerId(HIGH), NOON),
                        new Due(new CustomerId(A), NOON.plusSeconds(5)));
        assertThat(store.due(NOON.plusSeconds(5), 1)).containsExactly(new Due(new CustomerId(B), NOON));
    }

    @Test
    void aMovedWakeUpIsDueOnlyAtItsNewTime() {
        commit(change(A, 0).mint(A).wake(NOON));
        commit(change(A, 1).wake(NOON.plusSeconds(9)));
        assertThat(store.due(NOON, 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(9), 10)).hasSize(1);
        commit(change(A, 2));
        assertThat(store.due(NOON.plusSeconds(99), 10)).isEmpty();
        commit(change(A, 3).wake(NOON));
        assertThat(store.due(NOON, 10)).containsExactly(new Due(new CustomerId(A), NOON));
    }

    @Test
    void commandsAreClaimableFromTheirTimeEarliestFirst() {
        Change change = change(A, 0).mint(A);
        change.commands.add(StoredCommand.pending(command("second.1", NOON.plusSeconds(2))));
        change.commands.add(StoredCommand.pending(command("first.1", NOON)));
        commit(change);
        assertThat(store.claimable(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(visits(store.claimable(NOON, 10))).containsExactly("first.1");
        assertThat(visits(store.claimable(NOON.plusSeconds(2), 10))).containsExactly("first.1", "second.1");
        assertThat(visits(store.claimable(NOON.plusSeconds(2), 1))).containsExactly("first.1");
    }

    @Test
    void commandsOfOneInstantAreClaimableInTheOrderInWhichACommitAsksForThem() {
        Change later = change(B, 0).mint(B);
        later.commands.add(StoredCommand.pending(command(B, "first.1", NOON)));
        Change earlier = change(A, 0).mint(A);
        earlier.commands.add(StoredCommand.pending(command(A, "second.1", NOON)));
        commit(later, earlier);
        assertThat(visits(store.claimable(NOON, 10))).containsExactly("first.1", "second.1");
        assertThat(visits(store.takeClaimable(NOON, 10, Duration.ofMinutes(1)))).containsExactly("first.1", "second.1");
    }

    @Test
    void openCommandsAreLoadedInTheOrderInWhichTheyWereAskedFor() {
        Change first = change(A, 0).mint(A);
        first.commands.add(StoredCommand.pending(command("z.1", NOON)));
        first.commands.add(StoredCommand.pending(command("m.1", NOON)));
        commit(first);
        Change second = change(A, 1);
        second.commands.add(StoredCommand.pending(command("a.1", NOON)));
        second.commands.add(
                StoredCommand.pending(command("z.1", NOON)).dispatched(null, "", NOON, NOON.plusSeconds(60)));
        commit(second);
        assertThat(visits(store.load(A).orElseThrow().openCommands())).containsExactly("z.1", "m.1", "a.1");
    }

    @Test
    void aLeasedCommandComesBackWhenItsLeaseEnds() {
        StoredCommand pending = StoredCommand.pending(command("x.1", NOON));
        Change first = change(A, 0).mint(A);
        first.commands.add(pending);
        commit(first);
        Change claim = change(A, 1);
        claim.commands.add(pending.dispatched(null, "mail", NOON, NOON.plusSeconds(60)));
        commit(claim);
        assertThat(store.claimable(NOON.plusSeconds(59), 10)).isEmpty();
        assertThat(store.claimable(NOON.plusSeconds(60), 10)).hasSize(1);
    }

    @Test
    void settledCommandsAreKeptButNotClaimedAgain() {
        StoredCommand pending = StoredCommand.pending(command("x.1", NOON));
        Change first = change(A, 0).mint(A);
        first.commands.add(pending);
        commit(first);
        Change done = change(A, 1);
        done.commands.add(pending.dispatched(null, "mail", NOON, NOON.plusSeconds(60))
                .answered(Status.DONE, new Outcome.Accepted("r1"), null));
        commit(done);
        assertThat(store.claimable(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.command(pending.key())).map(StoredCommand::status).contains(Status.DONE);
        assertThat(store.commands(Status.DONE, null, 10)).hasSize(1);
        assertThat(store.commands(Status.DONE, pending.key(), 10)).isEmpty();
        assertThat(store.commands(Status.PENDING, null, 10)).isEmpty();
        assertThat(store.load(A).orElseThrow().openCommands()).isEmpty();
    }

    // ---------------------------------------------------------------- ledger

    @Test
    void everyStatementMovesTheLedgerOfItsAddress() {
        assertThat(store.ledger(MAIL).version()).isZero();
        ConsentStatement yes = ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1");
        ConsentStatement no = ConsentStatement.refused(MAIL, "newsletter", "mail", NOON.plusSeconds(1), "one-click");
        state(yes);
        state(no);
        assertThat(store.ledger(MAIL).version()).isEqualTo(2);
        assertThat(store.ledger(MAIL).statements()).containsExactly(yes, no);
        assertThat(store.ledger(new MatchKey(Scheme.EMAIL, "b@example.jp")).version())
                .isZero();
    }

    @Test
    void aCommitThatReadAnOldLedgerLeavesNothingBehind() {
        state(ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1"));
        commit(change(A, 0).mint(A));
        Commit stale = new Commit(
                List.of(change(A, 1).add(A, event(1, NOON)).toChange()),
                List.of(),
                List.of(new LedgerCheck(MAIL, 0)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        assertThat(store.commit(stale)).isEqualTo(CommitResult.LEDGER_MOVED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        Commit fresh = new Commit(
                stale.customers(),
                List.of(),
                List.of(new LedgerCheck(MAIL, 1)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        assertThat(store.commit(fresh)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void aCommitThatTookASuppressedAddressForAnotherLeavesNothingBehind() {
        commit(change(A, 0).mint(A));
        assertThat(store.commit(suppressing(MAIL, "stone", 1))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.commit(relying(change(A, 1), MAIL, "stone"))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        assertThat(store.commit(relying(change(A, 1), MAIL, "other"))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(2);
    }

    private Commit suppressing(MatchKey address, String tombstone, int records) {
        About about = new About.Suppressed(Set.of(tombstone));
        return new Commit(
                List.of(),
                List.of(),
                List.of(new LedgerCheck(address, store.ledger(address).version())),
                List.of(),
                List.of(),
                List.of(),
                Set.of(tombstone),
                Collections.nCopies(
                        records, new DecisionRecord(NOON, new CustomerId(HIGH), about, List.of(), List.of(), 0, 0)));
    }

    private static Commit relying(Change change, MatchKey address, String tombstone) {
        Commit plain = of(change);
        return new Commit(
                plain.customers(),
                List.of(),
                List.of(),
                List.of(new SuppressionCheck(address, tombstone)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                plain.decisions());
    }

    @Test
    void anErasedOriginIsNotMintedAgain() {
        Change change = change(A, 0).mint(A);
        assertThat(store.commit(new Commit(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(A.toString()),
                        List.of())))
                .isEqualTo(CommitResult.COMMITTED);
        assertThat(store.commit(Commit.of(change.toChange(), List.of()))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A)).isEmpty();
        commit(change(B, 0).mint(B));
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

    @Test
    void aCommitThatReadSomebodyWhoMovedOnLeavesNothingBehind() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(B, 1));
        assertThat(store.commit(having(B, 1))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.commit(having(HIGH, 1))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        assertThat(store.commit(having(B, 2))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(2);
        assertThat(store.load(B).orElseThrow().version()).isEqualTo(2);
    }

    private Commit having(OriginId read, long version) {
        return new Commit(
                List.of(change(A, 1).add(A, event(1, NOON)).toChange()),
                List.of(new CustomerCheck(new CustomerId(read), version)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
    }

    // ---------------------------------------------------------------- checkpoints

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

    // ---------------------------------------------------------------- log and erasure

    @Test
    void theLogKeepsTheOrderOfCommitsAndComesInPages() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(A, 1));
        List<CustomerStore.Logged> log = store.decisions(0, 10);
        assertThat(customers(log)).containsExactly(new CustomerId(A), new CustomerId(B), new CustomerId(A));
        assertThat(log).extracting(CustomerStore.Logged::position).isSorted().doesNotHaveDuplicates();
        long first = log.get(0).position();
        assertThat(first).isPositive();
        assertThat(customers(store.decisions(first, 1))).containsExactly(new CustomerId(B));
        assertThat(store.decisions(log.get(2).position(), 10)).isEmpty();
    }

    @Test
    void theLogOfSomeCustomersIsReadByTheirLabels() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(A, 1));
        commit(change(HIGH, 0).mint(HIGH));
        List<CustomerId> wanted = List.of(new CustomerId(A), new CustomerId(HIGH));
        List<CustomerStore.Logged> log = store.decisionsAbout(wanted, 0, 10);
        assertThat(customers(log)).containsExactly(new CustomerId(A), new CustomerId(A), new CustomerId(HIGH));
        assertThat(customers(store.decisionsAbout(wanted, log.get(0).position(), 1)))
                .containsExactly(new CustomerId(A));
        assertThat(store.decisionsAbout(List.of(), 0, 10)).isEmpty();
    }

    private static List<CustomerId> customers(List<CustomerStore.Logged> log) {
        return log.stream().map(logged -> logged.decision().customer()).toList();
    }

    @Test
    void erasureRemovesOriginsAndAllTheyHoldAndKeepsTombstonesAndConsent() {
        state(ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1"));
        Change change = change(A, 0).mint(A).add(A, event(1, NOON)).wake(NOON);
        change.identifiers.add(
                new AddedIdentifier(A, new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "ec", NOON)));
        change.commands.add(StoredCommand.pending(command("x.1", NOON)));
        commit(change);
        commit(change(B, 0).mint(B));
        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        CommitResult result = store.commit(new Commit(
                List.of(gone.toChange()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of("stone"),
                List.of()));
        assertThat(result).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A)).isEmpty();
        assertThat(store.holders(MAIL, 10)).isEmpty();
        assertThat(store.claimable(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.isSuppressed("stone")).isTrue();
        assertThat(store.isSuppressed("other")).isFalse();
        assertThat(store.ledger(MAIL).statements()).hasSize(1);
        assertThat(store.load(B)).isPresent();
    }

    @Test
    void erasureTakesJudgementsAliasesAndShownEventsOfItsOriginsAndNothingOfOthers() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        Judgement not = new Judgement(A, B, Verdict.NOT_SAME, "sisters", "staff", NOON);
        Judgement other = new Judgement(B, HIGH, Verdict.NOT_SAME, "neighbours", "staff", NOON);
        Alias alias = new Alias(new CustomerId(B), new CustomerId(A), NOON, "merged");
        DecisionRecord both = shown(List.of(event(1, NOON), event(2, NOON)), List.of(A, B));
        DecisionRecord own = shown(List.of(event(3, NOON)), List.of(B));
        store.commit(new Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(not, other),
                List.of(alias),
                Set.of(),
                List.of(both, own)));
        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        commit(gone);
        assertThat(store.judgements(List.of(A, B))).containsExactly(other);
        assertThat(store.aliases(new CustomerId(B)))
                .containsExactly(new Alias(new CustomerId(B), new CustomerId(A), NOON, ""));
        assertThat(store.decisions(0, 10))
                .extracting(CustomerStore.Logged::decision)
                .contains(both.without(Set.of(A)), own);
        assertThat(both.without(Set.of(A))).isNotEqualTo(both);
    }

    private static DecisionRecord shown(List<CustomerEvent> events, List<OriginId> origins) {
        About about = new About.Events(events, origins, false, false, 0);
        return new DecisionRecord(NOON, new CustomerId(A), about, List.of(), List.of(), 7, 0);
    }

    // ---------------------------------------------------------------- threads

    @Test
    void ofManyCommitsOnOneVersionOneWins() throws Exception {
        commit(change(A, 0).mint(A));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int version = 1; version <= 25; version++) {
                long expected = version;
                List<Future<CommitResult>> attempts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int id = version * 10 + i;
                    attempts.add(threads.submit(() -> commit(change(A, expected).add(A, event(id, NOON)))));
                }
                int won = 0;
                for (Future<CommitResult> attempt : attempts) {
                    won += attempt.get(30, TimeUnit.SECONDS) == CommitResult.COMMITTED ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(26);
    }

    @Test
    void whoeverReliesOnAnAddressComesBeforeItsSuppressionInTheLogOrLoses() throws Exception {
        commit(change(A, 0).mint(A));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            long position = store.decisions(0, 1).get(0).position();
            for (int round = 1; round <= 40; round++) {
                MatchKey address = new MatchKey(Scheme.EMAIL, round + "@example.jp");
                String stone = "stone-" + round;
                long version = store.load(A).orElseThrow().version();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> suppression = threads.submit(() -> {
                    start.await();
                    CommitResult result;
                    do { // the other may be at the address
                        result = store.commit(suppressing(address, stone, 50)); // takes long enough to be met
                    } while (result != CommitResult.COMMITTED);
                    return result;
                });
                Future<CommitResult> reliance = threads.submit(() -> {
                    start.await();
                    return store.commit(relying(change(A, version), address, stone));
                });
                boolean relied = reliance.get(30, TimeUnit.SECONDS) == CommitResult.COMMITTED;
                suppression.get(30, TimeUnit.SECONDS);
                List<CustomerStore.Logged> log = store.decisions(position, 100);
                assertThat(customers(log).indexOf(new CustomerId(A)))
                        .as("where the decision stands that relied on the address, in round " + round)
                        .isEqualTo(relied ? 0 : -1);
                position = log.get(log.size() - 1).position();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    // ---------------------------------------------------------------- the makings

    private static CustomerEvent event(long id, Instant at) {
        return CustomerEvent.of(
                "ec", EventId.of(id), Identifier.email("a@example.jp"), at, new EventBody.StoreVisited("s" + id));
    }

    /** Ten commands of a small scenario and ten on another channel, behind a backlog of hundreds. */
    // ---------------------------------------------------------------- shop events

    private static ShopEvent restocked(long id, Instant at) {
        return new ShopEvent("pim", EventId.of(id), at, new ShopEvent.Restocked("tea", 3));
    }

    private static StoredShopEvent at(
            StoredShopEvent before, @Nullable Interested reached, long told, Set<OriginId> left, boolean done) {
        return new StoredShopEvent(before.event(), before.backfill(), reached, told, left, done);
    }

    @Test
    void aShopEventIsKeptOnceAsItCameFirst() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        ShopEvent first = restocked(1, NOON);
        ShopEvent other = new ShopEvent("pim", EventId.of(1), NOON, new ShopEvent.Restocked("tea", 4));

        assertThat(store.keep(first, true)).isEmpty();
        assertThat(store.keep(other, false)).contains(first);

        assertThat(store.shopEvent("pim", EventId.of(1))).contains(StoredShopEvent.open(first, true));
        assertThat(store.shopEvent("pos", EventId.of(1))).isEmpty();
        assertThat(store.keep(new ShopEvent("pos", EventId.of(1), NOON, first.body()), false))
                .isEmpty();
    }

    @Test
    void openShopEventsComeFromTheirTimeOnInTheirOrder() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        ShopEvent high = new ShopEvent("pim", new EventId(-1, 0), NOON, new ShopEvent.Restocked("tea", 1));
        ShopEvent later = restocked(1, NOON.plusSeconds(1));
        ShopEvent low = restocked(2, NOON);
        store.keep(later, false);
        store.keep(high, false);
        store.keep(low, false);

        assertThat(store.takeShopEvents(NOON.minusMillis(1), 10, Duration.ZERO)).isEmpty();
        assertThat(store.takeShopEvents(NOON.plusSeconds(9), 10, Duration.ZERO))
                .extracting(StoredShopEvent::event)
                .containsExactly(low, high, later);
        assertThat(store.takeShopEvents(NOON, 1, Duration.ZERO))
                .extracting(StoredShopEvent::event)
                .containsExactly(low);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ofMinutes(1))).hasSize(2);
    }

    @Test
    void aShopEventMovesOnFromWhereItStandsOnly() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        store.keep(restocked(1, NOON), false);
        StoredShopEvent open = store.shopEvent("pim", EventId.of(1)).orElseThrow();
        StoredShopEvent half = at(open, new Interested(-5, HIGH), 2, Set.of(A, HIGH), false);
        StoredShopEvent done = at(open, new Interested(Long.MAX_VALUE, B), 7, Set.of(), true);

        assertThat(store.moveOn(half, done)).isFalse();
        assertThat(store.moveOn(open, half)).isTrue();
        assertThat(store.moveOn(open, done)).isFalse();
        assertThat(store.shopEvent("pim", EventId.of(1))).contains(half);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ZERO)).containsExactly(half);

        assertThat(store.moveOn(half, done)).isTrue();
        assertThat(store.shopEvent("pim", EventId.of(1))).contains(done);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ZERO)).isEmpty();
    }

    private static final InterestKey TEA = new InterestKey(7, 7);
    private static final InterestKey CUP = new InterestKey(-7, 7);

    private void interested(OriginId origin, ChangedInterests... changes) {
        long version = store.load(origin).map(StoredCustomer::version).orElse(0L);
        Change change = change(origin, version);
        if (version == 0) {
            change.mint(origin);
        }
        change.interests.addAll(List.of(changes));
        assertThat(commit(change)).isEqualTo(CommitResult.COMMITTED);
    }

    private static ChangedInterests since(OriginId origin, Map<InterestKey, Long> since) {
        return new ChangedInterests(origin, false, since, Set.of());
    }

    @Test
    void thoseInterestedComeInTheOrderOfTheirTimeAndInPages() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L)));
        interested(B, since(B, Map.of(TEA, 10L, CUP, -3L)));
        interested(HIGH, since(HIGH, Map.of(TEA, 20L)));

        assertThat(store.interested(TEA, 100, null, 10))
                .containsExactly(new Interested(10, B), new Interested(20, A), new Interested(20, HIGH));
        assertThat(store.interested(TEA, 19, null, 10)).containsExactly(new Interested(10, B));
        assertThat(store.interested(TEA, 20, new Interested(10, B), 1)).containsExactly(new Interested(20, A));
        assertThat(store.interested(TEA, 20, new Interested(20, A), 5)).containsExactly(new Interested(20, HIGH));
        assertThat(store.interested(TEA, 20, new Interested(20, HIGH), 5)).isEmpty();
        assertThat(store.interested(CUP, 0, null, 10)).containsExactly(new Interested(-3, B));
        assertThat(store.interested(new InterestKey(1, 1), 100, null, 10)).isEmpty();
    }

    @Test
    void anInterestMovesEndsAndIsReplaced() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L, CUP, 30L)));
        interested(A, since(A, Map.of(TEA, 5L)));
        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(5, A));

        interested(A, new ChangedInterests(A, false, Map.of(), Set.of(TEA)));
        assertThat(store.interested(TEA, 100, null, 10)).isEmpty();
        assertThat(store.interested(CUP, 100, null, 10)).containsExactly(new Interested(30, A));

        interested(A, new ChangedInterests(A, true, Map.of(TEA, 8L), Set.of()));
        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(8, A));
        assertThat(store.interested(CUP, 100, null, 10)).isEmpty();
    }

    @Test
    void whatOneIsInterestedInIsReplacedBesideWhatOthersBegin() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 1L)));
        interested(B, since(B, Map.of(TEA, 2L)));
        Change one = change(A, 1);
        one.interests.add(since(A, Map.of(CUP, 3L)));
        Change other = change(B, 1);
        other.interests.add(new ChangedInterests(B, true, Map.of(CUP, 4L), Set.of()));

        assertThat(commit(one, other)).isEqualTo(CommitResult.COMMITTED);

        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(1, A));
        assertThat(store.interested(CUP, 100, null, 10)).containsExactly(new Interested(3, A), new Interested(4, B));
    }

    @Test
    void aCommitThatIsLostTellsOfNoInterestAndTheErasedHaveNone() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L)));
        Change late = change(A, 0);
        late.interests.add(since(A, Map.of(CUP, 1L)));
        assertThat(commit(late)).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.interested(CUP, 100, null, 10)).isEmpty();

        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        assertThat(commit(gone)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.interested(TEA, 100, null, 10)).isEmpty();
    }

    @Test
    void noScenarioAndNoChannelWaitsLongerThanTwiceItsFairShare() {
        Change change = change(A, 0).mint(A);
        for (int i = 0; i < 300; i++) {
            change.commands.add(sending("backlog", "mail", i));
        }
        for (int i = 300; i < 310; i++) {
            change.commands.add(sending("small", "mail", i));
            change.commands.add(sending("backlog", "line", i));
        }
        commit(change);
        List<StoredCommand> taken = store.takeClaimable(NOON.plusSeconds(999), 80, Duration.ofMinutes(1));
        assertThat(taken).hasSize(80).doesNotHaveDuplicates();
        // Two scenarios share equally, and so do two channels: ten of one are over after twenty.
        assertThat(place(taken, "small", "mail")).isLessThan(2 * 20);
        assertThat(place(taken, "backlog", "line")).isLessThan(2 * 20);
        List<StoredCommand> backlog = taken.stream()
                .filter(one ->
                        one.key().journey().equals("backlog") && one.lane().equals("mail"))
                .toList();
        assertThat(backlog)
                .as("of one scenario on one channel the earliest, in their order")
                .extracting(one -> one.key().visit())
                .isEqualTo(IntStream.range(0, 60).mapToObj(i -> "s." + i).toList());
    }

    private static StoredCommand sending(String journey, String channel, int second) {
        Effect send = new Effect.Send(
                List.of(new Effect.Offer(channel, "hello"), new Effect.Offer("app", "hello")),
                MessageClass.TRANSACTIONAL,
                "order",
                null,
                Effect.OnCapped.SKIP,
                Map.of());
        CommandKey key = new CommandKey(A, journey, "e-1", "s." + second);
        return StoredCommand.pending(new Command(key, send, NOON.plusSeconds(second), null));
    }

    /** Where the tenth of them stands, from 0. */
    private static int place(List<StoredCommand> taken, String journey, String lane) {
        List<StoredCommand> those = taken.stream()
                .filter(one -> one.key().journey().equals(journey) && one.lane().equals(lane))
                .toList();
        assertThat(those).hasSize(10);
        return taken.indexOf(those.get(9));
    }

    private static Command command(String visit, Instant notBefore) {
        return command(A, visit, notBefore);
    }

    private static Command command(OriginId origin, String visit, Instant notBefore) {
        Effect effect =
                new Effect.IssueCoupon(new Effect.Coupon("spring", Effect.CouponKind.DISCOUNT, "20%", Span.days(3)));
        return new Command(new CommandKey(origin, "welcome", "e-1", visit), effect, notBefore, null);
    }

    private static List<String> visits(List<StoredCommand> commands) {
        return commands.stream().map(command -> command.key().visit()).toList();
    }

    private void state(ConsentStatement statement) {
        store.commit(new Commit(
                List.of(), List.of(), List.of(), List.of(statement), List.of(), List.of(), Set.of(), List.of()));
    }

    private CommitResult commit(Change... changes) {
        return store.commit(of(changes));
    }

    private static Commit of(Change... changes) {
        List<CustomerChange> all = new ArrayList<>();
        List<DecisionRecord> records = new ArrayList<>();
        for (Change change : changes) {
            all.add(change.toChange());
            records.add(new DecisionRecord(NOON, change.id, new About.TimePassed(false), List.of(), List.of(), 0, 0));
        }
        return new Commit(all, List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), records);
    }

    private Change change(OriginId label, long expectedVersion) {
        return new Change(label, expectedVersion);
    }

    /** A change under construction; by default it touches nothing but the version. */
    private final class Change {
        private final CustomerId id;
        private final long expectedVersion;
        private List<OriginId> origins;
        private final List<OriginId> newOrigins = new ArrayList<>();
        private final List<ChangedTimeline> timelines = new ArrayList<>();
        private final List<AddedIdentifier> identifiers = new ArrayList<>();
        private final List<DerivedTies> ties = new ArrayList<>();
        private final List<StoredInstance> instances = new ArrayList<>();
        private final List<StoredCommand> commands = new ArrayList<>();
        private final List<Dispatched> dispatched = new ArrayList<>();
        private final List<ChangedInterests> interests = new ArrayList<>();
        private Map<OriginId, Boolean> restrictions = Map.of();
        private Membership membership = new Membership("", new long[0]);
        private long nextWake = Long.MAX_VALUE;
        private boolean erased;
        private boolean callsNew;
        private CheckpointChange checkpoint = CheckpointChange.none();

        Change(OriginId label, long expectedVersion) {
            this.id = new CustomerId(label);
            this.expectedVersion = expectedVersion;
            this.origins = List.of(label);
        }

        Change mint(OriginId origin) {
            newOrigins.add(origin);
            return this;
        }

        Change of(OriginId... all) {
            origins = List.of(all);
            return this;
        }

        /** Adds an event behind those that this change adds to the origin already, which has no others. */
        Change added(OriginId origin, CustomerEvent event) {
            List<CustomerEvent> all = new ArrayList<>();
            timelines.removeIf(changed -> {
                boolean same = changed.origin().equals(origin);
                all.addAll(same ? changed.added() : List.of());
                return same;
            });
            all.add(event);
            timelines.add(new ChangedTimeline(origin, List.copyOf(all), List.copyOf(all)));
            return this;
        }

        /** Adds an event as whoever read from a checkpoint on does, without the whole timeline. */
        Change addedUnread(OriginId origin, CustomerEvent event) {
            timelines.add(new ChangedTimeline(origin, List.of(event), null));
            return this;
        }

        /** Adds an event at the end of the origin's timeline. */
        Change add(OriginId origin, CustomerEvent event) {
            List<CustomerEvent> all = new ArrayList<>(stored(origin));
            all.add(event);
            timelines.add(new ChangedTimeline(origin, List.of(event), List.copyOf(all)));
            return this;
        }

        private List<CustomerEvent> stored(OriginId origin) {
            @Nullable StoredCustomer known = store.load(origin).orElse(null);
            if (known == null) {
                return List.of();
            }
            return known.origins().stream()
                    .filter(one -> one.id().equals(origin))
                    .findFirst()
                    .map(StoredCustomer.StoredOrigin::events)
                    .orElse(List.of());
        }

        Change wake(Instant at) {
            nextWake = at.toEpochMilli();
            return this;
        }

        /** Says of all its runs and commands that they are new. */
        void callNew() {
            callsNew = true;
        }

        CustomerChange toChange() {
            return new CustomerChange(
                    id,
                    expectedVersion,
                    origins,
                    newOrigins,
                    timelines,
                    identifiers,
                    ties,
                    membership,
                    NOON.toEpochMilli(),
                    nextWake,
                    instances,
                    commands,
                    callsNew ? instances.stream().map(StoredInstance::key).collect(Collectors.toSet()) : Set.of(),
                    callsNew ? commands.stream().map(StoredCommand::key).collect(Collectors.toSet()) : Set.of(),
                    dispatched,
                    restrictions,
                    erased,
                    interests,
                    checkpoint);
        }
    }
}
