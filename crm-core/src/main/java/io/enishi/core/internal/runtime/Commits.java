package io.enishi.core.internal.runtime;

import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.value.MatchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Commits what was drafted about customers, as the one unit that the store keeps or refuses. */
final class Commits {

    /** Losing this often in a row means that something else is wrong. */
    static final int MAX_ATTEMPTS = 16;

    private final CustomerStore store;
    private final Definitions definitions;
    private final DueWork due;
    private final Checkpointing checkpointing;
    private final BiFunction<Hot, Draft, List<CustomerChange.DerivedTies>> derivedTies;
    private volatile @Nullable Runnable leftBehind;

    Commits(
            CustomerStore store,
            Definitions definitions,
            DueWork due,
            Checkpointing checkpointing,
            BiFunction<Hot, Draft, List<CustomerChange.DerivedTies>> derivedTies) {
        this.store = store;
        this.definitions = definitions;
        this.due = due;
        this.checkpointing = checkpointing;
        this.derivedTies = derivedTies;
    }

    /** Commits, and says so to the definitions that came after these: they have yet to decide about whoever it concerns. */
    CommitResult commit(Commit commit) {
        CommitResult result = store.commit(commit);
        Runnable after = leftBehind;
        if (after != null) {
            after.run();
        }
        return result;
    }

    /**
     * Commits what rests on nothing that was read: where it loses against others it is tried again as it is.
     *
     * @throws IllegalStateException if it lost every time; nothing of it is kept then
     */
    void commitWhateverStands(Commit commit) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (store.commit(commit) == CommitResult.COMMITTED) {
                return;
            }
        }
        throw new IllegalStateException("the commit lost against others " + MAX_ATTEMPTS
                + " times in a row; look for a clock or a load problem");
    }

    /** These definitions are not in force any more; what is committed under them from now on is told. */
    void leaveBehind(Runnable after) {
        leftBehind = after;
    }

    CommitResult commit(Hot hot, Draft draft) {
        CustomerChange change = change(hot, draft, hot.version);
        List<LedgerCheck> ledgers = AddressReads.ledgerChecks(List.of(hot));
        if (draft.ledgerCheck != null) {
            ledgers.add(draft.ledgerCheck);
        }
        CommitResult result = commit(new Commit(
                List.of(change),
                List.of(),
                ledgers,
                AddressReads.suppressionChecks(List.of(hot)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                draft.records));
        if (result == CommitResult.COMMITTED) {
            hot.version++;
        }
        return result;
    }

    /** The change that a draft makes to a customer. */
    CustomerChange change(Hot hot, Draft draft, long expectedVersion) {
        due.closeEntries(hot, draft);
        List<StoredInstance> runs = List.of();
        if (!draft.changedRuns.isEmpty()) {
            runs = new ArrayList<>(draft.changedRuns.size());
            for (InstanceKey key : draft.changedRuns) {
                Instance instance = hot.instances.get(key);
                if (instance != null) {
                    runs.add(instance.toRow());
                }
            }
        }
        long nextWake = hot.nextWake(due.nextEntry(hot));
        return new CustomerChange(
                hot.id,
                expectedVersion,
                hot.originIds(),
                draft.newOrigins,
                timelines(hot, draft),
                draft.identifiers,
                derivedTies.apply(hot, draft),
                new Membership(definitions.membershipHash, hot.storedBits(nextWake)),
                hot.lastDecided,
                Math.min(nextWake, Standstill.nextLook(hot)),
                runs,
                List.copyOf(draft.commands.values()),
                few(draft.started),
                few(draft.asked),
                draft.dispatched,
                draft.restrictions,
                false,
                interests(hot, draft),
                checkpointing.change(hot, draft.events.values()));
    }

    /** What is mostly none or one, fixed at less cost than that of a copy. */
    private static <T> Set<T> few(Set<T> some) {
        return switch (some.size()) {
            case 0 -> Set.of();
            case 1 -> Set.of(some.iterator().next());
            default -> some;
        };
    }

    /** Changes that move nothing but versions. */
    List<CustomerChange> unchanged(Collection<Hot> hots) {
        return hots.stream().map(hot -> change(hot, new Draft(), hot.version)).toList();
    }

    /** For a commit that suppresses these addresses: whoever reads one of them at this moment comes before it, or knows of it. */
    List<LedgerCheck> ledgersAsTheyStand(Collection<MatchKey> addresses) {
        return addresses.stream()
                .map(address -> new LedgerCheck(address, store.ledger(address).version()))
                .toList();
    }

    /** What a commit says of interests: all of it for somebody whose rows were last written under other definitions. */
    private List<ChangedInterests> interests(Hot hot, Draft draft) {
        boolean all = draft.allInterests || !hot.interestsKnown;
        hot.interestsKnown = true; // a commit that is lost throws working memory away
        return definitions.interests.changed(hot, draft, all);
    }

    private List<ChangedTimeline> timelines(Hot hot, Draft draft) {
        List<ChangedTimeline> changed = new ArrayList<>(draft.events.size());
        draft.events.forEach((origin, added) -> {
            Part part = hot.part(origin);
            if (part == null) {
                throw new IllegalStateException("an event was added to an origin that is not the customer's");
            }
            changed.add(new ChangedTimeline(origin, added, hot.past == null ? hot.eventsOf(part) : null));
        });
        return changed;
    }
}
