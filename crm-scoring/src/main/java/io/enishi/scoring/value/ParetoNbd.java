package io.enishi.scoring.value;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.internal.numeric.Ascent;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The Pareto/NBD model: purchases are Poisson with a Gamma(r, α) distributed rate, and a customer leaves after an exponential time
 * whose rate is Gamma(s, β) distributed.
 *
 * <pre>
 * L = Γ(r+x) α^r β^s / Γ(r) · [ (α+T)^-(r+x) (β+T)^-s + s ∫ from tx to T of (α+y)^-(r+x) (β+y)^-(s+1) dy ]
 * P(alive) = the first of the two terms over their sum
 * E[Y(t) | alive] = (r+x) / (α+T) · ∫ from 0 to t of (1 + u / (β+T))^-s du
 * </pre>
 *
 * <p>The integral is usually written as a difference of two hypergeometric functions, which cancels for frequent customers and needs
 * two cases for α above and below β. Here it is summed as it stands ({@link LeavingIntegral}). The second one has a closed form with
 * s - 1 below; at s = 1 it is a logarithm, and near it nothing cancels.
 *
 * <p>Source: Schmittlein, Morrison, Colombo (1987), Counting Your Customers, Management Science 33(1), doi:10.1287/mnsc.33.1.1; formulas as
 * in Fader and Hardie (2005), A Note on Deriving the Pareto/NBD Model, brucehardie.com/notes/009.
 */
public final class ParetoNbd implements PurchaseModel {

    public static final String NAME = "pareto-nbd";

    private static final List<String> NAMES = List.of("r", "alpha", "s", "beta");

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;

    /** @throws IllegalArgumentException if a parameter is not positive and finite */
    public ParetoNbd(double r, double alpha, double s, double beta) {
        this.r = Parameter.positive("r", r);
        this.alpha = Parameter.positive("alpha", alpha);
        this.s = Parameter.positive("s", s);
        this.beta = Parameter.positive("beta", beta);
    }

    /** The most likely model of these customers; O(rows) for each of about ten evaluations. */
    public static Fit<ParetoNbd> fit(PurchaseCounts counts) {
        Fit.Unidentified<ParetoNbd> undetermined = counts.undetermined(NAMES.size());
        if (undetermined != null) {
            return undetermined;
        }
        return search(counts).asFit(NAMES, p -> new ParetoNbd(p[0], p[1], p[2], p[3]), counts.customers());
    }

    private static Ascent.Result search(PurchaseCounts counts) {
        double watched = 0;
        for (int row = 0; row < counts.size(); row++) {
            watched += counts.t(row) * counts.count(row);
        }
        double rate = Math.max(1, 2.0 * counts.repeats()) / watched;
        double[] start = {0.6, 0.6 / rate, 0.6, 0.5 * watched / counts.customers()};
        if (counts.size() > 8_000) {
            Ascent.Result rough = search(counts.sample(counts.size() / 2_000));
            if (rough.end() == Ascent.End.MAXIMUM) {
                start = rough.parameters();
            }
        }
        return Ascent.ofPositive(new ParetoNbdLikelihood(counts), start).run();
    }

    /** Shape of the distribution of purchase rates. */
    public double r() {
        return r;
    }

    /** Rate parameter of the distribution of purchase rates, in units of time. */
    public double alpha() {
        return alpha;
    }

    /** Shape of the distribution of the rates of leaving. */
    public double s() {
        return s;
    }

    /** Rate parameter of the distribution of the rates of leaving, in units of time. */
    public double beta() {
        return beta;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Double> parameters() {
        return Parameter.map(NAMES, r, alpha, s, beta);
    }

    /** ln of the first term of the likelihood's bracket: still there at the end. */
    private double logAlive(RepeatHistory history) {
        return -(r + history.x()) * StrictMath.log(alpha + history.t()) - s * StrictMath.log(beta + history.t());
    }

    /** ln of the odds of having left before the end. */
    private double logOddsGone(RepeatHistory history) {
        return StrictMath.log(s)
                + LeavingIntegral.log(r + history.x(), alpha, s, beta, history.tx(), history.t())
                - logAlive(history);
    }

    @Override
    public double logLikelihood(RepeatHistory history) {
        double sum = r * StrictMath.log(alpha) + s * StrictMath.log(beta);
        for (int j = 0; j < history.x(); j++) {
            sum += StrictMath.log(r + j);
        }
        return sum + logAlive(history) + Logarithms.onePlusExp(logOddsGone(history));
    }

    @Override
    public double pAlive(RepeatHistory history) {
        return 1 / (1 + StrictMath.exp(logOddsGone(history)));
    }

    @Override
    public double expectedPurchases(RepeatHistory history, double ahead) {
        return pAlive(history) * ifAlive(history, ahead);
    }

    @Override
    public double[] expectedPurchases(RepeatHistory history, double[] ahead) {
        double alive = pAlive(history);
        double[] expected = new double[ahead.length];
        for (int i = 0; i < ahead.length; i++) {
            expected[i] = alive * ifAlive(history, ahead[i]);
        }
        return expected;
    }

    private double ifAlive(RepeatHistory history, double ahead) {
        double scale = beta + history.t();
        double growth = StrictMath.log1p(Parameter.time("ahead", ahead) / scale);
        double exponent = (s - 1) * growth;
        // (1 - e^-c) / c, which is 1 at c = 0.
        double share = exponent == 0 ? 1 : -StrictMath.expm1(-exponent) / exponent;
        return (r + history.x()) / (alpha + history.t()) * scale * growth * share;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParetoNbd that
                && r == that.r
                && alpha == that.alpha
                && s == that.s
                && beta == that.beta;
    }

    @Override
    public int hashCode() {
        return Objects.hash(r, alpha, s, beta);
    }

    @Override
    public String toString() {
        return name() + parameters();
    }
}
