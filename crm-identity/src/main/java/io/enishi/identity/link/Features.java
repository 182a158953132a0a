package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Features of one table, each worked out once; a feature with more transforms starts from the one with fewer. */
final class Features {

    private final RecordTable table;
    private final Transforms transforms;
    private final Map<Feature, Column> known = new ConcurrentHashMap<>();

    Features(RecordTable table, Transforms transforms) {
        this.table = table;
        this.transforms = transforms;
    }

    /** Works several out with all workers; afterwards {@link #column} is safe for several threads. */
    void prepare(List<Feature> wanted, Workers workers) {
        List<List<Feature>> chains = new ArrayList<>();
        for (Feature feature : wanted) {
            List<Feature> chain = chains.stream()
                    .filter(other -> other.get(0).columns().equals(feature.columns()))
                    .findFirst()
                    .orElse(null);
            if (chain == null) {
                chain = new ArrayList<>();
                chains.add(chain);
            }
            chain.add(feature);
        }
        // Features of the same columns share their beginnings and stay with one worker. The longest work goes first.
        chains.sort(Comparator.comparingInt(chain -> -texts(chain.get(0))));
        workers.share(
                chains.size(), worker -> worker, (mine, c) -> chains.get(c).forEach(this::column));
    }

    private int texts(Feature feature) {
        return feature.columns().stream()
                .mapToInt(column -> table.column(column).dictionary().size())
                .max()
                .orElse(0);
    }

    Column column(Feature feature) {
        Column column = known.get(feature);
        if (column == null) {
            Feature before = feature.before();
            column = before == null ? feature.column(table, transforms) : feature.after(column(before), transforms);
            known.put(feature, column);
        }
        return column;
    }
}
