package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on customers under their locks: finds who holds an origin, commits what was decided, publishes working memory after the
 * commit. Whoever loses against another JVM decides again on fresh data.
 */
final class Customers {

    private final Stripes stripes;
    private final Labels labels;
    private final Memory memory;
    private final Commits commits;
    private final MeterListener meters;

    Customers(Stripes stripes, Labels labels, Memory memory, Commits commits, MeterListener meters) {
        this.stripes = stripes;
        this.labels = labels;
        this.memory = memory;
        this.commits = commits;
        this.meters = meters;
    }

    CustomerId labelOf(OriginId origin) {
        return labels.of(origin);
    }

    /** Runs {@code work} on the customer that holds {@code origin}, under its lock, and commits; again when the commit loses. */
    <T> T withCustomer(OriginId origin, BiFunction<Hot, Draft, T> work) {
        boolean whole = false; // from when on something asked for what is older than a checkpoint
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            CustomerId label = labelOf(origin);
            stripes.lock(label);
            try {
                Hot hot = standing(label, origin, whole);
                if (hot == null) {
                    continue;
                }
                Draft draft = new Draft();
                boolean done = false;
                try {
                    T result = work.apply(hot, draft);
                    done = !hot.lacksOlder() && (draft.isEmpty() || isCommitted(hot, draft));
                    if (done) {
                        return result;
                    }
                } catch (RuntimeException thrown) {
                    if (!hot.lacksOlder()) {
                        throw thrown;
                    }
                } finally {
                    if (!done) {
                        memory.drop(hot, label);
                        labels.forget(origin);
                    }
                }
                whole |= hot.lacksOlder();
            } finally {
                stripes.unlock(label);
            }
        }
        throw new IllegalStateException("the commit lost against others " + Commits.MAX_ATTEMPTS
                + " times in a row; look for a clock or a load problem");
    }

    private boolean isCommitted(Hot hot, Draft draft) {
        CommitResult committed = commits.commit(hot, draft);
        if (committed != CommitResult.COMMITTED) {
            meters.count("commits.lost", committed.name(), 1);
            return false;
        }
        memory.committed(hot, draft.newOrigins);
        return true;
    }

    /** Reads a customer under its lock; {@code reader} must not keep what it is handed. Empty also where it finds nothing (null). */
    <T> Optional<T> read(OriginId origin, Function<Hot, T> reader) {
        return readOrNew(origin, hot -> hot.version == 0 ? Optional.empty() : Optional.ofNullable(reader.apply(hot)));
    }

    /** As {@link #read}, also for an origin that is not there yet; then working memory is empty. */
    <T> T readOrNew(OriginId origin, Function<Hot, T> reader) {
        boolean whole = false;
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            CustomerId label = labelOf(origin);
            stripes.lock(label);
            try {
                Hot hot = standing(label, origin, whole);
                if (hot == null) {
                    continue;
                }
                try {
                    T result = reader.apply(hot);
                    if (!hot.lacksOlder()) {
                        return result;
                    }
                } catch (RuntimeException thrown) {
                    if (!hot.lacksOlder()) {
                        throw thrown;
                    }
                }
                memory.drop(hot, label);
                whole = true;
            } finally {
                stripes.unlock(label);
            }
        }
        throw new IllegalStateException("the customer keeps being merged and separated");
    }

    /** Working memory of the customer who holds an origin, under the lock of {@code label}; null when that is somebody else by now. */
    private @Nullable Hot standing(CustomerId label, OriginId origin, boolean whole) {
        if (!labelOf(origin).equals(label)) {
            return null; // merged or separated while we waited for the lock
        }
        Hot hot = whole ? memory.whole(label, origin) : memory.of(label, origin);
        if (!hot.id.equals(label)) {
            labels.forget(origin);
            return null; // another JVM merged or separated
        }
        return hot;
    }

    /**
     * Commits what stands beside customers, and moves the versions of those who hold it: whoever decides about them at this moment did not
     * know of it, and decides again.
     *
     * @param holders origins of the customers, asked again whenever the commit is lost
     * @param commit makes the commit of the changes that move the versions
     */
    void commitBeside(Supplier<Collection<OriginId>> holders, Function<List<CustomerChange>, Commit> commit) {
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            Set<CustomerId> people = new TreeSet<>();
            Collection<OriginId> origins = holders.get();
            origins.forEach(origin -> people.add(labelOf(origin)));
            stripes.lockAll(people);
            try {
                Map<CustomerId, Hot> hots = standing(origins, people);
                if (hots == null) {
                    continue;
                }
                if (commitBeside(hots, commit)) {
                    return;
                }
            } finally {
                stripes.unlockAll(people);
            }
        }
        throw new IllegalStateException("the commit lost against others " + Commits.MAX_ATTEMPTS + " times in a row");
    }

    /**
     * Working memory of the customers who hold these origins, under the locks of {@code locked}; null when somebody else holds one of
     * them meanwhile. Origins that are not there are left out.
     */
    @Nullable
    Map<CustomerId, Hot> standing(Collection<OriginId> origins, Set<CustomerId> locked) {
        Map<CustomerId, Hot> hots = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            CustomerId label = labelOf(origin);
            Hot hot = memory.of(label, origin);
            if (!locked.contains(label) || !hot.id.equals(label)) {
                labels.forget(origin);
                return null;
            }
            if (hot.version > 0) {
                hots.put(label, hot);
            }
        }
        return hots;
    }

    private boolean commitBeside(Map<CustomerId, Hot> hots, Function<List<CustomerChange>, Commit> commit) {
        boolean done = false;
        try {
            done = commits.commit(commit.apply(commits.unchanged(hots.values()))) == CommitResult.COMMITTED;
            if (done) {
                hots.values().forEach(hot -> hot.version++);
            }
            return done;
        } finally {
            if (!done) {
                hots.forEach((label, hot) -> memory.drop(hot, label));
            }
        }
    }
}
