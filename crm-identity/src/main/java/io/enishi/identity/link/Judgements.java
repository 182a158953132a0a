package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What people said about pairs of records: the same person, or not; immutable. They bind: what is not the same is never in one
 * cluster, and what is the same always, unless the judgements contradict each other; then "not the same" wins, and
 * {@link #contradictions} tells.
 *
 * @param pairs one for each pair of ids, latest last; a later one about the same pair replaces an earlier one
 */
public record Judgements(List<Judgement> pairs) {

    private static final Judgements NONE = new Judgements(List.of());

    public Judgements {
        Map<Set<List<String>>, Judgement> latest = new HashMap<>();
        List<Judgement> kept = new ArrayList<>();
        pairs.forEach(pair -> latest.put(pair.key(), pair));
        for (Judgement pair : pairs) {
            if (Objects.equals(latest.get(pair.key()), pair)) {
                kept.add(pair);
                latest.remove(pair.key());
            }
        }
        pairs = List.copyOf(kept);
    }

    /**
     * What one person said about two records.
     *
     * @param sourceA source of the first; empty for the first source that has its id. Name records alike in all judgements
     * @param sourceB source of the second, likewise
     */
    public record Judgement(String sourceA, String a, String sourceB, String b, boolean same) {

        public Judgement {
            if (a.equals(b) && sourceA.equals(sourceB)) {
                throw new IllegalArgumentException("a judgement is about two records, but both ids are " + a);
            }
        }

        /** About two records whose ids only one source has. */
        public Judgement(String a, String b, boolean same) {
            this("", a, "", b, same);
        }

        List<String> first() {
            return List.of(sourceA, a);
        }

        List<String> second() {
            return List.of(sourceB, b);
        }

        private Set<List<String>> key() {
            return Set.of(first(), second());
        }
    }

    /** Nobody said anything. */
    public static Judgements none() {
        return NONE;
    }

    /** These and one more. */
    public Judgements same(String a, String b) {
        return and(new Judgement(a, b, true));
    }

    /** These and one more. */
    public Judgements notSame(String a, String b) {
        return and(new Judgement(a, b, false));
    }

    private Judgements and(Judgement judgement) {
        List<Judgement> more = new ArrayList<>(pairs);
        more.add(judgement);
        return new Judgements(more);
    }

    /** Pairs judged not the same which others, judged the same, connect. */
    public List<Judgement> contradictions() {
        Map<List<String>, Integer> numbers = new HashMap<>();
        pairs.forEach(pair -> {
            numbers.putIfAbsent(pair.first(), numbers.size());
            numbers.putIfAbsent(pair.second(), numbers.size());
        });
        UnionFind same = new UnionFind(numbers.size());
        for (Judgement pair : pairs) {
            if (pair.same()) {
                same.join(
                        Objects.requireNonNull(numbers.get(pair.first())),
                        Objects.requireNonNull(numbers.get(pair.second())));
            }
        }
        return pairs.stream()
                .filter(pair -> !pair.same()
                        && same.find(Objects.requireNonNull(numbers.get(pair.first())))
                                == same.find(Objects.requireNonNull(numbers.get(pair.second()))))
                .toList();
    }
}
