package io.enishi.scoring.survival;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.internal.numeric.Ascent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * A gap's distribution in a few parameters, fitted by maximum likelihood to gaps of which some are censored: an ended gap counts with its
 * density, a censored one with the probability of lasting longer. Compare kinds by their log-likelihood.
 *
 * <p>Formulas are those of R's {@code survreg} (Therneau, package survival): its scale is 1 / shape of the Weibull distribution and sigma of
 * the lognormal one.
 */
public sealed interface GapModel {

    /** Such as {@code weibull}. */
    String name();

    /** The parameters by name. */
    Map<String, Double> parameters();

    /** The share of gaps longer than so many days; 1 at zero. */
    double survivalAt(double days);

    /** The day by which a share of customers has come back. {@code share} from 0 to 1, both excluded. */
    double quantile(double share);

    /** The same chance to come back every day. */
    record Exponential(double rate) implements GapModel {

        /** @throws IllegalArgumentException if the rate is not positive and finite */
        public Exponential {
            positive("rate", rate);
        }

        /** The most likely rate: endings over days watched. */
        public static Fit<Exponential> fit(Gaps gaps) {
            return unusable(gaps, 1, () -> {
                double total = 0;
                for (int i = 0; i < gaps.days.length; i++) {
                    total += gaps.days[i] * (gaps.ended[i] + gaps.censored[i]);
                }
                double rate = gaps.endings() / total;
                return new Fit.Identified<>(
                        new Exponential(rate),
                        gaps.endings() * StrictMath.log(rate) - rate * total,
                        Map.of("rate", rate / Math.sqrt((double) gaps.endings())),
                        gaps.size(),
                        1);
            });
        }

        @Override
        public String name() {
            return "exponential";
        }

        @Override
        public Map<String, Double> parameters() {
            return Map.of("rate", rate);
        }

        @Override
        public double survivalAt(double days) {
            return StrictMath.exp(-rate * time(days));
        }

        @Override
        public double quantile(double share) {
            return -StrictMath.log1p(-share(share)) / rate;
        }
    }

    /** A chance to come back that rises (shape above 1) or falls with time. Survival is exp(-(t / scale)^shape). */
    record Weibull(double shape, double scale) implements GapModel {

        private static final List<String> NAMES = List.of("shape", "scale");

        /** @throws IllegalArgumentException if a parameter is not positive and finite */
        public Weibull {
            positive("shape", shape);
            positive("scale", scale);
        }

        /** The most likely parameters. */
        public static Fit<Weibull> fit(Gaps gaps) {
            return unusable(
                    gaps,
                    2,
                    () -> Ascent.ofPositive(new WeibullLikelihood(gaps), 1, mean(gaps))
                            .run()
                            .asFit(NAMES, p -> new Weibull(p[0], p[1]), gaps.size()));
        }

        @Override
        public String name() {
            return "weibull";
        }

        @Override
        public Map<String, Double> parameters() {
            return map(NAMES, shape, scale);
        }

        @Override
        public double survivalAt(double days) {
            return StrictMath.exp(-StrictMath.pow(time(days) / scale, shape));
        }

        @Override
        public double quantile(double share) {
            return scale * StrictMath.pow(-StrictMath.log1p(-share(share)), 1 / shape);
        }
    }

    /** Logarithms of gaps are normal. */
    record LogNormal(double mu, double sigma) implements GapModel {

        private static final List<String> NAMES = List.of("mu", "sigma");
        private static final double ROOT_TWO = Math.sqrt(2);

        /** @throws IllegalArgumentException if sigma is not positive, or a parameter not finite */
        public LogNormal {
            positive("sigma", sigma);
            if (!Double.isFinite(mu)) {
                throw new IllegalArgumentException("mu = " + mu + ": has to be finite");
            }
        }

        /** The most likely parameters. */
        public static Fit<LogNormal> fit(Gaps gaps) {
            return unusable(
                    gaps,
                    2,
                    () -> new Ascent(
                                    new LogNormalLikelihood(gaps),
                                    new double[] {StrictMath.log(mean(gaps)), 1},
                                    new boolean[] {false, true})
                            .run()
                            .asFit(NAMES, p -> new LogNormal(p[0], p[1]), gaps.size()));
        }

        @Override
        public String name() {
            return "lognormal";
        }

        @Override
        public Map<String, Double> parameters() {
            return map(NAMES, mu, sigma);
        }

        @Override
        public double survivalAt(double days) {
            return time(days) == 0 ? 1 : Erfc.value((StrictMath.log(days) - mu) / (sigma * ROOT_TWO)) / 2;
        }

        @Override
        public double quantile(double share) {
            return StrictMath.exp(mu + sigma * ROOT_TWO * InverseErfc.value(2 * (1 - share(share))));
        }
    }

    /** What is common to the three fits: they need endings, and different lengths. */
    private static <M> Fit<M> unusable(Gaps gaps, int parameters, Supplier<Fit<M>> otherwise) {
        if (gaps.endings() == 0) {
            return new Fit.Unidentified<>(Fit.Reason.NO_EVENTS, "none of " + gaps.size() + " gaps ended");
        }
        if (gaps.days.length < parameters) {
            return new Fit.Unidentified<>(
                    Fit.Reason.TOO_FEW,
                    gaps.days.length + " different lengths do not determine " + parameters + " parameters");
        }
        return otherwise.get();
    }

    private static double mean(Gaps gaps) {
        double total = 0;
        for (int i = 0; i < gaps.days.length; i++) {
            total += gaps.days[i] * (gaps.ended[i] + gaps.censored[i]);
        }
        return total / gaps.endings();
    }

    private static Map<String, Double> map(List<String> names, double... values) {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(names.get(i), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + value + ": has to be positive and finite");
        }
    }

    private static double time(double days) {
        if (!(days >= 0)) {
            throw new IllegalArgumentException("days = " + days + ": not negative");
        }
        return days;
    }

    private static double share(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share = " + share + ": between 0 and 1");
        }
        return share;
    }
}
