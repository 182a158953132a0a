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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that passes every call on to another: the base of stores that watch one or change some of its answers. Methods do not call each
 * other, so whoever changes {@link #due} says what becomes of {@link #takeDue}.
 */
public abstract class ForwardingStore implements CustomerStore {

    private final Supplier<? extends CustomerStore> present;

    /** Passes calls on to {@code store}. */
    protected ForwardingStore(CustomerStore store) {
        Objects.requireNonNull(store, "store");
        this.present = () -> store;
    }

    /** Passes each call on to the store that {@code present} names at that moment. */
    protected ForwardingStore(Supplier<? extends CustomerStore> present) {
        this.present = Objects.requireNonNull(present, "present");
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return present.get().load(origin);
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins) {
        return present.get().loadAll(origins);
    }

    @Override
    public boolean keepsCheckpoints() {
        return present.get().keepsCheckpoints();
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin, String definitions) {
        return present.get().load(origin, definitions);
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
        return present.get().loadAll(origins, definitions);
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return present.get().customerOf(origin);
    }

    @Override
    public Map<OriginId, CustomerId> customersOf(Collection<OriginId> origins) {
        return present.get().customersOf(origins);
    }

    @Override
    public boolean prefersLargeCommits() {
        return present.get().prefersLargeCommits();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return present.get().commit(commit);
    }

    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        return present.get().holders(key, limit);
    }

    @Override
    public int holderCount(MatchKey key) {
        return present.get().holderCount(key);
    }

    @Override
    public List<Judgement> judgements(Collection<OriginId> origins) {
        return present.get().judgements(origins);
    }

    @Override
    public List<Due> due(Instant until, int limit) {
        return present.get().due(until, limit);
    }

    @Override
    public List<Due> takeDue(Instant until, int limit, Duration lease) {
        return present.get().takeDue(until, limit, lease);
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return present.get().claimable(until, limit);
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return present.get().takeClaimable(until, limit, lease);
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        return present.get().command(key);
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return present.get().commands(status, after, limit);
    }

    @Override
    public List<QueuedEvent> takeQueued(int limit, Duration lease) {
        return present.get().takeQueued(limit, lease);
    }

    @Override
    public void settleQueued(Map<QueuedEvent, String> outcomes) {
        present.get().settleQueued(outcomes);
    }

    @Override
    public Optional<String> outcome(String source, EventId id) {
        return present.get().outcome(source, id);
    }

    @Override
    public boolean keepsDecisions() {
        return present.get().keepsDecisions();
    }

    @Override
    public boolean keepsShopEvents() {
        return present.get().keepsShopEvents();
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return present.get().keep(event, backfill);
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return present.get().takeShopEvents(until, limit, lease);
    }

    @Override
    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return present.get().shopEvent(source, id);
    }

    @Override
    public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        return present.get().moveOn(before, after);
    }

    @Override
    public boolean keepsInterests() {
        return present.get().keepsInterests();
    }

    @Override
    public List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        return present.get().interested(key, until, after, limit);
    }

    @Override
    public Ledger ledger(MatchKey address) {
        return present.get().ledger(address);
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return present.get().customers(after, limit);
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        return present.get().outdated(definitionHash, after, limit);
    }

    @Override
    public List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        return present.get().memberships(after, limit);
    }

    @Override
    public List<Logged> decisions(long after, int limit) {
        return present.get().decisions(after, limit);
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        return present.get().decisionsAbout(labels, after, limit);
    }

    @Override
    public List<Alias> aliases(CustomerId id) {
        return present.get().aliases(id);
    }

    @Override
    public boolean isSuppressed(String tombstone) {
        return present.get().isSuppressed(tombstone);
    }

    @Override
    public Set<String> suppressed(Collection<String> tombstones) {
        return present.get().suppressed(tombstones);
    }
}
