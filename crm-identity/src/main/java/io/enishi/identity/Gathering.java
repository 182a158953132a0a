package io.enishi.identity;

import java.util.Arrays;

/** Origins, by number, that are reached on a walk, each once; several walks may pass over nobody twice. */
final class Gathering {

    /** Up to so many are sorted where they lie. */
    private static final int FEW = 32;

    private int[] marks = new int[64];
    private int mark;
    private int[] gathered = new int[16];
    private int size;

    /** Whoever was reached may be reached again. */
    void forgetAll() {
        mark++;
        size = 0;
    }

    /** A walk begins; those of earlier ones stay reached. */
    void clear() {
        size = 0;
    }

    boolean isReached(int number) {
        return number < marks.length && marks[number] == mark;
    }

    void reach(int number) {
        if (isReached(number)) {
            return;
        }
        if (number >= marks.length) {
            marks = Arrays.copyOf(marks, Math.max(number + 1, marks.length + (marks.length >> 1)));
        }
        marks[number] = mark;
        if (size == gathered.length) {
            gathered = Arrays.copyOf(gathered, 2 * size);
        }
        gathered[size++] = number;
    }

    int size() {
        return size;
    }

    int get(int place) {
        return gathered[place];
    }

    long bytes() {
        return 4L * (marks.length + gathered.length);
    }

    /** By id: the order in which the people do not depend on who came first. */
    void sort(OriginTable origins) {
        if (size > FEW) {
            int[] sorted = Arrays.stream(gathered, 0, size)
                    .boxed()
                    .sorted(origins::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, gathered, 0, size);
            return;
        }
        for (int i = 1; i < size; i++) {
            int number = gathered[i];
            int place = i;
            for (; place > 0 && origins.compare(gathered[place - 1], number) > 0; place--) {
                gathered[place] = gathered[place - 1];
            }
            gathered[place] = number;
        }
    }
}
