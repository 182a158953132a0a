package io.enishi.scenario.experiment.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Boundaries that sums of bounded or light-tailed observations cross, at any time, with probability alpha at most: for small groups and
 * rare conversions, where a normal approximation is not to be trusted.
 *
 * <p>Each mixture has the form ln M(s, v) with s the centred sum and v its variance process; s reaches the bound where M = 1/α. Howard, Ramdas,
 * McAuliffe, Sekhon (2021), Annals of Statistics 49(2), doi:10.1214/20-AOS1991, propositions 5 to 10 and theorem 1; values as their
 * program confseq has them.
 */
public final class Boundaries {

    /** ζ(1.4) terms: s and η as confseq has them, chosen by the authors for a bound that is good over many orders of time. */
    private static final double S = 1.4;

    private static final double ETA = 2;

    private Boundaries() {}

    /** ln M of a mixture at s and v. */
    @FunctionalInterface
    public interface LogMixture {
        double at(double s, double v);

        /**
         * The s that is reached with probability {@code alpha} at most.
         *
         * @param v variance process, positive
         */
        default double bound(double v, double alpha) {
            Arguments.positive("v", v);
            double goal = -StrictMath.log(Arguments.alpha(alpha));
            return root(s -> at(s, v) - goal, v);
        }
    }

    /** Robbins's mixture over positive effects only: ½ ln(4ρ/(v+ρ)) + s²/(2(v+ρ)) + ln Φ(s/√(v+ρ)). */
    public static LogMixture oneSidedNormal(double tightestNear, double alpha) {
        double rho = rho(tightestNear, alpha);
        return (s, v) -> 0.5 * StrictMath.log(4 * rho / (v + rho))
                + s * s / (2 * (v + rho))
                + StrictMath.log(Bell.below(s / Math.sqrt(v + rho)));
    }

    /** For observations with tails like an exponential distribution of scale {@code c}; one-sided. */
    public static LogMixture gammaExponential(double tightestNear, double alpha, double c) {
        double cc = Arguments.positive("c", c) * c;
        double r = rho(tightestNear, alpha) / cc;
        double leading = r * StrictMath.log(r) - LogGamma.value(r) - StrictMath.log(RegularizedGamma.P.value(r, r));
        return (s, v) -> {
            double shape = v / cc + r;
            double x = (c * s + v) / cc + r;
            return leading
                    + LogGamma.value(shape)
                    + StrictMath.log(RegularizedGamma.P.value(shape, x))
                    - shape * StrictMath.log(x)
                    + (c * s + v) / cc;
        };
    }

    /** For observations with tails like a Poisson distribution of step {@code c}; one-sided. */
    public static LogMixture gammaPoisson(double tightestNear, double alpha, double c) {
        double cc = Arguments.positive("c", c) * c;
        double r = rho(tightestNear, alpha) / cc;
        double leading = r * StrictMath.log(r) - LogGamma.value(r) - StrictMath.log(RegularizedGamma.Q.value(r, r));
        return (s, v) -> {
            double x = v / cc + r;
            double shape = x + s / c;
            return leading
                    + LogGamma.value(shape)
                    + StrictMath.log(RegularizedGamma.Q.value(shape, x))
                    - shape * StrictMath.log(x)
                    + v / cc;
        };
    }

    /**
     * For observations within {@code -g} and {@code h} of their mean, as conversions are.
     *
     * @param twoSided whether effects of both signs are looked for
     */
    public static LogMixture betaBinomial(double tightestNear, double alpha, double g, double h, boolean twoSided) {
        double gh = Arguments.positive("g", g) * Arguments.positive("h", h);
        double rho = twoSided ? NormalMixture.tightestNear(tightestNear, alpha).rho() : rho(tightestNear, alpha);
        double r = Math.max(rho - gh, 1e-3 * gh);
        double a = r / (h * (g + h));
        double b = r / (g * (g + h));
        double from = twoSided ? 0 : g / (g + h);
        double normal = LogBeta.value(a, b) + StrictMath.log(RegularizedBeta.complement(from, a, b));
        return (s, v) -> {
            double moreA = a + s / (g + h) + v / (h * (g + h));
            double moreB = b - s / (g + h) + v / (g * (g + h));
            if (!(moreA > 0 && moreB > 0)) {
                return Double.POSITIVE_INFINITY; // no such sum can come about
            }
            return v / gh * StrictMath.log(g + h)
                    - v / gh * (g * StrictMath.log(g) + h * StrictMath.log(h)) / (g + h)
                    + s * (StrictMath.log(h) - StrictMath.log(g)) / (g + h)
                    + LogBeta.value(moreA, moreB)
                    + StrictMath.log(RegularizedBeta.complement(from, moreA, moreB))
                    - normal;
        };
    }

    /**
     * The polynomial stitched bound, k₁√(v l(v)) and more with l(v) = 1.4 ln ln(2v/m) + ln(ζ(1.4)/(α ln^1.4 2)): it grows no faster than the
     * law of the iterated logarithm asks. Theorem 1.
     *
     * @param from the variance m from which on it is tight
     * @param c scale of the tails, 0 for normal ones, negative for lighter ones
     */
    public static double stitched(double v, double alpha, double from, double c) {
        double most = Math.max(Arguments.positive("v", v), Arguments.positive("from", from));
        double l = S * StrictMath.log(StrictMath.log(ETA * most / from))
                + StrictMath.log(zeta(S) / (Arguments.alpha(alpha) * StrictMath.pow(StrictMath.log(ETA), S)));
        double linear = K2 * Arguments.finite("c", c) * l;
        return Math.sqrt(K1 * K1 * most * l + linear * linear) + linear;
    }

    /**
     * How far an empirical distribution function is from the true one anywhere, at any time from {@code from} on: A √((ln ln(e t / m) + C) / t). Howard,
     * Ramdas (2022), Sequential estimation of quantiles, Bernoulli 28(3), doi:10.3150/21-BEJ1388, theorem 2.
     *
     * @param size t, observations so far, at least {@code from}
     * @param from m
     * @param a above √½, such as 0.85
     */
    public static double empiricalProcess(double size, double alpha, double from, double a) {
        Arguments.positive("from", from);
        Arguments.alpha(alpha);
        if (!(size >= from && a > Math.sqrt(0.5) && a < 10)) {
            throw new IllegalArgumentException(
                    "size must be at least from, and a above 0.7071, but are " + size + " and " + a);
        }
        double low = 0;
        double high = 1000;
        for (int i = 0; i < 100; i++) {
            double c = (low + high) / 2;
            if (missing(a, c) > alpha) {
                low = c;
            } else {
                high = c;
            }
        }
        return a * Math.sqrt((StrictMath.log1p(StrictMath.log(size / from)) + high) / size);
    }

    /** The least over η of 4 e^(-γC) (1 + 1/((γ-1) ln η)), γ = (2/η)(A - √(2(η-1)/C))². */
    private static double missing(double a, double c) {
        double least = Double.POSITIVE_INFINITY;
        int steps = 4000;
        for (int k = 1; k < steps; k++) {
            double eta = 1 + (2 * a * a - 1) * k / steps;
            double root = a - Math.sqrt(2 * (eta - 1) / c);
            double gamma = root > 0 ? 2 / eta * root * root : 0;
            if (gamma > 1) {
                least = Math.min(least, 4 * StrictMath.exp(-gamma * c) * (1 + 1 / ((gamma - 1) * StrictMath.log(eta))));
            }
        }
        return least;
    }

    /**
     * How far the count below the true median is from half, at any time and from {@code from} observations on tight, uniformly over quantiles near
     * it: the double stitched bound of Howard and Ramdas (2022), theorem 3, at the median, with δ = ½.
     */
    public static double doubleStitchedAtMedian(double size, double alpha, double from) {
        double delta = 0.5;
        double most = Math.max(Arguments.positive("size", size), Arguments.positive("from", from));
        double zeta = zeta(S);
        double l = S * StrictMath.log(StrictMath.log(ETA * most / from))
                + StrictMath.log(
                        2 * zeta * (2 * zeta + 1) / (Arguments.alpha(alpha) * StrictMath.pow(StrictMath.log(ETA), S)));
        return Math.sqrt(K1 * K1 * 0.25 * most * l) + delta * Math.sqrt(ETA * most * 0.25 / from);
    }

    private static final double K1 = (Math.sqrt(Math.sqrt(ETA)) + 1 / Math.sqrt(Math.sqrt(ETA))) / Math.sqrt(2);
    private static final double K2 = (Math.sqrt(ETA) + 1) / 2;

    /** ρ of one-sided mixtures: that of the two-sided at 2α. */
    private static double rho(double tightestNear, double alpha) {
        return NormalMixture.tightestNear(tightestNear, 2 * Arguments.between("alpha", alpha, 0, 0.5))
                .rho();
    }

    /** Riemann's zeta for s > 1 by Euler and Maclaurin. */
    private static double zeta(double s) {
        int n = 200;
        double sum = 0;
        for (int k = 1; k < n; k++) {
            sum += StrictMath.pow(k, -s);
        }
        double last = StrictMath.pow(n, -s);
        return sum
                + n * last / (s - 1)
                + last / 2
                + s * last / (12 * n)
                - s * (s + 1) * (s + 2) * last / (720.0 * n * n * n);
    }

    /** Where a function that rises for s > 0 and begins below 0 becomes 0. */
    private static double root(DoubleUnaryOperator f, double start) {
        double high = start;
        while (f.applyAsDouble(high) < 0) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (f.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
