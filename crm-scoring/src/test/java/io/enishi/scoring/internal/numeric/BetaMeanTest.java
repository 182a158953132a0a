package io.enishi.scoring.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Moments of a Beta distribution have closed forms, and so has the mean of 1 - p^c. */
class BetaMeanTest {

    private static final double PRECISE =
            1e-9; // per cent: 1e-11, which rounding of b ln(1 - p) takes for b in the thousands

    @Property(tries = 300)
    void momentsAreThoseOfTheDistribution(
            @ForAll @DoubleRange(min = -5, max = 8) double logA, @ForAll @DoubleRange(min = -4, max = 8) double logB) {
        double a = Math.exp(logA);
        double b = Math.exp(logB);
        BetaMean mean = BetaMean.of(a, b);
        assertThat(mean.of(p -> 1)).isCloseTo(1, withinPercentage(PRECISE));
        assertThat(mean.of(p -> p)).isCloseTo(a / (a + b), withinPercentage(PRECISE));
        assertThat(mean.of(p -> p * p)).isCloseTo(a / (a + b) * (a + 1) / (a + b + 1), withinPercentage(PRECISE));
    }

    @Property(tries = 300)
    void theMeanOfOneMinusAPowerIsARatioOfGammaFunctions(
            @ForAll @DoubleRange(min = -3, max = 5) double logA,
            @ForAll @DoubleRange(min = 1, max = 6) double logB, // below, 1 - p of a node next to 1 has few digits left
            @ForAll @DoubleRange(min = 0.01, max = 30) double c) {
        double a = Math.exp(logA);
        double b = Math.exp(logB);
        double power = GammaFunctions.logGamma(b + c)
                - GammaFunctions.logGamma(b)
                - GammaFunctions.logGamma(a + b + c)
                + GammaFunctions.logGamma(a + b);
        // The comparison itself loses digits: it is a difference of logarithms of some tens.
        assertThat(BetaMean.of(a, b).of(p -> Math.pow(1 - p, c))).isCloseTo(Math.exp(power), withinPercentage(1e-6));
    }
}
