package io.enishi.core.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definition in {@link HalfLife}'s comment once more, slowly: numbers of any size, powers of two by Taylor series, crossings by
 * no search at all but by walking. An oracle for tests.
 */
final class ExactDecay {

    record Point(long points, long time) {}

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal LN2 =
            new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680009493");
    private static final Map<String, BigInteger> POWERS = new HashMap<>();

    private ExactDecay() {}

    /** floor(2^digits x 2^(i / denominator)). */
    static BigInteger powerOfTwo(long i, long denominator, int digits) {
        return POWERS.computeIfAbsent(i + "/" + denominator + "/" + digits, key -> {
            BigDecimal x = LN2.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(denominator), DIGITS);
            BigDecimal term = BigDecimal.ONE;
            BigDecimal sum = BigDecimal.ONE;
            for (int n = 1; n < 60; n++) {
                term = term.multiply(x).divide(BigDecimal.valueOf(n), DIGITS);
                sum = sum.add(term, DIGITS);
            }
            // exp(ln 2) by 60 digits of a series comes out as 1.999...9
            return i == denominator
                    ? BigInteger.TWO.shiftLeft(digits)
                    : sum.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(digits)))
                            .toBigInteger();
        });
    }

    static BigInteger weight(long halfLife, long time) {
        BigInteger sinceBucket = BigInteger.valueOf(Math.floorMod(time, halfLife));
        BigInteger place = sinceBucket.shiftLeft(40).divide(BigInteger.valueOf(halfLife));
        long node = place.shiftRight(22).longValueExact();
        BigInteger rest = place.and(BigInteger.ONE.shiftLeft(22).subtract(BigInteger.ONE));
        BigInteger from = node(node);
        return from.add(node(node + 1).subtract(from).multiply(rest).shiftRight(22));
    }

    private static BigInteger node(long node) {
        return powerOfTwo(node / 512, 512, 61)
                .multiply(powerOfTwo(node % 512, 262_144, 62))
                .shiftRight(61 + 62 - 44);
    }

    /** The exact numerator and denominator of what is left at {@code now}. */
    static BigInteger[] left(long halfLife, List<Point> points, long now) {
        TreeMap<Long, BigInteger> sums = new TreeMap<>();
        for (Point point : points) {
            sums.merge(
                    Math.floorDiv(point.time(), halfLife),
                    weight(halfLife, point.time()).multiply(BigInteger.valueOf(point.points())),
                    BigInteger::add);
        }
        if (sums.isEmpty()) {
            return new BigInteger[] {BigInteger.ZERO, BigInteger.ONE};
        }
        long newest = sums.lastKey();
        BigInteger total = BigInteger.ZERO;
        for (long bucket = newest - 59; bucket <= newest; bucket++) {
            total = total.divide(BigInteger.TWO)
                    .add(sums.getOrDefault(bucket, BigInteger.ZERO)); // divide is towards zero
        }
        long halvings = Math.floorDiv(now, halfLife) - newest;
        BigInteger size = halvings >= 60 ? BigInteger.ZERO : total.abs().shiftRight((int) halvings);
        return new BigInteger[] {total.signum() < 0 ? size.negate() : size, weight(halfLife, now)};
    }

    static BigInteger floor(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
