package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which records of a table are one person: a partition with a label for each cluster. */
public final class Clusters {

    private final RecordTable table;
    private final int[] of;
    /** Labels of clusters that are not called by the id of their first record, by the number of that record. */
    private final Map<Integer, String> renamed;

    Clusters(RecordTable table, int[] of) {
        this(table, of, repeatedIds(table, of));
    }

    private Clusters(RecordTable table, int[] of, Map<Integer, String> renamed) {
        this.table = table;
        this.of = of;
        this.renamed = renamed;
    }

    /** Where two sources have an id, the cluster of the second has another label. */
    private static Map<Integer, String> repeatedIds(RecordTable table, int[] of) {
        Map<Integer, String> renamed = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; table.sources().distinct() > 1 && i < of.length; i++) {
            if (of[i] == i) {
                String label = free(table.id(i), taken);
                if (!label.equals(table.id(i))) {
                    renamed.put(i, label);
                }
            }
        }
        return renamed;
    }

    /** The label, with apostrophes behind it as long as it is taken. */
    private static String free(String label, Set<String> taken) {
        String free = label;
        while (!taken.add(free)) {
            free += "'";
        }
        return free;
    }

    /** The table whose records these are. */
    public RecordTable table() {
        return table;
    }

    /**
     * Label of the person of the record at {@code index}: the id of the cluster's first record, or what an earlier run called it. No
     * two clusters have one label: where records of two sources have one id, an apostrophe is added.
     */
    public String label(int index) {
        String label = renamed.get(of[index]);
        return label == null ? table.id(of[index]) : label;
    }

    /**
     * The same clusters under the labels of an earlier run. A cluster gets the earlier label that most of its records had; where two
     * clusters claim one label, the one with more of its records has it, and of equals the first; what is left, and what is new, is
     * called by the id of its first record, or with an apostrophe behind it where that label is taken.
     *
     * @param earlier labels by record id; records that are new are missing in it
     */
    public Clusters labelledAs(Map<String, String> earlier) {
        Map<String, Map<Integer, Integer>> claims = new TreeMap<>();
        for (int i = 0; i < of.length; i++) {
            String label = earlier.get(table.id(i));
            if (label != null) {
                claims.computeIfAbsent(label, any -> new TreeMap<>()).merge(of[i], 1, Integer::sum);
            }
        }
        List<Claim> sorted = new ArrayList<>();
        claims.forEach(
                (label, counts) -> counts.forEach((cluster, count) -> sorted.add(new Claim(label, cluster, count))));
        sorted.sort(Comparator.comparingInt((Claim claim) -> -claim.records())
                .thenComparingInt(Claim::cluster)
                .thenComparing(Claim::label));
        Map<Integer, String> given = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Claim claim : sorted) {
            if (!given.containsKey(claim.cluster()) && taken.add(claim.label())) {
                given.put(claim.cluster(), claim.label());
            }
        }
        taken.addAll(claims.keySet());
        for (int cluster : of) {
            given.computeIfAbsent(cluster, first -> free(table.id(first), taken));
        }
        return new Clusters(table, of, given);
    }

    private record Claim(String label, int cluster, int records) {}

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
            members.computeIfAbsent(label(i), any -> new ArrayList<>()).add(table.id(i));
        }
        return members;
    }

    /** For each record the number of the first record of its cluster. */
    public int[] toArray() {
        return of.clone();
    }
}
