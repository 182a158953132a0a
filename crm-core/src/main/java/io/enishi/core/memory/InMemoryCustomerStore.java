package io.enishi.core.memory;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.FairShares;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in this JVM's memory: the embedded default, and what tests run on. Nothing survives the process.
 *
 * <p>One lock guards all of it, held only for the length of a map operation or a commit; decisions run outside. Timelines are
 * immutable lists that the runtime hands over and gets back.
 */
public final class InMemoryCustomerStore implements CustomerStore {

    /** Of one instant, what was asked for first comes first: a restock is told in the order of those who asked about it. */
    private static final Comparator<Waiting> IN_TURN =
            Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::turn);

    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OriginId, Origin> origins = new HashMap<>();
    private final Map<CustomerId, Customer> customers = new HashMap<>();
    private final TreeSet<CustomerId> labels = new TreeSet<>();
    /** Of labels that were absorbed and may come back: a version is never used twice for two states. */
    private final Map<CustomerId, Long> lastVersions = new HashMap<>();

    private final Map<MatchKey, TreeSet<OriginId>> holders = new HashMap<>();
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::at).thenComparing(Wake::customer));
    private final TreeMap<CommandKey, StoredCommand> commands = new TreeMap<>();
    private final TreeSet<Waiting> waiting = new TreeSet<>(IN_TURN);
    private final Map<String, NavigableSet<Waiting>> waitingByJourney = new TreeMap<>();
    private final Map<String, NavigableSet<Waiting>> waitingByLane = new TreeMap<>();
    private final Map<CommandKey, Waiting> waitingByKey = new HashMap<>();
    private long nextTurn;
    private final Map<MatchKey, LedgerRow> ledger = new HashMap<>();
    private final Map<OriginId, List<Judgement>> judgements = new HashMap<>();
    /** The decision at position i + 1; null where it was erased. */
    private final List<@Nullable DecisionRecord> decisions = new ArrayList<>();

    private final Map<CustomerId, List<Alias>> aliases = new HashMap<>();
    private final Set<String> tombstones = new HashSet<>();
    private final Map<InterestKey, TreeSet<Interested>> interested = new HashMap<>();
    private final Map<ShopEventKey, StoredShopEvent> shopEvents = new HashMap<>();
    private final TreeSet<ShopEvent> openShopEvents = new TreeSet<>(Comparator.comparing(ShopEvent::occurredAt)
            .thenComparing(ShopEvent::source)
            .thenComparing(ShopEvent::id));
    private long minted;

    /** An empty store. */
    public InMemoryCustomerStore() {}

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        lock.lock();
        try {
            Origin row = origins.get(origin);
            return row == null ? Optional.empty() : Optional.of(snapshot(row.customer, null));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsCheckpoints() {
        return true;
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin, String definitions) {
        lock.lock();
        try {
            Origin row = origins.get(origin);
            if (row == null) {
                return Optional.empty();
            }
            StoredCheckpoint checkpoint = row.customer.checkpoint;
            boolean fits = checkpoint != null && checkpoint.definitions().equals(definitions);
            return Optional.of(snapshot(row.customer, fits ? checkpoint : null));
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            Origin row = origins.get(origin);
            return row == null ? Optional.empty() : Optional.of(row.customer.id);
        } finally {
            lock.unlock();
        }
    }

    private static List<CustomerEvent> since(List<CustomerEvent> events, @Nullable StoredCheckpoint checkpoint) {
        if (checkpoint == null) {
            return events;
        }
        return events instanceof TimelineEvents ours
                ? ours.since(checkpoint.until())
                : events.stream()
                        .filter(event -> !event.occurredAt().isBefore(checkpoint.until()))
                        .toList();
    }

    private StoredCustomer snapshot(Customer customer, @Nullable StoredCheckpoint checkpoint) {
        List<StoredOrigin> parts = new ArrayList<>(customer.origins.size());
        for (Origin origin : customer.origins) {
            parts.add(new StoredOrigin(
                    origin.id,
                    origin.minted,
                    since(origin.events, checkpoint),
                    null,
                    List.copyOf(origin.identifiers.values()),
                    origin.restricted));
        }
        List<StoredInstance> instances = new ArrayList<>();
        List<StoredCommand> open = new ArrayList<>();
        List<Dispatched> dispatched = new ArrayList<>();
        for (Origin origin : customer.origins) {
            instances.addAll(origin.instances.values());
            for (CommandKey key : origin.openCommands) {
                open.add(commands.get(key));
            }
            dispatched.addAll(origin.dispatched);
        }
        instances.sort(Comparator.comparing(StoredInstance::startedAt)
                .thenComparing(instance -> instance.key().origin())
                .thenComparing(instance -> instance.key().journey())
                .thenComparing(instance -> instance.key().entry()));
        dispatched.sort(Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key));
        return new StoredCustomer(
                customer.id,
                customer.version,
                parts,
                customer.membership,
                Instant.ofEpochMilli(customer.lastDecided),
                instances,
                open,
                dispatched,
                checkpoint);
    }

    @Override
    public CommitResult commit(Commit commit) {
        lock.lock();
        try {
            CommitResult result = checked(commit);
            if (result == CommitResult.COMMITTED) {
                apply(commit); // cannot fail: all of it is in memory and was validated when it was built
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private CommitResult checked(Commit commit) {
        for (CustomerChange change : commit.customers()) {
            Customer customer = customers.get(change.id());
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
            Customer customer = customers.get(check.id());
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
                origins.put(fresh, new Origin(fresh, ++minted));
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
        for (Judgement judgement : commit.judgements()) {
            judgements
                    .computeIfAbsent(judgement.a(), origin -> new ArrayList<>())
                    .add(judgement);
            judgements
                    .computeIfAbsent(judgement.b(), origin -> new ArrayList<>())
                    .add(judgement);
        }
        for (Alias alias : commit.aliases()) {
            aliases.computeIfAbsent(alias.from(), id -> new ArrayList<>()).add(alias);
            aliases.computeIfAbsent(alias.to(), id -> new ArrayList<>()).add(alias);
        }
        tombstones.addAll(commit.tombstones());
        decisions.addAll(commit.decisions());
    }

    private void applyTo(CustomerChange change) {
        Customer customer = customers.get(change.id());
        List<Origin> before = customer == null ? List.of() : customer.origins;
        if (change.erased()) {
            Set<OriginId> erased = new HashSet<>();
            for (Origin gone : before) {
                if (!change.origins().contains(gone.id)) {
                    erase(gone);
                    erased.add(gone.id);
                }
            }
            forget(erased);
        }
        if (change.origins().isEmpty()) {
            if (customer != null) {
                customers.remove(change.id());
                labels.remove(change.id());
                if (!change.erased()) {
                    lastVersions.put(change.id(), customer.version);
                }
            }
            return;
        }
        if (customer == null) {
            customer = new Customer(change.id());
            Long last = lastVersions.remove(change.id());
            customer.version = last == null ? 0 : last;
            customers.put(change.id(), customer);
            labels.add(change.id());
        }
        if (change.checkpoint() instanceof CheckpointChange.Written written) {
            customer.checkpoint = written.checkpoint();
        } else if (change.erased() || change.checkpoint() instanceof CheckpointChange.Dropped) {
            customer.checkpoint = null;
        }
        if (!sameOrigins(before, change.origins())) {
            List<Origin> now = new ArrayList<>(change.origins().size());
            for (OriginId id : change.origins()) {
                Origin origin = origins.get(id);
                if (origin == null) {
                    throw new IllegalStateException("commit names origin " + id + " which was never minted");
                }
                origin.customer = customer;
                now.add(origin);
            }
            customer.origins = now;
        }
        customer.version++;
        customer.membership = change.membership();
        customer.lastDecided = change.lastDecided();
        if (customer.nextWake != change.nextWake()) {
            customer.nextWake = change.nextWake();
            if (customer.nextWake != NEVER) {
                wakes.add(new Wake(customer.nextWake, customer.id));
                dropStaleWakes();
            }
        }
        for (CustomerChange.ChangedTimeline changed : change.timelines()) {
            Origin origin = origin(changed.origin());
            List<CustomerEvent> all = changed.all();
            origin.events = all == null ? with(changed.added(), origin.events) : all;
        }
        for (CustomerChange.AddedIdentifier added : change.identifiers()) {
            SeenIdentifier seen = added.identifier();
            Origin origin = origin(added.origin());
            origin.identifiers.put(seen.identifier(), seen);
            if (seen.key() != null) {
                holders.computeIfAbsent(seen.key(), key -> new TreeSet<>()).add(origin.id);
            }
        }
        for (CustomerChange.DerivedTies derived : change.ties()) {
            Origin origin = origin(derived.origin());
            origin.ties.forEach(tie -> letGo(tie, origin));
            origin.ties = derived.ties();
            origin.ties.forEach(
                    tie -> holders.computeIfAbsent(tie, key -> new TreeSet<>()).add(origin.id));
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
        Origin origin = origin(changed.origin());
        if (changed.all()) {
            List.copyOf(origin.interests.keySet()).forEach(key -> lose(key, origin));
        }
        changed.ended().forEach(key -> lose(key, origin));
        changed.since().forEach((key, since) -> {
            lose(key, origin);
            Interested row = new Interested(since, origin.id);
            origin.interests.put(key, row);
            interested.computeIfAbsent(key, fresh -> new TreeSet<>()).add(row);
        });
    }

    private void lose(InterestKey key, Origin origin) {
        Interested row = origin.interests.remove(key);
        TreeSet<Interested> all = row == null ? null : interested.get(key);
        if (all != null && all.remove(row) && all.isEmpty()) {
            interested.remove(key);
        }
    }

    private static boolean sameOrigins(List<Origin> before, List<OriginId> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < after.size(); i++) {
            if (!before.get(i).id.equals(after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Origin origin(OriginId id) {
        Origin origin = origins.get(id);
        if (origin == null) {
            throw new IllegalStateException("commit names origin " + id + " which was never minted");
        }
        return origin;
    }

    private void put(StoredCommand command) {
        CommandKey key = command.key();
        commands.put(key, command);
        Waiting before = waitingByKey.get(key);
        stopWaiting(key);
        Origin origin = origin(key.origin());
        if (command.isOpen()) {
            origin.openCommands.add(key);
            Instant from = command.leaseUntil() != null
                    ? command.leaseUntil()
                    : command.command().notBefore();
            long turn = before == null ? nextTurn++ : before.turn;
            Waiting next = new Waiting(from.toEpochMilli(), turn, key, command.lane());
            waiting.add(next);
            waitingByJourney
                    .computeIfAbsent(key.journey(), journey -> new TreeSet<>(IN_TURN))
                    .add(next);
            waitingByLane
                    .computeIfAbsent(next.lane, lane -> new TreeSet<>(IN_TURN))
                    .add(next);
            waitingByKey.put(key, next);
        } else {
            origin.openCommands.remove(key);
        }
    }

    private void stopWaiting(CommandKey key) {
        Waiting old = waitingByKey.remove(key);
        if (old != null) {
            waiting.remove(old);
            leave(waitingByJourney, key.journey(), old);
            leave(waitingByLane, old.lane, old);
        }
    }

    private static void leave(Map<String, NavigableSet<Waiting>> groups, String group, Waiting old) {
        NavigableSet<Waiting> left = groups.get(group);
        if (left != null && left.remove(old) && left.isEmpty()) {
            groups.remove(group);
        }
    }

    private void erase(Origin gone) {
        origins.remove(gone.id);
        for (SeenIdentifier seen : gone.identifiers.values()) {
            if (seen.key() != null) {
                letGo(seen.key(), gone);
            }
        }
        gone.ties.forEach(tie -> letGo(tie, gone));
        List.copyOf(gone.interests.keySet()).forEach(key -> lose(key, gone));
        for (CommandKey key :
                List.copyOf(commands.subMap(new CommandKey(gone.id, "0", "0", "0"), true, lastKeyOf(gone.id), true)
                        .keySet())) {
            commands.remove(key);
            stopWaiting(key);
        }
    }

    /** Takes erased origins out of what is kept beside them; the log keeps its places. */
    private void forget(Set<OriginId> erased) {
        for (OriginId gone : erased) {
            for (Judgement judgement : judgements.getOrDefault(gone, List.of())) {
                OriginId other = judgement.a().equals(gone) ? judgement.b() : judgement.a();
                judgements.computeIfPresent(other, (id, all) -> without(judgement, all));
            }
        }
        judgements.keySet().removeAll(erased);
        aliases.values()
                .forEach(all -> all.replaceAll(alias -> {
                    boolean names = erased.contains(alias.from().origin())
                            || erased.contains(alias.to().origin());
                    return names ? new Alias(alias.from(), alias.to(), alias.at(), "") : alias;
                }));
        decisions.replaceAll(record -> record == null ? null : record.without(erased));
    }

    private static <T> @Nullable List<T> without(T gone, List<T> all) {
        List<T> left = all.stream().filter(one -> !one.equals(gone)).collect(Collectors.toCollection(ArrayList::new));
        return left.isEmpty() ? null : left;
    }

    private void letGo(MatchKey key, Origin origin) {
        TreeSet<OriginId> under = holders.get(key);
        if (under != null) {
            under.remove(origin.id);
            if (under.isEmpty()) {
                holders.remove(key);
            }
        }
    }

    private static CommandKey lastKeyOf(OriginId origin) {
        return new CommandKey(origin, "z".repeat(64), "\uffff", "\uffff");
    }

    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        lock.lock();
        try {
            TreeSet<OriginId> under = holders.get(key);
            return under == null ? List.of() : under.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int holderCount(MatchKey key) {
        lock.lock();
        try {
            TreeSet<OriginId> under = holders.get(key);
            return under == null ? 0 : under.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Judgement> judgements(Collection<OriginId> named) {
        lock.lock();
        try {
            Set<Judgement> found = new LinkedHashSet<>();
            for (OriginId origin : named) {
                found.addAll(judgements.getOrDefault(origin, List.of()));
            }
            return List.copyOf(found);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Due> due(Instant until, int limit) {
        lock.lock();
        try {
            List<Due> due = new ArrayList<>();
            List<Wake> taken = new ArrayList<>();
            long bound = until.toEpochMilli();
            while (!wakes.isEmpty() && due.size() < limit && wakes.peek().at <= bound) {
                Wake wake = wakes.poll();
                Customer customer = customers.get(wake.customer);
                if (customer != null && customer.nextWake == wake.at) {
                    boolean repeated =
                            !taken.isEmpty() && taken.get(taken.size() - 1).equals(wake);
                    if (!repeated) {
                        taken.add(wake);
                        due.add(new Due(wake.customer, Instant.ofEpochMilli(wake.at)));
                    }
                }
            }
            wakes.addAll(taken); // they leave when a commit moves the customer's wake-up
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Entries go stale when a commit moves a wake-up; swept when they outnumber the living fourfold. */
    private void dropStaleWakes() {
        if (wakes.size() > 1024 && wakes.size() > 4 * customers.size()) {
            List<Wake> living = new ArrayList<>();
            for (Customer customer : customers.values()) {
                if (customer.nextWake != NEVER) {
                    living.add(new Wake(customer.nextWake, customer.id));
                }
            }
            wakes.clear();
            wakes.addAll(living);
        }
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        lock.lock();
        try {
            List<StoredCommand> found = new ArrayList<>();
            long bound = until.toEpochMilli();
            for (Waiting next : waiting) {
                if (next.at > bound || found.size() == limit) {
                    break;
                }
                found.add(commands.get(next.key));
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        lock.lock();
        try {
            Set<Waiting> taken = new LinkedHashSet<>();
            List<NavigableSet<Waiting>> journeys = List.copyOf(waitingByJourney.values());
            List<NavigableSet<Waiting>> lanes = List.copyOf(waitingByLane.values());
            long bound = until.toEpochMilli();
            FairShares.take(journeys, (limit + 1) / 2, (group, most) -> first(group, bound, most, taken));
            FairShares.take(lanes, limit - taken.size(), (group, most) -> first(group, bound, most, taken));
            FairShares.take(journeys, limit - taken.size(), (group, most) -> first(group, bound, most, taken));
            List<Waiting> inTime = new ArrayList<>(taken);
            inTime.sort(IN_TURN);
            return FairShares.alternating(inTime, one -> List.of(one.key.journey(), one.lane)).stream()
                    .map(one -> commands.get(one.key))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The first of a group that are not taken yet; adds them to those that are. */
    private static List<Waiting> first(NavigableSet<Waiting> group, long bound, int most, Set<Waiting> taken) {
        List<Waiting> found = new ArrayList<>();
        for (Waiting next : group) {
            if (next.at > bound || found.size() == most) {
                break;
            }
            if (taken.add(next)) {
                found.add(next);
            }
        }
        return found;
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(commands.get(key));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        lock.lock();
        try {
            return (after == null ? commands : commands.tailMap(after, false))
                    .values().stream()
                            .filter(command -> command.status() == status)
                            .limit(limit)
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Ledger ledger(MatchKey address) {
        lock.lock();
        try {
            LedgerRow row = ledger.get(address);
            return row == null ? new Ledger(0, List.of()) : new Ledger(row.version, row.statements);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        lock.lock();
        try {
            return (after == null ? labels : labels.tailSet(after, false))
                    .stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        lock.lock();
        try {
            return (after == null ? labels : labels.tailSet(after, false))
                    .stream()
                            .filter(id -> isOutdated(customers.get(id), definitionHash))
                            .limit(limit)
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        lock.lock();
        try {
            List<Belonging> found = new ArrayList<>();
            for (CustomerId id : customers(after, limit)) {
                found.add(new Belonging(id, java.util.Objects.requireNonNull(customers.get(id)).membership));
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOutdated(@Nullable Customer customer, String definitionHash) {
        return customer != null && !customer.membership.definitionHash().equals(definitionHash);
    }

    @Override
    public List<Logged> decisions(long after, int limit) {
        return decisions(after, limit, record -> true);
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        return decisions(after, limit, record -> labels.contains(record.customer()));
    }

    private List<Logged> decisions(long after, int limit, Predicate<DecisionRecord> wanted) {
        lock.lock();
        try {
            List<Logged> found = new ArrayList<>();
            for (int i = (int) Math.min(after, decisions.size()); i < decisions.size() && found.size() < limit; i++) {
                DecisionRecord record = decisions.get(i);
                if (record != null && wanted.test(record)) {
                    found.add(new Logged(i + 1L, record));
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Alias> aliases(CustomerId id) {
        lock.lock();
        try {
            return List.copyOf(aliases.getOrDefault(id, List.of()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isSuppressed(String tombstone) {
        lock.lock();
        try {
            return tombstones.contains(tombstone);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsShopEvents() {
        return true;
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        lock.lock();
        try {
            StoredShopEvent fresh = StoredShopEvent.open(event, backfill);
            StoredShopEvent known = shopEvents.putIfAbsent(ShopEventKey.of(event), fresh);
            if (known == null) {
                openShopEvents.add(fresh.event());
            }
            return known == null ? Optional.empty() : Optional.of(known.event());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        lock.lock();
        try {
            List<StoredShopEvent> open = new ArrayList<>();
            for (ShopEvent event : openShopEvents) {
                if (event.occurredAt().isAfter(until) || open.size() == limit) {
                    break;
                }
                open.add(shopEvents.get(ShopEventKey.of(event)));
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        lock.lock();
        try {
            return Optional.ofNullable(shopEvents.get(new ShopEventKey(source, id)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        lock.lock();
        try {
            boolean moved = shopEvents.replace(ShopEventKey.of(before.event()), before, after);
            if (moved && after.done()) {
                openShopEvents.remove(after.event());
            }
            return moved;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsInterests() {
        return true;
    }

    @Override
    public List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        lock.lock();
        try {
            TreeSet<Interested> all = interested.get(key);
            if (all == null) {
                return List.of();
            }
            List<Interested> found = new ArrayList<>();
            for (Interested row : after == null ? all : all.tailSet(after, false)) {
                if (row.since() > until || found.size() == limit) {
                    break;
                }
                found.add(row);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private record ShopEventKey(String source, EventId id) {
        static ShopEventKey of(ShopEvent event) {
            return new ShopEventKey(event.source(), event.id());
        }
    }

    private record Wake(long at, CustomerId customer) {}

    private record Waiting(long at, long turn, CommandKey key, String lane) {}

    private static final class LedgerRow {
        private long version;
        private final List<ConsentStatement> statements = new ArrayList<>();
    }

    private static final class Customer {
        private final CustomerId id;
        private long version;
        private List<Origin> origins = List.of();
        private Membership membership = new Membership("", new long[0]);
        private @Nullable StoredCheckpoint checkpoint;
        private long lastDecided = Long.MIN_VALUE;
        private long nextWake = NEVER;

        Customer(CustomerId id) {
            this.id = id;
        }
    }

    private static final class Origin {
        private final OriginId id;
        private final long minted;
        private List<CustomerEvent> events = List.of();
        private final Map<Identifier, SeenIdentifier> identifiers = new LinkedHashMap<>(2);
        private Set<MatchKey> ties = Set.of();
        private final Map<InstanceKey, StoredInstance> instances = new LinkedHashMap<>(0);
        private final Set<CommandKey> openCommands = new LinkedHashSet<>(0);
        private final List<Dispatched> dispatched = new ArrayList<>(0);
        private final Map<InterestKey, Interested> interests = new TreeMap<>();
        private Customer customer = new Customer(new CustomerId(new OriginId(0, 0)));
        private boolean restricted;

        Origin(OriginId id, long minted) {
            this.id = id;
            this.minted = minted;
        }
    }
}
