package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which records of a table are one person: a partition with a label for each cluster. */
public final class Clusters {

    private final RecordTable table;
    private final int[] of;
    private final String[] labels;

    Clusters(RecordTable table, int[] of) {
        this(table, of, labels(table, of));
    }

    Clusters(RecordTable table, int[] of, String[] labels) {
        this.table = table;
        this.of = of;
        this.labels = labels;
    }

    private static String[] labels(RecordTable table, int[] of) {
        String[] labels = new String[of.length];
        for (int i = 0; i < of.length; i++) {
            labels[i] = table.id(of[i]);
        }
        return labels;
    }

    /** The table whose records these are. */
    public RecordTable table() {
        return table;
    }

    /** Label of the person of the record at {@code index}: the id of the cluster's first record, or what an earlier run called it. */
    public String label(int index) {
        return labels[index];
    }

    /** How many clusters there are, those of one record included. */
    public int count() {
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            count += of[i] == i ? 1 : 0;
        }
        return count;
    }

    /** Whether two records are one person. */
    public boolean together(int a, int b) {
        return of[a] == of[b];
    }

    /** Ids by label; labels in order, ids in the order of the table. */
    public Map<String, List<String>> members() {
        Map<String, List<String>> members = new TreeMap<>();
        for (int i = 0; i < of.length; i++) {
            members.computeIfAbsent(labels[i], any -> new ArrayList<>()).add(table.id(i));
        }
        return members;
    }

    /** For each record the number of the first record of its cluster. */
    public int[] toArray() {
        return of.clone();
    }
}
