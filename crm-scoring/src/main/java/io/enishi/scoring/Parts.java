package io.enishi.scoring;

/**
 * The parts that a {@link ScoreBook} is divided into by the hash of the customer, each with its own customers and its own waiting events.
 *
 * <p>What a part leads to, of a hundred thousand customers, fits into the second cache, and so do the ends of what waits in all
 * parts. No customer is in two parts, so that threads may work on different parts side by side.
 */
final class Parts {

    private static final int BITS = 8;

    static final int COUNT = 1 << BITS;

    /** Spreads hashes that follow each other, such as those of numbers, over the high bits (Knuth 6.4). */
    private static final int GOLDEN = 0x9E3779B9;

    private Parts() {}

    /** The hash of a customer: its high bits name the part, and all of them count within it. */
    static int hash(Object customer) {
        return customer.hashCode() * GOLDEN;
    }

    static int of(int hash) {
        return hash >>> (Integer.SIZE - BITS);
    }

    /** Where to begin looking in a hash table of a part, whose hashes all begin alike. */
    static int slot(int hash, int mask) {
        return (hash ^ (hash >>> 15)) & mask;
    }
}
