package io.enishi.identity.link;

import java.util.HashMap;
import java.util.Map;

/** Features of one table, each worked out once; a feature with more transforms starts from the one with fewer. */
final class Features {

    private final RecordTable table;
    private final Transforms transforms;
    private final Map<Feature, Column> known = new HashMap<>();

    Features(RecordTable table, Transforms transforms) {
        this.table = table;
        this.transforms = transforms;
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
