package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerChange.DerivedTies;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The shell around the decisions: finds and locks customers, lets what is due be decided first, commits, publishes working memory
 * after the commit. Its parts have one of these tasks each.
 *
 * <p>Inputs of one customer are serialised by a stripe lock; between JVMs the store's versions decide. Whoever loses decides again
 * on fresh data. All decisions that one input leads to (wake-ups before it, events of ours that follow) are one commit.
 */
final class Engine {

    private final Ground ground;
    final Definitions definitions;
    final Environment environment;
    final CustomerStore store;
    final OriginIds originIds;
    final MeterListener meters;
    final ZoneId shopZone;
    final Vocabulary vocabulary;
    final Stripes stripes;
    final Cache<CustomerId, Hot> cache;
    final Labels labels;
    /** When the definitions came into force, in epoch milliseconds. */
    final long inForceSince;

    final Decider decider;
    final DueWork due;
    final Memory memory;
    final Commits commits;
    final Customers customers;
    final Routes routes;
    final Admission admission;
    final Partition partition;
    final Inputs inputs;
    final Telling telling;
    final OneCommit oneCommit;

    Engine(Definitions definitions, Environment environment, Ground ground, long inForceSince) {
        this(definitions, environment, ground, inForceSince, engine -> new Partition(engine, ground.resolver()));
    }

    private Engine(
            Definitions definitions,
            Environment environment,
            Ground ground,
            long inForceSince,
            Function<Engine, Partition> partition) {
        this.ground = ground;
        this.definitions = definitions;
        this.environment = environment;
        this.store = ground.store();
        this.originIds = ground.originIds();
        this.meters = ground.meters();
        this.shopZone = ground.shopZone();
        this.vocabulary = ground.vocabulary();
        this.stripes = ground.stripes();
        this.cache = ground.cache();
        this.labels = ground.labels();
        this.inForceSince = inForceSince;
        this.decider = new Decider(definitions, environment, store.keepsDecisions());
        this.due = new DueWork(decider, inForceSince);
        Checkpointing checkpointing = new Checkpointing(definitions, ground.checkpointEvery());
        this.memory =
                new Memory(definitions, store, decider, vocabulary, shopZone, meters, cache, labels, checkpointing);
        this.commits = new Commits(store, definitions, due, checkpointing, this::derivedTies);
        this.customers = new Customers(stripes, labels, memory, commits, meters);
        this.oneCommit = new OneCommit(stripes, memory, commits, meters);
        this.routes = new Routes(store, originIds, ground.normaliser());
        this.admission = new Admission(store, vocabulary, meters, decider, due);
        this.partition = partition.apply(this);
        this.inputs = new Inputs(store, this.partition, customers, oneCommit, admission, labels, cache);
        this.telling = new Telling(definitions, store, customers, oneCommit, admission, due, routes, labels);
    }

    private List<DerivedTies> derivedTies(Hot hot, Draft draft) {
        return partition.derivedTies(hot, draft);
    }

    /** The same engine in another world, to decide again; it must not commit. */
    Engine with(Environment world) {
        return new Engine(definitions, world, ground.unmetered(), inForceSince, engine -> partition);
    }

    /**
     * The same engine under other definitions, from {@code since} on. Both may be at work for a while, as two JVMs may: they share locks and
     * working memory, and neither takes for its own what the other put there.
     */
    Engine under(Definitions changed, long since) {
        return new Engine(changed, environment, ground, since);
    }

    /** Somebody was erased: nothing of who they were stays in what remembers identifiers. */
    void forgetIdentifiers() {
        ground.forgetIdentifiers().run();
    }

    /** The store has other rows than before: nothing that was read of it counts any more. */
    void forgetCustomers() {
        cache.invalidateAll();
        labels.forgetAll();
    }

    /** Decides what is due for one customer at or before {@code until}. */
    void wake(OriginId origin, long until, boolean backfill, @Nullable Collection<InstanceKey> wouldStart) {
        customers.withCustomer(origin, (hot, draft) -> {
            due.runWakes(hot, until, backfill, draft);
            if (wouldStart != null) {
                wouldStart.addAll(draft.wouldStart);
            }
            draft.force = hot.version > 0; // the stored wake-up has to move even when there was nothing to decide
            return Boolean.TRUE;
        });
    }

    /** As {@link #wake}, for several customers in one commit where that comes about; false when nothing changed. */
    boolean wakeTogether(List<CustomerId> people, long until, Predicate<CustomerId> backfill) {
        if (!store.prefersLargeCommits() || people.size() < 2) {
            return false;
        }
        Map<CustomerId, OriginId> origins = new LinkedHashMap<>();
        people.forEach(customer -> origins.put(customer, customer.origin()));
        return oneCommit.of(origins, () -> {}, (hot, draft) -> {
            due.runWakes(hot, until, backfill.test(hot.id), draft);
            draft.force = hot.version > 0;
            return true;
        });
    }

    /** A decision about a customer who exists. */
    @FunctionalInterface
    interface Deciding {
        void decide(Hot hot, Draft draft, long now);
    }

    /** Decides what is due before {@code clock}, then this, then what it emitted. */
    void decide(OriginId origin, long clock, Deciding deciding) {
        customers.withCustomer(origin, (hot, draft) -> {
            if (hot.version > 0) {
                due.bringTo(hot, clock, false, draft);
                long now = Math.max(hot.lastDecided, clock);
                deciding.decide(hot, draft, now);
                due.followUp(hot, false, now, draft);
                draft.force = true; // that there was nothing to decide may be what memory says that is behind
            }
            return Boolean.TRUE;
        });
    }

    /**
     * As {@link Customers#read}, under the present definitions: what is stored under others is decided anew first, with what fell due until these
     * came into force, and committed.
     */
    <T> Optional<T> readDefined(OriginId origin, Function<Hot, T> reader) {
        return customers.withCustomer(origin, (hot, draft) -> {
            if (hot.version == 0) {
                return Optional.empty();
            }
            if (!hot.membershipKnown) {
                due.runWakes(hot, inForceSince, false, draft);
            }
            return Optional.of(reader.apply(hot));
        });
    }

    /** Throws what ends a worker's turn: a store that would fail for the next customer as well. */
    static void endTurn(RuntimeException thrown) {
        if (thrown instanceof StoreFailure failure && failure.isForAll()) {
            throw failure;
        }
    }
}
