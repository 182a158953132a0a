package io.enishi.scenario.experiment.statistics;

/**
 * Integrals of several functions at once, deterministic: Gauss's rule of 20 points between given places, halved where the halves
 * say something else than the whole. Golub, Welsch (1969), Calculation of Gauss quadrature rules, doi:10.1090/S0025-5718-69-99647-1.
 */
final class GaussLegendre {

    private static final int POINTS = 20;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];
    /**
     * Where halves and whole of a part agree to this, of the whole integral, the halves are taken. Their own error is about 2^-40 of what
     * they differ by; a closer criterion would chase the noise of the functions, which in far tails is 1e-12.
     */
    private static final double AGREEMENT = 1e-11;
    /** Below, an integral has no digits left that could agree. */
    private static final double VANISHING = 1e-280;

    private static final int MOST_HALVINGS = 12;

    static {
        for (int i = 0; i < POINTS; i++) { // roots of Legendre's polynomial by Newton's method
            double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 1;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = x;
                for (int n = 2; n <= POINTS; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = POINTS * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            NODES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    /** Functions of one variable that are computed together. */
    interface Functions {
        void at(double x, double[] values);
    }

    /**
     * @param count how many functions there are
     * @param places ascending, at least two: from the first to the last, with all places where a function turns
     */
    static double[] integrate(Functions functions, int count, double[] places) {
        double[][] parts = new double[places.length - 1][];
        double[] scale = new double[count];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = rule(functions, count, places[i], places[i + 1]);
            add(scale, parts[i]);
        }
        double[] sum = new double[count];
        for (int i = 0; i < parts.length; i++) {
            add(sum, refined(functions, parts[i], places[i], places[i + 1], scale, MOST_HALVINGS));
        }
        return sum;
    }

    private static double[] refined(
            Functions functions, double[] whole, double from, double to, double[] scale, int halvings) {
        boolean nothing = true;
        for (int f = 0; f < whole.length && nothing; f++) {
            nothing = Math.abs(whole[f]) <= VANISHING + 1e-15 * Math.abs(scale[f]);
        }
        if (nothing) {
            return whole; // a far tail: no digit of the sum depends on it
        }
        double middle = (from + to) / 2;
        double[] left = rule(functions, whole.length, from, middle);
        double[] right = rule(functions, whole.length, middle, to);
        boolean same = true;
        for (int f = 0; f < whole.length && same; f++) {
            same = Math.abs(left[f] + right[f] - whole[f]) <= VANISHING + AGREEMENT * Math.abs(scale[f]);
        }
        if (same || halvings == 0) {
            add(left, right);
            return left;
        }
        double[] sum = refined(functions, left, from, middle, scale, halvings - 1);
        add(sum, refined(functions, right, middle, to, scale, halvings - 1));
        return sum;
    }

    private static double[] rule(Functions functions, int count, double from, double to) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        double[] sum = new double[count];
        double[] values = new double[count];
        for (int i = 0; i < POINTS; i++) {
            functions.at(middle + half * NODES[i], values);
            for (int f = 0; f < count; f++) {
                sum[f] += half * WEIGHTS[i] * values[f];
            }
        }
        return sum;
    }

    private static void add(double[] sum, double[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }
}
