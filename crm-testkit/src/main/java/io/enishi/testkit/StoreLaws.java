package io.enishi.testkit;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerChange.DerivedTies;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.CustomerStore.SuppressionCheck;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** An empty store, and what the tests put into it. */
abstract class StoreLaws {

    /** A day that the tests play on. */
    static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");

    static final OriginId A = new OriginId(1, 1);
    static final OriginId B = new OriginId(2, 2);
    /** Larger than A and B when compared unsigned, smaller when compared signed. */
    static final OriginId HIGH = new OriginId(-1, 3);

    static final MatchKey MAIL = new MatchKey(Scheme.EMAIL, "a@example.jp");

    private final Supplier<CustomerStore> emptyStore;
    CustomerStore store;

    StoreLaws(Supplier<CustomerStore> emptyStore) {
        this.emptyStore = emptyStore;
    }

    @BeforeEach
    void open() {
        store = emptyStore.get();
    }

    static CustomerEvent event(long id, Instant at) {
        return CustomerEvent.of(
                "ec", EventId.of(id), Identifier.email("a@example.jp"), at, new EventBody.StoreVisited("s" + id));
    }

    static Command command(String visit, Instant notBefore) {
        return command(A, visit, notBefore);
    }

    static Command command(OriginId origin, String visit, Instant notBefore) {
        Effect effect =
                new Effect.IssueCoupon(new Effect.Coupon("spring", Effect.CouponKind.DISCOUNT, "20%", Span.days(3)));
        return new Command(new CommandKey(origin, "welcome", "e-1", visit), effect, notBefore, null);
    }

    void state(ConsentStatement statement) {
        store.commit(new Commit(
                List.of(), List.of(), List.of(), List.of(statement), List.of(), List.of(), Set.of(), List.of()));
    }

    CommitResult commit(Change... changes) {
        return store.commit(of(changes));
    }

    static Commit of(Change... changes) {
        List<CustomerChange> all = new ArrayList<>();
        List<DecisionRecord> records = new ArrayList<>();
        for (Change change : changes) {
            all.add(change.toChange());
            records.add(new DecisionRecord(NOON, change.id, new About.TimePassed(false), List.of(), List.of(), 0, 0));
        }
        return new Commit(all, List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), records);
    }

    Change change(OriginId label, long expectedVersion) {
        return new Change(label, expectedVersion);
    }

    /** A change under construction; by default it touches nothing but the version. */
    final class Change {
        final CustomerId id;
        final long expectedVersion;
        List<OriginId> origins;
        final List<OriginId> newOrigins = new ArrayList<>();
        final List<ChangedTimeline> timelines = new ArrayList<>();
        final List<AddedIdentifier> identifiers = new ArrayList<>();
        final List<DerivedTies> ties = new ArrayList<>();
        final List<StoredInstance> instances = new ArrayList<>();
        final List<StoredCommand> commands = new ArrayList<>();
        final List<Dispatched> dispatched = new ArrayList<>();
        final List<ChangedInterests> interests = new ArrayList<>();
        Map<OriginId, Boolean> restrictions = Map.of();
        Membership membership = new Membership("", new long[0]);
        long nextWake = Long.MAX_VALUE;
        boolean erased;
        private boolean callsNew;
        CheckpointChange checkpoint = CheckpointChange.none();

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

    Commit suppressing(MatchKey address, String tombstone, int records) {
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

    static Commit relying(Change change, MatchKey address, String tombstone) {
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

    static List<CustomerId> customers(List<CustomerStore.Logged> log) {
        return log.stream().map(logged -> logged.decision().customer()).toList();
    }

    static DecisionRecord shown(List<CustomerEvent> events, List<OriginId> origins) {
        About about = new About.Events(events, origins, false, false, 0);
        return new DecisionRecord(NOON, new CustomerId(A), about, List.of(), List.of(), 7, 0);
    }
}
