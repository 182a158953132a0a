package io.enishi.scenario.rehearsal;

import java.util.Arrays;

/** Numbers from 0 on, each in one set; sets are united and never parted. */
final class DisjointSets {

    private int[] parents = new int[1024];
    private int size;

    /** The next number, in a set of its own. */
    int add() {
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, 2 * size);
        }
        parents[size] = size;
        return size++;
    }

    int size() {
        return size;
    }

    /** The number that stands for the set of this one: the least of them. */
    int root(int number) {
        int root = number;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    void unite(int one, int other) {
        int a = root(one);
        int b = root(other);
        parents[Math.max(a, b)] = Math.min(a, b);
    }
}
