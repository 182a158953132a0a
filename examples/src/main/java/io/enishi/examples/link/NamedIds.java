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

/**
 * Rows that somebody names beside the files, by their ids. Where both files have an id, {@code 1:ID} is the row of the first file and
 * {@code 2:ID} that of the second; an id that is written so itself is taken as it stands.
 */
final class NamedIds {

    private static final int NONE = -1;

    private final RecordTable table;
    private final List<String> sources;
    private final Map<String, List<Integer>> rows = new HashMap<>();

    private NamedIds(RecordTable table, List<String> sources) {
        this.table = table;
        this.sources = sources;
    }

    /**
     * The rows that some names stand for.
     *
     * @param sources of the files, in their order
     */
    static NamedIds of(RecordTable table, List<String> sources, Set<String> names) {
        NamedIds named = new NamedIds(table, sources);
        Set<String> ids = new HashSet<>(names);
        names.forEach(name -> ids.add(name.substring(name.indexOf(':') + 1)));
        for (int i = 0; !ids.isEmpty() && i < table.size(); i++) {
            if (ids.contains(table.id(i))) {
                named.rows
                        .computeIfAbsent(table.id(i), any -> new ArrayList<>())
                        .add(i);
            }
        }
        return named;
    }

    /** @throws IllegalArgumentException if the name stands for no row, or for a row of each file */
    int mustBeOneRow(String name) {
        int row = row(name);
        if (row == NONE) {
            throw new IllegalArgumentException("no row has the id " + name);
        }
        return row;
    }

    /** The place of the row; {@link #NONE} if there is none. */
    private int row(String name) {
        List<Integer> called = rows.getOrDefault(name, List.of());
        if (called.size() > 1) {
            throw new IllegalArgumentException("both files have a row with the id " + name + "; write 1:" + name
                    + " for that of the first file, 2:" + name + " for that of the second");
        }
        if (called.size() == 1) {
            return called.get(0);
        }
        for (int file = 0; sources.size() > 1 && file < sources.size(); file++) {
            String prefix = (file + 1) + ":";
            if (name.startsWith(prefix)) {
                String source = sources.get(file);
                return rows.getOrDefault(name.substring(prefix.length()), List.of()).stream()
                        .filter(row -> table.source(row).equals(source))
                        .findFirst()
                        .orElse(NONE);
            }
        }
        return NONE;
    }

    /**
     * What is known of pairs, as pairs of rows of files; those that name no row stay as they are.
     *
     * @throws IllegalArgumentException if a name stands for a row of each file
     */
    Judgements ofRows(Judgements judged) {
        List<Judgement> pairs = new ArrayList<>();
        for (Judgement pair : judged.pairs()) {
            int a = row(pair.a());
            int b = row(pair.b());
            pairs.add(
                    a == NONE || b == NONE
                            ? pair
                            : new Judgement(table.source(a), table.id(a), table.source(b), table.id(b), pair.same()));
        }
        return new Judgements(pairs);
    }

    /** What is doubtful about pairs that are known: names without a row, which are passed over, and contradictions. */
    List<String> remarks(Judgements judged) {
        List<String> remarks = new ArrayList<>();
        List<Judgement> unknown = judged.pairs().stream()
                .filter(pair -> row(pair.a()) == NONE || row(pair.b()) == NONE)
                .toList();
        if (!unknown.isEmpty()) {
            remarks.add("known pairs with an id that no row has, passed over: " + some(unknown));
        }
        List<Judgement> contradictions = ofRows(judged).contradictions();
        if (!contradictions.isEmpty()) {
            remarks.add("known pairs that others contradict, kept apart: " + some(contradictions));
        }
        return remarks;
    }

    private static String some(List<Judgement> pairs) {
        return pairs.size() + ", such as " + pairs.get(0).a() + " and "
                + pairs.get(0).b();
    }

    /** The names in what is known of pairs. */
    static Set<String> names(Judgements judged) {
        Set<String> names = new HashSet<>();
        judged.pairs().forEach(pair -> names.addAll(List.of(pair.a(), pair.b())));
        return names;
    }
}
