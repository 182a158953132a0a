package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.MatchKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people of a neighbourhood while it is being resolved: sets of origins that only grow, and what forbids to join two. */
final class People {

    /** What forbids a join, by how much of it the reason for joining overrides. */
    enum Guard {
        /** A judgement overrides all but another judgement. */
        JUDGED,
        /** A proven link overrides names. */
        PROVEN,
        /** Anything else overrides nothing. */
        INFERRED
    }

    private final List<OriginEvidence> origins;
    private final List<Profile> profiles;
    private final Map<Integer, Set<Integer>> apart;
    private final int[] personOf;
    private final List<List<Integer>> members = new ArrayList<>();
    /** By person, then by scheme: the values that the policy limits. */
    private final List<Map<Limited, Set<MatchKey>>> limited = new ArrayList<>();

    private final Map<Long, Pair.Comparison> compared = new HashMap<>();

    private record Limited(String scheme, int atMost) {}

    /** @param apart by origin, the origins that a person judged not to be the same */
    People(
            List<OriginEvidence> origins,
            List<Profile> profiles,
            Map<Integer, Set<Integer>> apart,
            IdentityPolicy policy) {
        this.origins = origins;
        this.profiles = profiles;
        this.apart = apart;
        this.personOf = new int[origins.size()];
        for (int i = 0; i < origins.size(); i++) {
            personOf[i] = i;
            members.add(new ArrayList<>(List.of(i)));
            limited.add(limited(origins.get(i), policy));
        }
    }

    private static Map<Limited, Set<MatchKey>> limited(OriginEvidence origin, IdentityPolicy policy) {
        Map<Limited, Set<MatchKey>> values = new HashMap<>();
        for (Sighting sighting : origin.sightings()) {
            Integer limit = policy.limit(sighting.key());
            if (limit != null && !Tie.isBlocked(sighting.key(), policy)) {
                values.computeIfAbsent(new Limited(sighting.key().scheme().name(), limit), key -> new HashSet<>())
                        .add(sighting.key());
            }
        }
        return values;
    }

    int personOf(int origin) {
        return personOf[origin];
    }

    List<Integer> members(int person) {
        return members.get(person);
    }

    /** The rule that forbids to make one person of two; null when none does. */
    @Nullable
    String forbidden(int one, int other, Guard guard) {
        List<Integer> left = members.get(one);
        List<Integer> right = members.get(other);
        if (judgedApart(left, right)) {
            return PolicyWords.JUDGED_NOT_SAME;
        }
        if (guard == Guard.JUDGED) {
            return null;
        }
        String objection = objection(left, right, guard);
        return objection == null ? overLimit(one, other) : objection;
    }

    /** What speaks against these two being one, whoever judged them so; null when nothing does. */
    @Nullable
    String contradiction(int one, int other) {
        String objection = objection(members.get(one), members.get(other), Guard.INFERRED);
        return objection == null ? overLimit(one, other) : objection;
    }

    private @Nullable String objection(List<Integer> left, List<Integer> right, Guard guard) {
        for (int a : left) {
            for (int b : right) {
                Pair.Comparison people = compared(a, b);
                if (guard == Guard.INFERRED ? people.isOther() : people.conflict() != null) {
                    return people.objection();
                }
            }
        }
        return null;
    }

    private Pair.Comparison compared(int a, int b) {
        return compared.computeIfAbsent(
                Pair.Shared.key(a, b), pair -> Pair.Comparison.of(profiles.get(a), profiles.get(b), false, false));
    }

    private boolean judgedApart(List<Integer> left, List<Integer> right) {
        for (int a : left) {
            Set<Integer> others = apart.getOrDefault(a, Set.of());
            if (!others.isEmpty() && right.stream().anyMatch(others::contains)) {
                return true;
            }
        }
        return false;
    }

    /** A join may not go beyond a limit; people who are beyond it by a judgement may still gain other origins. */
    private @Nullable String overLimit(int one, int other) {
        Map<Limited, Set<MatchKey>> left = limited.get(one);
        Map<Limited, Set<MatchKey>> right = limited.get(other);
        String over = null;
        for (Map.Entry<Limited, Set<MatchKey>> entry : left.entrySet()) {
            Set<MatchKey> more = right.get(entry.getKey());
            if (more != null) {
                Set<MatchKey> union = new HashSet<>(entry.getValue());
                union.addAll(more);
                int most = Math.max(
                        entry.getKey().atMost(), Math.max(entry.getValue().size(), more.size()));
                String scheme = entry.getKey().scheme();
                if (union.size() > most && (over == null || scheme.compareTo(over) < 0)) {
                    over = scheme;
                }
            }
        }
        return over == null ? null : PolicyWords.LIMIT + over;
    }

    /** Makes one person of two. */
    void join(int one, int other) {
        int into = members.get(one).size() >= members.get(other).size() ? one : other;
        int from = into == one ? other : one;
        for (int origin : members.get(from)) {
            personOf[origin] = into;
        }
        members.get(into).addAll(members.get(from));
        members.set(from, List.of());
        Map<Limited, Set<MatchKey>> target = limited.get(into);
        limited.get(from)
                .forEach((key, values) ->
                        target.computeIfAbsent(key, absent -> new HashSet<>()).addAll(values));
    }

    /** The sets of origins, by their smallest. */
    List<List<Integer>> sets() {
        List<List<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            if (!members.get(i).isEmpty()) {
                sets.add(members.get(i).stream().sorted().toList());
            }
        }
        sets.sort(java.util.Comparator.comparing(set -> set.get(0)));
        return sets;
    }
}
