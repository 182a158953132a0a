package io.enishi.core.spi;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store that passes every call on to another: the base of stores that watch one or change some of its answers. Methods do not call each
 * other, so whoever changes {@link #due} says what becomes of {@link #takeDue}.
 */
public abstract class ForwardingStore implements CustomerStore {

    private final CustomerStore store;

    /** Passes calls on to {@code store}. */
    protected ForwardingStore(CustomerStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return store.load(origin);
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins) {
        return store.loadAll(origins);
    }

    @Override
    public boolean keepsCheckpoints() {
        return store.keepsCheckpoints();
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin, String definitions) {
        return store.load(origin, definitions);
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
        return store.loadAll(origins, definitions);
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return store.customerOf(origin);
    }

    @Override
    public Map<OriginId, CustomerId> customersOf(Collection<OriginId> origins) {
        return store.customersOf(origins);
    }

    @Override
    public boolean prefersLargeCommits() {
        return store.prefersLargeCommits();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return store.commit(commit);
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
    public List<Due> due(Instant until, int limit) {
        return store.due(until, limit);
    }

    @Override
    public List<Due> takeDue(Instant until, int limit, Duration lease) {
        return store.takeDue(until, limit, lease);
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return store.claimable(until, limit);
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return store.takeClaimable(until, limit, lease);
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
    public List<QueuedEvent> takeQueued(int limit, Duration lease) {
        return store.takeQueued(limit, lease);
    }

    @Override
    public void settleQueued(Map<QueuedEvent, String> outcomes) {
        store.settleQueued(outcomes);
    }

    @Override
    public Optional<String> outcome(String source, EventId id) {
        return store.outcome(source, id);
    }

    @Override
    public boolean keepsShopEvents() {
        return store.keepsShopEvents();
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return store.keep(event, backfill);
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return store.takeShopEvents(until, limit, lease);
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
        return store.keepsInterests();
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
        return store.outdated(definitionHash, after, limit);
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

    @Override
    public Set<String> suppressed(Collection<String> tombstones) {
        return store.suppressed(tombstones);
    }
}
