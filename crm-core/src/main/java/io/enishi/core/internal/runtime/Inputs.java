package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes in inputs, one by one or many in one commit, and has the partition see what they mean for others. */
final class Inputs {

    /** Inputs in one commit at most: each holds the lock of its customer meanwhile. */
    private static final int MAX_TOGETHER = 1000;

    private final CustomerStore store;
    private final Partition partition;
    private final Customers customers;
    private final OneCommit oneCommit;
    private final Admission admission;
    private final Labels labels;
    private final Cache<CustomerId, Hot> cache;

    Inputs(
            CustomerStore store,
            Partition partition,
            Customers customers,
            OneCommit oneCommit,
            Admission admission,
            Labels labels,
            Cache<CustomerId, Hot> cache) {
        this.store = store;
        this.partition = partition;
        this.customers = customers;
        this.oneCommit = oneCommit;
        this.admission = admission;
        this.labels = labels;
        this.cache = cache;
    }

    /**
     * Takes in several inputs, with the outcomes of one after the other. What concerns nobody but the customers themselves is one commit
     * where the store is quicker that way; if that is lost, or something throws, they are taken in one by one.
     */
    void acceptAll(List<Incoming> inputs) {
        if (!store.prefersLargeCommits()) {
            inputs.forEach(this::accept);
            return;
        }
        List<Incoming> together = new ArrayList<>();
        for (Incoming input : inputs) {
            boolean plain = !input.origin().equals(Incoming.NOBODY) && partition.concernsNobodyElse(input);
            if (plain) {
                together.add(input);
            }
            if (!plain || together.size() == MAX_TOGETHER) {
                acceptTogether(together);
                together.clear();
            }
            if (!plain) {
                accept(input);
            }
        }
        acceptTogether(together);
    }

    private void acceptTogether(List<Incoming> inputs) {
        if (inputs.size() < 2 || !commitTogether(inputs)) {
            inputs.forEach(this::accept);
        } else {
            inputs.forEach(this::reconsiderIfToldAgain);
        }
    }

    private boolean commitTogether(List<Incoming> inputs) {
        List<OriginId> origins =
                inputs.stream().map(Incoming::origin).distinct().toList();
        Map<OriginId, CustomerId> known = labels.ofAll(origins);
        Map<CustomerId, List<Incoming>> byPerson = new LinkedHashMap<>();
        Map<CustomerId, OriginId> people = new LinkedHashMap<>();
        for (Incoming input : inputs) {
            CustomerId label = known.getOrDefault(input.origin(), new CustomerId(input.origin()));
            byPerson.computeIfAbsent(label, person -> new ArrayList<>(1)).add(input);
            people.putIfAbsent(label, input.origin());
        }
        boolean done = oneCommit.of(people, () -> new Arrivals(byPerson, labels.ofAll(origins)));
        if (!done) {
            inputs.forEach(input -> labels.forget(input.origin()));
        }
        return done;
    }

    /** Inputs of several people; the labels of those who stand were asked under the locks of all. */
    private final class Arrivals implements OneCommit.Work {
        private final Map<CustomerId, List<Incoming>> byPerson;
        private final Map<OriginId, CustomerId> standing;
        private Set<String> erased = Set.of();

        Arrivals(Map<CustomerId, List<Incoming>> byPerson, Map<OriginId, CustomerId> standing) {
            this.byPerson = byPerson;
            this.standing = standing;
        }

        @Override
        public boolean isNew(OriginId origin) {
            return !standing.containsKey(origin);
        }

        @Override
        public void ask() {
            Set<String> unsure = new HashSet<>();
            byPerson.forEach((label, inputs) -> {
                Hot hot = cache.getIfPresent(label);
                for (Incoming input : inputs) {
                    Part part = hot == null ? null : hot.part(input.origin());
                    if (part == null || !part.admitted) {
                        unsure.add(input.origin().toString());
                    }
                }
            });
            erased = unsure.isEmpty() ? Set.of() : store.suppressed(unsure);
        }

        @Override
        public boolean decide(Hot hot, Draft draft) {
            for (Incoming input : byPerson.getOrDefault(hot.id, List.of())) {
                OriginId origin = input.origin();
                if (!standing.getOrDefault(origin, new CustomerId(origin)).equals(hot.id)) {
                    return false; // merged or separated while we waited for the locks
                }
                if (!Admission.refuseErased(hot, input, erased::contains)) {
                    admission.accept(hot, draft, input);
                }
            }
            return true;
        }
    }

    /** Takes in one input. */
    void accept(Incoming arriving) {
        OriginId origin = arriving.origin();
        AcceptOutcome[] outcomes = arriving.outcomes();
        if (origin.equals(Incoming.NOBODY)) {
            arriving.all(new AcceptOutcome.Refused(List.of("none of the identifiers is usable")));
            return;
        }
        Set<MatchKey> before = partition.derivedTies(origin, arriving.events());
        if (!partition.acceptWithEvidence(arriving)) {
            customers.withCustomer(origin, (hot, draft) -> {
                if (!admission.refuseErased(hot, arriving)) {
                    admission.accept(hot, draft, arriving);
                }
                return Boolean.TRUE;
            });
        }
        for (AcceptOutcome outcome : outcomes) {
            if (outcome instanceof AcceptOutcome.Accepted || outcome instanceof AcceptOutcome.NeedsReview) {
                partition.reconsider(arriving, before);
                return;
            }
        }
        reconsiderIfToldAgain(arriving);
    }

    /**
     * Whoever tells something again may not have been told that it is done: the worker may have died after the commit, before it
     * asked what the identifiers mean for others. History is not asked about again, since there is much of it.
     */
    private void reconsiderIfToldAgain(Incoming arriving) {
        if (arriving.mode() == Mode.LIVE && arriving.outcomes()[0] instanceof AcceptOutcome.Duplicate) {
            arriving.news()[0] = true;
            partition.reconsider(arriving, partition.derivedTies(arriving.origin(), arriving.events()));
        }
    }
}
