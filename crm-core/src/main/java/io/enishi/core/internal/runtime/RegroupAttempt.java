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

/** One try to make the people of a neighbourhood the resolver's, under the locks of everybody in it. */
final class RegroupAttempt {

    private final Engine engine;
    private final IdentityResolver resolver;
    private final ReviewQueue reviews;
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
    private List<Review> current = List.of();
    private boolean accepted;

    RegroupAttempt(
            Engine engine,
            IdentityResolver resolver,
            ReviewQueue reviews,
            Neighbourhood found,
            EvidenceChange change,
            long now,
            @Nullable Incoming then) {
        this.engine = engine;
        this.resolver = resolver;
        this.reviews = reviews;
        this.found = found;
        this.change = change;
        this.now = now;
        this.then = then;
    }

    /** Decides about those whom it concerns; false when somebody has moved on. What was decided must be {@link #publish}ed. */
    boolean isDecided(Set<OriginId> around) {
        List<Set<OriginId>> people;
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
        if (!isReady(changed)) {
            return false;
        }
        boolean whole = false;
        try {
            changed.forEach(this::make);
            whole = true;
        } finally {
            if (!whole) {
                publish(false);
            }
        }
        return true;
    }

    /** What came of it, once it is committed and published; null when the events could not be taken in. */
    Regrouping.@Nullable Outcome outcome() {
        reviews.keep(found, current);
        if (!made.isEmpty()) {
            engine.meters.count("customers.regrouped", change.reason().isEmpty() ? "none" : "evidence", made.size());
        }
        if (then != null && !accepted) {
            return acceptUnchanged(then);
        }
        int fewer = contributors.size() - made.size();
        return new Regrouping.Outcome(Math.max(0, fewer), Math.max(0, -fewer), ReviewQueue.open(current));
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
            Part part = hot.part(origin.id());
            if (part != null) {
                part.minted = origin.minted();
            }
        }
        return true;
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
                .forEach(old -> aliases.add(new Alias(old, hot.id, Instant.ofEpochMilli(decidedAt), change.reason())));
    }

    private void countRevoked(Draft draft) {
        for (StoredCommand command : draft.commands.values()) {
            if (command.status() == StoredCommand.Status.REVOKED) {
                engine.meters.count("commands.revoked-by-merge", command.key().journey(), 1);
            }
        }
    }

    /** What is to be committed; nothing at all where nobody changes and nobody judged. */
    Commit commit() {
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
        return new Commit(
                all,
                checks,
                AddressReads.ledgerChecks(made),
                AddressReads.suppressionChecks(made),
                List.of(),
                change.judgements(),
                aliases,
                Set.of(),
                drafts.stream().flatMap(draft -> draft.records.stream()).toList());
    }

    /** Whether there is nothing to commit. */
    boolean isIdle() {
        return made.isEmpty()
                && contributors.isEmpty()
                && judged.isEmpty()
                && change.judgements().isEmpty();
    }

    /** Lets go of what stands no more, and keeps what does if it was committed. */
    void publish(boolean done) {
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
    private Regrouping.@Nullable Outcome acceptUnchanged(Incoming events) {
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
            return done ? new Regrouping.Outcome(0, 0, ReviewQueue.open(current)) : null;
        } finally {
            if (!done) {
                engine.memory.drop(hot, label);
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
