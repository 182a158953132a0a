package io.enishi.identity;

import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.OriginId;
import io.enishi.identity.Pair.Outcome;
import io.enishi.identity.Pair.Signal;
import io.enishi.identity.People.Guard;
import io.enishi.identity.PolicyPlan.Graded;
import io.enishi.identity.PolicyWords.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
 * the same people as resolving everything. The runtime, the graph in memory, the dry run and the audit all decide here.
 */
final class Neighbourhood {

    private static final int FEW_PAIRS = 12;
    private static final long[] NONE = {};

    private final Component in;
    private final IdentityPolicy policy;
    private final People people;
    private final List<Judgement> judged;
    private final Map<Long, Judgement> scored;
    private final List<Pair> pairs;

    /** Why judgements could not be put into effect, or were in spite of facts. */
    private final List<Review> judgedReviews = new ArrayList<>();

    private final List<Link> judgedLinks = new ArrayList<>();

    /** Decides at once; what is asked afterwards only tells. */
    Neighbourhood(Component in) {
        this.in = in;
        this.policy = in.plan.policy;
        this.judged = in.judgements.isEmpty() ? List.of() : latest();
        this.scored = in.judgements.isEmpty() ? Map.of() : latestScores();
        this.people = new People(in, apart());
        joinJudged();
        this.pairs = pairs();
        joinAccepted();
    }

    /** By origin, a number of its person: equal for those of one. */
    int[] persons() {
        return people.persons();
    }

    // ------------------------------------------------------------------ what was said

    /** The judgement that counts for each pair, newest first. */
    private List<Judgement> latest() {
        Map<Long, Judgement> byPair = new HashMap<>();
        for (int i = 0; i < in.judgements.size(); i++) {
            if (!in.judgements.get(i).verdict().isModels()) {
                byPair.merge(People.key(in.judgedA(i), in.judgedB(i)), in.judgements.get(i), Neighbourhood::later);
            }
        }
        return byPair.values().stream()
                .sorted(LATER.reversed().thenComparing(Judgement::a).thenComparing(Judgement::b))
                .toList();
    }

    private Map<Long, Judgement> latestScores() {
        Map<Long, Judgement> byPair = new TreeMap<>();
        for (int i = 0; i < in.judgements.size(); i++) {
            if (in.judgements.get(i).verdict().isModels()) {
                byPair.merge(People.key(in.judgedA(i), in.judgedB(i)), in.judgements.get(i), Neighbourhood::later);
            }
        }
        return byPair;
    }

    private static Judgement later(Judgement one, Judgement other) {
        return LATER.compare(one, other) >= 0 ? one : other;
    }

    /** By time; at one time the more careful word counts: in doubt, apart. */
    private static final Comparator<Judgement> LATER = Comparator.comparing(Judgement::at)
            .thenComparing(judgement -> caution(judgement.verdict()))
            .thenComparing(Judgement::reason)
            .thenComparing(Judgement::by);

    private static int caution(Verdict verdict) {
        return switch (verdict) {
            case SAME, LIKELY -> 0;
            case WITHDRAWN, POSSIBLE -> 1;
            case NOT_SAME, UNSCORED -> 2;
            case UNLIKELY -> 3;
        };
    }

    private long[] apart() {
        if (judged.isEmpty()) {
            return NONE;
        }
        return judged.stream()
                .filter(judgement -> judgement.verdict() == Verdict.NOT_SAME)
                .mapToLong(judgement -> People.key(position(judgement.a()), position(judgement.b())))
                .toArray();
    }

    private void joinJudged() {
        for (Judgement judgement : judged) {
            if (judgement.verdict() != Verdict.SAME) {
                continue;
            }
            int a = people.personOf(position(judgement.a()));
            int b = people.personOf(position(judgement.b()));
            if (a != b) {
                String forbidden = people.forbidden(a, b, Guard.JUDGED);
                if (forbidden != null) {
                    judgedReviews.add(review(
                            judgement,
                            true,
                            forbidden,
                            PolicyWords.of(forbidden).english()));
                    continue;
                }
                String contradiction = people.contradiction(a, b);
                if (contradiction != null) {
                    judgedReviews.add(review(
                            judgement,
                            false,
                            PolicyWords.JUDGED_DESPITE + contradiction,
                            "judged the same, yet "
                                    + PolicyWords.of(contradiction).english()));
                }
                people.join(a, b);
            }
            String reason =
                    judgement.reason().isBlank() ? "a person judged that they are the same" : judgement.reason();
            judgedLinks.add(new Link(judgement.a(), judgement.b(), PolicyWords.JUDGED_SAME, reason));
        }
    }

    private static Review review(Judgement judgement, boolean refused, String rule, String reason) {
        return new Review(judgement.a(), judgement.b(), refused, rule, reason);
    }

    // ------------------------------------------------------------------ what is shared

    /** The signals of pairs while they are collected. */
    private static final class Shared {
        private final List<List<Signal>> signals = new ArrayList<>();
        private long[] keys = new long[FEW_PAIRS];
        private @Nullable Map<Long, Integer> index;

        void add(int a, int b, Signal signal) {
            long key = People.key(a, b);
            int at = find(key);
            if (at < 0) {
                at = signals.size();
                if (at == keys.length) {
                    keys = Arrays.copyOf(keys, 2 * at);
                    if (index == null) {
                        index = new HashMap<>();
                        for (int i = 0; i < at; i++) {
                            index.put(keys[i], i);
                        }
                    }
                }
                keys[at] = key;
                if (index != null) {
                    index.put(key, at);
                }
                signals.add(new ArrayList<>(2));
            }
            signals.get(at).add(signal);
        }

        private int find(long key) {
            if (index != null) {
                return index.getOrDefault(key, -1);
            }
            for (int i = 0; i < signals.size(); i++) {
                if (keys[i] == key) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** All pairs that share something, in canonical order. */
    private List<Pair> pairs() {
        long[] order = new long[in.ties];
        for (int i = 0; i < in.ties; i++) {
            order[i] = ((long) in.tieKey[i] << 32) | i;
        }
        Arrays.sort(order);
        Shared shared = new Shared();
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && order[to] >>> 32 == order[from] >>> 32) {
                to++;
            }
            if (to - from > 1) {
                int first = (int) order[from];
                if (Math.max(to - from, in.tieFan[first]) <= in.tieGraded[first].fanOut()) {
                    share(shared, order, from, to);
                }
            }
            from = to;
        }
        scored.forEach((pair, judgement) -> score(shared, pair, judgement));
        List<Pair> found = new ArrayList<>(shared.signals.size());
        for (int i = 0; i < shared.signals.size(); i++) {
            long key = shared.keys[i];
            int a = (int) (key >>> 32);
            int b = (int) key;
            List<Signal> signals = shared.signals.get(i);
            Judgement score = scored.get(key);
            boolean unlikely = score != null && score.verdict() == Verdict.UNLIKELY;
            found.add(Pair.weigh(a, b, signals, compare(a, b, signals), unlikely, policy));
        }
        if (found.size() > 1) {
            found.sort(Pair.CANONICAL);
        }
        return found;
    }

    private void score(Shared shared, long pair, Judgement judgement) {
        Graded linkage = in.plan.linkage();
        boolean likely = judgement.verdict() == Verdict.LIKELY;
        if (linkage != null && (likely || judgement.verdict() == Verdict.POSSIBLE)) {
            Strength strength = linkage.strength(likely);
            if (strength != Strength.NEVER) {
                shared.add((int) (pair >>> 32), (int) pair, new Signal(linkage, strength, likely, false, false));
            }
        }
    }

    private void share(Shared shared, long[] order, int from, int to) {
        boolean vouchedByOthers = false;
        boolean heldByOthers = false;
        if (people.mayDiffer()) {
            vouchedByOthers = heldByOthers(order, from, to, true);
            heldByOthers = vouchedByOthers || heldByOthers(order, from, to, false);
        }
        for (int x = from; x < to; x++) {
            int one = (int) order[x];
            for (int y = x + 1; y < to; y++) {
                int other = (int) order[y];
                boolean proven = vouches(one)
                        && vouches(other)
                        && ((in.tieFlags[one] | in.tieFlags[other]) & Component.VERIFIED) != 0;
                boolean demoted = ((in.tieFlags[one] | in.tieFlags[other]) & Component.DEMOTED) != 0;
                Graded graded = in.tieGraded[one];
                Strength strength = graded.strength(proven);
                if (demoted && strength.compareTo(Strength.WEAK) > 0) {
                    strength = Strength.WEAK;
                }
                // Who only typed the value in casts no doubt on those who proved it.
                boolean household = proven ? vouchedByOthers : heldByOthers;
                shared.add(
                        in.tieOrigin[one],
                        in.tieOrigin[other],
                        new Signal(graded, strength, proven, household, demoted));
            }
        }
    }

    /** Whether this origin's hold on the value is certain: proven, or the value is all that names the origin. */
    private boolean vouches(int tie) {
        return (in.tieFlags[tie] & (Component.VERIFIED | Component.OWN)) != 0;
    }

    /** Whether two of them are certainly not one person, so that the value is a household's, or has changed hands. */
    private boolean heldByOthers(long[] order, int from, int to, boolean vouching) {
        for (int x = from; x < to; x++) {
            int one = (int) order[x];
            if (vouching && !vouches(one)) {
                continue;
            }
            for (int y = x + 1; y < to; y++) {
                int other = (int) order[y];
                if ((!vouching || vouches(other)) && people.isOther(in.tieOrigin[one], in.tieOrigin[other])) {
                    return true;
                }
            }
        }
        return false;
    }

    private Pair.Comparison compare(int a, int b, List<Signal> signals) {
        Profile one = in.profiles[a];
        Profile other = in.profiles[b];
        if (one == null || other == null) {
            return Pair.Comparison.UNKNOWN;
        }
        boolean mobile = false;
        boolean contact = false;
        for (Signal signal : signals) {
            mobile |= signal.name().equals("phone-mobile");
            contact |= signal.isContact();
        }
        return Pair.Comparison.of(one, other, mobile, contact);
    }

    // ------------------------------------------------------------------ joining

    private void joinAccepted() {
        int from = 0;
        while (from < pairs.size()) {
            int to = from;
            while (to < pairs.size() && pairs.get(to).tier == pairs.get(from).tier) {
                to++;
            }
            joinTier(pairs.subList(from, to));
            from = to;
        }
    }

    private void joinTier(List<Pair> tier) {
        Guard guard = guard(tier.get(0));
        if (tier.size() > 1) {
            markAmbiguous(tier, guard);
        }
        for (Pair pair : tier) {
            if (pair.outcome != Outcome.ACCEPT) {
                continue;
            }
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a != b && !pair.ambiguous && people.forbidden(a, b, guard) == null) {
                people.join(a, b);
            }
        }
    }

    private static Guard guard(Pair pair) {
        return pair.strength == Strength.DETERMINISTIC ? Guard.PROVEN : Guard.INFERRED;
    }

    /** Marks joins of a tier that exclude each other: one person tied alike to two who cannot be one. */
    private void markAmbiguous(List<Pair> tier, Guard guard) {
        Map<Integer, Map<Integer, List<Pair>>> ways = new TreeMap<>();
        for (Pair pair : tier) {
            if (pair.outcome != Outcome.ACCEPT) {
                continue;
            }
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a != b && people.forbidden(a, b, guard) == null) {
                ways.computeIfAbsent(a, key -> new TreeMap<>())
                        .computeIfAbsent(b, key -> new ArrayList<>(1))
                        .add(pair);
                ways.computeIfAbsent(b, key -> new TreeMap<>())
                        .computeIfAbsent(a, key -> new ArrayList<>(1))
                        .add(pair);
            }
        }
        for (Map<Integer, List<Pair>> way : ways.values()) {
            if (way.size() < 2) {
                continue;
            }
            List<Integer> others = List.copyOf(way.keySet());
            for (int x = 0; x < others.size(); x++) {
                for (int y = x + 1; y < others.size(); y++) {
                    if (people.forbidden(others.get(x), others.get(y), guard) != null) {
                        way.getOrDefault(others.get(x), List.of()).forEach(pair -> pair.ambiguous = true);
                        way.getOrDefault(others.get(y), List.of()).forEach(pair -> pair.ambiguous = true);
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------------ telling

    Resolution resolution() {
        List<Link> links = new ArrayList<>(judgedLinks);
        List<Review> reviews = new ArrayList<>(judgedReviews);
        Set<Long> said = new HashSet<>();
        for (Pair pair : pairs) {
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a == b) {
                if (pair.outcome == Outcome.ACCEPT) {
                    links.add(new Link(
                            id(pair.a), id(pair.b), pair.rule(), pair.reason().english()));
                }
            } else if (said.add(People.key(a, b))) {
                Answer answer = between(pair);
                reviews.add(new Review(id(pair.a), id(pair.b), answer.refused, answer.rule, answer.words.english()));
            }
        }
        List<Set<OriginId>> sets = new ArrayList<>();
        for (List<Integer> set : people.sets()) {
            sets.add(ids(set));
        }
        return new Resolution(sets, links, reviews, new Households(in, people, pairs).all());
    }

    /** What becomes of a pair between two people. */
    record Answer(boolean refused, String rule, Words words) {}

    Answer between(Pair pair) {
        if (pair.ambiguous) {
            return kept(pair, false, PolicyWords.AMBIGUOUS);
        }
        int a = people.personOf(pair.a);
        int b = people.personOf(pair.b);
        String forbidden = people.forbidden(a, b, pair.outcome == Outcome.REFUSE ? Guard.JUDGED : guard(pair));
        if (forbidden == null) {
            return new Answer(pair.outcome == Outcome.REFUSE, pair.rule(), pair.reason());
        }
        // A login that facts contradict means that one of them is wrong: somebody has to look.
        boolean proven = pair.strength == Strength.DETERMINISTIC && PolicyWords.isConflict(forbidden);
        return proven && pair.outcome == Outcome.REVIEW
                ? new Answer(false, pair.rule(), pair.reason())
                : kept(pair, !proven, forbidden);
    }

    private static Answer kept(Pair pair, boolean refused, String rule) {
        return new Answer(refused, rule, PolicyWords.shared(pair.signals).and(PolicyWords.of(rule)));
    }

    /** Why two origins are one person, or are not. */
    Audit audit(OriginId one, OriginId other) {
        return new AuditTelling(this, people, pairs, judgedReviews).of(one, other);
    }

    /** The only pair of two origins, weighed without others; null when they share nothing. */
    @Nullable
    Pair onlyPair() {
        return pairs.isEmpty() ? null : pairs.get(0);
    }

    int position(OriginId origin) {
        int position = indexOf(origin);
        if (position < 0) {
            throw new IllegalArgumentException("not of this neighbourhood: " + origin);
        }
        return position;
    }

    int indexOf(OriginId origin) {
        int from = 0;
        int to = in.size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = in.ids[middle].compareTo(origin);
            if (order == 0) {
                return middle;
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle;
        }
        return -1;
    }

    private Set<OriginId> ids(List<Integer> positions) {
        Set<OriginId> ids = new TreeSet<>();
        positions.forEach(position -> ids.add(id(position)));
        return ids;
    }

    OriginId id(int position) {
        return in.ids[position];
    }
}
