package io.enishi.core.spi;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Says which origins are one person. A pure function of the evidence: the runtime keeps the evidence, hands over a whole connected
 * neighbourhood and puts the answer into effect.
 */
public interface IdentityResolver {

    /**
     * The match keys of an origin that may tie it to others; the runtime gathers the neighbourhood over them. Keys that may never
     * tie (relay addresses, placeholders) are left out.
     */
    Set<MatchKey> ties(OriginEvidence origin);

    /**
     * The most origins that may hold {@code tie} before it proves nothing (a shop's own number, a shared terminal). The runtime
     * does not walk through a tie that more origins hold; when a count crosses the limit, in either direction, the holders are
     * resolved again.
     */
    default int fanOutLimit(MatchKey tie) {
        return Integer.MAX_VALUE;
    }

    /**
     * The partition of {@code neighbourhood} into people, and what a person should look at. The same evidence in any order gives
     * the same answer.
     *
     * @param neighbourhood all origins connected over judgements or {@link #ties} within their {@link #fanOutLimit}
     * @param judgements decisions of people about pairs of these origins
     * @param fanOut for each tie, how many origins hold it in the whole shop
     */
    Resolution resolve(List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut);

    /** Every origin is a person of its own, but for judgements. */
    static IdentityResolver judgementsOnly() {
        return io.enishi.core.internal.runtime.JudgementsOnly.INSTANCE;
    }

    /**
     * What is known of an origin.
     *
     * @param origin which
     * @param firstSeen time of its first event
     * @param sightings its identifiers with their match keys
     * @param attributes latest profile attributes stated under this origin
     */
    record OriginEvidence(
            OriginId origin, Instant firstSeen, List<Sighting> sightings, Map<String, AttributeValue> attributes) {
        public OriginEvidence {
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(firstSeen, "firstSeen");
            sightings = List.copyOf(sightings);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * An identifier seen under an origin.
     *
     * @param key its match key
     * @param source the system that said so
     * @param verified whether some statement of it was verified
     * @param firstSeen the earliest event that carried it
     */
    record Sighting(MatchKey key, String source, boolean verified, Instant firstSeen) {
        public Sighting {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(firstSeen, "firstSeen");
        }
    }

    /**
     * A decision of a person or of the host: these two are the same, or are not. The latest on a pair counts; on ties NOT_SAME before WITHDRAWN before SAME.
     *
     * @param by who decided (a user name of the host's staff or a system name)
     */
    record Judgement(OriginId a, OriginId b, Verdict verdict, String reason, String by, Instant at) {
        public Judgement {
            if (a.equals(b)) {
                throw new IllegalArgumentException("a judgement is about two different origins");
            }
            if (a.compareTo(b) > 0) {
                OriginId larger = a;
                a = b;
                b = larger;
            }
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }
    }

    /** What a judgement says. WITHDRAWN takes back what was judged before. */
    enum Verdict {
        SAME,
        NOT_SAME,
        WITHDRAWN
    }

    /**
     * The answer.
     *
     * @param people disjoint sets that cover the neighbourhood
     * @param links why, one for each tie that holds people together
     * @param reviews pairs that a person should look at, and refused ones with the reason
     */
    record Resolution(List<Set<OriginId>> people, List<Link> links, List<Review> reviews) {
        public Resolution {
            people = people.stream().map(Set::copyOf).toList();
            links = List.copyOf(links);
            reviews = List.copyOf(reviews);
        }
    }

    /**
     * Two origins are linked.
     *
     * @param rule stable name of the rule
     * @param reason in words, without personal data
     */
    record Link(OriginId a, OriginId b, String rule, String reason) {
        public Link {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Two origins were not linked though something ties them.
     *
     * @param refused true when a rule forbids it, false when a person should decide
     */
    record Review(OriginId a, OriginId b, boolean refused, String rule, String reason) {
        public Review {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
