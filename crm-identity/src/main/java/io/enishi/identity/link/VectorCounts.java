package io.enishi.identity.link;

import java.util.Arrays;

/** How often each comparison vector occurred, together with the blocking rules that led to it. Open addressing, no boxes. */
final class VectorCounts {

    private long[] vectors = new long[1024];
    private int[] rules = new int[1024];
    private long[] counts = new long[1024];
    private int size;

    void add(long vector, int mask, long count) {
        int slot = slot(vector, mask);
        if (counts[slot] == 0) {
            vectors[slot] = vector;
            rules[slot] = mask;
            size++;
        }
        counts[slot] += count;
        if (size * 2 > counts.length) {
            grow();
        }
    }

    void addAll(VectorCounts other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                add(other.vectors[i], other.rules[i], other.counts[i]);
            }
        }
    }

    private int slot(long vector, int mask) {
        int slot = (int) Mix.of(vector, mask) & (counts.length - 1);
        while (counts[slot] != 0 && (vectors[slot] != vector || rules[slot] != mask)) {
            slot = (slot + 1) & (counts.length - 1);
        }
        return slot;
    }

    private void grow() {
        VectorCounts larger = new VectorCounts();
        larger.vectors = new long[vectors.length * 2];
        larger.rules = new int[vectors.length * 2];
        larger.counts = new long[vectors.length * 2];
        larger.addAll(this);
        vectors = larger.vectors;
        rules = larger.rules;
        counts = larger.counts;
    }

    /** One vector with its rules and its count. */
    record Row(long vector, int rules, long count) {}

    /** All of them in the order of vector and rules, so that sums come out alike whatever order they were counted in. */
    Row[] rows() {
        Row[] rows = new Row[size];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                rows[next++] = new Row(vectors[i], rules[i], counts[i]);
            }
        }
        Arrays.sort(rows, (a, b) -> {
            int order = Long.compareUnsigned(a.vector(), b.vector());
            return order != 0 ? order : Integer.compare(a.rules(), b.rules());
        });
        return rows;
    }
}
