package io.enishi.scenario.experiment.statistics;

/**
 * A comparison with less noise: what was known of everybody before (what they spent last year) is taken out of the outcome. It is not
 * touched by what the arms did, so the difference stays what it is and its standard error shrinks by √(1 - r²).
 *
 * <p>y' = y - θ(x - x̄) with θ = cov(x, y) / var(x) and x̄, both over the two groups together. Deng, Xu, Kohavi, Walker (2013), Improving the
 * sensitivity of online controlled experiments by utilizing pre-experiment data, WSDM, doi:10.1145/2433396.2433413.
 *
 * @param theta how much of x is in y; 0 where x does not vary
 * @param control the control's adjusted outcome
 * @param variant the variant's adjusted outcome
 */
public record Cuped(double theta, Sample control, Sample variant) {

    /**
     * @return unknown if a group is empty
     */
    public static Answer<Cuped> of(Pairs control, Pairs variant) {
        if (control.size == 0 || variant.size == 0) {
            return Answer.unknown(
                    Answer.Lack.NOBODY, "nobody was in the " + (control.size == 0 ? "control" : "variant"));
        }
        double n1 = control.size;
        double n2 = variant.size;
        double harmonic = n1 * n2 / (n1 + n2);
        double apartX = variant.meanX - control.meanX;
        double apartY = variant.meanY - control.meanY;
        double xx = control.xx + variant.xx + apartX * apartX * harmonic;
        double xy = control.xy + variant.xy + apartX * apartY * harmonic;
        double theta = xx == 0 ? 0 : xy / xx;
        double mean = (control.meanX * n1 + variant.meanX * n2) / (n1 + n2);
        return Answer.of(new Cuped(theta, control.adjusted(theta, mean), variant.adjusted(theta, mean)));
    }

    /** The adjusted difference of the means. */
    public Answer<Difference> difference() {
        return Difference.absolute(control, variant);
    }

    /** Collects what was known before (x) and the outcome (y) of each member of a group. Not thread-safe. */
    public static final class Pairs {
        private long size;
        private double meanX;
        private double meanY;
        private double xx;
        private double xy;
        private double yy;

        /** Begins with nobody. */
        public Pairs() {}

        /** @throws IllegalArgumentException if a value is NaN or infinite */
        public void add(double x, double y) {
            Arguments.finite("x", x);
            Arguments.finite("y", y);
            size++;
            double fromX = x - meanX;
            double fromY = y - meanY;
            meanX += fromX / size;
            meanY += fromY / size;
            xx += fromX * (x - meanX);
            xy += fromX * (y - meanY);
            yy += fromY * (y - meanY);
        }

        private Sample adjusted(double theta, double mean) {
            double squares = Math.max(0, yy - 2 * theta * xy + theta * theta * xx);
            return new Sample(size, meanY - theta * (meanX - mean), size < 2 ? 0 : squares / (size - 1));
        }
    }
}
