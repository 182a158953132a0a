package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What another policy would change, tried on evidence without touching anything: who would become one, who would come apart.
 *
 * @param merges people of the new policy that were several, by their smallest origin
 * @param splits people of the old policy that would be several, by their smallest origin
 * @param peopleBefore how many people the old policy finds
 * @param peopleAfter how many the new one finds
 * @param reviewsBefore how many pairs the old policy leaves to a person
 * @param reviewsAfter how many the new one leaves
 */
public record PolicyChange(
        List<Regrouping> merges,
        List<Regrouping> splits,
        int peopleBefore,
        int peopleAfter,
        int reviewsBefore,
        int reviewsAfter) {

    private static final Comparator<Set<OriginId>> BY_SMALLEST =
            Comparator.comparing(set -> set.iterator().next());

    public PolicyChange {
        merges = List.copyOf(merges);
        splits = List.copyOf(splits);
    }

    /**
     * One person on one side and the people that hold its origins on the other. A person can take part in a merge and a split at
     * once.
     *
     * @param whole the person
     * @param parts two or more people of the other policy that share origins with it, whole, by their smallest origin
     */
    public record Regrouping(Set<OriginId> whole, List<Set<OriginId>> parts) {
        public Regrouping {
            whole = Collections.unmodifiableSortedSet(new TreeSet<>(whole));
            parts = parts.stream()
                    .<Set<OriginId>>map(part -> Collections.unmodifiableSortedSet(new TreeSet<>(part)))
                    .sorted(BY_SMALLEST)
                    .toList();
        }
    }

    /** Resolves {@code evidence} under both policies and compares. */
    public static PolicyChange between(
            IdentityPolicy before,
            IdentityPolicy after,
            Collection<OriginEvidence> evidence,
            List<Judgement> judgements) {
        Resolution old = RuleBasedResolver.of(before).resolveAll(evidence, judgements);
        Resolution fresh = RuleBasedResolver.of(after).resolveAll(evidence, judgements);
        return new PolicyChange(
                regroupings(fresh, old),
                regroupings(old, fresh),
                old.people().size(),
                fresh.people().size(),
                open(old),
                open(fresh));
    }

    /** Whether both policies find the same people. */
    public boolean isEmpty() {
        return merges.isEmpty() && splits.isEmpty();
    }

    private static List<Regrouping> regroupings(Resolution wholes, Resolution parts) {
        Map<OriginId, Set<OriginId>> partOf = new HashMap<>();
        parts.people().forEach(part -> part.forEach(origin -> partOf.put(origin, part)));
        List<Regrouping> regroupings = new ArrayList<>();
        for (Set<OriginId> whole : wholes.people()) {
            Set<Set<OriginId>> met = new LinkedHashSet<>();
            whole.forEach(origin -> met.add(partOf.getOrDefault(origin, Set.of(origin))));
            if (met.size() > 1) {
                regroupings.add(new Regrouping(whole, List.copyOf(met)));
            }
        }
        regroupings.sort(Comparator.comparing(Regrouping::whole, BY_SMALLEST));
        return regroupings;
    }

    private static int open(Resolution resolution) {
        return (int) resolution.reviews().stream()
                .filter(review -> !isRefused(review))
                .count();
    }

    private static boolean isRefused(Review review) {
        return review.refused();
    }
}
