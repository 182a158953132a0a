package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers neighbourhoods from the store, along ties and judgements. */
final class Neighbourhoods {

    /** Ties with more holders are not walked whatever the resolver says: nobody is a thousand origins. */
    static final int MAX_FAN_OUT = 1000;

    private final CustomerStore store;
    private final Ties ties;

    Neighbourhoods(CustomerStore store, Ties ties) {
        this.store = store;
        this.ties = ties;
    }

    /** What hangs together with these origins, once the change is known. */
    Neighbourhood gather(Set<OriginId> around, EvidenceChange change) {
        return gather(around, change, ties);
    }

    /** As {@link #gather(Set, EvidenceChange)}, under another resolver. */
    Neighbourhood gather(Set<OriginId> around, EvidenceChange change, Ties ties) {
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
            if (found.evidence.size() > Neighbourhood.LARGEST) {
                found.tooLarge = true;
                break;
            }
            for (MatchKey tie : ties.resolver().ties(evidence)) {
                walk(ties, tie, next, change, found, open, reached);
            }
            List<Judgement> named = new ArrayList<>(store.judgements(List.of(next)));
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
            EvidenceChange change,
            Neighbourhood found,
            ArrayDeque<OriginId> open,
            Set<OriginId> reached) {
        if (found.fanOut.containsKey(tie)) {
            return;
        }
        int limit = Math.min(ties.resolver().fanOutLimit(tie), MAX_FAN_OUT);
        List<OriginId> holders = ties.holders(store, tie, limit + 2);
        int count = ties.count(store, tie);
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
            OriginId origin,
            EvidenceChange change,
            Neighbourhood found,
            ArrayDeque<OriginId> open,
            Set<OriginId> reached) {
        List<SeenIdentifier> added = origin.equals(change.origin()) ? change.seen() : List.of();
        StoredCustomer stored = found.holding.get(origin);
        if (stored == null) {
            stored = store.load(origin).orElse(null);
        }
        if (stored == null) {
            if (added.isEmpty()) {
                return null;
            }
            Instant first = added.stream()
                    .map(SeenIdentifier::firstSeen)
                    .min(Instant::compareTo)
                    .orElseThrow();
            return new OriginEvidence(origin, first, Evidence.sightings(added), Map.of());
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
                return Evidence.of(own, added);
            }
        }
        throw new IllegalStateException("the store loads a customer that does not hold the origin asked for");
    }
}
