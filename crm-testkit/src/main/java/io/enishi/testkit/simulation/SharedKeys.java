package io.enishi.testkit.simulation;

import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One person is whoever is judged the same or shares a key that few hold, over any number of steps, unless that would bring a pair
 * together that was judged not the same. Judgements come first, then keys, each in their order.
 */
final class SharedKeys implements IdentityResolver {

    /** A key that more than so many origins hold ties nobody. */
    static final int MOST = 3;

    @Override
    public Set<MatchKey> ties(OriginEvidence origin) {
        return origin.sightings().stream().map(Sighting::key).collect(Collectors.toSet());
    }

    @Override
    public int fanOutLimit(MatchKey tie) {
        return MOST;
    }

    @Override
    public Resolution resolve(
            List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
        Map<OriginId, Set<OriginId>> people = new TreeMap<>();
        Map<MatchKey, Set<OriginId>> holders = new TreeMap<>();
        for (OriginEvidence origin : neighbourhood) {
            people.put(origin.origin(), new TreeSet<>(Set.of(origin.origin())));
            ties(origin)
                    .forEach(tie ->
                            holders.computeIfAbsent(tie, key -> new TreeSet<>()).add(origin.origin()));
        }
        Set<List<OriginId>> apart = new HashSet<>();
        List<Judgement> latest = latest(judgements);
        for (Judgement judgement : latest) {
            if (judgement.verdict() == Verdict.NOT_SAME) {
                apart.add(List.of(judgement.a(), judgement.b()));
            }
        }
        for (Judgement judgement : latest) {
            if (judgement.verdict() == Verdict.SAME) {
                join(people, apart, judgement.a(), judgement.b());
            }
        }
        holders.forEach((tie, under) -> {
            if (fanOut.getOrDefault(tie, under.size()) <= MOST) {
                List<OriginId> all = new ArrayList<>(under);
                for (int i = 0; i < all.size(); i++) {
                    for (int j = i + 1; j < all.size(); j++) {
                        join(people, apart, all.get(i), all.get(j));
                    }
                }
            }
        });
        return new Resolution(List.copyOf(new LinkedHashSet<>(people.values())), List.of(), List.of());
    }

    private static List<Judgement> latest(List<Judgement> judgements) {
        Map<List<OriginId>, Judgement> byPair = new HashMap<>();
        for (Judgement judgement : judgements) {
            byPair.merge(List.of(judgement.a(), judgement.b()), judgement, (one, other) -> {
                int order = one.at().compareTo(other.at());
                return order > 0 || (order == 0 && weight(one.verdict()) >= weight(other.verdict())) ? one : other;
            });
        }
        return byPair.values().stream()
                .sorted(Comparator.comparing(Judgement::a).thenComparing(Judgement::b))
                .toList();
    }

    private static int weight(Verdict verdict) {
        return verdict == Verdict.NOT_SAME ? 2 : verdict == Verdict.WITHDRAWN ? 1 : 0;
    }

    private static void join(
            Map<OriginId, Set<OriginId>> people, Set<List<OriginId>> apart, OriginId one, OriginId other) {
        Set<OriginId> left = people.get(one);
        Set<OriginId> right = people.get(other);
        if (left == null || right == null || left.contains(other)) {
            return;
        }
        for (OriginId a : left) {
            for (OriginId b : right) {
                if (apart.contains(a.compareTo(b) < 0 ? List.of(a, b) : List.of(b, a))) {
                    return;
                }
            }
        }
        left.addAll(right);
        right.forEach(member -> people.put(member, left));
    }
}
