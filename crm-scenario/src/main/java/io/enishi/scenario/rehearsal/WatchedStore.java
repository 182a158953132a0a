package io.enishi.scenario.rehearsal;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that shows its commits to a watcher, keeps a decision log only where one is asked for, and hands out nothing that is due after a bound: so
 * that virtual time stops where somebody reacts. Each part of the history has rows of its own: whoever was rehearsed before is not there any more.
 */
final class WatchedStore extends ForwardingStore {

    /** Before any event, and still a number of milliseconds. */
    private static final Instant LONG_AGO = Instant.ofEpochMilli(Long.MIN_VALUE / 2);

    /** The rows of the part of the history that is on. */
    private static final class Rows implements Supplier<CustomerStore> {
        private InMemoryCustomerStore now = new InMemoryCustomerStore();

        @Override
        public CustomerStore get() {
            return now;
        }
    }

    private final Rows rows;
    /** Origins of the part of the history that is on. */
    private final Set<OriginId> present = new HashSet<>();

    private final Consumer<Commit> watcher;
    /** Commands that wait for a barrier. */
    private final Predicate<StoredCommand> limited;

    private Instant bound = Instant.MAX;
    private @Nullable CommandKey only;

    /** Whether decisions are kept. */
    private final boolean logging;

    WatchedStore(Consumer<Commit> watcher, Predicate<StoredCommand> limited, boolean logging) {
        this(new Rows(), watcher, limited, logging);
    }

    private WatchedStore(Rows rows, Consumer<Commit> watcher, Predicate<StoredCommand> limited, boolean logging) {
        super(rows);
        this.rows = rows;
        this.logging = logging;
        this.watcher = watcher;
        this.limited = limited;
    }

    /** Another part of the history is put on. */
    void beginPart() {
        rows.now = new InMemoryCustomerStore();
        present.clear();
    }

    /** Origins of the part of the history that is on. */
    Set<OriginId> present() {
        return present;
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
        return super.claimable(until, Integer.MAX_VALUE).stream()
                .filter(limited)
                .toList();
    }

    /** Whether nothing at all is due at {@code until}, limited commands apart. */
    boolean isIdle(Instant until) {
        return super.due(until, 1).isEmpty()
                && super.claimable(until, 1).isEmpty()
                && super.takeShopEvents(until, 1, Duration.ZERO).isEmpty();
    }

    private Instant earlier(Instant until) {
        return isStopped(until) ? bound.minusMillis(1) : until;
    }

    @Override
    public boolean keepsDecisions() {
        return logging;
    }

    @Override
    public CommitResult commit(Commit commit) {
        CommitResult result = super.commit(
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
            commit.customers().forEach(change -> present.addAll(change.newOrigins()));
            watcher.accept(commit);
        }
        return result;
    }

    @Override
    public List<Due> due(Instant until, int limit) {
        return only == null ? super.due(earlier(until), limit) : List.of();
    }

    @Override
    public List<Due> takeDue(Instant until, int limit, Duration lease) {
        return due(until, limit);
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        CommandKey wanted = only;
        if (wanted != null) {
            return super.command(wanted).filter(StoredCommand::isOpen).stream().toList();
        }
        List<StoredCommand> found = super.claimable(earlier(until), limit);
        for (StoredCommand one : found) {
            if (limited.test(one)) {
                return notLimited(until, limit);
            }
        }
        return found;
    }

    private List<StoredCommand> notLimited(Instant until, int limit) {
        return super.claimable(earlier(until), Integer.MAX_VALUE).stream()
                .filter(limited.negate())
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return claimable(until, limit);
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return only == null ? super.takeShopEvents(earlier(until), limit, lease) : List.of();
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        return List.of(); // nobody was here before these definitions
    }
}
