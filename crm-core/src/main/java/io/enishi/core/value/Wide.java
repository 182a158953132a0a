package io.enishi.core.value;

/**
 * 128-bit whole numbers held in two longs by whoever computes with them: a high half (with the sign, if there is one) and a low
 * half (always read unsigned). Nothing here allocates.
 */
final class Wide {

    private Wide() {}

    /** High half of the sum of two 128-bit numbers, given that the low halves add up to {@code lowSum}. */
    static long addHigh(long highA, long lowA, long highB, long lowSum) {
        return highA + highB + (Long.compareUnsigned(lowSum, lowA) < 0 ? 1 : 0);
    }

    /** High half of the negated number. */
    static long negateHigh(long high, long low) {
        return low == 0 ? -high : ~high;
    }

    /** High half after shifting right by 0 to 127 bits, filling with zeros. */
    static long shiftRightHigh(long high, int by) {
        return by >= 64 ? 0 : high >>> by;
    }

    /** Low half after shifting right by 0 to 127 bits, filling with zeros. */
    static long shiftRightLow(long high, long low, int by) {
        if (by == 0) {
            return low;
        }
        return by >= 64 ? high >>> (by - 64) : (low >>> by) | (high << (64 - by));
    }

    /** Compares two unsigned 128-bit numbers. */
    static int compareUnsigned(long highA, long lowA, long highB, long lowB) {
        int byHigh = Long.compareUnsigned(highA, highB);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(lowA, lowB);
    }

    /** How many bits an unsigned 128-bit number has without its leading zeros. */
    static int bits(long high, long low) {
        return high != 0 ? 128 - Long.numberOfLeadingZeros(high) : 64 - Long.numberOfLeadingZeros(low);
    }

    // Schoolbook division, 18 bits of the low half at a time: a remainder below 2^45, shifted by 18, still fits into 63
    // bits.

    /**
     * The quotient of an unsigned 128-bit number by {@code divisor}; {@link Long#MAX_VALUE} if it is larger.
     *
     * @param divisor from 1 to 2<sup>45</sup>
     */
    static long divide(long high, long low, long divisor) {
        if (high == 0 && low >= 0) {
            return low / divisor;
        }
        if (high >= 0 && high < divisor >>> 12) {
            return divideNearly(high, low, divisor);
        }
        if (Long.compareUnsigned(high, divisor) >= 0) {
            return Long.MAX_VALUE;
        }
        long remainder = high;
        long quotient = 0;
        for (int shift = 46; shift >= 10; shift -= 18) {
            long part = (remainder << 18) | ((low >>> shift) & 0x3FFFF);
            quotient = (quotient << 18) | (part / divisor);
            remainder = part % divisor;
        }
        long part = (remainder << 10) | (low & 0x3FF);
        // The quotient has 64 bits at most, since high < divisor.
        quotient = (quotient << 10) | (part / divisor);
        return quotient < 0 ? Long.MAX_VALUE : quotient;
    }

    /**
     * A quotient below 2<sup>52</sup>. A double comes within a few of it, and what is left over says how many; since that is less than
     * 2<sup>63</sup> in size, the low half tells it. The answer is exact however the double was rounded, at a third of the price of
     * four divisions that wait for each other.
     */
    private static long divideNearly(long high, long low, long divisor) {
        long quotient = (long) ((high * 0x1p64 + (low >>> 1) * 2.0) / divisor);
        long rest = low - quotient * divisor;
        while (rest < 0) {
            rest += divisor;
            quotient--;
        }
        while (rest >= divisor) {
            rest -= divisor;
            quotient++;
        }
        return quotient;
    }

    /**
     * The remainder of an unsigned 128-bit number by {@code divisor}.
     *
     * @param divisor from 1 to 2<sup>45</sup>
     */
    static long remainder(long high, long low, long divisor) {
        if (high == 0 && low >= 0) {
            return low % divisor;
        }
        if (high >= 0 && high < divisor >>> 12) {
            return low - divideNearly(high, low, divisor) * divisor;
        }
        long remainder = Long.remainderUnsigned(high, divisor);
        for (int shift = 46; shift >= 10; shift -= 18) {
            remainder = ((remainder << 18) | ((low >>> shift) & 0x3FFFF)) % divisor;
        }
        return ((remainder << 10) | (low & 0x3FF)) % divisor;
    }
}
