package io.enishi.core.internal.runtime;

import io.enishi.core.IdentityTrial;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What another resolver would make of everybody, neighbourhood by neighbourhood, without doing it. */
final class Trial {

    private final CustomerStore store;
    private final Neighbourhoods neighbourhoods;
    private final Consumer<Consumer<CustomerId>> everybody;

    /** @param everybody goes through all customers */
    Trial(CustomerStore store, Neighbourhoods neighbourhoods, Consumer<Consumer<CustomerId>> everybody) {
        this.store = store;
        this.neighbourhoods = neighbourhoods;
        this.everybody = everybody;
    }

    /** What another resolver would make of everybody, neighbourhood by neighbourhood. */
    IdentityTrial of(IdentityResolver other) {
        Map<MatchKey, List<OriginId>> derived = new HashMap<>();
        everybody.accept(id -> store.load(id.origin()).ifPresent(stored -> {
            for (StoredOrigin origin : stored.origins()) {
                OriginEvidence evidence = Evidence.of(origin, List.of());
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
        everybody.accept(id -> {
            Neighbourhood around = neighbourhoods.gather(Set.of(id.origin()), EvidenceChange.NONE, ties);
            if (around.tooLarge) { // would be left as it is
                counts[0]++;
                counts[1]++;
                return;
            }
            if (around.customers.isEmpty()
                    || !around.customers.keySet().iterator().next().equals(id)) {
                return; // told at the smallest label
            }
            Resolution resolution = around.resolved(other);
            List<Set<OriginId>> before = around.present(null);
            List<Set<OriginId>> after = around.people(resolution);
            counts[0] += before.size();
            counts[1] += after.size();
            counts[2] += ReviewQueue.open(resolution.reviews()).size();
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
}
