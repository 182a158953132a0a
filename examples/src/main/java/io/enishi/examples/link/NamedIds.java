package io.enishi.examples.link;

import io.enishi.identity.link.Judgements;
import io.enishi.identity.link.Judgements.Judgement;
import io.enishi.identity.link.RecordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks ids that somebody names beside the rows: each must be one row's. */
final class NamedIds {

    private final RecordTable table;

    private NamedIds(RecordTable table) {
        this.table = table;
    }

    static NamedIds of(RecordTable table) {
        return new NamedIds(table);
    }

    /** @throws IllegalArgumentException if no row has the id, or a row of each file */
    void mustBeOneRow(String id) {
        int rows = count(Set.of(id)).getOrDefault(id, 0);
        if (rows == 0) {
            throw new IllegalArgumentException("no row has the id " + id);
        }
        mustBeOne(id, rows);
    }

    /**
     * What is doubtful about pairs that are known: ids without a row, which are passed over, and contradictions.
     *
     * @throws IllegalArgumentException if rows of both files have one of the ids
     */
    List<String> remarks(Judgements judged) {
        Set<String> ids = new HashSet<>();
        judged.pairs().forEach(pair -> ids.addAll(List.of(pair.a(), pair.b())));
        Map<String, Integer> rows = count(ids);
        rows.forEach(NamedIds::mustBeOne);
        List<String> remarks = new ArrayList<>();
        List<Judgement> unknown = judged.pairs().stream()
                .filter(pair -> !rows.containsKey(pair.a()) || !rows.containsKey(pair.b()))
                .toList();
        if (!unknown.isEmpty()) {
            remarks.add("known pairs with an id that no row has, passed over: " + some(unknown));
        }
        List<Judgement> contradictions = judged.contradictions();
        if (!contradictions.isEmpty()) {
            remarks.add("known pairs that others contradict, kept apart: " + some(contradictions));
        }
        return remarks;
    }

    private static String some(List<Judgement> pairs) {
        return pairs.size() + ", such as " + pairs.get(0).a() + " and "
                + pairs.get(0).b();
    }

    private static void mustBeOne(String id, int rows) {
        if (rows > 1) {
            throw new IllegalArgumentException("both files have a row with the id " + id + "; name it in another way");
        }
    }

    private Map<String, Integer> count(Set<String> ids) {
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; !ids.isEmpty() && i < table.size(); i++) {
            if (ids.contains(table.id(i))) {
                rows.merge(table.id(i), 1, Integer::sum);
            }
        }
        return rows;
    }
}
