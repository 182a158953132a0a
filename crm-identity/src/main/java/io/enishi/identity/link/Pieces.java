package io.enishi.identity.link;

import java.util.Arrays;

/** The words or parts of numbered texts, as numbers of their own; 0 is a piece that is empty. */
final class Pieces {

    private final Dictionary dictionary;
    private final int[][] of;

    private Pieces(Dictionary dictionary, int[][] of) {
        this.dictionary = dictionary;
        this.of = of;
    }

    static Pieces none() {
        return new Pieces(new Dictionary(), new int[0][]);
    }

    /** The different words of each text, in the order of their numbers. */
    static Pieces words(Dictionary texts) {
        Dictionary dictionary = new Dictionary();
        int[][] of = new int[texts.size()][];
        for (int code = 1; code < of.length; code++) {
            of[code] = Arrays.stream(texts.text(code).split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .mapToInt(dictionary::code)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return new Pieces(dictionary, of);
    }

    /** The parts of each text, in their order. */
    static Pieces parts(Dictionary texts) {
        Dictionary dictionary = new Dictionary();
        int[][] of = new int[texts.size()][];
        for (int code = 1; code < of.length; code++) {
            String text = texts.text(code);
            of[code] = new int[Measure.parts(text)];
            for (int part = 0; part < of[code].length; part++) {
                of[code][part] = dictionary.code(Measure.part(text, part));
            }
        }
        return new Pieces(dictionary, of);
    }

    Dictionary dictionary() {
        return dictionary;
    }

    int[] of(int code) {
        return of[code];
    }

    /** Whether these parts are known and equal in both texts. */
    boolean same(int a, int b, int from, int to) {
        int[] mine = of[a];
        int[] others = of[b];
        if (to > Math.min(mine.length, others.length)) {
            return false;
        }
        for (int part = from; part < to; part++) {
            if (mine[part] == 0 || mine[part] != others[part]) {
                return false;
            }
        }
        return true;
    }

    /** How many parts both have. */
    int inCommon(int a, int b) {
        int[] mine = of[a];
        int[] others = of[b];
        int common = 0;
        for (int part = 0; part < Math.min(mine.length, others.length); part++) {
            common += mine[part] != 0 && others[part] != 0 ? 1 : 0;
        }
        return common;
    }

    /** How many numbers two rows in order share. */
    static int share(int[] a, int[] b) {
        int share = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                share++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return share;
    }
}
