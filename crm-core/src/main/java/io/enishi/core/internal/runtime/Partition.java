package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.IdentityTrial;
import io.enishi.core.Mode;
import io.enishi.core.ReviewPage;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.CustomerCheck;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the resolver's partition of origins into effect: gathers the neighbourhood of what changed, asks the pure resolver, and merges
 * or separates customers in one commit. Only the set of origins changes; no event moves.
 */
final class Partition {

    /** Ties with more holders are not walked whatever the resolver says: nobody is a thousand origins. */
    private static final int MAX_FAN_OUT = 1000;
    /** A neighbourhood larger than this is left as it is and reported for review. */
    private static final int MAX_NEIGHBOURHOOD = 5000;
    /** The rule that the review of such a neighbourhood names. */
    private static final String TOO_LARGE = "neighbourhood-too-large";

    /** How many may come to share a derived tie before the first of them is reconsidered. */
    private static final int JOINING_AT_ONCE = 8;

    /** How many customers are read at a time when all are gone through. */
    private static final int PAGE = 500;

    private final Engine engine;
    private final IdentityResolver resolver;
    private final Ties ties;
    private final Map<Pair, Review> reviews = new ConcurrentSkipListMap<>();
    /** Whether {@link #reviews} knows of all: not yet in a runtime that started on a store that held people. */
    private volatile boolean complete;

    Partition(Engine engine, IdentityResolver resolver) {
        this.engine = engine;
        this.resolver = resolver;
        this.ties = new Ties(resolver, Map.of());
        this.complete = engine.store.customers(null, 1).isEmpty();
    }

    /**
     * Who is tied to whom under a resolver.
     *
     * @param derived holders of ties that the store does not know of, since another resolver derived those that it keeps
     */
    private record Ties(IdentityResolver resolver, Map<MatchKey, List<OriginId>> derived) {
        List<OriginId> holders(CustomerStore store, MatchKey tie, int limit) {
            List<OriginId> known = derived.get(tie);
            return known == null ? store.holders(tie, limit) : known.subList(0, Math.min(limit, known.size()));
        }

        int count(CustomerStore store, MatchKey tie) {
            List<OriginId> known = derived.get(tie);
            return known == null ? store.holderCount(tie) : known.size();
        }
    }

    /** Two origins, the smaller first. */
    record Pair(OriginId a, OriginId b) implements Comparable<Pair> {
        static Pair of(OriginId one, OriginId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int order = a.compareTo(other.a);
            return order == 0 ? b.compareTo(other.b) : order;
        }
    }

    /** What a regrouping did. */
    record Regrouped(int merged, int separated, List<Review> reviews) {}

    /** The review queue; made from the kept evidence when it is first asked for, and kept up to date from then on. */
    List<Review> reviews() {
        if (!complete) {
            synchronized (reviews) {
                CustomerId after = null;
                Set<OriginId> seen = new HashSet<>();
                reviews.values().stream()
                        .filter(review -> review.rule().equals(TOO_LARGE))
                        .forEach(review -> seen.addAll(List.of(review.a(), review.b())));
                while (!complete) {
                    List<CustomerId> page = engine.store.customers(after, PAGE);
                    for (CustomerId id : page) {
                        reviewsAround(id, seen).forEach(review -> reviews.put(Pair.of(review.a(), review.b()), review));
                        after = id;
                    }
                    complete = page.isEmpty();
                }
            }
        }
        return List.copyOf(reviews.values());
    }

    /** Reviews around the next customers, made from the evidence as it is kept now. */
    ReviewPage reviews(@Nullable CustomerId after, int limit) {
        List<CustomerId> page = engine.store.customers(after, limit);
        Map<Pair, Review> found = new TreeMap<>();
        Set<OriginId> seen = new HashSet<>();
        page.forEach(id ->
                reviewsAround(id, seen).forEach(review -> found.put(Pair.of(review.a(), review.b()), review)));
        return new ReviewPage(List.copyOf(found.values()), page.isEmpty() ? null : page.get(page.size() - 1));
    }

    /**
     * The reviews of a neighbourhood, told at the smallest label in it.
     *
     * @param seen origins of neighbourhoods that were told of before; gets those of this one
     */
    private List<Review> reviewsAround(CustomerId id, Set<OriginId> seen) {
        if (seen.contains(id.origin())) {
            return List.of();
        }
        Neighbourhood around = gather(Set.of(id.origin()), Change.of(List.of(), ""));
        boolean told = !Collections.disjoint(around.evidence.keySet(), seen); // what is too large is not gathered whole
        seen.addAll(around.evidence.keySet());
        if (around.tooLarge) {
            return told ? List.of() : List.of(tooLarge(around, Set.of(id.origin())));
        }
        if (around.customers.isEmpty()
                || !around.customers.keySet().iterator().next().equals(id)) {
            return List.of();
        }
        return resolver.resolve(List.copyOf(around.evidence.values()), around.judgements, around.fanOut)
                .reviews();
    }

    /** Origins were erased: there is nothing to review about them. */
    void forget(Collection<OriginId> erased) {
        Set<OriginId> gone = Set.copyOf(erased);
        reviews.keySet().removeIf(pair -> gone.contains(pair.a()) || gone.contains(pair.b()));
    }

    // ---------------------------------------------------------------- evidence from events

    /**
     * Accepts events whose identifiers tie their origin to others: regroups first, so that what they say is decided on the facts of
     * the whole person.
     *
     * @return false when the identifiers change nothing for anyone else; then the events are to be accepted the plain way
     */
    boolean acceptWithEvidence(Incoming arriving) {
        if (!concernsOthers(arriving)) {
            return false;
        }
        long at = Math.min(arriving.clock(), arriving.at().toEpochMilli());
        Change change = new Change(
                arriving.origin(),
                arriving.seen(),
                List.of(),
                "identifiers of an event",
                arriving.mode() == Mode.BACKFILL);
        Outcome outcome = regroup(Set.of(arriving.origin()), change, at, arriving);
        for (int i = 0; i < arriving.outcomes().length && !outcome.openReviews().isEmpty(); i++) {
            if (arriving.outcomes()[i] instanceof AcceptOutcome.Accepted plain) {
                arriving.outcomes()[i] = new AcceptOutcome.NeedsReview(
                        plain.customer(), outcome.openReviews().size());
            }
        }
        return true;
    }

    /**
     * After a profile statement the evidence of an origin may speak differently: for those it is tied to now, and for those that it
     * was tied to before.
     *
     * @param before the derived ties before the statement
     */
    void reconsider(Incoming arriving, Set<MatchKey> before) {
        OriginId origin = arriving.origin();
        boolean profile = holdsProfile(arriving.events());
        // Two who commit one new identifier at the same moment do not see each other before; the later one does
        // afterwards.
        if (resolver == JudgementsOnly.INSTANCE || (!profile && !arriving.news()[0])) {
            return;
        }
        Set<OriginId> around = new TreeSet<>(Set.of(origin));
        Set<MatchKey> gained = new TreeSet<>();
        if (arriving.news()[0]) {
            gained.addAll(resolver.ties(evidence(origin, arriving.seen(), List.of())));
        }
        if (profile) {
            gained.addAll(derivedTies(origin, arriving.events()));
            gained.removeAll(before);
            // Of a tie that more have than its limit nobody is affected: it proves nothing, then as now.
            before.forEach(tie -> addHolders(tie, 0, around));
        }
        // A tie that has just crossed its limit is not walked any more; those who had it before it did are asked again.
        gained.forEach(tie -> addHolders(tie, JOINING_AT_ONCE, around));
        if (around.size() > 1 || isTied(origin)) {
            long now = Math.min(arriving.clock(), arriving.at().toEpochMilli());
            boolean backfill = arriving.mode() == Mode.BACKFILL;
            regroup(around, new Change(origin, List.of(), List.of(), "evidence", backfill), now, null);
        }
    }

    private void addHolders(MatchKey tie, int slack, Set<OriginId> around) {
        int most = Math.min(resolver.fanOutLimit(tie), MAX_FAN_OUT - slack) + slack;
        if (engine.store.holderCount(tie) <= most) {
            around.addAll(engine.store.holders(tie, most));
        }
    }

    private static boolean holdsProfile(List<CustomerEvent> events) {
        for (CustomerEvent event : events) {
            if (event.body() instanceof EventBody.ProfileChanged) {
                return true;
            }
        }
        return false;
    }

    /** The derived ties of an origin as it stands; empty where these events cannot change them. */
    Set<MatchKey> derivedTies(OriginId origin, List<CustomerEvent> events) {
        if (!holdsProfile(events) || resolver == JudgementsOnly.INSTANCE) {
            return Set.of();
        }
        return engine.customers.readOrNew(origin, hot -> {
            Hot.Part part = hot.part(origin);
            return part == null ? Set.of() : derivedTies(part);
        });
    }

    /** The derived ties of the origins whose evidence a draft changes. */
    List<CustomerChange.DerivedTies> derivedTies(Hot hot, Draft draft) {
        if (resolver == JudgementsOnly.INSTANCE) {
            return List.of();
        }
        Set<OriginId> changed = new TreeSet<>();
        draft.identifiers.forEach(added -> changed.add(added.origin()));
        draft.events.forEach((origin, added) -> {
            if (holdsProfile(added)) {
                changed.add(origin);
            }
        });
        if (draft.rederive) {
            changed.addAll(hot.originIds());
        }
        List<CustomerChange.DerivedTies> derived = new ArrayList<>(changed.size());
        for (OriginId origin : changed) {
            Hot.Part part = hot.part(origin);
            if (part != null) {
                derived.add(new CustomerChange.DerivedTies(origin, derivedTies(part)));
            }
        }
        return derived;
    }

    /** The ties of an origin beside the keys of its identifiers: what the resolver makes of attributes or scopes to a source. */
    Set<MatchKey> derivedTies(Hot.Part part) {
        Set<MatchKey> ties = new TreeSet<>(resolver.ties(evidence(
                part.id,
                List.copyOf(part.identifiers.values()),
                new TimelineEvents(engine.vocabulary, part.known, List.copyOf(part.identifiers.keySet())))));
        part.identifiers.values().forEach(seen -> {
            if (seen.key() != null) {
                ties.remove(seen.key());
            }
        });
        return ties;
    }

    private boolean isTied(OriginId origin) {
        StoredCustomer stored = engine.store.load(origin).orElse(null);
        if (stored == null) {
            return false;
        }
        if (stored.origins().size() > 1) {
            return true;
        }
        for (MatchKey tie : resolver.ties(evidence(stored.origins().get(0), List.of()))) {
            if (engine.store.holderCount(tie) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether an input can neither bring anyone together nor apart: nothing in it is news about who somebody is. */
    boolean concernsNobodyElse(Incoming arriving) {
        if (resolver == JudgementsOnly.INSTANCE) {
            return true;
        }
        if (holdsProfile(arriving.events())) {
            return false;
        }
        return engine.customers.readOrNew(arriving.origin(), hot -> {
            Hot.Part part = hot.part(arriving.origin());
            return part != null
                    && arriving.seen().stream().noneMatch(one -> isNews(one, part.identifiers.get(one.identifier())));
        });
    }

    private boolean concernsOthers(Incoming arriving) {
        if (resolver == JudgementsOnly.INSTANCE) {
            return false;
        }
        OriginId origin = arriving.origin();
        List<SeenIdentifier> seen = arriving.seen();
        return engine.customers.readOrNew(origin, hot -> {
            Hot.Part part = hot.part(origin);
            boolean fresh = false;
            for (SeenIdentifier one : seen) {
                fresh |= one.key() != null && (part == null || isNews(one, part.identifiers.get(one.identifier())));
            }
            if (!fresh) {
                return false;
            }
            if (part != null
                    && arriving.events().stream()
                            .noneMatch(event -> hot.arrival(part, event).isChange())) {
                return false; // told twice: what comes with a copy that is not kept is not kept either
            }
            if (hot.parts.size() > 1) {
                return true;
            }
            Instant first = seen.isEmpty() ? Instant.EPOCH : seen.get(0).firstSeen();
            List<SeenIdentifier> all = new ArrayList<>(seen);
            if (part != null) {
                all.addAll(part.identifiers.values());
            }
            OriginEvidence evidence = new OriginEvidence(origin, first, sightings(all), Map.of());
            for (MatchKey tie : resolver.ties(evidence)) {
                for (OriginId holder : engine.store.holders(tie, 2)) {
                    if (!holder.equals(origin)) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    /** An identifier that was not seen yet, or is now known to have been seen earlier: what counts first may be bounded. */
    private static boolean isNews(SeenIdentifier seen, @Nullable SeenIdentifier known) {
        return known == null || Admission.isEarlier(seen, known);
    }

    // ---------------------------------------------------------------- judgements

    /** Records what a person decided about two origins and puts it into effect at once. */
    Regrouped judge(Judgement judgement) {
        for (OriginId origin : List.of(judgement.a(), judgement.b())) {
            if (engine.store.customerOf(origin).isEmpty()) {
                throw new IllegalArgumentException("no such origin: " + origin);
            }
        }
        Change change = Change.of(List.of(judgement), judgement.reason());
        Outcome outcome = regroup(
                Set.of(judgement.a(), judgement.b()), change, judgement.at().toEpochMilli(), null);
        return new Regrouped(outcome.merged(), outcome.separated(), outcome.openReviews());
    }

    /** Resolves the neighbourhood of these origins again, for example after others were erased. */
    void resolveAgain(Collection<OriginId> origins, long now) {
        for (OriginId origin : origins) {
            if (engine.store.customerOf(origin).isPresent()) {
                regroup(Set.of(origin), Change.of(List.of(), "evidence was removed"), now, null);
            }
        }
    }

    /** Why the origins of a customer are together, and what was refused or is open, by the resolver itself. */
    Resolution explain(OriginId origin) {
        Neighbourhood around = gather(Set.of(origin), Change.of(List.of(), ""));
        return resolver.resolve(List.copyOf(around.evidence.values()), around.judgements, around.fanOut);
    }

    /** Why two origins are one person, or are not, by the resolver itself. */
    Audit audit(OriginId a, OriginId b) {
        for (OriginId origin : List.of(a, b)) {
            if (engine.store.customerOf(origin).isEmpty()) {
                throw new IllegalArgumentException("no such origin: " + origin);
            }
        }
        Neighbourhood around = gather(new TreeSet<>(List.of(a, b)), Change.of(List.of(), ""));
        if (around.tooLarge) {
            boolean one = engine.store.customerOf(a).equals(engine.store.customerOf(b));
            String words = tooLarge(around, Set.of(a)).reason();
            return new Audit(
                    a,
                    b,
                    one,
                    List.of(new Audit.Finding(
                            Audit.Kind.REFUSED,
                            a,
                            b,
                            TOO_LARGE,
                            words,
                            MAX_NEIGHBOURHOOD + "を超える発生元がつながっているため、統合も分離もしない。多数が共有する値を無効値にすること")));
        }
        return resolver.audit(List.copyOf(around.evidence.values()), around.judgements, around.fanOut, a, b);
    }

    /** The labels of those who share addresses with a person without being one. */
    Set<CustomerId> household(OriginId origin) {
        Resolution resolution = explain(origin);
        Set<OriginId> own = resolution.personOf(origin);
        Set<CustomerId> others = new TreeSet<>();
        for (IdentityResolver.Household household : resolution.households()) {
            if (household.people().contains(own)) {
                for (Set<OriginId> person : household.people()) {
                    if (!person.equals(own)) {
                        engine.store.customerOf(person.iterator().next()).ifPresent(others::add);
                    }
                }
            }
        }
        return others;
    }

    // ---------------------------------------------------------------- another resolver

    /**
     * Puts this runtime's resolver into force on evidence that another one was applied to: writes its derived ties, then resolves
     * every neighbourhood.
     */
    Regrouped resolveAll(long now) {
        forEveryCustomer(id -> engine.customers.withCustomer(id.origin(), (hot, draft) -> {
            draft.rederive = hot.version > 0;
            draft.force = hot.version > 0;
            return Boolean.TRUE;
        }));
        int[] moved = new int[2];
        forEveryCustomer(id -> {
            if (engine.store.customerOf(id.origin()).isPresent()) {
                Outcome outcome =
                        regroup(Set.of(id.origin()), Change.of(List.of(), "the identity policy changed"), now, null);
                moved[0] += outcome.merged();
                moved[1] += outcome.separated();
            }
        });
        return new Regrouped(moved[0], moved[1], open(reviews()));
    }

    private void forEveryCustomer(java.util.function.Consumer<CustomerId> each) {
        List<CustomerId> page = engine.store.customers(null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(each);
            page = engine.store.customers(page.get(page.size() - 1), PAGE);
        }
    }

    /** What another resolver would make of everybody, neighbourhood by neighbourhood. */
    IdentityTrial tried(IdentityResolver other) {
        Map<MatchKey, List<OriginId>> derived = new HashMap<>();
        forEveryCustomer(id -> engine.store.load(id.origin()).ifPresent(stored -> {
            for (StoredOrigin origin : stored.origins()) {
                OriginEvidence evidence = evidence(origin, List.of());
                Set<MatchKey> seen = new HashSet<>();
                evidence.sightings().forEach(sighting -> seen.add(sighting.key()));
                for (MatchKey tie : other.ties(evidence)) {
                    if (!seen.contains(tie)) {
                        derived.computeIfAbsent(tie, absent -> new ArrayList<>(1))
                                .add(origin.id());
                    }
                }
            }
        }));
        Ties ties = new Ties(other, derived);
        List<IdentityTrial.Regrouping> merges = new ArrayList<>();
        List<IdentityTrial.Regrouping> splits = new ArrayList<>();
        int[] counts = new int[3];
        forEveryCustomer(id -> {
            Neighbourhood around = gather(Set.of(id.origin()), Change.of(List.of(), ""), ties);
            if (around.tooLarge) { // would be left as it is
                counts[0]++;
                counts[1]++;
                return;
            }
            if (around.customers.isEmpty()
                    || !around.customers.keySet().iterator().next().equals(id)) {
                return; // told at the smallest label
            }
            Resolution resolution =
                    other.resolve(List.copyOf(around.evidence.values()), around.judgements, around.fanOut);
            List<Set<OriginId>> before = present(around, null);
            List<Set<OriginId>> after = withoutGaps(resolution.people(), around.evidence.keySet());
            counts[0] += before.size();
            counts[1] += after.size();
            counts[2] += open(resolution.reviews()).size();
            merges.addAll(regroupings(after, before));
            splits.addAll(regroupings(before, after));
        });
        return new IdentityTrial(merges, splits, counts[0], counts[1], counts[2]);
    }

    private static List<IdentityTrial.Regrouping> regroupings(List<Set<OriginId>> wholes, List<Set<OriginId>> parts) {
        List<IdentityTrial.Regrouping> regroupings = new ArrayList<>();
        for (Set<OriginId> whole : wholes) {
            List<Set<OriginId>> met = parts.stream()
                    .filter(part -> part.stream().anyMatch(whole::contains))
                    .toList();
            if (met.size() > 1) {
                regroupings.add(new IdentityTrial.Regrouping(whole, met));
            }
        }
        return regroupings;
    }

    // ---------------------------------------------------------------- regrouping

    /** New facts that are not in the store yet. */
    private record Change(
            @Nullable OriginId origin,
            List<SeenIdentifier> seen,
            List<Judgement> judgements,
            String reason,
            boolean backfill) {
        static Change of(List<Judgement> judgements, String reason) {
            return new Change(null, List.of(), judgements, reason, false);
        }

        boolean names(StoredCustomer customer) {
            return !judgements.isEmpty()
                    && customer.origins().stream()
                            .map(StoredOrigin::id)
                            .anyMatch(origin -> judgements.stream()
                                    .anyMatch(one ->
                                            one.a().equals(origin) || one.b().equals(origin)));
        }
    }

    private record Outcome(int merged, int separated, List<Review> openReviews) {}

    private static final class Neighbourhood {
        final Map<OriginId, OriginEvidence> evidence = new TreeMap<>();
        final Map<CustomerId, StoredCustomer> customers = new TreeMap<>();
        /** Whose each origin is. Everybody is read once; when an origin is with two of them, somebody moved it meanwhile. */
        final Map<OriginId, StoredCustomer> holding = new HashMap<>();

        boolean torn;
        final Map<MatchKey, Integer> fanOut = new TreeMap<>();
        List<Judgement> judgements = List.of();
        boolean tooLarge;
    }

    /** @param then events to take in by the customer of the change's origin, in the same commit; null for none */
    private Outcome regroup(Set<OriginId> around, Change change, long now, @Nullable Incoming then) {
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            Neighbourhood guess = gather(around, change);
            Set<CustomerId> labels = labels(guess);
            if (change.origin() != null
                    && engine.store.customerOf(change.origin()).isEmpty()) {
                labels.add(new CustomerId(change.origin()));
            }
            engine.stripes.lockAll(labels);
            try {
                if (then != null && engine.admission.refuseErased(null, then)) {
                    return new Outcome(0, 0, List.of());
                }
                Neighbourhood found = gather(around, change);
                if (found.torn || !labels.containsAll(labels(found))) {
                    continue; // somebody joined while we waited: the locks do not cover them
                }
                Outcome outcome = regroupLocked(found, around, change, now, then);
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

    /** Those that stand, and those that a separation may bring about: any of the origins may be the oldest of somebody. */
    private static Set<CustomerId> labels(Neighbourhood around) {
        Set<CustomerId> labels = new TreeSet<>(around.customers.keySet());
        if (!around.tooLarge) {
            around.evidence.keySet().forEach(origin -> labels.add(new CustomerId(origin)));
        }
        return labels;
    }

    private @Nullable Outcome regroupLocked(
            Neighbourhood found, Set<OriginId> around, Change change, long now, @Nullable Incoming then) {
        List<Set<OriginId>> people;
        List<Review> found2;
        if (found.tooLarge) {
            people = present(found, change.origin());
            found2 = List.of(tooLarge(found, around));
            engine.meters.count("neighbourhoods.too-large", "", 1);
        } else {
            Resolution resolution =
                    resolver.resolve(List.copyOf(found.evidence.values()), found.judgements, found.fanOut);
            people = withoutGaps(resolution.people(), found.evidence.keySet());
            found2 = resolution.reviews();
        }
        // What is due in the customers as they are is decided before they change.
        Map<CustomerId, Hot> contributors = new LinkedHashMap<>();
        Set<Set<OriginId>> standing = new HashSet<>();
        for (StoredCustomer stored : found.customers.values()) {
            standing.add(new HashSet<>(
                    stored.origins().stream().map(StoredOrigin::id).toList()));
        }
        List<Set<OriginId>> changed = new ArrayList<>();
        for (Set<OriginId> person : people) {
            boolean alone = person.size() == 1 && !found.customers.containsKey(labelIn(found, person));
            if (!standing.contains(person) && !alone) {
                changed.add(person);
            }
        }
        Set<OriginId> moving = new HashSet<>();
        changed.forEach(moving::addAll);
        List<Hot> judged = new ArrayList<>();
        List<CustomerCheck> checks = new ArrayList<>();
        try {
            for (StoredCustomer stored : found.customers.values()) {
                boolean moves = stored.origins().stream().anyMatch(origin -> moving.contains(origin.id()));
                if (!moves && !change.names(stored)) {
                    checks.add(new CustomerCheck(stored.id(), stored.version()));
                    continue;
                }
                Hot hot = current(stored);
                if (hot == null) {
                    contributors.keySet().forEach(engine.cache::invalidate);
                    return null;
                }
                if (moves) {
                    contributors.put(stored.id(), hot);
                } else {
                    judged.add(hot);
                }
            }
            long until = now - 1;
            for (Hot hot : contributors.values()) { // the union goes on from the latest of them
                until = Math.max(until, hot.lastDecided);
            }
            for (StoredCustomer stored : found.customers.values()) {
                Hot hot = contributors.get(stored.id());
                if (hot != null && !bringForward(stored, hot, until, now, change.backfill())) {
                    contributors.keySet().forEach(engine.cache::invalidate);
                    return null;
                }
            }
        } catch (RuntimeException failed) {
            contributors.keySet().forEach(engine.cache::invalidate);
            throw failed;
        }
        List<Hot> made = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        List<CustomerChange> changes = new ArrayList<>();
        List<Alias> aliases = new ArrayList<>();
        Set<CustomerId> labelsAfter = new HashSet<>();
        boolean accepted = false;
        boolean done = false;
        try {
            for (Set<OriginId> person : changed) {
                Hot hot = assemble(person, contributors, change);
                Draft draft = new Draft();
                if (change.origin() != null
                        && person.contains(change.origin())
                        && isNew(contributors, change.origin())) {
                    draft.newOrigins.add(change.origin());
                }
                Set<Set<OriginId>> before = new HashSet<>();
                for (Hot contributor : contributors.values()) {
                    Set<OriginId> ids = new HashSet<>(contributor.originIds());
                    if (ids.stream().anyMatch(person::contains)) {
                        before.add(ids);
                    }
                }
                // What the identifiers say beyond who is who is news of the events, which are decided next.
                long decidedAt = Math.max(hot.lastDecided, now);
                engine.decider.regrouped(hot, before, person, change.reason(), change.backfill(), decidedAt, draft);
                if (then != null && change.origin() != null && person.contains(change.origin())) {
                    engine.admission.accept(hot, draft, then);
                    accepted = true;
                }
                countRevoked(draft);
                made.add(hot);
                drafts.add(draft);
                labelsAfter.add(hot.id);
                CustomerId label = hot.id;
                Hot previous = contributors.get(label);
                changes.add(engine.commits.change(hot, draft, previous == null ? 0 : previous.version));
                contributors.forEach((old, contributor) -> {
                    boolean feeds = contributor.originIds().stream().anyMatch(person::contains);
                    if (feeds && !old.equals(label)) {
                        aliases.add(new Alias(old, label, Instant.ofEpochMilli(decidedAt), change.reason()));
                    }
                });
            }
            List<CustomerChange> all = new ArrayList<>();
            for (Hot contributor : contributors.values()) {
                if (!labelsAfter.contains(contributor.id)) {
                    all.add(gone(contributor));
                }
            }
            all.addAll(changes);
            // A judgement moves the versions of those it names, also where it changes nothing: whoever resolves them at
            // this moment did not know it.
            judged.forEach(hot -> all.add(engine.commits.change(hot, new Draft(), hot.version)));
            if (!all.isEmpty() || !change.judgements().isEmpty()) {
                CommitResult result = engine.commits.commit(new Commit(
                        all,
                        checks,
                        AddressReads.ledgerChecks(made),
                        AddressReads.suppressionChecks(made),
                        List.<ConsentStatement>of(),
                        change.judgements(),
                        aliases,
                        Set.of(),
                        drafts.stream().flatMap(draft -> draft.records.stream()).toList()));
                if (result != CommitResult.COMMITTED) {
                    return null;
                }
            }
            done = true;
        } finally {
            contributors.keySet().forEach(engine.cache::invalidate);
            contributors.values().forEach(hot -> engine.labels.forget(hot.originIds()));
            made.forEach(hot -> engine.labels.forget(hot.originIds()));
            judged.forEach(hot -> engine.cache.invalidate(hot.id));
            if (done) {
                judged.forEach(hot -> {
                    hot.version++;
                    engine.cache.put(hot.id, hot);
                });
                for (int i = 0; i < made.size(); i++) {
                    Hot hot = made.get(i);
                    CustomerId label = hot.id;
                    Hot previous = contributors.get(label);
                    if (previous
                            == null) { // a label may have stood before: only the store knows where its versions go on
                        engine.cache.invalidate(label);
                    } else {
                        hot.version = previous.version + 1;
                        engine.cache.put(label, hot);
                    }
                }
            }
        }
        keep(found, found2);
        int before = contributors.size();
        int merged = Math.max(0, before - changed.size());
        int separated = Math.max(0, changed.size() - before);
        if (!changed.isEmpty()) {
            engine.meters.count("customers.regrouped", change.reason().isEmpty() ? "none" : "evidence", changed.size());
        }
        if (then != null && !accepted) {
            return acceptUnchanged(change, then, found2, found);
        }
        return new Outcome(merged, separated, open(found2));
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

    /** Decides what is due in a customer before it is merged or separated; false when its commit lost. */
    private boolean bringForward(StoredCustomer stored, Hot hot, long until, long now, boolean backfill) {
        Draft draft = new Draft();
        engine.due.bringTo(hot, until, Math.max(until, now), backfill, draft);
        if (!draft.records.isEmpty() && engine.commits.commit(hot, draft) != CommitResult.COMMITTED) {
            return false;
        }
        for (StoredOrigin origin : stored.origins()) { // a part that was new when it was put together has no number yet
            Hot.Part part = hot.part(origin.id());
            if (part != null) {
                part.minted = origin.minted();
            }
        }
        return true;
    }

    /** The events' own origin does not move: they are accepted by its customer as it is. */
    private @Nullable Outcome acceptUnchanged(Change change, Incoming then, List<Review> found2, Neighbourhood found) {
        OriginId origin = java.util.Objects.requireNonNull(change.origin());
        CustomerId label = engine.customers.labelOf(origin);
        Hot hot = engine.memory.whole(label, origin);
        if (!hot.id.equals(label)) {
            engine.labels.forget(origin);
            return null; // another JVM merged or separated
        }
        Draft draft = new Draft();
        boolean done = false;
        try {
            engine.admission.accept(hot, draft, then);
            if (draft.isEmpty()) {
                done = true;
            } else if (engine.commits.commit(hot, draft) == CommitResult.COMMITTED) {
                engine.cache.put(label, hot);
                done = true;
            } else {
                return null;
            }
            keep(found, found2);
            return new Outcome(0, 0, open(found2));
        } finally {
            if (!done) {
                engine.memory.drop(hot, label);
            }
        }
    }

    private static List<Review> open(List<Review> found) {
        return found.stream().filter(review -> !review.refused()).toList();
    }

    private static Review tooLarge(Neighbourhood found, Set<OriginId> around) {
        OriginId asked = new TreeSet<>(around).first();
        OriginId other = found.evidence.keySet().stream()
                .filter(origin -> !origin.equals(asked))
                .findFirst()
                .orElseThrow();
        return new Review(
                asked,
                other,
                false,
                TOO_LARGE,
                "more than " + MAX_NEIGHBOURHOOD
                        + " origins hang together, so nobody was merged or separated; look for a value"
                        + " that many share, and block it");
    }

    private void keep(Neighbourhood found, List<Review> current) {
        if (!found.tooLarge) { // else nothing was resolved: what is open about them stays open
            reviews.keySet()
                    .removeIf(pair -> found.evidence.containsKey(pair.a()) && found.evidence.containsKey(pair.b()));
        }
        current.forEach(review -> reviews.put(Pair.of(review.a(), review.b()), review));
    }

    private void countRevoked(Draft draft) {
        for (StoredCommand command : draft.commands.values()) {
            if (command.status() == StoredCommand.Status.REVOKED) {
                engine.meters.count("commands.revoked-by-merge", command.key().journey(), 1);
            }
        }
    }

    private CustomerChange gone(Hot contributor) {
        return new CustomerChange(
                contributor.id,
                contributor.version,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Membership("", new long[0]),
                contributor.lastDecided,
                Hot.NEVER,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                false,
                CheckpointChange.dropped());
    }

    private static boolean isNew(Map<CustomerId, Hot> contributors, OriginId origin) {
        return contributors.values().stream().noneMatch(hot -> hot.part(origin) != null);
    }

    private static CustomerId labelIn(Neighbourhood found, Set<OriginId> person) {
        for (StoredCustomer stored : found.customers.values()) {
            for (StoredOrigin origin : stored.origins()) {
                if (person.contains(origin.id())) {
                    return stored.id();
                }
            }
        }
        return new CustomerId(person.iterator().next());
    }

    /** The customer of a new set of origins, with everything that belongs to them. */
    private Hot assemble(Set<OriginId> person, Map<CustomerId, Hot> contributors, Change change) {
        return assemble(engine, person, contributors.values(), change.origin());
    }

    /**
     * Builds working memory for a new set of origins out of that of the customers they come from. Memberships start as the union of
     * theirs; everything derived is computed by the decision that follows.
     *
     * @param fresh an origin that is new with this change, or null
     */
    static Hot assemble(Engine engine, Set<OriginId> person, Collection<Hot> contributors, @Nullable OriginId fresh) {
        List<Hot.Part> parts = new ArrayList<>();
        for (Hot contributor : contributors) {
            for (Hot.Part part : contributor.parts) {
                if (person.contains(part.id)) {
                    parts.add(part);
                }
            }
        }
        if (fresh != null && person.contains(fresh) && parts.stream().noneMatch(part -> part.id.equals(fresh))) {
            parts.add(new Hot.Part(fresh, Long.MAX_VALUE, OriginTimeline.empty(engine.vocabulary)));
        }
        parts.sort(Comparator.<Hot.Part>comparingLong(part -> part.minted).thenComparing(part -> part.id));
        Hot hot = new Hot(engine.definitions, engine.vocabulary, engine.shopZone, new CustomerId(parts.get(0).id));
        hot.parts.addAll(parts);
        hot.checkpointUntil = Hot.ANY_CHECKPOINT;
        List<Instance> runs = new ArrayList<>();
        for (Hot contributor : contributors) {
            boolean feeds = contributor.parts.stream().anyMatch(part -> person.contains(part.id));
            if (!feeds) {
                continue;
            }
            hot.lastDecided = Math.max(hot.lastDecided, contributor.lastDecided);
            for (int word = 0; word < hot.bits.length; word++) {
                hot.bits[word] |= contributor.bits[word];
            }
            for (Instance run : contributor.instances.values()) {
                if (person.contains(run.key.origin())) {
                    runs.add(run);
                }
            }
            contributor.openCommands.forEach((key, command) -> {
                if (person.contains(key.origin())) {
                    hot.openCommands.put(key, command);
                }
            });
            contributor.dispatched.stream()
                    .filter(message -> person.contains(message.key().origin()))
                    .forEach(hot.dispatched::add);
        }
        runs.sort(Instance.IN_ORDER_OF_START);
        runs.forEach(run -> hot.instances.put(run.key, run));
        hot.dispatched.sort(Hot.MESSAGES);
        hot.membershipKnown = true;
        return hot;
    }

    // ---------------------------------------------------------------- evidence

    private static List<Set<OriginId>> present(Neighbourhood found, @Nullable OriginId fresh) {
        List<Set<OriginId>> people = new ArrayList<>();
        Set<OriginId> covered = new HashSet<>();
        for (StoredCustomer stored : found.customers.values()) {
            Set<OriginId> ids = new HashSet<>(
                    stored.origins().stream().map(StoredOrigin::id).toList());
            people.add(ids);
            covered.addAll(ids);
        }
        if (fresh != null && !covered.contains(fresh)) {
            people.add(Set.of(fresh));
        }
        return people;
    }

    /** A resolver that forgets an origin leaves it alone; one that invents or repeats origins is a defect. */
    private static List<Set<OriginId>> withoutGaps(List<Set<OriginId>> people, Set<OriginId> all) {
        Set<OriginId> covered = new HashSet<>();
        for (Set<OriginId> person : people) {
            for (OriginId origin : person) {
                if (!all.contains(origin) || !covered.add(origin)) {
                    throw new IllegalStateException(
                            "the identity resolver's people are not a partition of the neighbourhood");
                }
            }
        }
        List<Set<OriginId>> whole = new ArrayList<>(people);
        for (OriginId origin : all) {
            if (!covered.contains(origin)) {
                whole.add(Set.of(origin));
            }
        }
        return whole;
    }

    private Neighbourhood gather(Set<OriginId> around, Change change) {
        return gather(around, change, ties);
    }

    private Neighbourhood gather(Set<OriginId> around, Change change, Ties ties) {
        Neighbourhood found = new Neighbourhood();
        ArrayDeque<OriginId> open = new ArrayDeque<>(new TreeSet<>(around));
        Set<OriginId> reached = new HashSet<>(around);
        Set<Judgement> judgements = new HashSet<>();
        while (!open.isEmpty()) {
            OriginId next = open.poll();
            OriginEvidence evidence = evidenceOf(next, change, found, open, reached);
            if (evidence == null) {
                continue;
            }
            found.evidence.put(next, evidence);
            if (found.evidence.size() > MAX_NEIGHBOURHOOD) {
                found.tooLarge = true;
                break;
            }
            for (MatchKey tie : ties.resolver().ties(evidence)) {
                walk(ties, tie, next, change, found, open, reached);
            }
            List<Judgement> named = new ArrayList<>(engine.store.judgements(List.of(next)));
            named.addAll(change.judgements());
            for (Judgement judgement : named) {
                if (judgement.a().equals(next) || judgement.b().equals(next)) {
                    judgements.add(judgement);
                    OriginId other = judgement.a().equals(next) ? judgement.b() : judgement.a();
                    if (reached.add(other)) {
                        open.add(other);
                    }
                }
            }
        }
        found.judgements = judgements.stream()
                .sorted(Comparator.comparing(Judgement::a)
                        .thenComparing(Judgement::b)
                        .thenComparing(Judgement::at)
                        .thenComparing(Judgement::verdict))
                .toList();
        return found;
    }

    private void walk(
            Ties ties,
            MatchKey tie,
            OriginId from,
            Change change,
            Neighbourhood found,
            ArrayDeque<OriginId> open,
            Set<OriginId> reached) {
        if (found.fanOut.containsKey(tie)) {
            return;
        }
        int limit = Math.min(ties.resolver().fanOutLimit(tie), MAX_FAN_OUT);
        List<OriginId> holders = ties.holders(engine.store, tie, limit + 2);
        int count = ties.count(engine.store, tie);
        boolean joins = from.equals(change.origin()) && !holders.contains(from) && count <= limit + 1;
        if (joins) {
            count++;
        }
        found.fanOut.put(tie, count);
        boolean crosses = joins && count == limit + 1;
        if (count <= limit || crosses) {
            for (OriginId holder : holders) {
                if (reached.add(holder)) {
                    open.add(holder);
                }
            }
        }
    }

    private @Nullable OriginEvidence evidenceOf(
            OriginId origin, Change change, Neighbourhood found, ArrayDeque<OriginId> open, Set<OriginId> reached) {
        List<SeenIdentifier> added = origin.equals(change.origin()) ? change.seen() : List.of();
        StoredCustomer stored = found.holding.get(origin);
        if (stored == null) {
            stored = engine.store.load(origin).orElse(null);
        }
        if (stored == null) {
            if (added.isEmpty()) {
                return null;
            }
            Instant first = added.stream()
                    .map(SeenIdentifier::firstSeen)
                    .min(Instant::compareTo)
                    .orElseThrow();
            return new OriginEvidence(origin, first, sightings(added), Map.of());
        }
        StoredCustomer known = found.customers.put(stored.id(), stored);
        found.torn |= known != null && known.version() != stored.version();
        for (StoredOrigin other : stored.origins()) {
            StoredCustomer holder = found.holding.put(other.id(), stored);
            found.torn |= holder != null && !holder.id().equals(stored.id());
            if (reached.add(other.id())) {
                open.add(other.id());
            }
        }
        for (StoredOrigin own : stored.origins()) {
            if (own.id().equals(origin)) {
                return evidence(own, added);
            }
        }
        throw new IllegalStateException("the store loads a customer that does not hold the origin asked for");
    }

    private static OriginEvidence evidence(StoredOrigin origin, List<SeenIdentifier> added) {
        List<SeenIdentifier> all = new ArrayList<>(origin.identifiers());
        all.addAll(added);
        return evidence(origin.id(), all, origin.events());
    }

    private static OriginEvidence evidence(OriginId origin, List<SeenIdentifier> all, List<CustomerEvent> events) {
        Instant first = all.stream()
                .map(SeenIdentifier::firstSeen)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new OriginEvidence(origin, first, sightings(all), attributes(events));
    }

    /** One sighting for each key, with the earliest source and whether any statement was verified. */
    private static List<Sighting> sightings(List<SeenIdentifier> seen) {
        Map<MatchKey, Sighting> byKey = new TreeMap<>();
        for (SeenIdentifier one : seen) {
            MatchKey key = one.key();
            if (key == null) {
                continue;
            }
            Sighting next = new Sighting(key, one.source(), one.identifier().verified(), one.firstSeen());
            byKey.merge(key, next, (a, b) -> {
                int order = a.firstSeen().compareTo(b.firstSeen());
                Sighting earlier = order < 0 || (order == 0 && a.source().compareTo(b.source()) <= 0) ? a : b;
                return new Sighting(key, earlier.source(), a.verified() || b.verified(), earlier.firstSeen());
            });
        }
        return List.copyOf(byKey.values());
    }

    private static Map<String, AttributeValue> attributes(List<CustomerEvent> events) {
        Map<String, AttributeValue> latest = new HashMap<>();
        for (CustomerEvent event : events) {
            if (event.body() instanceof EventBody.ProfileChanged profile) {
                latest.putAll(profile.attributes()); // timeline order: the later statement stays
            }
        }
        return latest;
    }
}
