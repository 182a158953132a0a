package io.enishi.identity.link;

/** Disjoint sets of numbers; the smallest of a set stands for it. */
final class UnionFind {

    private final int[] parents;

    UnionFind(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    int find(int of) {
        int root = of;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    void join(int a, int b) {
        int one = find(a);
        int other = find(b);
        if (one < other) {
            parents[other] = one;
        } else {
            parents[one] = other;
        }
    }
}
