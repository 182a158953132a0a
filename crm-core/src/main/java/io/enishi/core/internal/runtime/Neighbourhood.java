package io.enishi.core.internal.runtime;

import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.StoredCustomer;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Origins that hang together by ties and judgements, and whose they are. */
final class Neighbourhood {

    /** A neighbourhood larger than this is left as it is and reported for review. */
    static final int LARGEST = 5000;
    /** The rule that the review of such a neighbourhood names. */
    static final String TOO_LARGE = "neighbourhood-too-large";

    final Map<OriginId, OriginEvidence> evidence = new TreeMap<>();
    final Map<CustomerId, StoredCustomer> customers = new TreeMap<>();
    /** Whose each origin is. Everybody is read once; when an origin is with two of them, somebody moved it meanwhile. */
    final Map<OriginId, StoredCustomer> holding = new HashMap<>();

    /** Whether it was read while somebody moved. */
    boolean torn;

    final Map<MatchKey, Integer> fanOut = new TreeMap<>();
    List<Judgement> judgements = List.of();
    boolean tooLarge;

    /** Why its people are who they are, by a resolver. */
    Resolution resolved(IdentityResolver resolver) {
        return resolver.resolve(List.copyOf(evidence.values()), judgements, fanOut);
    }

    /** The people of a resolution; an origin that it forgot is somebody alone. */
    List<Set<OriginId>> people(Resolution resolution) {
        return withoutGaps(resolution.people(), evidence.keySet());
    }

    /** Those that stand, and those that a separation may bring about: any of the origins may be the oldest of somebody. */
    Set<CustomerId> labels() {
        Set<CustomerId> labels = new TreeSet<>(customers.keySet());
        if (!tooLarge) {
            evidence.keySet().forEach(origin -> labels.add(new CustomerId(origin)));
        }
        return labels;
    }

    /**
     * The people as they stand.
     *
     * @param fresh an origin that is new, or null
     */
    List<Set<OriginId>> present(@Nullable OriginId fresh) {
        List<Set<OriginId>> people = new ArrayList<>();
        Set<OriginId> covered = new HashSet<>();
        for (StoredCustomer stored : customers.values()) {
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

    /** The label of somebody who stands and has one of these origins. */
    CustomerId labelIn(Set<OriginId> person) {
        for (StoredCustomer stored : customers.values()) {
            for (StoredOrigin origin : stored.origins()) {
                if (person.contains(origin.id())) {
                    return stored.id();
                }
            }
        }
        return new CustomerId(person.iterator().next());
    }

    /** Says that it is too large, to whoever reviews. */
    Review tooLarge(Set<OriginId> around) {
        OriginId asked = new TreeSet<>(around).first();
        OriginId other = evidence.keySet().stream()
                .filter(origin -> !origin.equals(asked))
                .findFirst()
                .orElseThrow();
        return new Review(
                asked,
                other,
                false,
                TOO_LARGE,
                "more than " + LARGEST
                        + " origins hang together, so nobody was merged or separated; look for a value"
                        + " that many share, and block it");
    }
}
