package io.enishi.scenario.experiment.statistics;

/** What callers may hand in. */
final class Arguments {

    private Arguments() {}

    /** A confidence level. */
    static double level(double level) {
        return between("level", level, 0, 1);
    }

    static double alpha(double alpha) {
        return between("alpha", alpha, 0, 1);
    }

    /** Between, exclusive. */
    static double between(String what, double value, double low, double high) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    what + " must be between " + low + " and " + high + ", exclusive, but is " + value);
        }
        return value;
    }

    static double positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be positive and finite, but is " + value);
        }
        return value;
    }

    static double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite, but is " + value);
        }
        return value;
    }

    static long notNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative, but is " + value);
        }
        return value;
    }
}
