package io.enishi.scenario.experiment;

/**
 * Consecutive buckets.
 *
 * @param first from 0
 * @param last inclusive, at most 9,999 and not before {@code first}
 */
public record BucketRange(int first, int last) implements Comparable<BucketRange> {

    public BucketRange {
        if (first < 0 || last >= Buckets.COUNT || last < first) {
            throw new IllegalArgumentException("a range of buckets must go upwards within 0 to " + (Buckets.COUNT - 1)
                    + ", but was " + first + " to " + last);
        }
    }

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int bucket) {
        return first <= bucket && bucket <= last;
    }

    boolean meets(BucketRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public int compareTo(BucketRange other) {
        return first != other.first ? Integer.compare(first, other.first) : Integer.compare(last, other.last);
    }

    /** {@code 0-2499}, or {@code 17} for a single bucket. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
