package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.CustomerCheck;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges and separates customers until they are the resolver's people, in one commit over all whom it concerns. Only the set of origins
 * changes; no event moves.
 */
final class Regrouping {

    private final Engine engine;
    private final IdentityResolver resolver;
    private final Neighbourhoods neighbourhoods;
    private final ReviewQueue reviews;

    Regrouping(Engine engine, IdentityResolver resolver, Neighbourhoods neighbourhoods, ReviewQueue reviews) {
        this.engine = engine;
        this.resolver = resolver;
        this.neighbourhoods = neighbourhoods;
        this.reviews = reviews;
    }

    /** How many customers became fewer or more, and what is left for a person to decide. */
    record Outcome(int merged, int separated, List<Review> openReviews) {}

    /**
     * Regroups the neighbourhood of some origins.
     *
     * @param then events to take in by the customer of the change's origin, in the same commit; null for none
     */
    Outcome regroup(Set<OriginId> around, EvidenceChange change, long now, @Nullable Incoming then) {
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            Set<CustomerId> labels = neighbourhoods.gather(around, change).labels();
            if (change.origin() != null
                    && engine.store.customerOf(change.origin()).isEmpty()) {
                labels.add(new CustomerId(change.origin()));
            }
            engine.stripes.lockAll(labels);
            try {
                if (then != null && engine.admission.refuseErased(null, then)) {
                    return new Outcome(0, 0, List.of());
                }
                Neighbourhood found = neighbourhoods.gather(around, change);
                if (found.torn || !labels.containsAll(found.labels())) {
                    continue; // somebody joined while we waited: the locks do not cover them
                }
                Outcome outcome = new Attempt(found, change, now, then).run(around);
                if (outcome != null) {
                    return outcome;
                }
                engine.meters.count("commits.lost", "regroup", 1);
            } finally {
                engine.stripes.unlockAll(labels);
            }
        }
        throw new IllegalStateException("the neighbourhood kept changing; a tie is shared too widely");
    }

    /** One try, under the locks of everybody in the neighbourhood. */
    private final class Attempt {
        private final Neighbourhood found;
        private final EvidenceChange change;
        private final long now;
        private final @Nullable Incoming then;
        /** Those whose origins move, as they are before. */
        private final Map<CustomerId, Hot> contributors = new LinkedHashMap<>();
        /** Those whom a judgement names and does not move. */
        private final List<Hot> judged = new ArrayList<>();
        /** Those who were only looked at. */
        private final List<CustomerCheck> checks = new ArrayList<>();

        private final List<Hot> made = new ArrayList<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final List<CustomerChange> changes = new ArrayList<>();
        private final List<Alias> aliases = new ArrayList<>();
        private boolean accepted;

        Attempt(Neighbourhood found, EvidenceChange change, long now, @Nullable Incoming then) {
            this.found = found;
            this.change = change;
            this.now = now;
            this.then = then;
        }

        /** Null when somebody else's commit came first. */
        @Nullable
        Outcome run(Set<OriginId> around) {
            List<Set<OriginId>> people;
            List<Review> current;
            if (found.tooLarge) {
                people = found.present(change.origin());
                current = List.of(found.tooLarge(around));
                engine.meters.count("neighbourhoods.too-large", "", 1);
            } else {
                Resolution resolution = found.resolved(resolver);
                people = found.people(resolution);
                current = resolution.reviews();
            }
            List<Set<OriginId>> changed = changed(people);
            if (!isReady(changed) || !isDone(changed)) {
                return null;
            }
            reviews.keep(found, current);
            if (!changed.isEmpty()) {
                engine.meters.count(
                        "customers.regrouped", change.reason().isEmpty() ? "none" : "evidence", changed.size());
            }
            if (then != null && !accepted) {
                return acceptUnchanged(then, current);
            }
            int fewer = contributors.size() - changed.size();
            return new Outcome(Math.max(0, fewer), Math.max(0, -fewer), ReviewQueue.open(current));
        }

        /** The people who do not stand yet as they should. */
        private List<Set<OriginId>> changed(List<Set<OriginId>> people) {
            Set<Set<OriginId>> standing = new HashSet<>();
            for (StoredCustomer stored : found.customers.values()) {
                standing.add(new HashSet<>(
                        stored.origins().stream().map(StoredOrigin::id).toList()));
            }
            List<Set<OriginId>> changed = new ArrayList<>();
            for (Set<OriginId> person : people) {
                boolean alone = person.size() == 1 && !found.customers.containsKey(found.labelIn(person));
                if (!standing.contains(person) && !alone) {
                    changed.add(person);
                }
            }
            return changed;
        }

        /** Reads whom it concerns and decides what is due in them as they are; false when somebody has moved on. */
        private boolean isReady(List<Set<OriginId>> changed) {
            boolean ready = false;
            try {
                ready = isRead(changed) && isBroughtForward();
                return ready;
            } finally {
                if (!ready) {
                    contributors.keySet().forEach(engine.cache::invalidate);
                }
            }
        }

        private boolean isRead(List<Set<OriginId>> changed) {
            Set<OriginId> moving = new HashSet<>();
            changed.forEach(moving::addAll);
            for (StoredCustomer stored : found.customers.values()) {
                boolean moves = stored.origins().stream().anyMatch(origin -> moving.contains(origin.id()));
                if (!moves && !change.names(stored)) {
                    checks.add(new CustomerCheck(stored.id(), stored.version()));
                    continue;
                }
                Hot hot = current(stored);
                if (hot == null) {
                    return false;
                }
                if (moves) {
                    contributors.put(stored.id(), hot);
                } else {
                    judged.add(hot);
                }
            }
            return true;
        }

        private boolean isBroughtForward() {
            long until = now - 1;
            for (Hot hot : contributors.values()) { // the union goes on from the latest of them
                until = Math.max(until, hot.lastDecided);
            }
            for (StoredCustomer stored : found.customers.values()) {
                Hot hot = contributors.get(stored.id());
                if (hot != null && !bringForward(stored, hot, until)) {
                    return false;
                }
            }
            return true;
        }

        /** Decides what is due in a customer before it is merged or separated; false when its commit lost. */
        private boolean bringForward(StoredCustomer stored, Hot hot, long until) {
            Draft draft = new Draft();
            engine.due.bringTo(hot, until, Math.max(until, now), change.backfill(), draft);
            if (!draft.records.isEmpty() && engine.commits.commit(hot, draft) != CommitResult.COMMITTED) {
                return false;
            }
            for (StoredOrigin origin : stored.origins()) { // a part that was new when it was put together has no number
                Hot.Part part = hot.part(origin.id());
                if (part != null) {
                    part.minted = origin.minted();
                }
            }
            return true;
        }

        private boolean isDone(List<Set<OriginId>> changed) {
            boolean done = false;
            try {
                changed.forEach(this::make);
                done = isCommitted();
                return done;
            } finally {
                publish(done);
            }
        }

        /** Puts a person together and has them decide about it. */
        private void make(Set<OriginId> person) {
            Hot hot = Assembly.of(engine, person, contributors.values(), change.origin());
            Draft draft = new Draft();
            OriginId arriving = change.origin();
            boolean hasArriving = arriving != null && person.contains(arriving);
            if (hasArriving
                    && contributors.values().stream()
                            .noneMatch(one -> one.originIds().contains(arriving))) {
                draft.newOrigins.add(arriving);
            }
            Map<CustomerId, Hot> from = new LinkedHashMap<>(contributors);
            from.values().removeIf(one -> Collections.disjoint(one.originIds(), person));
            Set<Set<OriginId>> before = new HashSet<>();
            from.values().forEach(one -> before.add(new HashSet<>(one.originIds())));
            // What the identifiers say beyond who is who is news of the events, which are decided next.
            long decidedAt = Math.max(hot.lastDecided, now);
            engine.decider.regrouped(hot, before, person, change.reason(), change.backfill(), decidedAt, draft);
            if (then != null && hasArriving) {
                engine.admission.accept(hot, draft, then);
                accepted = true;
            }
            countRevoked(draft);
            made.add(hot);
            drafts.add(draft);
            Hot previous = contributors.get(hot.id);
            changes.add(engine.commits.change(hot, draft, previous == null ? 0 : previous.version));
            from.keySet().stream()
                    .filter(old -> !old.equals(hot.id))
                    .forEach(old ->
                            aliases.add(new Alias(old, hot.id, Instant.ofEpochMilli(decidedAt), change.reason())));
        }

        private void countRevoked(Draft draft) {
            for (StoredCommand command : draft.commands.values()) {
                if (command.status() == StoredCommand.Status.REVOKED) {
                    engine.meters.count(
                            "commands.revoked-by-merge", command.key().journey(), 1);
                }
            }
        }

        private boolean isCommitted() {
            Set<CustomerId> labelsAfter = new HashSet<>();
            made.forEach(hot -> labelsAfter.add(hot.id));
            List<CustomerChange> all = new ArrayList<>();
            for (Hot contributor : contributors.values()) {
                if (!labelsAfter.contains(contributor.id)) {
                    all.add(Assembly.gone(contributor));
                }
            }
            all.addAll(changes);
            // A judgement moves the versions of those it names, also where it changes nothing: whoever resolves them at
            // this moment did not know it.
            judged.forEach(hot -> all.add(engine.commits.change(hot, new Draft(), hot.version)));
            if (all.isEmpty() && change.judgements().isEmpty()) {
                return true;
            }
            return engine.commits.commit(new Commit(
                            all,
                            checks,
                            AddressReads.ledgerChecks(made),
                            AddressReads.suppressionChecks(made),
                            List.of(),
                            change.judgements(),
                            aliases,
                            Set.of(),
                            drafts.stream()
                                    .flatMap(draft -> draft.records.stream())
                                    .toList()))
                    == CommitResult.COMMITTED;
        }

        private void publish(boolean done) {
            contributors.keySet().forEach(engine.cache::invalidate);
            contributors.values().forEach(hot -> engine.labels.forget(hot.originIds()));
            made.forEach(hot -> engine.labels.forget(hot.originIds()));
            judged.forEach(hot -> engine.cache.invalidate(hot.id));
            if (!done) {
                return;
            }
            for (Hot hot : judged) {
                hot.version++;
                engine.cache.put(hot.id, hot);
            }
            for (Hot hot : made) {
                Hot previous = contributors.get(hot.id);
                if (previous == null) { // a label may have stood before: only the store knows where its versions go on
                    engine.cache.invalidate(hot.id);
                } else {
                    hot.version = previous.version + 1;
                    engine.cache.put(hot.id, hot);
                }
            }
        }

        /** The events' own origin does not move: they are accepted by its customer as it is. */
        private @Nullable Outcome acceptUnchanged(Incoming events, List<Review> current) {
            OriginId origin = Objects.requireNonNull(change.origin());
            CustomerId label = engine.customers.labelOf(origin);
            Hot hot = engine.memory.whole(label, origin);
            if (!hot.id.equals(label)) {
                engine.labels.forget(origin);
                return null; // another JVM merged or separated
            }
            Draft draft = new Draft();
            boolean done = false;
            try {
                engine.admission.accept(hot, draft, events);
                if (draft.isEmpty()) {
                    done = true;
                } else if (engine.commits.commit(hot, draft) == CommitResult.COMMITTED) {
                    engine.cache.put(label, hot);
                    done = true;
                }
                return done ? new Outcome(0, 0, ReviewQueue.open(current)) : null;
            } finally {
                if (!done) {
                    engine.memory.drop(hot, label);
                }
            }
        }
    }

    /** Working memory of a customer as it was read; null when it has moved on since. */
    private @Nullable Hot current(StoredCustomer stored) {
        OriginId origin = stored.origins().get(0).id();
        Hot hot = engine.memory.whole(stored.id(), origin);
        if (!hot.id.equals(stored.id()) || hot.version != stored.version()) {
            engine.cache.invalidate(stored.id());
            hot = engine.memory.whole(stored.id(), origin);
        }
        return hot.id.equals(stored.id()) && hot.version == stored.version() ? hot : null;
    }
}
