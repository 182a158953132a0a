package io.enishi.identity.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Judgements about the records of one table, as pairs of their numbers: the smaller in the upper half. Judgements of others are left out. */
final class JudgedPairs {

    private final Set<Long> same = new TreeSet<>();
    private final Set<Long> apart = new HashSet<>();

    JudgedPairs(RecordTable table, Judgements judgements) {
        Map<String, Integer> places = new HashMap<>();
        for (Judgements.Judgement judged : judgements.pairs()) {
            places.put(judged.a(), -1);
            places.put(judged.b(), -1);
        }
        for (int i = 0; i < table.size() && !places.isEmpty(); i++) {
            int place = i;
            places.computeIfPresent(table.id(i), (id, before) -> before < 0 ? place : before);
        }
        for (Judgements.Judgement judged : judgements.pairs()) {
            int a = Objects.requireNonNull(places.get(judged.a()));
            int b = Objects.requireNonNull(places.get(judged.b()));
            if (a >= 0 && b >= 0) {
                (judged.same() ? same : apart).add(key(a, b));
            }
        }
    }

    private static long key(int a, int b) {
        return a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
    }

    /** Pairs that are one person, in order. */
    Set<Long> same() {
        return same;
    }

    boolean isSame(int a, int b) {
        return !same.isEmpty() && same.contains(key(a, b));
    }

    boolean isApart(int a, int b) {
        return !apart.isEmpty() && apart.contains(key(a, b));
    }

    /** Whether somebody said anything about the pair. */
    boolean isJudged(int a, int b) {
        return isSame(a, b) || isApart(a, b);
    }
}
