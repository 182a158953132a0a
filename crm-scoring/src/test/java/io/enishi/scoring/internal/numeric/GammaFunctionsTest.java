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

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 5, 11.9, 12.1, 40, 1e3, 1e6, 1e9})
    void differencesKeepTheirDigits(double z) {
        double[] differences = new double[3];
        double d = 6.25;
        GammaFunctions.differences(z, d, differences);
        if (z < 100) {
            close(differences[0], GammaFunctions.logGamma(z + d) - GammaFunctions.logGamma(z), 1e-13);
            close(differences[1], GammaFunctions.digamma(z + d) - GammaFunctions.digamma(z), 1e-14);
            close(differences[2], GammaFunctions.trigamma(z + d) - GammaFunctions.trigamma(z), 1e-14);
        } else {
            // To three orders in 1/z.
            double c = d - 1;
            assertThat(differences[1] * z / d).isCloseTo(1 - c / (2 * z), within(30 / (z * z)));
            assertThat(-differences[2] * z * z / d).isCloseTo(1 - c / z, within(60 / (z * z)));
            assertThat((differences[0] - d * Math.log(z)) * 2 * z / (d * c)).isCloseTo(1, within(1e-6 + 5 / z));
        }
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
