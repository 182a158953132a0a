package io.enishi.scenario.experiment.statistics;

/**
 * From {@code low} to {@code high}, both inclusive; either may be infinite.
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) { // NaN, too
            throw new IllegalArgumentException("an interval must go upwards, but was " + low + " to " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Whether it lies above {@code value} altogether. */
    public boolean isAbove(double value) {
        return low > value;
    }

    /** Whether it lies below {@code value} altogether. */
    public boolean isBelow(double value) {
        return high < value;
    }

    public double width() {
        return high - low;
    }
}
