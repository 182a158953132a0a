package io.enishi.scenario.experiment;

import io.enishi.core.value.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One variant of an experiment with the buckets that get it.
 *
 * @param name a technical name, unique within the experiment
 * @param buckets in ascending order, neighbours joined; empty while the arm gets nobody
 */
public record Arm(String name, List<BucketRange> buckets) {

    /**
     * @throws IllegalArgumentException if the name is none, or two ranges meet
     */
    public Arm {
        Names.requireName("arm", name, 64);
        buckets = joined(name, buckets);
    }

    private static List<BucketRange> joined(String name, List<BucketRange> buckets) {
        List<BucketRange> sorted = new ArrayList<>(buckets);
        Collections.sort(sorted);
        List<BucketRange> joined = new ArrayList<>(sorted.size());
        for (BucketRange range : sorted) {
            BucketRange before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && before.meets(range)) {
                throw new IllegalArgumentException(
                        "arm \"" + name + "\" has the buckets " + range + " twice: they meet " + before);
            }
            if (before != null && before.last() + 1 == range.first()) {
                joined.set(joined.size() - 1, new BucketRange(before.first(), range.last()));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    /** How many buckets it has: its share in hundredths of a percent. */
    public int size() {
        int size = 0;
        for (BucketRange range : buckets) {
            size += range.size();
        }
        return size;
    }

    public boolean contains(int bucket) {
        for (BucketRange range : buckets) {
            if (range.contains(bucket)) {
                return true;
            }
        }
        return false;
    }

    Arm and(List<BucketRange> more) {
        List<BucketRange> all = new ArrayList<>(buckets);
        all.addAll(more);
        return new Arm(name, all);
    }
}
