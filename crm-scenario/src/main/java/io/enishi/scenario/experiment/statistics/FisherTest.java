package io.enishi.scenario.experiment.statistics;

/**
 * Fisher's exact test by ratios of neighbouring tables: every probability is taken relative to the most probable table's, so no
 * factorial is ever computed and nothing cancels. Tables less probable than 1e-300 of that one count as impossible.
 */
final class FisherTest {

    /** What scipy and R allow between probabilities that are the same number computed differently. */
    private static final double SLACK = 1 + 1e-7;

    private static final double IMPOSSIBLE = 1e-300;

    private FisherTest() {}

    static TwoProportions.Exact of(Proportion control, Proportion variant) {
        long n1 = control.total();
        long n2 = variant.total();
        long converted = control.converted() + variant.converted();
        long least = Math.max(0, converted - n1); // conversions of the variant in the extreme tables
        long most = Math.min(converted, n2);
        long mode = mode(n1, n2, converted, least, most);
        long seen = variant.converted();
        double here = relative(mode, seen, n1, n2, converted);
        double all = 0;
        double unlikely = 0;
        double greater = 0;
        for (int direction = -1; direction <= 1; direction += 2) {
            double weight = 1;
            // Away from the mode probabilities fall, so adding stops where they vanish.
            for (long k = mode; k >= least && k <= most && weight > IMPOSSIBLE; k += direction) {
                if (k != mode || direction < 0) {
                    all += weight;
                    unlikely += weight <= here * SLACK ? weight : 0;
                    greater += k >= seen ? weight : 0;
                }
                weight *= direction > 0 ? up(k, n1, n2, converted) : 1 / up(k - 1, n1, n2, converted);
            }
        }
        return new TwoProportions.Exact(Math.min(1, unlikely / all), Math.min(1, greater / all));
    }

    private static long mode(long n1, long n2, long converted, long least, long most) {
        long guess = (long) ((converted + 1.0) * (n2 + 1.0) / (n1 + n2 + 2.0));
        return Math.max(least, Math.min(most, guess));
    }

    /** Probability of k + 1 conversions of the variant relative to that of k. */
    private static double up(long k, long n1, long n2, long converted) {
        return (double) (converted - k) / (k + 1) * ((double) (n2 - k) / (n1 - converted + k + 1));
    }

    private static double relative(long mode, long seen, long n1, long n2, long converted) {
        double weight = 1;
        for (long k = mode; k < seen && weight > IMPOSSIBLE; k++) {
            weight *= up(k, n1, n2, converted);
        }
        for (long k = mode; k > seen && weight > IMPOSSIBLE; k--) {
            weight /= up(k - 1, n1, n2, converted);
        }
        return weight;
    }
}
