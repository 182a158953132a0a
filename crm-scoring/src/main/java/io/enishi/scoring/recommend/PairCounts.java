package io.enishi.scoring.recommend;

import java.util.OptionalDouble;

/**
 * How often two things happened together and apart: a table of two by two, and what may be said of it.
 *
 * @param both how many cases hold both, at least 0
 * @param firstOnly how many hold the first and not the second, at least 0
 * @param secondOnly how many hold the second and not the first, at least 0
 * @param neither how many hold neither, at least 0; all four together stay below 2<sup>53</sup>, so that each is exact as a double
 */
public record PairCounts(long both, long firstOnly, long secondOnly, long neither) {

    private static final long EXACT = 1L << 53;
    /** Below this, the product of two counts is exact as a long. */
    private static final long EXACT_FACTOR = 1L << 31;

    public PairCounts {
        notNegative("both", both);
        notNegative("firstOnly", firstOnly);
        notNegative("secondOnly", secondOnly);
        notNegative("neither", neither);
        long total = both + firstOnly + secondOnly + neither;
        if (both > EXACT || firstOnly > EXACT || secondOnly > EXACT || neither > EXACT || total > EXACT) {
            throw new IllegalArgumentException("pair counts must add up to at most 2^53");
        }
    }

    private static void notNegative(String what, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("pair count " + what + " must not be negative, but was " + count);
        }
    }

    /**
     * The table of two items, by the cases that hold each.
     *
     * @param both cases with both, at most {@code first} and {@code second}
     * @param first cases with the first item
     * @param second cases with the second item
     * @param cases all cases, at least {@code first + second - both}
     */
    public static PairCounts of(long both, long first, long second, long cases) {
        return new PairCounts(both, first - both, second - both, cases - first - second + both);
    }

    /** All cases. */
    public long total() {
        return both + firstOnly + secondOnly + neither;
    }

    /** Cases with the first, with or without the second. */
    public long first() {
        return both + firstOnly;
    }

    /** Cases with the second, with or without the first. */
    public long second() {
        return both + secondOnly;
    }

    /**
     * Dunning's log-likelihood ratio: how surprising the table is if the two have nothing to do with each other. Never negative; 0 where
     * they are independent and where a margin is empty. It says nothing of the direction, see {@link #rootLlr}.
     *
     * <p>2 x the sum over the four cells of {@code k ln(k N / (row column))}, natural logarithm. Since {@code k N - row column} is
     * {@code +D} or {@code -D} in every cell, with {@code D = both x neither - firstOnly x secondOnly}, the logarithm of a ratio near 1
     * is taken of {@code 1 + D / (row column)}, which loses no digits where the items are nearly independent. Under independence it follows a
     * chi-square distribution of one degree of freedom: 10.83 is exceeded once in a thousand.
     *
     * <p>Source: Ted Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational Linguistics 19(1), 1993.
     */
    public double llr() {
        double difference = difference();
        double rest = (double) (firstOnly + neither);
        double other = (double) (secondOnly + neither);
        double sum = cell(both, difference, (double) first() * second())
                + cell(firstOnly, -difference, first() * rest)
                + cell(secondOnly, -difference, other * second())
                + cell(neither, difference, other * rest);
        return sum > 0 ? 2 * sum : 0;
    }

    private double difference() {
        if (both < EXACT_FACTOR && firstOnly < EXACT_FACTOR && secondOnly < EXACT_FACTOR && neither < EXACT_FACTOR) {
            return (double) (both * neither - firstOnly * secondOnly);
        }
        return (double) both * neither - (double) firstOnly * secondOnly;
    }

    private double cell(long count, double difference, double expectedTimesTotal) {
        if (count == 0) {
            return 0;
        }
        double excess = difference / expectedTimesTotal;
        return count
                * (excess > -0.5 && excess < 0.5
                        ? StrictMath.log1p(excess)
                        : StrictMath.log((double) count * total() / expectedTimesTotal));
    }

    /** The square root of {@link #llr}, negative where the two are met together less often than by chance. */
    public double rootLlr() {
        double root = StrictMath.sqrt(llr());
        return difference() < 0 ? -root : root;
    }

    /**
     * How many times more often the two are met together than if they had nothing to do with each other: 1 for independence. Empty
     * where one of them was never met.
     */
    public OptionalDouble lift() {
        if (first() == 0 || second() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) both * total() / ((double) first() * second()));
    }

    /** The share of cases with both among those with either, 0 to 1. Empty where neither was ever met. */
    public OptionalDouble jaccard() {
        long either = both + firstOnly + secondOnly;
        return either == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) both / either);
    }

    /** {@code 1 - 1 / (1 + llr)}: from 0 (independent) to below 1. */
    public double similarity() {
        return 1 - 1 / (1 + llr());
    }
}
