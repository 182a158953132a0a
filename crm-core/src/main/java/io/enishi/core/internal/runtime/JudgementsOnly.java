package io.enishi.core.internal.runtime;

import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resolver of a {@code Crm} without crm-identity: only what people judged counts; NOT_SAME beats a chain of SAME. */
public final class JudgementsOnly implements IdentityResolver {

    public static final JudgementsOnly INSTANCE = new JudgementsOnly();

    private JudgementsOnly() {}

    @Override
    public Set<MatchKey> ties(OriginEvidence origin) {
        return Set.of();
    }

    @Override
    public Resolution resolve(
            List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
        Map<OriginId, Set<OriginId>> people = new TreeMap<>();
        for (OriginEvidence origin : neighbourhood) {
            people.put(origin.origin(), new TreeSet<>(Set.of(origin.origin())));
        }
        List<Judgement> latest = latest(judgements);
        Set<List<OriginId>> apart = new HashSet<>();
        for (Judgement judgement : latest) {
            if (judgement.verdict() == Verdict.NOT_SAME) {
                apart.add(List.of(judgement.a(), judgement.b()));
            }
        }
        List<Link> links = new ArrayList<>();
        List<Review> reviews = new ArrayList<>();
        for (Judgement judgement : latest) {
            Set<OriginId> left = people.get(judgement.a());
            Set<OriginId> right = people.get(judgement.b());
            if (judgement.verdict() != Verdict.SAME || left == null || right == null) {
                continue;
            }
            if (left != right && forbidden(apart, left, right)) {
                reviews.add(new Review(
                        judgement.a(),
                        judgement.b(),
                        true,
                        "judged-not-same",
                        "the two groups hold a pair judged not the same"));
                continue;
            }
            links.add(new Link(judgement.a(), judgement.b(), "judged-same", judgement.reason()));
            if (left != right) {
                left.addAll(right);
                right.forEach(member -> people.put(member, left));
            }
        }
        return new Resolution(List.copyOf(new HashSet<>(people.values())), links, reviews);
    }

    /** The judgement that counts for each pair, in canonical order of pairs. */
    public static List<Judgement> latest(List<Judgement> judgements) {
        Map<List<OriginId>, Judgement> byPair = new HashMap<>();
        for (Judgement judgement : judgements) {
            if (judgement.verdict().isModels()) {
                continue; // worth what a policy says, and there is none
            }
            byPair.merge(List.of(judgement.a(), judgement.b()), judgement, JudgementsOnly::later);
        }
        return byPair.values().stream()
                .sorted(Comparator.comparing(Judgement::a).thenComparing(Judgement::b))
                .toList();
    }

    private static Judgement later(Judgement one, Judgement other) {
        int order = one.at().compareTo(other.at());
        if (order == 0) {
            order = weight(one.verdict()) - weight(other.verdict());
        }
        return order >= 0 ? one : other;
    }

    /** On ties the more careful one counts. */
    private static int weight(Verdict verdict) {
        return verdict == Verdict.NOT_SAME ? 2 : verdict == Verdict.WITHDRAWN ? 1 : 0;
    }

    private static boolean forbidden(Set<List<OriginId>> apart, Set<OriginId> left, Set<OriginId> right) {
        for (OriginId a : left) {
            for (OriginId b : right) {
                if (apart.contains(a.compareTo(b) < 0 ? List.of(a, b) : List.of(b, a))) {
                    return true;
                }
            }
        }
        return false;
    }
}
