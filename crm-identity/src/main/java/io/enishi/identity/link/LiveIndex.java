package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds who of a table a new record is: the linkage's blocking keys, looked up instead of joined. Read only; safe for several
 * threads.
 *
 * <p>A search looks at no more than {@value #MOST_OF_RULE} records for each rule. Without a rule that leads anywhere it finds nobody.
 */
public final class LiveIndex {

    private static final int MOST_OF_RULE = 64;

    private final Linkage linkage;
    private final List<Column> columns;
    private final Scorer scorer;
    private final double threshold;
    private final Transforms transforms;
    private final List<Feature> compared = new ArrayList<>();
    private final List<List<Feature>> rules = new ArrayList<>();
    private final Map<Feature, Column> blocked = new HashMap<>();
    private final List<Feature> further = new ArrayList<>();

    LiveIndex(Linkage linkage, List<Column> columns, Scorer scorer, double threshold) {
        this.linkage = linkage;
        this.columns = columns;
        this.scorer = scorer;
        this.threshold = threshold;
        this.transforms = linkage.transforms();
        Features features = new Features(linkage.table(), transforms);
        linkage.model().comparisons().forEach(comparison -> compared.add(comparison.feature()));
        for (int k = 0; k < compared.size(); k++) {
            blocked.put(compared.get(k), columns.get(k));
        }
        for (List<String> rule : linkage.model().blocking()) {
            List<Feature> parsed = rule.stream().map(Feature::parse).toList();
            rules.add(parsed);
            parsed.forEach(feature -> blocked.computeIfAbsent(feature, features::column));
        }
        linkage.blocking().further().forEach(comparison -> further.add(comparison.feature()));
        blocked.values().forEach(column -> column.dictionary().find("\u0000")); // builds the look-up before threads ask
    }

    /**
     * A record that was found.
     *
     * @param id the record's id
     * @param person label of its cluster
     * @param bits posterior log odds to the base of 2
     * @param linked whether they reach the threshold
     */
    public record Found(String id, String person, double bits, boolean linked) {

        /** Posterior probability that both are one person. */
        public double probability() {
            return 1 / (1 + StrictMath.pow(2, -bits));
        }
    }

    /**
     * The records that are most probably the same person, best first.
     *
     * @param record values by column; a missing column is not known
     * @param most how many to give at most; at least 1
     */
    public List<Found> find(Map<String, String> record, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, but is " + most);
        }
        Map<Feature, String> texts = new HashMap<>();
        int size = compared.size();
        String[] mine = new String[size];
        int[] codes = new int[size];
        for (int k = 0; k < size; k++) {
            mine[k] = text(compared.get(k), record, texts);
            codes[k] = columns.get(k).dictionary().find(mine[k]);
        }
        int[] candidates = candidates(record, texts);
        List<Found> found = new ArrayList<>();
        int[] levels = new int[size];
        int[] others = new int[size];
        for (int candidate : candidates) {
            for (int k = 0; k < size; k++) {
                others[k] = columns.get(k).code(candidate);
                levels[k] = codes[k] == others[k] && codes[k] > 0
                        ? 1
                        : Agreement.level(
                                linkage.model().comparisons().get(k).levels(),
                                mine[k],
                                columns.get(k).dictionary().text(others[k]));
            }
            double bits = scorer.bits(levels, codes, others);
            found.add(new Found(
                    linkage.table().id(candidate), linkage.clusters().label(candidate), bits, bits >= threshold));
        }
        found.sort(Comparator.comparingDouble((Found one) -> -one.bits()).thenComparing(Found::id));
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    private String text(Feature feature, Map<String, String> record, Map<Feature, String> texts) {
        return texts.computeIfAbsent(feature, any -> feature.of(column -> record.getOrDefault(column, ""), transforms));
    }

    private int code(Feature feature, Map<String, String> record, Map<Feature, String> texts) {
        Column column = blocked.get(feature);
        return column == null ? -1 : column.dictionary().find(text(feature, record, texts));
    }

    /** Records that some rule leads to, each once. */
    private int[] candidates(Map<String, String> record, Map<Feature, String> texts) {
        int[] candidates = new int[rules.size() * MOST_OF_RULE];
        int size = 0;
        for (int r = 0; r < rules.size(); r++) {
            Blocking.Rule rule = linkage.blocking().rules().get(r);
            long key = Blocking.key(rules.get(r).stream()
                    .mapToInt(feature -> code(feature, record, texts))
                    .toArray());
            int at = key == 0 ? -1 : rule.blocks().find(key);
            for (int f = 0; at < 0 && key != 0 && f < further.size() && rule.refined() > 0; f++) {
                key = Blocking.refined(key, code(further.get(f), record, texts));
                at = key == 0 ? -1 : rule.blocks().find(key);
            }
            int from = at < 0 ? 0 : rule.blocks().starts()[at];
            int to = at < 0 ? 0 : Math.min(rule.blocks().starts()[at + 1], from + MOST_OF_RULE);
            System.arraycopy(rule.blocks().order(), from, candidates, size, to - from);
            size += to - from;
        }
        return Arrays.stream(candidates, 0, size).sorted().distinct().toArray();
    }
}
