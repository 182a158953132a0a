package io.enishi.scoring.internal.numeric;

/**
 * ln Γ, ψ and ψ' for positive arguments, alike on every machine.
 *
 * <p>Arguments below 12 are moved up by the recurrences Γ(z + 1) = z Γ(z), ψ(z + 1) = ψ(z) + 1/z, ψ'(z + 1) = ψ'(z) - 1/z²; above, the
 * asymptotic series are summed to the term that is below 10<sup>-17</sup> at 12 (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12). Absolute
 * errors are below 10<sup>-14</sup> for arguments below 100, near the zeros of ln Γ too. commons-numbers has the same functions, but on {@code Math.log}, which
 * two machines may round differently; the tests compare with it.
 */
public final class GammaFunctions {

    private static final double ASYMPTOTIC_FROM = 12;
    /** From here on the series of {@link #differences}, which are a term shorter, are exact to 10<sup>-15</sup>. */
    private static final double SHORT_SERIES_FROM = 40;

    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    private GammaFunctions() {}

    /** ln Γ(z) for z &gt; 0. */
    public static double logGamma(double z) {
        double product = 1;
        double y = z;
        while (y < ASYMPTOTIC_FROM) {
            product *= y;
            y++;
        }
        double i = 1 / (y * y);
        double series = (1.0 / 12
                        - i
                                * (1.0 / 360
                                        - i
                                                * (1.0 / 1260
                                                        - i
                                                                * (1.0 / 1680
                                                                        - i
                                                                                * (1.0 / 1188
                                                                                        - i
                                                                                                * (691.0 / 360360
                                                                                                        - i / 156))))))
                / y;
        return (y - 0.5) * StrictMath.log(y) - y + HALF_LOG_TWO_PI + series - StrictMath.log(product);
    }

    /** ψ(z), the derivative of ln Γ, for z &gt; 0. */
    public static double digamma(double z) {
        double sum = 0;
        double y = z;
        while (y < ASYMPTOTIC_FROM) {
            sum -= 1 / y;
            y++;
        }
        double i = 1 / (y * y);
        double series = i
                * (1.0 / 12
                        - i
                                * (1.0 / 120
                                        - i
                                                * (1.0 / 252
                                                        - i
                                                                * (1.0 / 240
                                                                        - i
                                                                                * (1.0 / 132
                                                                                        - i
                                                                                                * (691.0 / 32760
                                                                                                        - i / 12))))));
        return sum + StrictMath.log(y) - 0.5 / y - series;
    }

    /** ψ'(z), the second derivative of ln Γ, for z &gt; 0. */
    public static double trigamma(double z) {
        double sum = 0;
        double y = z;
        while (y < ASYMPTOTIC_FROM) {
            sum += 1 / (y * y);
            y++;
        }
        double i = 1 / (y * y);
        double series = i
                * (1.0 / 6
                        - i
                                * (1.0 / 30
                                        - i
                                                * (1.0 / 42
                                                        - i
                                                                * (1.0 / 30
                                                                        - i
                                                                                * (5.0 / 66
                                                                                        - i
                                                                                                * (691.0 / 2730
                                                                                                        - i * 7
                                                                                                                / 6))))));
        return sum + 1 / y + 0.5 * i + series / y;
    }

    /**
     * ln Γ(z + d) - ln Γ(z) for d &gt; 0, ψ(z + d) - ψ(z), and ψ'(z + d) - ψ'(z), in this order. For large z the three are differences of
     * nearly equal numbers; there the series are subtracted term by term, so that no digits are lost.
     */
    public static void differences(double z, double d, double[] into) {
        double y = z + d;
        if (z < SHORT_SERIES_FROM) {
            into[0] = logGamma(y) - logGamma(z);
            into[1] = digamma(y) - digamma(z);
            into[2] = trigamma(y) - trigamma(z);
            return;
        }
        double log = StrictMath.log1p(d / z);
        // u is 1/y - 1/z; powers of 1/y less powers of 1/z are u times a positive sum.
        double a = 1 / y;
        double b = 1 / z;
        double u = -d * a * b;
        double two = u * (a + b);
        double three = u * (a * a + a * b + b * b);
        double four = two * (a * a + b * b);
        double five = u * (a * a * a * a + a * a * a * b + a * a * b * b + a * b * b * b + b * b * b * b);
        double six = three * (a * a * a + b * b * b);
        double seven = a * a * a * a * a * a * a - b * b * b * b * b * b * b;
        into[0] = (z - 0.5) * log + d * StrictMath.log(y) - d + u / 12 - three / 360 + five / 1260 - seven / 1680;
        into[1] = log - u / 2 - two / 12 + four / 120 - six / 252;
        into[2] = u + two / 2 + three / 6 - five / 30 + seven / 42;
    }
}
