package io.enishi.testkit.simulation;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The database that all workers share: a store, with what one in memory has no need of: a queue that hosts write to in transactions of
 * their own, and work that is handed to one worker at a time. Every commit that took effect is told to the laws before anybody else
 * can move.
 */
final class SharedStore extends ForwardingStore {

    private static final int EVERYTHING = 100_000;

    private final Weather weather;
    private final InstantSource clock;
    private final Laws laws;
    private final Map<Object, Instant> takenUntil = new HashMap<>();
    private final List<Queued> queue = new ArrayList<>();
    private final Set<String> transactions = new HashSet<>();
    /** Those whom the check at the end wakes for no reason; null when nobody is. */
    private @Nullable List<CustomerId> wokenForNothing;

    private static final class Queued {
        final QueuedEvent row;
        String outcome = "";

        Queued(QueuedEvent row) {
            this.row = row;
        }
    }

    SharedStore(CustomerStore store, Weather weather, InstantSource clock, Laws laws) {
        super(store);
        this.weather = weather;
        this.clock = clock;
        this.laws = laws;
    }

    // ---------------------------------------------------------------- the host's transactions

    /** A transaction of the host's own, with an event in it; the same one does nothing the second time. */
    void queueInTransaction(String transaction, CustomerEvent event) {
        if (transactions.add(transaction)) {
            queue.add(new Queued(new QueuedEvent(queue.size() + 1L, event)));
        }
    }

    /** Events that were queued, with what became of them; empty while nothing did. */
    Map<CustomerEvent, String> queued() {
        Map<CustomerEvent, String> all = new HashMap<>();
        queue.forEach(one -> all.put(one.row.event(), one.outcome));
        return all;
    }

    @Override
    public List<QueuedEvent> takeQueued(int limit, Duration lease) {
        List<QueuedEvent> waiting = queue.stream()
                .filter(one -> one.outcome.isEmpty())
                .map(one -> one.row)
                .toList();
        return take(waiting, row -> row, limit, lease, true);
    }

    @Override
    public void settleQueued(Map<QueuedEvent, String> outcomes) {
        queue.forEach(one -> one.outcome = outcomes.getOrDefault(one.row, one.outcome));
    }

    @Override
    public Optional<String> outcome(String source, EventId id) {
        return queue.stream()
                .filter(one -> one.row.event().source().equals(source)
                        && one.row.event().id().equals(id)
                        && !one.outcome.isEmpty())
                .map(one -> one.outcome)
                .findFirst();
    }

    // ---------------------------------------------------------------- work that is taken

    /** From now on everybody is due once, whatever they wait for. */
    void wakeEverybody() {
        wokenForNothing = new ArrayList<>(super.customers(null, EVERYTHING));
    }

    @Override
    public List<Due> takeDue(Instant until, int limit, Duration lease) {
        List<CustomerId> woken = wokenForNothing;
        if (woken != null) {
            wokenForNothing = List.of();
            return woken.stream().map(id -> new Due(id, until)).toList();
        }
        return take(super.due(until, EVERYTHING), Due::customer, limit, lease, weather.leases());
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return take(super.claimable(until, EVERYTHING), StoredCommand::key, limit, lease, weather.leases());
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        List<StoredShopEvent> open = super.takeShopEvents(until, EVERYTHING, Duration.ZERO);
        return take(open, one -> one.event().id(), limit, lease, weather.leases());
    }

    private <T> List<T> take(List<T> waiting, Function<T, Object> row, int limit, Duration lease, boolean leased) {
        Instant now = clock.instant();
        Predicate<T> free = one ->
                !leased || !takenUntil.getOrDefault(row.apply(one), Instant.MIN).isAfter(now);
        List<T> taken = waiting.stream().filter(free).limit(limit).toList();
        if (leased) {
            taken.forEach(one -> takenUntil.put(row.apply(one), now.plus(lease)));
        }
        return taken;
    }

    // ---------------------------------------------------------------- commits

    @Override
    public CommitResult commit(Commit commit) {
        return commit(commit, null);
    }

    /** @param by whose commit it is; null for the check at the end */
    CommitResult commit(Commit commit, @Nullable Worker by) {
        CommitResult result = super.commit(commit);
        if (result == CommitResult.COMMITTED) {
            commit.customers().forEach(change -> {
                takenUntil.remove(change.id());
                change.commands().forEach(command -> takenUntil.remove(command.key()));
            });
            laws.committed(commit, by);
        }
        return result;
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        Optional<ShopEvent> known = super.keep(event, backfill);
        if (known.isEmpty()) {
            laws.news().kept(event);
        }
        return known;
    }

    @Override
    public boolean prefersLargeCommits() {
        return weather.largeCommits();
    }
}
