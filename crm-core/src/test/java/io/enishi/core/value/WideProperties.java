package io.enishi.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Divisions of 128 bits agree with those of {@link BigInteger}. */
class WideProperties {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Property(tries = 20_000)
    void quotientAndRemainderAreThoseOfAnySize(
            @ForAll long high,
            @ForAll long low,
            @ForAll @IntRange(min = 0, max = 127) int smaller,
            @ForAll @LongRange(min = 1, max = 1L << 45) long divisor) {
        long sizeHigh = Wide.shiftRightHigh(high, smaller);
        long sizeLow = Wide.shiftRightLow(high, low, smaller);
        isDivided(sizeHigh, sizeLow, divisor);
    }

    /** Where a double is off by one, it is off at multiples of the divisor and beside them. */
    @Property(tries = 20_000)
    void quotientAndRemainderAreRightBesideMultiplesOfTheDivisor(
            @ForAll @LongRange(min = 0, max = 1L << 52) long quotient,
            @ForAll @IntRange(min = -2, max = 2) int beside,
            @ForAll @LongRange(min = 3, max = 1L << 45) long divisor) {
        BigInteger size = BigInteger.valueOf(quotient)
                .multiply(BigInteger.valueOf(divisor))
                .add(BigInteger.valueOf(beside))
                .max(BigInteger.ZERO);
        isDivided(size.shiftRight(64).longValue(), size.longValue(), divisor);
    }

    private static void isDivided(long high, long low, long divisor) {
        BigInteger size = unsigned(high).shiftLeft(64).add(unsigned(low));
        BigInteger[] expected = size.divideAndRemainder(BigInteger.valueOf(divisor));

        assertThat(Wide.divide(high, low, divisor))
                .isEqualTo(expected[0].min(MOST).longValue());
        assertThat(Wide.remainder(high, low, divisor)).isEqualTo(expected[1].longValue());
    }

    private static BigInteger unsigned(long bits) {
        BigInteger signed = BigInteger.valueOf(bits);
        return bits < 0 ? signed.add(BigInteger.ONE.shiftLeft(64)) : signed;
    }
}
