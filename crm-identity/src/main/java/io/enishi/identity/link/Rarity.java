package io.enishi.identity.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bits that agreement in a value is worth beyond agreement in any: more for a rare value, less for a common one. */
final class Rarity {

    /** Most bits that rarity may add or take. */
    private static final double MOST = 12;
    /** Least share of a value's records that are other people's. */
    private static final double OTHERS = 0.3;

    private static final double HARDLY = 0.2;
    private static final int FEW = 3;

    private final double[] bits;
    /** Where {@code bits} are by how often a value occurs; null where they are by its number. */
    private final @Nullable Column counted;

    private Rarity(double[] bits, @Nullable Column counted) {
        this.bits = bits;
        this.counted = counted;
    }

    /** All values are worth the same. */
    static Rarity none() {
        return new Rarity(new double[0], null);
    }

    /**
     * By how common each numbered value is.
     *
     * @param usual how probable it is that two records agree in any value
     */
    static Rarity of(double[] shares, double usual) {
        double[] bits = new double[shares.length];
        for (int code = 1; code < shares.length; code++) {
            bits[code] = bits(shares[code], usual);
        }
        return new Rarity(bits, null);
    }

    /**
     * By how often each value occurs in the column itself: the share of others counts, and neither the record itself nor the other
     * records of its person are others. How many those are is only known on average, so a rare value keeps a part of its share.
     *
     * @param same other records of one person with the value, on average
     * @param chance share of the pairs with equal values that are two people's
     */
    static Rarity ofCounts(Column column, double same, double usual, double chance) {
        int size = column.dictionary().size();
        int largest = 0;
        for (int code = 1; code < size; code++) {
            largest = Math.max(largest, column.count(code));
        }
        boolean[] occurs = new boolean[largest + 1];
        for (int code = 1; code < size; code++) {
            occurs[column.count(code)] = true;
        }
        double[] bits = new double[largest + 1];
        for (int count = 1; count <= largest; count++) {
            double least = Math.min(OTHERS * count, usual * column.known());
            // Where equal values are hardly ever chance, a few records that share one are one person's.
            boolean few = chance < HARDLY && count <= FEW + 2 * same;
            double others = few ? chance * (count - 1) : count - 1 - same;
            double share = Math.max(others, least) / Math.max(1, column.known());
            bits[count] = occurs[count] ? bits(share, usual) : 0;
        }
        return new Rarity(bits, column);
    }

    private static double bits(double share, double usual) {
        double bits = share > 0 ? Scorer.log2(usual / share) : 0;
        return Math.max(-MOST, Math.min(MOST, bits));
    }

    /** Bits of a numbered value. */
    double bits(int code) {
        return bits.length == 0 ? 0 : bits[counted == null ? code : counted.count(code)];
    }

    /** The most that any value is worth; 0 or more. */
    double most() {
        return Math.max(0, Arrays.stream(bits).max().orElse(0));
    }
}
