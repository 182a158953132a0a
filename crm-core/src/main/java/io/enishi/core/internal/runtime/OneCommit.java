package io.enishi.core.internal.runtime;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about several customers in one commit, where the store is quicker that way. When the commit is lost, or something throws, nothing
 * has changed, and they are to be decided about one by one.
 */
final class OneCommit {

    private static final Logger LOG = LoggerFactory.getLogger(OneCommit.class);

    private final Stripes stripes;
    private final Memory memory;
    private final Commits commits;
    private final MeterListener meters;

    OneCommit(Stripes stripes, Memory memory, Commits commits, MeterListener meters) {
        this.stripes = stripes;
        this.memory = memory;
        this.commits = commits;
        this.meters = meters;
    }

    /** What is decided about several customers in one commit. */
    interface Work {

        /** Whether there is nobody who holds an origin, so that nobody needs to be read. */
        boolean isNew(OriginId origin);

        /** What is asked for all of them at once, when those who are there have been read. */
        void ask();

        /** Decides about one; false when it is somebody else's by now. */
        boolean decide(Hot hot, Draft draft);
    }

    /**
     * As {@link #of(Map, Supplier)}, about people who are there and with nothing to be asked.
     *
     * @param beforehand called before the first is decided about, again when all of them are decided about once more
     */
    boolean of(Map<CustomerId, OriginId> people, Runnable beforehand, BiPredicate<Hot, Draft> work) {
        Work plain = new Work() {
            @Override
            public boolean isNew(OriginId origin) {
                return false;
            }

            @Override
            public void ask() {
                beforehand.run();
            }

            @Override
            public boolean decide(Hot hot, Draft draft) {
                return work.test(hot, draft);
            }
        };
        return of(people, () -> plain);
    }

    /**
     * Decides about several customers in one commit; false when that did not come about, and nothing changed. What throws is found out
     * one by one.
     *
     * @param people each with an origin of theirs, in the order of the log
     * @param prepared called once their locks are held
     */
    boolean of(Map<CustomerId, OriginId> people, Supplier<Work> prepared) {
        Set<CustomerId> whole = new HashSet<>();
        while (true) {
            Set<CustomerId> lacking = new HashSet<>();
            if (attempt(people, prepared, whole, lacking)) {
                return true;
            }
            if (!whole.addAll(lacking)) {
                return false;
            }
        }
    }

    /**
     * @param whole who has to be read whole
     * @param lacking gets who has to be read whole the next time
     */
    private boolean attempt(
            Map<CustomerId, OriginId> people, Supplier<Work> prepared, Set<CustomerId> whole, Set<CustomerId> lacking) {
        Map<CustomerId, Hot> hots = new LinkedHashMap<>();
        boolean done = false;
        stripes.lockAll(people.keySet());
        try {
            Work work = prepared.get();
            readAll(people, work);
            work.ask();
            List<CustomerChange> changes = new ArrayList<>(people.size());
            List<DecisionRecord> records = new ArrayList<>(people.size());
            done = decideAll(people, work, whole, hots, changes, records)
                    && (changes.isEmpty() || isCommitted(hots, changes, records));
            return done;
        } catch (RuntimeException thrown) {
            Engine.endTurn(thrown);
            LOG.debug("{} customers could not be decided about together", people.size(), thrown);
            return false; // one by one it comes out whose it is
        } finally {
            if (!done) {
                hots.forEach((label, hot) -> {
                    memory.drop(hot, label);
                    if (hot.lacksOlder()) {
                        lacking.add(label);
                    }
                });
            }
            stripes.unlockAll(people.keySet());
        }
    }

    /** Decides about everybody; false when somebody was merged or separated by another JVM, or has to be read whole. */
    private boolean decideAll(
            Map<CustomerId, OriginId> people,
            Work work,
            Set<CustomerId> whole,
            Map<CustomerId, Hot> hots,
            List<CustomerChange> changes,
            List<DecisionRecord> records) {
        for (Map.Entry<CustomerId, OriginId> person : people.entrySet()) {
            CustomerId label = person.getKey();
            Hot hot = whole.contains(label)
                    ? memory.whole(label, person.getValue())
                    : hot(label, person.getValue(), work);
            hots.put(label, hot);
            Draft draft = new Draft();
            if (!hot.id.equals(label) || !work.decide(hot, draft) || hot.lacksOlder()) {
                return false;
            }
            if (!draft.isEmpty()) {
                changes.add(commits.change(hot, draft, hot.version));
                records.addAll(draft.records);
            }
        }
        return true;
    }

    private boolean isCommitted(Map<CustomerId, Hot> hots, List<CustomerChange> changes, List<DecisionRecord> records) {
        CommitResult result = commits.commit(new Commit(
                changes,
                List.of(),
                AddressReads.ledgerChecks(hots.values()),
                AddressReads.suppressionChecks(hots.values()),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                records));
        if (result != CommitResult.COMMITTED) {
            meters.count("commits.lost", result.name(), 1);
            return false;
        }
        for (CustomerChange change : changes) {
            Hot hot = Objects.requireNonNull(hots.get(change.id()));
            hot.version++;
            memory.committed(hot, change.newOrigins());
        }
        return true;
    }

    private Hot hot(CustomerId label, OriginId origin, Work work) {
        return work.isNew(origin) && memory.cached(label) == null ? memory.fresh(origin) : memory.of(label, origin);
    }

    /** Reads those whom memory does not hold, all at once; under their locks. */
    private void readAll(Map<CustomerId, OriginId> people, Work work) {
        List<OriginId> missing = new ArrayList<>();
        people.forEach((label, origin) -> {
            if (!memory.remembers(label, origin) && !work.isNew(origin)) {
                missing.add(origin);
            }
        });
        if (missing.size() > 1) {
            memory.readAll(missing, people.keySet());
        }
    }
}
