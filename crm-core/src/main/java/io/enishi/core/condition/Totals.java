package io.enishi.core.condition;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Running totals beside a sorted array: {@code total(i)} is the sum of the first {@code i} values, exact in 96 bits. The upper part is
 * kept only once a total has left the range of a long, which honest shops never see.
 */
final class Totals {

    private long[] low = new long[1];
    private int @Nullable [] high;
    private boolean negative;

    Totals() {}

    private Totals(Totals other) {
        low = other.low.clone();
        high = other.high == null ? null : other.high.clone();
        negative = other.negative;
    }

    Totals copy() {
        return new Totals(this);
    }

    /** Puts {@code value} before position {@code at} of {@code size} values. */
    void insert(int at, long value, int size) {
        if (low.length < size + 2) {
            int capacity = Track.grown(size + 2);
            low = Arrays.copyOf(low, capacity);
            high = high == null ? null : Arrays.copyOf(high, capacity);
        }
        System.arraycopy(low, at, low, at + 1, size + 1 - at);
        if (high != null) {
            System.arraycopy(high, at, high, at + 1, size + 1 - at);
        }
        for (int i = at + 1; i <= size + 1; i++) {
            add(i, value);
        }
        negative |= value < 0;
    }

    /** Whether a value below zero was ever put in; without one, totals never fall. */
    boolean hasNegative() {
        return negative;
    }

    /** Takes the value at position {@code at} of {@code size} values away. */
    void remove(int at, int size) {
        long value = value(at);
        for (int i = at + 1; i < size; i++) {
            low[i] = low[i + 1];
            if (high != null) {
                high[i] = high[i + 1];
            }
            subtract(i, value);
        }
    }

    /** The value at position {@code at}. */
    long value(int at) {
        return low[at + 1] - low[at]; // right even where a total wrapped around: values are longs
    }

    private void add(int i, long value) {
        long before = low[i];
        long after = before + value;
        boolean left = ((before ^ after) & (value ^ after)) < 0;
        if (left && high == null) {
            high = new int[low.length];
            for (int j = 0; j < low.length; j++) {
                high[j] = (int) (low[j] >> 63);
            }
        }
        if (high != null) {
            high[i] += (int) (value >> 63) + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
        }
        low[i] = after;
    }

    private void subtract(int i, long value) {
        if (high != null) {
            high[i] -= (int) (value >> 63) + (Long.compareUnsigned(low[i], value) < 0 ? 1 : 0);
        }
        low[i] -= value;
    }

    long low(int i) {
        return low[i];
    }

    long high(int i) {
        return high == null ? low[i] >> 63 : high[i];
    }

    // ------------------------------------------------------------------ wide arithmetic

    /** The sign of (high, low) - bound. */
    static int compare(long high, long low, long bound) {
        long boundHigh = bound >> 63;
        return high != boundHigh ? Long.compare(high, boundHigh) : Long.compareUnsigned(low, bound);
    }

    /** The sign of (high, low) - bound x count. */
    static int compare(long high, long low, long bound, int count) {
        long productHigh = Math.multiplyHigh(bound, count);
        long productLow = bound * count;
        return high != productHigh ? Long.compare(high, productHigh) : Long.compareUnsigned(low, productLow);
    }

    static BigInteger wide(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }
}
