package io.enishi.scoring.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against commons-numbers, which has them from other series. */
class GammaFunctionsTest {

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-8, 1e-3, 0.1, 0.2425, 0.5, 0.9, 1, 1.4616, 2, 3.7, 6.25, 11.999, 12, 12.001, 37.5, 100, 1e3, 1e6, 1e9
            })
    void agreeWithCommonsNumbers(double z) {
        close(GammaFunctions.logGamma(z), LogGamma.value(z), 2e-14);
        close(GammaFunctions.digamma(z), Digamma.value(z), 2e-14);
        close(GammaFunctions.trigamma(z), Trigamma.value(z), 1e-13); // theirs is 7e-14 off at 1
    }

    @Test
    void haveTheirKnownValues() {
        assertThat(GammaFunctions.trigamma(1)).isCloseTo(Math.PI * Math.PI / 6, within(1e-15));
        assertThat(GammaFunctions.digamma(1)).isCloseTo(-0.57721566490153286, within(1e-15));
        assertThat(GammaFunctions.logGamma(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(8e-15));
        assertThat(GammaFunctions.logGamma(1)).isCloseTo(0, within(4e-15));
    }

    private static void close(double ours, double other, double tolerance) {
        assertThat(ours).isCloseTo(other, within(tolerance * (1 + Math.abs(other))));
    }
}
