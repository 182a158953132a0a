package io.enishi.scenario.experiment.statistics;

import java.util.stream.DoubleStream;

/**
 * What tests of means need to know of a group: how many, their mean, their variance.
 *
 * @param size how many; a group may be empty
 * @param mean finite; 0 for an empty group
 * @param variance of one value (divided by size - 1 where it was estimated), finite, not negative; 0 for less than two
 */
public record Sample(long size, double mean, double variance) {

    public Sample {
        Arguments.notNegative("size", size);
        Arguments.finite("mean", mean);
        Arguments.finite("variance", variance);
        if (variance < 0) {
            throw new IllegalArgumentException("variance must not be negative, but is " + variance);
        }
        if (size == 0 && (mean != 0 || variance != 0)) {
            throw new IllegalArgumentException(
                    "an empty group has mean and variance 0, but were " + mean + " and " + variance);
        }
    }

    /**
     * Of the values.
     *
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public static Sample of(double... values) {
        return of(DoubleStream.of(values));
    }

    /** Of the values, in order; two passes' accuracy in one by Welford (1962), Technometrics 4(3), doi:10.2307/1266577. */
    public static Sample of(DoubleStream values) {
        Collector collector = new Collector();
        values.forEachOrdered(collector::add);
        return collector.sample();
    }

    /**
     * From sums, as databases give them. Digits are lost where the mean is large against the deviations.
     *
     * @throws IllegalArgumentException if no values have these sums
     */
    public static Sample ofSums(long size, double sum, double sumOfSquares) {
        Arguments.finite("sum", sum);
        Arguments.finite("sumOfSquares", sumOfSquares);
        if (size == 0) {
            return new Sample(0, sum, sumOfSquares);
        }
        double mean = sum / size;
        double deviations = sumOfSquares - sum * sum / size;
        if (deviations < -1e-9 * sumOfSquares || sumOfSquares < 0) {
            throw new IllegalArgumentException(
                    "no " + size + " values have the sum " + sum + " and the sum of squares " + sumOfSquares);
        }
        return new Sample(size, mean, size < 2 ? 0 : Math.max(0, deviations) / (size - 1));
    }

    /** The sum of all values. */
    public double sum() {
        return mean * size;
    }

    /** Variance of the mean. */
    double varianceOfMean() {
        return variance / size;
    }

    /** Takes in values one after the other. Not thread-safe. */
    public static final class Collector {
        private long size;
        private double mean;
        private double squares;

        /** Begins with nobody. */
        public Collector() {}

        /** @throws IllegalArgumentException if the value is NaN or infinite */
        public void add(double value) {
            Arguments.finite("value", value);
            size++;
            double before = value - mean;
            mean += before / size;
            squares += before * (value - mean);
        }

        /** Of what was added so far. */
        public Sample sample() {
            return new Sample(size, mean, size < 2 ? 0 : squares / (size - 1));
        }
    }
}
