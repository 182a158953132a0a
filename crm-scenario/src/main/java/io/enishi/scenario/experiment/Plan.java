package io.enishi.scenario.experiment;

/**
 * What an experiment is planned to find, in shares of 1 ({@code 0.02} is 2 %). It says how many runs are enough.
 *
 * @param expected the share of runs that convert without the change, between 0 and 1, exclusive
 * @param detectable the smallest difference worth finding, in the same unit: 0.005 finds 2.5 % against 2 %; the sum is below 1
 * @param alpha how often a difference may be found where there is none; between 0 and 0.5, exclusive
 * @param power how often a difference of that size shall be found; between 0.5 and 1, exclusive
 */
public record Plan(double expected, double detectable, double alpha, double power) {

    public static final double USUAL_ALPHA = 0.05;
    public static final double USUAL_POWER = 0.8;

    public Plan {
        between("expected", expected, 0, 1);
        between("detectable", detectable, 0, 1);
        between("alpha", alpha, 0, 0.5);
        between("power", power, 0.5, 1);
        if (!(expected + detectable < 1)) {
            throw new IllegalArgumentException(
                    "expected and detectable must be below 1 together, but are " + (expected + detectable));
        }
    }

    /** A plan with a level of 5 % and a power of 80 %. */
    public static Plan of(double expected, double detectable) {
        return new Plan(expected, detectable, USUAL_ALPHA, USUAL_POWER);
    }

    private static void between(String what, double value, double low, double high) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    what + " must be between " + low + " and " + high + ", exclusive, but is " + value);
        }
    }
}
