package io.enishi.scoring.value;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.internal.numeric.Ascent;
import io.enishi.scoring.internal.numeric.BetaMean;
import io.enishi.scoring.internal.numeric.GammaFunctions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * What {@link BgNbd} and {@link MbgNbd} share: purchases are Poisson with a Gamma(r, α) distributed rate, and after a purchase the
 * customer leaves with a Beta(a, b) distributed probability.
 *
 * <p>With n chances to leave (x of them in BG/NBD, x + 1 in MBG/NBD, where the first purchase counts) and δ = 1 if n &gt; 0,
 *
 * <pre>
 * L = Γ(r+x) α^r / Γ(r) · B(a, b+n) / B(a, b) · [ (α+T)^-(r+x) + δ a / (b+n-1) (α+tx)^-(r+x) ]
 * P(alive) = 1 / (1 + δ a / (b+n-1) ((α+T) / (α+tx))^(r+x))
 * E[Y(t) | alive] = E[ (1 - (1 + p t / (α+T))^-(r+x)) / p ],  p ~ Beta(a, b+n)
 * </pre>
 *
 * <p>The papers write the last line with a hypergeometric function over (a - 1), which is 0 / 0 at a = 1 and loses digits around it. The
 * mean over p is the same number (integrate E[λ e^-λpτ] over τ) and has no such place.
 */
public abstract sealed class BetaGeometric implements PurchaseModel permits BgNbd, MbgNbd {

    static final List<String> NAMES = List.of("r", "alpha", "a", "b");

    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final int first;

    /** @param first 1 if the first purchase is a chance to leave, else 0 */
    BetaGeometric(double r, double alpha, double a, double b, int first) {
        this.r = Parameter.positive("r", r);
        this.alpha = Parameter.positive("alpha", alpha);
        this.a = Parameter.positive("a", a);
        this.b = Parameter.positive("b", b);
        this.first = first;
    }

    /** Shape of the distribution of purchase rates. */
    public final double r() {
        return r;
    }

    /** Rate parameter of the distribution of purchase rates, in units of time: the mean rate is r / α. */
    public final double alpha() {
        return alpha;
    }

    /** First parameter of the distribution of the chance to leave, whose mean is a / (a + b). */
    public final double a() {
        return a;
    }

    /** Second parameter of the distribution of the chance to leave. */
    public final double b() {
        return b;
    }

    @Override
    public final Map<String, Double> parameters() {
        return Parameter.map(NAMES, r, alpha, a, b);
    }

    static <M> Fit<M> fit(PurchaseCounts counts, int first, Function<double[], M> model) {
        Fit.Unidentified<M> undetermined = counts.undetermined(NAMES.size());
        if (undetermined != null) {
            return undetermined;
        }
        return search(counts, first).asFit(NAMES, model, counts.customers());
    }

    /** A large table is searched in a sample first; the full one then needs two or three evaluations. */
    private static Ascent.Result search(PurchaseCounts counts, int first) {
        double[] start = start(counts);
        if (counts.size() > 40_000) {
            Ascent.Result rough = search(counts.sample(counts.size() / 10_000), first);
            if (rough.end() == Ascent.End.MAXIMUM) {
                start = rough.parameters();
            }
        }
        return Ascent.ofPositive(new BetaGeometricLikelihood(counts, first), start)
                .run();
    }

    private static double[] start(PurchaseCounts counts) {
        double watched = 0;
        for (int row = 0; row < counts.size(); row++) {
            watched += counts.t(row) * counts.count(row);
        }
        // Half of the customers' time is taken as after their leaving.
        double rate = Math.max(1, 2.0 * counts.repeats()) / watched;
        return new double[] {0.5, 0.5 / rate, 0.7, 2};
    }

    private int chances(int x) {
        return x + first;
    }

    /** ln of the odds of having left; minus infinity without a chance to leave. */
    private double logOddsGone(RepeatHistory history) {
        int n = chances(history.x());
        if (n == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return StrictMath.log(a / (b + n - 1))
                + (r + history.x()) * StrictMath.log1p((history.t() - history.tx()) / (alpha + history.tx()));
    }

    @Override
    public final double logLikelihood(RepeatHistory history) {
        double sum = 0;
        for (int j = 0; j < history.x(); j++) {
            sum += StrictMath.log(r + j);
        }
        for (int j = 0; j < chances(history.x()); j++) {
            sum -= StrictMath.log1p(a / (b + j));
        }
        return sum
                + r * StrictMath.log(alpha)
                - (r + history.x()) * StrictMath.log(alpha + history.t())
                + Logarithms.onePlusExp(logOddsGone(history));
    }

    @Override
    public final double pAlive(RepeatHistory history) {
        return 1 / (1 + StrictMath.exp(logOddsGone(history)));
    }

    @Override
    public final double expectedPurchases(RepeatHistory history, double ahead) {
        return expectedPurchases(history, new double[] {ahead})[0];
    }

    @Override
    public final double[] expectedPurchases(RepeatHistory history, double[] ahead) {
        return expectedPurchases(history, ahead, BetaMean.of(a, b + chances(history.x())));
    }

    private double[] expectedPurchases(RepeatHistory history, double[] ahead, BetaMean mean) {
        double shape = r + history.x();
        double alive = pAlive(history);
        double[] expected = new double[ahead.length];
        for (int i = 0; i < ahead.length; i++) {
            double w = Parameter.time("ahead", ahead[i]) / (alpha + history.t());
            expected[i] =
                    alive * mean.of(p -> p == 0 ? shape * w : -StrictMath.expm1(-shape * StrictMath.log1p(p * w)) / p);
        }
        return expected;
    }

    /**
     * The probability that a new customer makes exactly {@code x} repeat purchases within a time.
     *
     * @param x not negative
     * @param time not negative, finite
     */
    public final double probability(int x, double time) {
        if (x < 0) {
            throw new IllegalArgumentException("x = " + x + ": a number of purchases is not negative");
        }
        double share = Parameter.time("time", time) / (alpha + time);
        if (share == 0 && x > 0) {
            return 0;
        }
        int n = chances(x);
        double stayed = 0;
        for (int j = 0; j < n; j++) {
            stayed -= StrictMath.log1p(a / (b + j));
        }
        double bought = GammaFunctions.logGamma(r + x)
                - GammaFunctions.logGamma(r)
                - GammaFunctions.logGamma(x + 1.0)
                + r * StrictMath.log1p(-share)
                + (x == 0 ? 0 : x * StrictMath.log(share));
        double left = n == 0 ? 0 : StrictMath.exp(stayed) * a / (b + n - 1);
        double boughtAtLeast = x == 0 ? 1 : RegularizedBeta.value(share, x, r);
        return StrictMath.exp(stayed + bought) + left * boughtAtLeast;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof BetaGeometric that
                && first == that.first
                && r == that.r
                && alpha == that.alpha
                && a == that.a
                && b == that.b;
    }

    @Override
    public final int hashCode() {
        return Objects.hash(first, r, alpha, a, b);
    }

    @Override
    public final String toString() {
        return name() + parameters();
    }
}
