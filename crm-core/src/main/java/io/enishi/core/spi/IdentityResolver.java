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

    /**
     * Why two origins are one person, or are not, by the computation of {@link #resolve}. As it stands it tells the links and reviews
     * that {@code resolve} gives; a resolver that knows more says more.
     *
     * @param a one of the neighbourhood
     * @param b another, which need not be of the neighbourhood: then nothing ties the two
     */
    default Audit audit(
            List<OriginEvidence> neighbourhood,
            List<Judgement> judgements,
            Map<MatchKey, Integer> fanOut,
            OriginId a,
            OriginId b) {
        return Audit.of(a, b, resolve(neighbourhood, judgements, fanOut));
    }

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
     * What was said about two origins: by a person, or by a model that compared records.
     *
     * <p>Of what people said about a pair the latest counts; at one instant NOT_SAME before WITHDRAWN before SAME. Of what models
     * said the latest counts likewise, at one instant the more careful word; neither takes back the other's. Nothing that was said
     * is lost: all of it is kept.
     *
     * @param reason in words, without personal data
     * @param by who said so: a user name of the host's staff, a system's or a model's name
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

    /** What a judgement says. People say the first three, models the others. */
    enum Verdict {
        /** They are one person. */
        SAME,
        /** They are not one person, whatever ties them. */
        NOT_SAME,
        /** What people said before is taken back. */
        WITHDRAWN,
        /** A model finds them so alike that they are probably one; the policy says what that is worth. */
        LIKELY,
        /** A model finds them alike enough for a person to look. */
        POSSIBLE,
        /** A model finds that they are probably not one: what would link them by inference is left to a person. */
        UNLIKELY,
        /** What a model said before is taken back. */
        UNSCORED;

        /** Whether a model says so and not a person. */
        public boolean isModels() {
            return compareTo(LIKELY) >= 0;
        }
    }

    /**
     * The answer.
     *
     * @param people disjoint sets that cover the neighbourhood
     * @param links why, one for each tie that holds people together
     * @param reviews pairs that a person should look at, and refused ones with the reason
     * @param households people who share addresses without being one person
     */
    record Resolution(List<Set<OriginId>> people, List<Link> links, List<Review> reviews, List<Household> households) {
        public Resolution {
            people = people.stream().map(Set::copyOf).toList();
            links = List.copyOf(links);
            reviews = List.copyOf(reviews);
            households = List.copyOf(households);
        }

        /** An answer that knows of no households. */
        public Resolution(List<Set<OriginId>> people, List<Link> links, List<Review> reviews) {
            this(people, links, reviews, List.of());
        }

        /** The person that holds {@code origin}; empty when the neighbourhood does not hold it. */
        public Set<OriginId> personOf(OriginId origin) {
            return people.stream()
                    .filter(person -> person.contains(origin))
                    .findFirst()
                    .orElse(Set.of());
        }
    }

    /**
     * People who share addresses without being one person: a node beside them. Nothing is merged by it and no consent follows from
     * it.
     *
     * @param people two or more
     * @param ties what they share, one for each two people
     */
    record Household(List<Set<OriginId>> people, List<Link> ties) {
        public Household {
            people = people.stream().map(Set::copyOf).toList();
            ties = List.copyOf(ties);
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
