package io.enishi.identity.link;

/** Some pairs of records, the smaller number first, with the blocking rules that each agrees in, one bit a rule. */
final class Pairs {

    /** So many that what is looked up for all of them stays in the processor's nearest memory. */
    static final int MOST = 4_096;

    final int[] left = new int[MOST];
    final int[] right = new int[MOST];
    final int[] rules = new int[MOST];
    private int size;

    void add(int a, int b, int rulesOfBoth) {
        left[size] = a;
        right[size] = b;
        rules[size++] = rulesOfBoth;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST;
    }

    void clear() {
        size = 0;
    }

    /** Both numbers in one, the smaller in the upper half. */
    long packed(int pair) {
        return ((long) left[pair] << 32) | right[pair];
    }
}
