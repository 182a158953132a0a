package io.enishi.identity.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Judgements about the records of one table, as pairs of their numbers: the smaller in the upper half. Judgements of others are left out. */
final class JudgedPairs {

    private final Set<Long> same = new TreeSet<>();
    private final Set<Long> apart = new HashSet<>();

    JudgedPairs(RecordTable table, Judgements judgements) {
        Map<List<String>, Integer> places = places(table, judgements);
        for (Judgements.Judgement judged : judgements.pairs()) {
            int a = Objects.requireNonNull(places.get(judged.first()));
            int b = Objects.requireNonNull(places.get(judged.second()));
            if (a >= 0 && b >= 0 && a != b) {
                (judged.same() ? same : apart).add(key(a, b));
            }
        }
    }

    /** Where each record stands that is named by source and id, or by id alone; -1 if nowhere. */
    private static Map<List<String>, Integer> places(RecordTable table, Judgements judgements) {
        Map<List<String>, Integer> places = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Judgements.Judgement judged : judgements.pairs()) {
            places.put(judged.first(), -1);
            places.put(judged.second(), -1);
            ids.addAll(List.of(judged.a(), judged.b()));
        }
        for (int i = 0; i < table.size() && !ids.isEmpty(); i++) {
            String id = table.id(i);
            if (ids.contains(id)) {
                int place = i;
                for (String source : List.of("", table.source(i))) {
                    places.computeIfPresent(List.of(source, id), (named, before) -> before < 0 ? place : before);
                }
            }
        }
        return places;
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
