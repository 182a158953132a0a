package io.enishi.scenario.experiment.statistics;

/**
 * How many of a group did something. A group may be empty; what cannot be said of it is an {@link Answer.Unknown}.
 *
 * @param converted 0 to {@code total}
 * @param total how many there are
 */
public record Proportion(long converted, long total) {

    /**
     * @throws IllegalArgumentException if a number is negative, or more converted than there are
     */
    public Proportion {
        Arguments.notNegative("converted", converted);
        Arguments.notNegative("total", total);
        if (converted > total) {
            throw new IllegalArgumentException(
                    "converted must be at most the total of " + total + ", but is " + converted);
        }
    }

    /** The share of 1. Unknown of nobody. */
    public Answer<Double> share() {
        return total == 0 ? nobody() : Answer.of(converted / (double) total);
    }

    /** The share as moments: its variance is p(1-p), as for a test of many. */
    public Sample sample() {
        double p = total == 0 ? 0 : converted / (double) total;
        return new Sample(total, p, p * (1 - p));
    }

    /**
     * The score interval: where the true share lies. It stays within 0 and 1 and is meaningful for small groups and for none or
     * all converted.
     *
     * <p>(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson (1927), Probable inference, the law of succession, and statistical
     * inference, JASA 22, doi:10.1080/01621459.1927.10502953.
     *
     * @param level such as 0.95
     */
    public Answer<Interval> wilson(double level) {
        Arguments.level(level);
        return total == 0 ? nobody() : Answer.of(score(Bell.twoSided(level)));
    }

    Interval score(double z) {
        double n = total;
        double p = converted / n;
        double zz = z * z;
        double middle = p + zz / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + zz / (4 * n * n));
        double scale = 1 + zz / n;
        return new Interval(
                converted == 0 ? 0 : (middle - half) / scale, converted == total ? 1 : (middle + half) / scale);
    }

    /**
     * The exact interval, which holds the true share at least as often as {@code level} says: quantiles of beta distributions.
     * Clopper, Pearson (1934), Biometrika 26, doi:10.1093/biomet/26.4.404.
     */
    public Answer<Interval> clopperPearson(double level) {
        Arguments.level(level);
        if (total == 0) {
            return nobody();
        }
        double tail = (1 - level) / 2;
        double low = converted == 0 ? 0 : Bell.betaQuantile(tail, (double) converted, total - converted + 1.0);
        double high =
                converted == total ? 1 : Bell.betaQuantile(1 - tail, converted + 1.0, (double) (total - converted));
        return Answer.of(new Interval(low, high));
    }

    private static <T> Answer<T> nobody() {
        return Answer.unknown(Answer.Lack.NOBODY, "nobody was in the group");
    }
}
