package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.IdentityTrial;
import io.enishi.core.Mode;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the resolver's partition of origins into effect: gathers the neighbourhood of what changed, asks the pure resolver, and merges
 * or separates customers in one commit. Only the set of origins changes; no event moves.
 */
final class Partition {

    /** How many may come to share a derived tie before the first of them is reconsidered. */
    private static final int JOINING_AT_ONCE = 8;

    /** How many customers are read at a time when all are gone through. */
    private static final int PAGE = 500;

    private final Engine engine;
    private final IdentityResolver resolver;
    private final Neighbourhoods neighbourhoods;
    private final ReviewQueue reviews;
    private final Regrouping regrouping;

    Partition(Engine engine, IdentityResolver resolver) {
        this.engine = engine;
        this.resolver = resolver;
        this.neighbourhoods = new Neighbourhoods(engine.store, new Ties(resolver, Map.of()));
        this.reviews = new ReviewQueue(engine.store, resolver, neighbourhoods);
        this.regrouping = new Regrouping(engine, resolver, neighbourhoods, reviews);
    }

    ReviewQueue reviews() {
        return reviews;
    }

    /** What a regrouping did. */
    record Regrouped(int merged, int separated, List<Review> reviews) {}

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
        EvidenceChange change = new EvidenceChange(
                arriving.origin(),
                arriving.seen(),
                List.of(),
                "identifiers of an event",
                arriving.mode() == Mode.BACKFILL);
        Regrouping.Outcome outcome = regrouping.regroup(Set.of(arriving.origin()), change, at, arriving);
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
        boolean profile = Evidence.tellProfile(arriving.events());
        // Two who commit one new identifier at the same moment do not see each other before; the later one does
        // afterwards.
        if (resolver == JudgementsOnly.INSTANCE || (!profile && !arriving.news()[0])) {
            return;
        }
        Set<OriginId> around = new TreeSet<>(Set.of(origin));
        Set<MatchKey> gained = new TreeSet<>();
        if (arriving.news()[0]) {
            gained.addAll(resolver.ties(Evidence.of(origin, arriving.seen(), List.of())));
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
            regrouping.regroup(
                    around, new EvidenceChange(origin, List.of(), List.of(), "evidence", backfill), now, null);
        }
    }

    private void addHolders(MatchKey tie, int slack, Set<OriginId> around) {
        int most = Math.min(resolver.fanOutLimit(tie), Neighbourhoods.MAX_FAN_OUT - slack) + slack;
        if (engine.store.holderCount(tie) <= most) {
            around.addAll(engine.store.holders(tie, most));
        }
    }

    /** The derived ties of an origin as it stands; empty where these events cannot change them. */
    Set<MatchKey> derivedTies(OriginId origin, List<CustomerEvent> events) {
        if (!Evidence.tellProfile(events) || resolver == JudgementsOnly.INSTANCE) {
            return Set.of();
        }
        return engine.customers.readOrNew(origin, hot -> {
            Part part = hot.part(origin);
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
            if (Evidence.tellProfile(added)) {
                changed.add(origin);
            }
        });
        if (draft.rederive) {
            changed.addAll(hot.originIds());
        }
        List<CustomerChange.DerivedTies> derived = new ArrayList<>(changed.size());
        for (OriginId origin : changed) {
            Part part = hot.part(origin);
            if (part != null) {
                derived.add(new CustomerChange.DerivedTies(origin, derivedTies(part)));
            }
        }
        return derived;
    }

    /** The ties of an origin beside the keys of its identifiers: what the resolver makes of attributes or scopes to a source. */
    Set<MatchKey> derivedTies(Part part) {
        Set<MatchKey> ties = new TreeSet<>(resolver.ties(Evidence.of(
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
        for (MatchKey tie : resolver.ties(Evidence.of(stored.origins().get(0), List.of()))) {
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
        if (Evidence.tellProfile(arriving.events())) {
            return false;
        }
        return engine.customers.readOrNew(arriving.origin(), hot -> {
            Part part = hot.part(arriving.origin());
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
            Part part = hot.part(origin);
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
            OriginEvidence evidence = new OriginEvidence(origin, first, Evidence.sightings(all), Map.of());
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

    /** Records what a person decided about two origins and puts it into effect at once. */
    Regrouped judge(Judgement judgement) {
        return judgeAll(List.of(judgement)).get(0);
    }

    /**
     * Records what was decided about pairs of origins and puts it into effect, one after the other.
     *
     * @throws IllegalArgumentException if one of the origins is not known; what comes before it in the list is done
     */
    List<Regrouped> judgeAll(Collection<Judgement> judgements) {
        List<Regrouping.Question> questions = new ArrayList<>(judgements.size());
        for (Judgement judgement : judgements) {
            for (OriginId origin : List.of(judgement.a(), judgement.b())) {
                if (engine.store.customerOf(origin).isEmpty()) {
                    regrouping.regroupAll(questions);
                    throw new IllegalArgumentException("no such origin: " + origin);
                }
            }
            questions.add(new Regrouping.Question(
                    Set.of(judgement.a(), judgement.b()),
                    EvidenceChange.of(List.of(judgement), judgement.reason()),
                    judgement.at().toEpochMilli()));
        }
        return regrouping.regroupAll(questions).stream()
                .map(done -> new Regrouped(done.merged(), done.separated(), done.openReviews()))
                .toList();
    }

    /** Resolves the neighbourhood of these origins again, for example after others were erased. */
    void resolveAgain(Collection<OriginId> origins, long now) {
        for (OriginId origin : origins) {
            if (engine.store.customerOf(origin).isPresent()) {
                regrouping.regroup(Set.of(origin), EvidenceChange.of(List.of(), "evidence was removed"), now, null);
            }
        }
    }

    /** Why the origins of a customer are together, and what was refused or is open, by the resolver itself. */
    Resolution explain(OriginId origin) {
        Neighbourhood around = neighbourhoods.gather(Set.of(origin), EvidenceChange.NONE);
        return around.resolved(resolver);
    }

    /** Why two origins are one person, or are not, by the resolver itself. */
    Audit audit(OriginId a, OriginId b) {
        for (OriginId origin : List.of(a, b)) {
            if (engine.store.customerOf(origin).isEmpty()) {
                throw new IllegalArgumentException("no such origin: " + origin);
            }
        }
        Neighbourhood around = neighbourhoods.gather(new TreeSet<>(List.of(a, b)), EvidenceChange.NONE);
        if (around.tooLarge) {
            boolean one = engine.store.customerOf(a).equals(engine.store.customerOf(b));
            String words = around.tooLarge(Set.of(a)).reason();
            return new Audit(
                    a,
                    b,
                    one,
                    List.of(new Audit.Finding(
                            Audit.Kind.REFUSED,
                            a,
                            b,
                            Neighbourhood.TOO_LARGE,
                            words,
                            Neighbourhood.LARGEST + "を超える発生元がつながっているため、統合も分離もしない。多数が共有する値を無効値にすること")));
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

    /**
     * Puts this runtime's resolver into force on evidence that another one was applied to: writes its derived ties, then resolves
     * every neighbourhood.
     */
    Regrouped resolveAll(long now) {
        forEveryPage(this::rederive);
        int[] moved = new int[2];
        EvidenceChange change = EvidenceChange.of(List.of(), "the identity policy changed");
        forEveryPage(page -> {
            List<Regrouping.Question> questions = page.stream()
                    .filter(id -> engine.store.customerOf(id.origin()).isPresent())
                    .map(id -> new Regrouping.Question(Set.of(id.origin()), change, now))
                    .toList();
            regrouping.regroupAll(questions).forEach(outcome -> {
                moved[0] += outcome.merged();
                moved[1] += outcome.separated();
            });
        });
        return new Regrouped(moved[0], moved[1], ReviewQueue.open(reviews.all()));
    }

    /** Writes the derived ties of some customers anew, in one commit where that comes about. */
    private void rederive(List<CustomerId> page) {
        Map<CustomerId, OriginId> origins = new LinkedHashMap<>();
        page.forEach(id -> origins.put(id, id.origin()));
        boolean together = engine.store.prefersLargeCommits()
                && page.size() > 1
                && engine.oneCommit.of(origins, () -> {}, Partition::rederive);
        if (!together) {
            page.forEach(id -> engine.customers.withCustomer(id.origin(), Partition::rederive));
        }
    }

    private static boolean rederive(Hot hot, Draft draft) {
        draft.rederive = hot.version > 0;
        draft.force = hot.version > 0;
        return true;
    }

    /** What another resolver would make of everybody. */
    IdentityTrial tried(IdentityResolver other) {
        return new Trial(engine.store, neighbourhoods, this::forEveryCustomer).of(other);
    }

    private void forEveryCustomer(Consumer<CustomerId> each) {
        forEveryPage(page -> page.forEach(each));
    }

    private void forEveryPage(Consumer<List<CustomerId>> each) {
        List<CustomerId> page = engine.store.customers(null, PAGE);
        while (!page.isEmpty()) {
            each.accept(page);
            page = engine.store.customers(page.get(page.size() - 1), PAGE);
        }
    }
}
