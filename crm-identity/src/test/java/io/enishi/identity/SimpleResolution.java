package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The standard policy written down again for the values of {@link World} alone, as plainly as possible: every pair looked at,
 * every check made on whole people from scratch. Shares no code with the resolver.
 */
final class SimpleResolution {

    private static final List<String> ORDER =
            List.of("member", "member:outlet", "line:p", "pos-card", "email", "phone", "cookie");

    /** What a join looks at: a proven link not at names, a judgement at nothing but other judgements. */
    private enum Care {
        JUDGED,
        PROVEN,
        INFERRED
    }

    private final List<OriginEvidence> origins;
    private final Map<Set<OriginId>, Judgement> judged = new HashMap<>();
    private final List<Set<OriginEvidence>> people = new ArrayList<>();

    private SimpleResolution(World world) {
        origins = new ArrayList<>(world.origins());
        origins.sort(Comparator.comparing(OriginEvidence::origin));
        for (OriginEvidence origin : origins) {
            people.add(new HashSet<>(Set.of(origin)));
        }
        for (Judgement judgement : world.judgements()) {
            judged.merge(Set.of(judgement.a(), judgement.b()), judgement, (x, y) -> {
                int order = x.at().compareTo(y.at());
                return order != 0 ? (order > 0 ? x : y) : caution(x) >= caution(y) ? x : y;
            });
        }
    }

    private static int caution(Judgement judgement) {
        return List.of(Verdict.SAME, Verdict.WITHDRAWN, Verdict.NOT_SAME).indexOf(judgement.verdict());
    }

    static Set<Set<OriginId>> people(World world) {
        SimpleResolution simple = new SimpleResolution(world);
        simple.joinJudged();
        for (int tier = 5; tier >= 1; tier--) {
            simple.joinTier(tier);
        }
        Set<Set<OriginId>> answer = new HashSet<>();
        simple.people.forEach(person -> {
            Set<OriginId> ids = new TreeSet<>();
            person.forEach(origin -> ids.add(origin.origin()));
            answer.add(ids);
        });
        return answer;
    }

    private void joinJudged() {
        List<Judgement> same = new ArrayList<>(judged.values());
        same.removeIf(judgement -> judgement.verdict() != Verdict.SAME);
        same.sort(Comparator.comparing(Judgement::at)
                .reversed()
                .thenComparing(Judgement::a)
                .thenComparing(Judgement::b));
        for (Judgement judgement : same) {
            join(find(judgement.a()), find(judgement.b()), Care.JUDGED);
        }
    }

    private void joinTier(int tier) {
        Care care = tier >= 4 ? Care.PROVEN : Care.INFERRED;
        List<OriginEvidence[]> pairs = new ArrayList<>();
        for (OriginEvidence x : origins) {
            for (OriginEvidence y : origins) {
                if (x.origin().compareTo(y.origin()) < 0 && tier(x, y) == tier) {
                    pairs.add(new OriginEvidence[] {x, y});
                }
            }
        }
        Set<OriginEvidence[]> guesses = new HashSet<>();
        for (OriginEvidence[] pair : pairs) {
            if (isGuess(pair, pairs, care)) {
                guesses.add(pair);
            }
        }
        for (OriginEvidence[] pair : pairs) {
            if (!guesses.contains(pair)) {
                join(find(pair[0].origin()), find(pair[1].origin()), care);
            }
        }
    }

    /** Whether one of the two people is tied alike to a third who cannot be one with the other. */
    private boolean isGuess(OriginEvidence[] pair, List<OriginEvidence[]> pairs, Care care) {
        for (int side = 0; side < 2; side++) {
            Set<OriginEvidence> middle = find(pair[side].origin());
            Set<OriginEvidence> end = find(pair[1 - side].origin());
            if (middle == end || !mayBeOne(middle, end, care)) {
                continue;
            }
            for (OriginEvidence[] rival : pairs) {
                for (int rivalSide = 0; rivalSide < 2; rivalSide++) {
                    Set<OriginEvidence> rivalEnd = find(rival[1 - rivalSide].origin());
                    if (find(rival[rivalSide].origin()) == middle
                            && rivalEnd != middle
                            && rivalEnd != end
                            && mayBeOne(middle, rivalEnd, care)
                            && !mayBeOne(end, rivalEnd, care)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void join(Set<OriginEvidence> one, Set<OriginEvidence> other, Care care) {
        if (one != other && mayBeOne(one, other, care)) {
            people.removeIf(person -> person == other);
            people.removeIf(person -> person == one);
            Set<OriginEvidence> both = new HashSet<>(one);
            both.addAll(other);
            people.add(both);
        }
    }

    private boolean mayBeOne(Set<OriginEvidence> one, Set<OriginEvidence> other, Care care) {
        for (OriginEvidence x : one) {
            for (OriginEvidence y : other) {
                if (judgedApart(x, y)
                        || (care != Care.JUDGED && birthDatesDiffer(x, y))
                        || (care == Care.INFERRED && names(x, y).equals("differ"))) {
                    return false;
                }
            }
        }
        return care == Care.JUDGED
                || (within(one, other, "member")
                        && within(one, other, "member:outlet")
                        && within(one, other, "line:p"));
    }

    private static boolean within(Set<OriginEvidence> one, Set<OriginEvidence> other, String scheme) {
        Set<String> left = values(one, scheme);
        Set<String> right = values(other, scheme);
        int most = Math.max(1, Math.max(left.size(), right.size()));
        left.addAll(right);
        return left.size() <= most;
    }

    private static Set<String> values(Set<OriginEvidence> person, String scheme) {
        Set<String> values = new HashSet<>();
        for (OriginEvidence origin : person) {
            for (Sighting seen : origin.sightings()) {
                if (seen.key().scheme().name().equals(scheme)) {
                    values.add(seen.key().key());
                }
            }
        }
        return values;
    }

    private Set<OriginEvidence> find(OriginId id) {
        for (Set<OriginEvidence> person : people) {
            for (OriginEvidence origin : person) {
                if (origin.origin().equals(id)) {
                    return person;
                }
            }
        }
        throw new AssertionError("everyone is someone");
    }

    /** 5 and 4 proven links, 3 and 2 one strong signal, 1 two medium ones; 5, 3 and 1 with names that agree. 0 for none. */
    private int tier(OriginEvidence x, OriginEvidence y) {
        boolean agree = names(x, y).equals("agree");
        boolean proven = false;
        boolean strong = false;
        Set<String> medium = new HashSet<>();
        for (String scheme : ORDER) {
            Sighting one = seen(x, scheme);
            Sighting other = seen(y, scheme);
            if (one == null
                    || other == null
                    || !one.key().equals(other.key())
                    || isWeak(scheme, one.key().key())) {
                continue;
            }
            boolean vouched = vouches(x, one) && vouches(y, other) && (one.verified() || other.verified());
            if (scheme.startsWith("member") || scheme.equals("line:p")) {
                proven = true;
            } else if (isShared(one, vouched) && !agree) {
                continue; // a household's: at most a matter for review
            } else if (vouched) {
                strong = true;
            }
            medium.add(scheme);
        }
        if (proven) {
            return birthDatesDiffer(x, y) ? 0 : agree ? 5 : 4;
        }
        if (birthDatesDiffer(x, y)
                || names(x, y).equals("differ")
                || names(x, y).equals("surname")) {
            return 0;
        }
        if (strong) {
            return agree ? 3 : 2;
        }
        return medium.size() >= 2 && agree ? 1 : 0;
    }

    private static boolean isWeak(String scheme, String value) {
        return scheme.equals("cookie") || value.startsWith("+813");
    }

    private boolean isShared(Sighting value, boolean vouched) {
        for (OriginEvidence x : origins) {
            for (OriginEvidence y : origins) {
                Sighting one = seen(x, value.key().scheme().name());
                Sighting other = seen(y, value.key().scheme().name());
                if (one != null
                        && other != null
                        && one.key().equals(value.key())
                        && other.key().equals(value.key())
                        && (!vouched || (vouches(x, one) && vouches(y, other)))
                        && (judgedApart(x, y)
                                || birthDatesDiffer(x, y)
                                || names(x, y).equals("differ"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean vouches(OriginEvidence origin, Sighting seen) {
        for (String scheme : ORDER) {
            if (seen(origin, scheme) != null) {
                return seen.verified() || seen.key().scheme().name().equals(scheme);
            }
        }
        return seen.verified();
    }

    private static @Nullable Sighting seen(OriginEvidence origin, String scheme) {
        return origin.sightings().stream()
                .filter(seen -> seen.key().scheme().name().equals(scheme))
                .findFirst()
                .orElse(null);
    }

    private boolean judgedApart(OriginEvidence x, OriginEvidence y) {
        Judgement judgement = judged.get(new HashSet<>(List.of(x.origin(), y.origin())));
        return judgement != null && judgement.verdict() == Verdict.NOT_SAME;
    }

    private static boolean birthDatesDiffer(OriginEvidence x, OriginEvidence y) {
        String one = text(x, "birth-date");
        String other = text(y, "birth-date");
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static String names(OriginEvidence x, OriginEvidence y) {
        String one = text(x, "name");
        String other = text(y, "name");
        if (one.isEmpty() || other.isEmpty()) {
            return "unknown";
        }
        boolean oneTaro = one.endsWith("太郎");
        boolean otherTaro = other.endsWith("太郎");
        if (oneTaro && otherTaro) {
            return "agree";
        }
        if (oneTaro != otherTaro) {
            return one.equals("太郎") || other.equals("太郎") ? "unknown" : "differ";
        }
        boolean married = text(x, "birth-date").equals(text(y, "birth-date"))
                && !text(x, "birth-date").isEmpty()
                && seen(x, "phone") != null
                && seen(y, "phone") != null
                && seen(x, "phone").key().equals(seen(y, "phone").key())
                && !isWeak("phone", seen(x, "phone").key().key());
        return one.equals(other) || married ? "agree" : "surname";
    }

    private static String text(OriginEvidence origin, String attribute) {
        return origin.attributes().containsKey(attribute)
                ? origin.attributes().get(attribute).plain().toString()
                : "";
    }
}
