package io.enishi.core.spi;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code Crm} keeps everything: one shop's customers, outbox, consent ledger and decision log.
 *
 * <p>The contract, checked by {@code CustomerStoreContract} of the test kit:
 *
 * <ul>
 *   <li>{@link #commit} is all-or-nothing over everything in it and checks every expected version; a commit that answers {@link
 *       CommitResult#CONFLICT} or throws left nothing behind.
 *   <li>{@link #load} is one snapshot: never a mixture of two commits.
 *   <li>All methods may be called by many threads. The runtime serialises the inputs of a customer within one JVM; between JVMs the
 *       versions decide.
 *   <li>Orders are total and alike everywhere: ids compare unsigned.
 * </ul>
 */
public interface CustomerStore {

    /** The customer that now holds {@code origin}; empty if that origin was never minted or was erased. */
    Optional<StoredCustomer> load(OriginId origin);

    /**
     * The customers that now hold these origins, each once, in any order; one who changes while being read may be left out. As it stands
     * it loads one after the other; a store that is far away should ask for all at once.
     */
    default List<StoredCustomer> loadAll(List<OriginId> origins) {
        Map<CustomerId, StoredCustomer> found = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            load(origin).ifPresent(customer -> found.putIfAbsent(customer.id(), customer));
        }
        return List.copyOf(found.values());
    }

    /**
     * Whether checkpoints are kept and customers can be read from theirs on; false, the default, for a store that reads whole timelines
     * only. Then the runtime makes none.
     */
    default boolean keepsCheckpoints() {
        return false;
    }

    /**
     * As {@link #load(OriginId)}, from the checkpoint on if one stands that was made under these definitions: then with it, and with those
     * events only that happened at {@link StoredCheckpoint#until} or later. It must be the latest that a commit wrote, and none after that
     * dropped. Whole, without a checkpoint, is always right.
     */
    default Optional<StoredCustomer> load(OriginId origin, String definitions) {
        return load(origin);
    }

    /** As {@link #loadAll(List)}, each as {@link #load(OriginId, String)} reads them. */
    default List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
        return loadAll(origins);
    }

    /** The label of that customer, without loading it. */
    Optional<CustomerId> customerOf(OriginId origin);

    /**
     * As {@link #customerOf}, for many; origins that were never minted or were erased are left out. As it stands it asks for one after
     * the other; a store that is far away should ask for all at once.
     */
    default Map<OriginId, CustomerId> customersOf(Collection<OriginId> origins) {
        Map<OriginId, CustomerId> found = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            customerOf(origin).ifPresent(label -> found.put(origin, label));
        }
        return found;
    }

    /**
     * Whether the decisions of a commit are kept; true, the default. For a store that drops them, what only serves to verify them is not
     * worked out: their digests are 0, and lines of their traces may have no words.
     */
    default boolean keepsDecisions() {
        return true;
    }

    /** Whether a commit of many customers is cheaper than as many commits; false, the default, for a store in memory. */
    default boolean prefersLargeCommits() {
        return false;
    }

    /** Applies a commit. */
    CommitResult commit(Commit commit);

    /** Origins under which {@code key} was seen or that have it as a derived tie, at most {@code limit}, in order of id. */
    List<OriginId> holders(MatchKey key, int limit);

    /** How many origins {@link #holders} has for {@code key} without a limit. */
    int holderCount(MatchKey key);

    /** All judgements that name one of these origins. */
    List<Judgement> judgements(Collection<OriginId> origins);

    /** Customers whose next wake-up is at or before {@code until}, earliest first, then by id. */
    List<Due> due(Instant until, int limit);

    /**
     * As {@link #due}, taken for one worker: no other is handed them until {@code lease} is over, by the store's own clock, or a commit
     * moved their wake-up. A store of one JVM need not take anything: commits settle who was first.
     */
    default List<Due> takeDue(Instant until, int limit, Duration lease) {
        return due(until, limit);
    }

    /** Commands that wait to be claimed at {@code until}: not before their time and not under a running lease, earliest first. */
    List<StoredCommand> claimable(Instant until, int limit);

    /**
     * As {@link #claimable}, taken for one worker until {@code lease} is over or a commit moved them. Half of the limit is shared
     * equally by journeys, the other half by {@linkplain StoredCommand#lane() lanes}, each from its earliest on; what one leaves of its
     * share falls to others. So no journey and no channel waits for the backlog of another longer than twice its fair share. What is
     * handed out alternates between journeys and lanes.
     */
    default List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return claimable(until, limit);
    }

    /** A command by its key; settled ones are kept. */
    Optional<StoredCommand> command(io.enishi.core.process.CommandKey key);

    /** Commands in a state, in order of key, after {@code after}. */
    List<StoredCommand> commands(
            StoredCommand.Status status, io.enishi.core.process.@Nullable CommandKey after, int limit);

    /**
     * Events that hosts queued in transactions of their own and that are not decided yet, oldest first; taken for one worker until
     * {@code lease} is over. Empty, the default, for a store without a queue.
     */
    default List<QueuedEvent> takeQueued(int limit, Duration lease) {
        return List.of();
    }

    /** Takes decided events out of the queue and keeps what became of each, for {@link #outcome}. */
    default void settleQueued(Map<QueuedEvent, String> outcomes) {
        throw new IllegalStateException("this store has no queue");
    }

    /** What became of a queued event; empty while it waits, and when it was never queued. */
    default Optional<String> outcome(String source, EventId id) {
        return Optional.empty();
    }

    /** Whether shop events can be kept; false, the default, for a store without a place for them. */
    default boolean keepsShopEvents() {
        return false;
    }

    /**
     * Keeps a shop event that is to be fanned out.
     *
     * @return the one with this source and id that is there already and stays as it is; empty when it was new
     */
    default Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        throw new IllegalStateException("this store keeps no shop events");
    }

    /**
     * Shop events that happened at or before {@code until}, have not reached everybody and are not taken by another worker, in order of
     * time, source and id; taken for one worker until {@code lease} is over, by the store's own clock, a lease of zero not at all. A store
     * of one JVM need not take anything: {@link #moveOn} settles who was first.
     */
    default List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return List.of();
    }

    /** A shop event that was kept. */
    default Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return Optional.empty();
    }

    /**
     * Notes how far a shop event came.
     *
     * @return false when it stands otherwise than {@code before}: another worker is at it
     */
    default boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        throw new IllegalStateException("this store keeps no shop events");
    }

    /** Whether {@link #interested} answers; false, the default, for a store that keeps no index. Then everybody is looked at. */
    default boolean keepsInterests() {
        return false;
    }

    /**
     * Origins whose interest {@code key} stands, as their latest {@link CustomerChange.ChangedInterests} said, and began at or before
     * {@code until}, in order, after {@code after}.
     *
     * @param until epoch milliseconds
     */
    default List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        throw new IllegalStateException("this store keeps no index of interests");
    }

    /** What was stated about an address, with the ledger's version for it (0 when nothing). */
    Ledger ledger(MatchKey address);

    /** Labels of customers in order, after {@code after}. */
    List<CustomerId> customers(@Nullable CustomerId after, int limit);

    /**
     * Labels of customers whose memberships are of another definition hash than this one, in order, after {@code after}. Asked
     * once by each runtime that starts, to put changed definitions into force. As it stands it loads every customer; a store that
     * can look for the hash should.
     */
    default List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        List<CustomerId> found = new ArrayList<>();
        CustomerId last = after;
        while (found.size() < limit) {
            List<CustomerId> page = customers(last, 1000);
            if (page.isEmpty()) {
                break;
            }
            for (CustomerId id : page) {
                boolean outdated = load(id.origin())
                        .filter(customer ->
                                !customer.membership().definitionHash().equals(definitionHash))
                        .isPresent();
                if (outdated && found.size() < limit) {
                    found.add(id);
                }
            }
            last = page.get(page.size() - 1);
        }
        return found;
    }

    /**
     * What customers belonged to after their last decision, in order of their labels, after {@code after}. Asked for the members of a
     * segment. As it stands it loads every customer; a store that can read memberships alone should.
     */
    default List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        List<Belonging> found = new ArrayList<>();
        for (CustomerId id : customers(after, limit)) {
            try {
                load(id.origin()).ifPresent(customer -> found.add(new Belonging(id, customer.membership())));
            } catch (StoredFormException unreadable) { // whoever needs to know more of them will say so
                found.add(new Belonging(id, StoredCustomer.Membership.UNKNOWN));
            }
        }
        return found;
    }

    /** Decisions in commit order, those after a position; 0 for the first page. */
    List<Logged> decisions(long after, int limit);

    /** As {@link #decisions}, only those made about customers with one of these labels. */
    List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit);

    /** The label changes that {@code id} took part in, oldest first. */
    List<Alias> aliases(CustomerId id);

    /** Whether a tombstone with this HMAC stands. */
    boolean isSuppressed(String tombstone);

    /** Which of these stand as tombstones; as {@link #customersOf}, one after the other as it stands. */
    default Set<String> suppressed(Collection<String> tombstones) {
        Set<String> found = new HashSet<>();
        for (String tombstone : tombstones) {
            if (isSuppressed(tombstone)) {
                found.add(tombstone);
            }
        }
        return found;
    }

    /** Answer of a commit. */
    enum CommitResult {
        /** All of it is in. */
        COMMITTED,
        /** Nothing is in: some customer had moved on, or an address was suppressed; load again and decide again. */
        CONFLICT,
        /** Nothing is in: some address's ledger had moved on; check consent again. */
        LEDGER_MOVED
    }

    /** A decision and where it stands in the log: positions rise from 1 in commit order and may have gaps. */
    record Logged(long position, DecisionRecord decision) {}

    /**
     * An event that a host queued in its own transaction.
     *
     * @param number running number in the queue
     * @param event what happened
     */
    record QueuedEvent(long number, CustomerEvent event) {}

    /** A customer with a wake-up. */
    record Due(CustomerId customer, Instant at) {}

    /** What a customer belongs to. */
    record Belonging(CustomerId customer, StoredCustomer.Membership membership) {}

    /** Statements about an address. */
    record Ledger(long version, List<ConsentStatement> statements) {
        public Ledger {
            statements = List.copyOf(statements);
        }
    }

    /** A label change: {@code from} is known as {@code to} since {@code at}. */
    record Alias(CustomerId from, CustomerId to, Instant at, String reason) {}

    /**
     * Everything that becomes true together.
     *
     * @param customers changes of customers, each with its expected version. An origin that is to be minted and is there already, or
     *     whose id stands among the tombstones, is a conflict: somebody was quicker, or erased it
     * @param customerChecks customers that were read for it and are not changed by it; each must still have this version
     * @param ledgerChecks addresses whose ledger must still have this version. Whoever suppresses an address checks its ledger in the
     *     same commit
     * @param suppressionChecks addresses that were taken for not suppressed. A tombstone of one of them is a conflict. Where a
     *     tombstone is not there yet a store of rows has nothing to lock: locking the ledgers of both kinds of checks, and looking for
     *     tombstones under these locks, is enough
     * @param statements consent statements to append; each moves its address's ledger version
     * @param judgements judgements to append
     * @param aliases label changes to append
     * @param tombstones HMACs to keep
     * @param decisions entries for the decision log, in order
     */
    record Commit(
            List<CustomerChange> customers,
            List<CustomerCheck> customerChecks,
            List<LedgerCheck> ledgerChecks,
            List<SuppressionCheck> suppressionChecks,
            List<ConsentStatement> statements,
            List<Judgement> judgements,
            List<Alias> aliases,
            Set<String> tombstones,
            List<DecisionRecord> decisions) {

        /** A commit for which nobody looked at the suppression list. */
        public Commit(
                List<CustomerChange> customers,
                List<CustomerCheck> customerChecks,
                List<LedgerCheck> ledgerChecks,
                List<ConsentStatement> statements,
                List<Judgement> judgements,
                List<Alias> aliases,
                Set<String> tombstones,
                List<DecisionRecord> decisions) {
            this(
                    customers,
                    customerChecks,
                    ledgerChecks,
                    List.of(),
                    statements,
                    judgements,
                    aliases,
                    tombstones,
                    decisions);
        }

        /** The usual commit: one customer, one decision. */
        public static Commit of(CustomerChange change, List<DecisionRecord> decisions) {
            return new Commit(
                    List.of(change), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), decisions);
        }
    }

    /** The customer {@code id} must stand and have {@code version}. */
    record CustomerCheck(CustomerId id, long version) {}

    /** The ledger of {@code address} must have {@code version}. */
    record LedgerCheck(MatchKey address, long version) {}

    /**
     * Nothing may forbid to write to {@code address}.
     *
     * @param tombstone the HMAC that would
     */
    record SuppressionCheck(MatchKey address, String tombstone) {}
}
