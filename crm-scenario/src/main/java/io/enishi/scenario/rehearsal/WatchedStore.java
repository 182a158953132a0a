package io.enishi.scenario.rehearsal;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that shows its commits to a watcher, keeps a decision log only where one is asked for, and hands out nothing that is due after a bound: so
 * that virtual time stops where somebody reacts.
 */
final class WatchedStore implements CustomerStore {

    /** Before any event, and still a number of milliseconds. */
    private static final Instant LONG_AGO = Instant.ofEpochMilli(Long.MIN_VALUE / 2);

    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final Consumer<Commit> watcher;
    /** Commands that wait for a barrier. */
    private final Predicate<StoredCommand> limited;

    private Instant bound = Instant.MAX;
    private @Nullable CommandKey only;

    /** Whether decisions are kept. */
    private final boolean logging;

    WatchedStore(Consumer<Commit> watcher, Predicate<StoredCommand> limited, boolean logging) {
        this.logging = logging;
        this.watcher = watcher;
        this.limited = limited;
    }

    /** Nothing at or after {@code instant} is due for the time being. */
    void stopBefore(Instant instant) {
        bound = instant;
    }

    /** Nothing at all is due for the time being. */
    void stop() {
        bound = LONG_AGO;
    }

    boolean isStopped(Instant until) {
        return !until.isBefore(bound);
    }

    /** Hands out this command and nothing else; null for what waits for no barrier. */
    void only(@Nullable CommandKey command) {
        only = command;
    }

    /** Limited commands that may be claimed at {@code until}. */
    List<StoredCommand> waiting(Instant until) {
        return store.claimable(until, Integer.MAX_VALUE).stream()
                .filter(limited)
                .toList();
    }

    private Instant earlier(Instant until) {
        return isStopped(until) ? bound.minusMillis(1) : until;
    }

    @Override
    public CommitResult commit(Commit commit) {
        CommitResult result = store.commit(
                logging
                        ? commit
                        : new Commit(
                                commit.customers(),
                                commit.customerChecks(),
                                commit.ledgerChecks(),
                                commit.suppressionChecks(),
                                commit.statements(),
                                commit.judgements(),
                                commit.aliases(),
                                commit.tombstones(),
                                List.of()));
        if (result == CommitResult.COMMITTED) {
            watcher.accept(commit);
        }
        return result;
    }

    @Override
    public List<Due> due(Instant until, int limit) {
        return only == null ? store.due(earlier(until), limit) : List.of();
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return claimableNow(until, limit);
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return claimableNow(until, limit);
    }

    private List<StoredCommand> claimableNow(Instant until, int limit) {
        CommandKey wanted = only;
        if (wanted != null) {
            return store.command(wanted).filter(StoredCommand::isOpen).stream().toList();
        }
        List<StoredCommand> found = store.claimable(earlier(until), limit);
        if (found.stream().noneMatch(limited)) {
            return found;
        }
        return store.claimable(earlier(until), Integer.MAX_VALUE).stream()
                .filter(limited.negate())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return store.load(origin);
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return store.customerOf(origin);
    }

    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        return store.holders(key, limit);
    }

    @Override
    public int holderCount(MatchKey key) {
        return store.holderCount(key);
    }

    @Override
    public List<Judgement> judgements(Collection<OriginId> origins) {
        return store.judgements(origins);
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        return store.command(key);
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return store.commands(status, after, limit);
    }

    @Override
    public boolean keepsShopEvents() {
        return true;
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return store.keep(event, backfill);
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return only == null ? store.takeShopEvents(earlier(until), limit, lease) : List.of();
    }

    @Override
    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return store.shopEvent(source, id);
    }

    @Override
    public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        return store.moveOn(before, after);
    }

    @Override
    public boolean keepsInterests() {
        return true;
    }

    @Override
    public List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        return store.interested(key, until, after, limit);
    }

    @Override
    public Ledger ledger(MatchKey address) {
        return store.ledger(address);
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return store.customers(after, limit);
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        return List.of(); // nobody was here before these definitions
    }

    @Override
    public List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        return store.memberships(after, limit);
    }

    @Override
    public List<Logged> decisions(long after, int limit) {
        return store.decisions(after, limit);
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        return store.decisionsAbout(labels, after, limit);
    }

    @Override
    public List<Alias> aliases(CustomerId id) {
        return store.aliases(id);
    }

    @Override
    public boolean isSuppressed(String tombstone) {
        return store.isSuppressed(tombstone);
    }
}
