package io.enishi.core.memory;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.memory.Rows.CustomerRow;
import io.enishi.core.memory.Rows.LedgerRow;
import io.enishi.core.memory.Rows.OriginRow;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in this JVM's memory: the embedded default, and what tests run on. Nothing survives the process.
 *
 * <p>One lock guards all of it, held only for the length of a map operation or a commit; decisions run outside. Timelines are
 * immutable lists that the runtime hands over and gets back.
 */
public final class InMemoryCustomerStore implements CustomerStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OriginId, OriginRow> origins = new HashMap<>();
    private final Map<CustomerId, CustomerRow> customers = new HashMap<>();
    private final TreeSet<CustomerId> labels = new TreeSet<>();
    /** Of labels that were absorbed and may come back: a version is never used twice for two states. */
    private final Map<CustomerId, Long> lastVersions = new HashMap<>();

    private final Holders holders = new Holders();
    private final WakeQueue wakes = new WakeQueue();
    private final Outbox outbox = new Outbox();
    private final ShopNews news = new ShopNews();
    private final Map<MatchKey, LedgerRow> ledger = new HashMap<>();
    private final Judgements judgements = new Judgements();
    private final Aliases aliases = new Aliases();
    private final DecisionLog decisions = new DecisionLog();
    private final Set<String> tombstones = new HashSet<>();
    private long minted;

    /** An empty store. */
    public InMemoryCustomerStore() {}

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return locked(
                () -> Optional.ofNullable(origins.get(origin)).map(row -> Snapshot.of(row.customer, null, outbox)));
    }

    @Override
    public boolean keepsCheckpoints() {
        return true;
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin, String definitions) {
        return locked(() -> Optional.ofNullable(origins.get(origin)).map(row -> {
            StoredCheckpoint checkpoint = row.customer.checkpoint;
            boolean fits = checkpoint != null && checkpoint.definitions().equals(definitions);
            return Snapshot.of(row.customer, fits ? checkpoint : null, outbox);
        }));
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
        Map<CustomerId, StoredCustomer> found = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            load(origin, definitions).ifPresent(customer -> found.putIfAbsent(customer.id(), customer));
        }
        return List.copyOf(found.values());
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return locked(() -> Optional.ofNullable(origins.get(origin)).map(row -> row.customer.id));
    }

    @Override
    public CommitResult commit(Commit commit) {
        return locked(() -> {
            CommitResult result = checked(commit);
            if (result == CommitResult.COMMITTED) {
                apply(commit); // cannot fail: all of it is in memory and was validated when it was built
            }
            return result;
        });
    }

    private CommitResult checked(Commit commit) {
        for (CustomerChange change : commit.customers()) {
            CustomerRow customer = customers.get(change.id());
            if ((customer == null ? 0 : customer.version) != change.expectedVersion()) {
                return CommitResult.CONFLICT;
            }
            for (OriginId fresh : change.newOrigins()) {
                if (origins.containsKey(fresh) || tombstones.contains(fresh.toString())) {
                    return CommitResult.CONFLICT; // minted by somebody else, or erased, since it was looked for
                }
            }
        }
        for (CustomerCheck check : commit.customerChecks()) {
            CustomerRow customer = customers.get(check.id());
            if (customer == null || customer.version != check.version()) {
                return CommitResult.CONFLICT;
            }
        }
        for (LedgerCheck check : commit.ledgerChecks()) {
            LedgerRow row = ledger.get(check.address());
            if ((row == null ? 0 : row.version) != check.version()) {
                return CommitResult.LEDGER_MOVED;
            }
        }
        for (SuppressionCheck check : commit.suppressionChecks()) {
            if (tombstones.contains(check.tombstone())) {
                return CommitResult.CONFLICT;
            }
        }
        return CommitResult.COMMITTED;
    }

    private void apply(Commit commit) {
        for (CustomerChange change : commit.customers()) {
            for (OriginId fresh : change.newOrigins()) {
                origins.put(fresh, new OriginRow(fresh, ++minted));
            }
        }
        for (CustomerChange change : commit.customers()) {
            applyTo(change);
        }
        for (ConsentStatement statement : commit.statements()) {
            LedgerRow row = ledger.computeIfAbsent(statement.address(), address -> new LedgerRow());
            row.version++;
            row.statements.add(statement);
        }
        commit.judgements().forEach(judgements::add);
        commit.aliases().forEach(aliases::add);
        tombstones.addAll(commit.tombstones());
        decisions.addAll(commit.decisions());
    }

    private void applyTo(CustomerChange change) {
        CustomerRow known = customers.get(change.id());
        if (change.erased() && known != null) {
            eraseAllBut(change.origins(), known);
        }
        if (change.origins().isEmpty()) {
            if (known != null) {
                remove(known, !change.erased());
            }
            return;
        }
        CustomerRow customer = known == null ? begin(change.id()) : known;
        if (!customer.holds(change.origins())) {
            customer.origins = change.origins().stream().map(this::origin).toList();
            customer.origins.forEach(origin -> origin.customer = customer);
        }
        customer.version++;
        customer.membership = change.membership();
        customer.lastDecided = change.lastDecided();
        if (change.checkpoint() instanceof CheckpointChange.Written written) {
            customer.checkpoint = written.checkpoint();
        } else if (change.erased() || change.checkpoint() instanceof CheckpointChange.Dropped) {
            customer.checkpoint = null;
        }
        if (customer.nextWake != change.nextWake()) {
            customer.nextWake = change.nextWake();
            wakes.add(customer.nextWake, customer.id);
            wakes.sweep(customers.keySet(), this::nextWake);
        }
        applyToOrigins(change);
    }

    private CustomerRow begin(CustomerId id) {
        CustomerRow customer = new CustomerRow(id);
        Long last = lastVersions.remove(id);
        customer.version = last == null ? 0 : last;
        customers.put(id, customer);
        labels.add(id);
        return customer;
    }

    private void remove(CustomerRow customer, boolean mayComeBack) {
        customers.remove(customer.id);
        labels.remove(customer.id);
        if (mayComeBack) {
            lastVersions.put(customer.id, customer.version);
        }
    }

    private void applyToOrigins(CustomerChange change) {
        for (CustomerChange.ChangedTimeline changed : change.timelines()) {
            OriginRow origin = origin(changed.origin());
            List<CustomerEvent> all = changed.all();
            origin.events = all == null ? with(changed.added(), origin.events) : all;
        }
        for (CustomerChange.AddedIdentifier added : change.identifiers()) {
            SeenIdentifier seen = added.identifier();
            OriginRow origin = origin(added.origin());
            origin.identifiers.put(seen.identifier(), seen);
            if (seen.key() != null) {
                holders.add(seen.key(), origin.id);
            }
        }
        for (CustomerChange.DerivedTies derived : change.ties()) {
            OriginRow origin = origin(derived.origin());
            origin.ties.forEach(tie -> holders.remove(tie, origin.id));
            origin.ties = derived.ties();
            origin.ties.forEach(tie -> holders.add(tie, origin.id));
        }
        for (StoredInstance instance : change.instances()) {
            origin(instance.key().origin()).instances.put(instance.key(), instance);
        }
        for (StoredCommand command : change.commands()) {
            put(command);
        }
        for (Dispatched message : change.dispatched()) {
            List<Dispatched> messages = origin(message.key().origin()).dispatched;
            messages.removeIf(known -> known.key().equals(message.key()));
            messages.add(message);
        }
        change.restrictions().forEach((id, restricted) -> origin(id).restricted = restricted);
        change.interests().forEach(this::interests);
    }

    private static List<CustomerEvent> with(List<CustomerEvent> added, List<CustomerEvent> events) {
        if (events instanceof TimelineEvents ours) {
            return ours.plus(added);
        }
        List<CustomerEvent> all = new ArrayList<>(events);
        all.addAll(added);
        all.sort(Comparator.comparing(CustomerEvent::occurredAt)
                .thenComparing(CustomerEvent::source)
                .thenComparing(CustomerEvent::id));
        return List.copyOf(all);
    }

    private void interests(CustomerChange.ChangedInterests changed) {
        OriginRow origin = origin(changed.origin());
        if (changed.all()) {
            List.copyOf(origin.interests.keySet()).forEach(key -> lose(key, origin));
        }
        changed.ended().forEach(key -> lose(key, origin));
        changed.since().forEach((key, since) -> {
            lose(key, origin);
            Interested row = new Interested(since, origin.id);
            origin.interests.put(key, row);
            news.begin(key, row);
        });
    }

    private void lose(InterestKey key, OriginRow origin) {
        Interested row = origin.interests.remove(key);
        if (row != null) {
            news.end(key, row);
        }
    }

    private OriginRow origin(OriginId id) {
        OriginRow origin = origins.get(id);
        if (origin == null) {
            throw new IllegalStateException("commit names origin " + id + " which was never minted");
        }
        return origin;
    }

    private void put(StoredCommand command) {
        outbox.put(command);
        Set<CommandKey> open = origin(command.key().origin()).openCommands;
        if (command.isOpen()) {
            open.add(command.key());
        } else {
            open.remove(command.key());
        }
    }

    private void eraseAllBut(List<OriginId> kept, CustomerRow customer) {
        Set<OriginId> erased = new HashSet<>();
        for (OriginRow gone : customer.origins) {
            if (!kept.contains(gone.id)) {
                erase(gone);
                erased.add(gone.id);
            }
        }
        forget(erased);
    }

    private void erase(OriginRow gone) {
        origins.remove(gone.id);
        for (SeenIdentifier seen : gone.identifiers.values()) {
            if (seen.key() != null) {
                holders.remove(seen.key(), gone.id);
            }
        }
        gone.ties.forEach(tie -> holders.remove(tie, gone.id));
        List.copyOf(gone.interests.keySet()).forEach(key -> lose(key, gone));
        outbox.erase(gone.id);
    }

    /** Takes erased origins out of what is kept beside them; the log keeps its places. */
    private void forget(Set<OriginId> erased) {
        judgements.forget(erased);
        aliases.forget(erased);
        decisions.forget(erased);
    }

    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        return locked(() -> holders.of(key, limit));
    }

    @Override
    public int holderCount(MatchKey key) {
        return locked(() -> holders.count(key));
    }

    @Override
    public List<Judgement> judgements(Collection<OriginId> named) {
        return locked(() -> judgements.about(named));
    }

    @Override
    public List<Due> due(Instant until, int limit) {
        return locked(() -> wakes.due(until, limit, this::nextWake));
    }

    private long nextWake(CustomerId id) {
        CustomerRow customer = customers.get(id);
        return customer == null ? WakeQueue.NEVER : customer.nextWake;
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return locked(() -> outbox.claimable(until, limit));
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return locked(() -> outbox.fairly(until, limit));
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        return locked(() -> Optional.ofNullable(outbox.get(key)));
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return locked(() -> outbox.withStatus(status, after, limit));
    }

    @Override
    public Ledger ledger(MatchKey address) {
        return locked(() -> {
            LedgerRow row = ledger.get(address);
            return row == null ? new Ledger(0, List.of()) : new Ledger(row.version, row.statements);
        });
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return locked(() -> (after == null ? labels : labels.tailSet(after, false))
                .stream().limit(limit).toList());
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        return locked(() -> (after == null ? labels : labels.tailSet(after, false))
                .stream()
                        .filter(id -> isOutdated(customers.get(id), definitionHash))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        return locked(() -> {
            List<Belonging> found = new ArrayList<>();
            for (CustomerId id : customers(after, limit)) {
                found.add(new Belonging(id, Objects.requireNonNull(customers.get(id)).membership));
            }
            return found;
        });
    }

    private static boolean isOutdated(@Nullable CustomerRow customer, String definitionHash) {
        return customer != null && !customer.membership.definitionHash().equals(definitionHash);
    }

    @Override
    public List<Logged> decisions(long after, int limit) {
        return locked(() -> decisions.after(after, limit, record -> true));
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        return locked(() -> decisions.after(after, limit, record -> labels.contains(record.customer())));
    }

    @Override
    public List<Alias> aliases(CustomerId id) {
        return locked(() -> aliases.of(id));
    }

    @Override
    public boolean isSuppressed(String tombstone) {
        return locked(() -> tombstones.contains(tombstone));
    }

    @Override
    public boolean keepsShopEvents() {
        return true;
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return locked(() -> Optional.ofNullable(news.keep(event, backfill)));
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return locked(() -> news.open(until, limit));
    }

    @Override
    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return locked(() -> Optional.ofNullable(news.get(source, id)));
    }

    @Override
    public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        return locked(() -> news.moveOn(before, after));
    }

    @Override
    public boolean keepsInterests() {
        return true;
    }

    @Override
    public List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        return locked(() -> news.interested(key, until, after, limit));
    }
}
