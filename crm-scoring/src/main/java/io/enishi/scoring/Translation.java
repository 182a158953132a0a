package io.enishi.scoring;

/**
 * What the numbers that a thread of its own gave to sources and meanings are in the book: threads that read side by side
 * number what they meet for themselves.
 */
final class Translation {

    /** Numbers that are the book's already. */
    static final Translation NONE = new Translation(new int[0], new int[0], true);

    private final int[] sources;
    private final int[] meanings;
    private final boolean none;

    private Translation(int[] sources, int[] meanings, boolean none) {
        this.sources = sources;
        this.meanings = meanings;
        this.none = none;
    }

    /** By number in the slice: number in the book. The arrays are kept. */
    static Translation of(int[] sources, int[] meanings) {
        return new Translation(sources, meanings, false);
    }

    int source(int number) {
        return none ? number : sources[number];
    }

    int meaning(int number) {
        return none ? number : meanings[number];
    }
}
