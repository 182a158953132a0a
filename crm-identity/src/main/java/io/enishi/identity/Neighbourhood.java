package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.identity.Pair.Outcome;
import io.enishi.identity.Pair.Signal;
import io.enishi.identity.People.Guard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One resolution, from evidence to people.
 *
 * <p>Every pair of origins that share a value is weighed once. Then people are joined greedily under constraints, in a canonical
 * order that owes nothing to arrival: judgements first, the newest before older ones; then accepted pairs in tiers of equal
 * strength, in each by origin id. A join is checked against both whole people: a judgement that two are not the same, a conflict of
 * birth dates or names anywhere between them, a limit. Where two joins of one tier exclude each other because the two others are not
 * one person, neither is made: choosing by id would be a guess.
 *
 * <p>All that is looked at for a pair lies within its connected neighbourhood, so resolving a part that is closed under ties gives
 * the same people as resolving everything.
 */
final class Neighbourhood {

    private final IdentityPolicy policy;
    private final List<OriginEvidence> origins;
    private final List<Profile> profiles = new ArrayList<>();
    private final List<Map<MatchKey, Tie>> ties = new ArrayList<>();
    private final Map<OriginId, Integer> positions = new HashMap<>();
    private final List<Judgement> judgements;
    private final Map<MatchKey, Integer> fanOut;
    private final Map<Integer, Set<Integer>> apart = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Review> reviews = new ArrayList<>();
    private final Set<Pair> ambiguous = new HashSet<>();

    Neighbourhood(
            IdentityPolicy policy,
            Collection<OriginEvidence> evidence,
            List<Judgement> judgements,
            Map<MatchKey, Integer> fanOut) {
        this.policy = policy;
        this.origins = evidence.stream()
                .sorted(Comparator.comparing(OriginEvidence::origin))
                .toList();
        this.judgements = judgements;
        this.fanOut = fanOut;
        for (int i = 0; i < origins.size(); i++) {
            OriginEvidence origin = origins.get(i);
            if (positions.put(origin.origin(), i) != null) {
                throw new IllegalArgumentException(
                        "evidence must hold each origin once, but holds " + origin.origin() + " twice");
            }
            Profile profile = Profile.of(origin, policy);
            profiles.add(profile);
            ties.add(Tie.of(origin, profile, policy));
        }
    }

    Resolution resolve() {
        List<Judgement> current = latest();
        for (Judgement judgement : current) {
            if (judgement.verdict() == Verdict.NOT_SAME) {
                int a = position(judgement.a());
                int b = position(judgement.b());
                apart.computeIfAbsent(a, key -> new TreeSet<>()).add(b);
                apart.computeIfAbsent(b, key -> new TreeSet<>()).add(a);
            }
        }
        People people = new People(origins, profiles, apart, policy);
        joinJudged(people, current);
        List<Pair> pairs = pairs();
        joinAccepted(people, pairs);
        explain(people, pairs);
        List<Set<OriginId>> sets = new ArrayList<>();
        for (List<Integer> set : people.sets()) {
            Set<OriginId> ids = new TreeSet<>();
            set.forEach(origin -> ids.add(id(origin)));
            sets.add(ids);
        }
        return new Resolution(sets, links, reviews);
    }

    /** The judgement that counts for each pair of known origins, newest first. */
    private List<Judgement> latest() {
        Map<List<OriginId>, Judgement> byPair = new LinkedHashMap<>();
        for (Judgement judgement : judgements) {
            if (positions.containsKey(judgement.a()) && positions.containsKey(judgement.b())) {
                byPair.merge(
                        List.of(judgement.a(), judgement.b()),
                        judgement,
                        (one, other) -> LATER.compare(one, other) >= 0 ? one : other);
            }
        }
        return byPair.values().stream()
                .sorted(LATER.reversed().thenComparing(Judgement::a).thenComparing(Judgement::b))
                .toList();
    }

    /** By time; at one time NOT_SAME counts before WITHDRAWN, and that before SAME: in doubt, apart. */
    private static final Comparator<Judgement> LATER = Comparator.comparing(Judgement::at)
            .thenComparing(judgement -> caution(judgement.verdict()))
            .thenComparing(Judgement::reason)
            .thenComparing(Judgement::by);

    private static int caution(Verdict verdict) {
        return switch (verdict) {
            case SAME -> 0;
            case WITHDRAWN -> 1;
            case NOT_SAME -> 2;
        };
    }

    private void joinJudged(People people, List<Judgement> current) {
        for (Judgement judgement : current) {
            if (judgement.verdict() != Verdict.SAME) {
                continue;
            }
            int a = people.personOf(position(judgement.a()));
            int b = people.personOf(position(judgement.b()));
            if (a != b) {
                String forbidden = people.forbidden(a, b, Guard.JUDGED);
                if (forbidden != null) {
                    reviews.add(review(judgement, true, forbidden, PolicyWords.of(forbidden)));
                    continue;
                }
                String contradiction = people.contradiction(a, b);
                if (contradiction != null) {
                    reviews.add(review(
                            judgement,
                            false,
                            PolicyWords.JUDGED_DESPITE + contradiction,
                            "judged the same, yet " + PolicyWords.of(contradiction)));
                }
                people.join(a, b);
            }
            String reason =
                    judgement.reason().isBlank() ? "a person judged that they are the same" : judgement.reason();
            links.add(new Link(judgement.a(), judgement.b(), PolicyWords.JUDGED_SAME, reason));
        }
    }

    private static Review review(Judgement judgement, boolean refused, String rule, String reason) {
        return new Review(judgement.a(), judgement.b(), refused, rule, reason);
    }

    /** All pairs that share something, in canonical order. */
    List<Pair> pairs() {
        Map<MatchKey, List<Integer>> holders = new TreeMap<>();
        for (int i = 0; i < origins.size(); i++) {
            for (MatchKey key : ties.get(i).keySet()) {
                holders.computeIfAbsent(key, absent -> new ArrayList<>(2)).add(i);
            }
        }
        Pair.Shared shared = new Pair.Shared();
        holders.forEach((key, holding) -> {
            int fan = Math.max(holding.size(), fanOut.getOrDefault(key, 0));
            if (holding.size() > 1 && fan <= fanOutLimit(key, holding.get(0))) {
                share(shared, key, holding);
            }
        });
        List<Pair> pairs = new ArrayList<>();
        shared.signals().forEach((key, signals) -> {
            int a = (int) (key >>> 32);
            int b = (int) (long) key;
            pairs.add(Pair.weigh(a, b, signals, compare(a, b, signals), policy));
        });
        pairs.sort(Pair.CANONICAL);
        return pairs;
    }

    private int fanOutLimit(MatchKey key, int holder) {
        Tie tie = ties.get(holder).get(key);
        return tie == null ? 0 : policy.fanOutOf(tie.signal());
    }

    private void share(Pair.Shared shared, MatchKey key, List<Integer> holding) {
        boolean vouchedByOthers = heldByOthers(
                holding.stream().filter(origin -> tie(origin, key).vouches()).toList());
        boolean heldByOthers = vouchedByOthers || heldByOthers(holding);
        for (int x = 0; x < holding.size(); x++) {
            for (int y = x + 1; y < holding.size(); y++) {
                Tie one = tie(holding.get(x), key);
                Tie other = tie(holding.get(y), key);
                boolean proven = one.isProven(other);
                // Who only typed the value in casts no doubt on those who proved it.
                boolean household = proven ? vouchedByOthers : heldByOthers;
                shared.add(
                        holding.get(x),
                        holding.get(y),
                        new Signal(one.signal(), one.kind(), one.with(other), proven, household));
            }
        }
    }

    private Tie tie(int origin, MatchKey key) {
        return java.util.Objects.requireNonNull(ties.get(origin).get(key), "tie");
    }

    /** Whether two of them are certainly not one person, so that the value is a household's, or has changed hands. */
    private boolean heldByOthers(List<Integer> holding) {
        for (int x = 0; x < holding.size(); x++) {
            for (int y = x + 1; y < holding.size(); y++) {
                int a = holding.get(x);
                int b = holding.get(y);
                if (apart.getOrDefault(a, Set.of()).contains(b)
                        || Pair.Comparison.of(profiles.get(a), profiles.get(b), false, false)
                                .isOther()) {
                    return true;
                }
            }
        }
        return false;
    }

    private Pair.Comparison compare(int a, int b, List<Signal> signals) {
        boolean mobile = signals.stream().anyMatch(signal -> signal.name().equals("phone-mobile"));
        boolean contact = mobile
                || signals.stream()
                        .anyMatch(signal ->
                                signal.kind().equals("phone") || signal.kind().equals("email"));
        return Pair.Comparison.of(profiles.get(a), profiles.get(b), mobile, contact);
    }

    private void joinAccepted(People people, List<Pair> pairs) {
        List<Pair> accepted =
                pairs.stream().filter(pair -> pair.outcome == Outcome.ACCEPT).toList();
        int from = 0;
        while (from < accepted.size()) {
            int to = from;
            while (to < accepted.size()
                    && accepted.get(to).tier() == accepted.get(from).tier()) {
                to++;
            }
            joinTier(people, accepted.subList(from, to));
            from = to;
        }
    }

    private void joinTier(People people, List<Pair> tier) {
        Guard guard = guard(tier.get(0));
        markAmbiguous(people, tier, guard);
        for (Pair pair : tier) {
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a != b && !ambiguous.contains(pair) && people.forbidden(a, b, guard) == null) {
                people.join(a, b);
            }
        }
    }

    private static Guard guard(Pair pair) {
        return pair.strength == Strength.DETERMINISTIC ? Guard.PROVEN : Guard.INFERRED;
    }

    /** Marks joins of a tier that exclude each other: one person tied alike to two who cannot be one. */
    private void markAmbiguous(People people, List<Pair> tier, Guard guard) {
        Map<Integer, Map<Integer, List<Pair>>> ways = new TreeMap<>();
        for (Pair pair : tier) {
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a != b && people.forbidden(a, b, guard) == null) {
                ways.computeIfAbsent(a, key -> new TreeMap<>())
                        .computeIfAbsent(b, key -> new ArrayList<>())
                        .add(pair);
                ways.computeIfAbsent(b, key -> new TreeMap<>())
                        .computeIfAbsent(a, key -> new ArrayList<>())
                        .add(pair);
            }
        }
        for (Map<Integer, List<Pair>> way : ways.values()) {
            List<Integer> others = List.copyOf(way.keySet());
            for (int x = 0; x < others.size(); x++) {
                for (int y = x + 1; y < others.size(); y++) {
                    if (people.forbidden(others.get(x), others.get(y), guard) != null) {
                        ambiguous.addAll(way.getOrDefault(others.get(x), List.of()));
                        ambiguous.addAll(way.getOrDefault(others.get(y), List.of()));
                    }
                }
            }
        }
    }

    /** Says why of every accepted pair inside a person, and of the strongest pair between any two people. */
    private void explain(People people, List<Pair> pairs) {
        Set<Long> said = new HashSet<>();
        for (Pair pair : pairs) {
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a == b) {
                if (pair.outcome == Outcome.ACCEPT) {
                    links.add(new Link(id(pair.a), id(pair.b), pair.rule, pair.reason));
                }
            } else if (said.add(Pair.Shared.key(a, b))) {
                reviews.add(review(people, pair, a, b));
            }
        }
    }

    private Review review(People people, Pair pair, int a, int b) {
        if (ambiguous.contains(pair)) {
            return review(pair, false, PolicyWords.AMBIGUOUS);
        }
        String forbidden = people.forbidden(a, b, pair.outcome == Outcome.REFUSE ? Guard.JUDGED : guard(pair));
        if (forbidden == null) {
            return new Review(id(pair.a), id(pair.b), pair.outcome == Outcome.REFUSE, pair.rule, pair.reason);
        }
        // A login that facts contradict means that one of them is wrong: somebody has to look.
        boolean proven = pair.strength == Strength.DETERMINISTIC && PolicyWords.isConflict(forbidden);
        return proven && pair.outcome == Outcome.REVIEW
                ? new Review(id(pair.a), id(pair.b), false, pair.rule, pair.reason)
                : review(pair, !proven, forbidden);
    }

    private Review review(Pair pair, boolean refused, String rule) {
        return new Review(id(pair.a), id(pair.b), refused, rule, said(pair) + "; " + PolicyWords.of(rule));
    }

    private static String said(Pair pair) {
        return PolicyWords.list(
                pair.signals.stream().map(Signal::words).distinct().toList());
    }

    private int position(OriginId origin) {
        return java.util.Objects.requireNonNull(positions.get(origin), "known origin");
    }

    private OriginId id(int position) {
        return origins.get(position).origin();
    }
}
