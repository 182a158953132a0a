package io.enishi.core.value;

import java.nio.charset.StandardCharsets;

/**
 * Names an origin, the unit of storage: 128 bits derived from the shop and the strongest identifier by a keyed hash, so it is
 * the same for the same identifier on every machine, and tells nothing to someone without the key.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record OriginId(long high, long low) implements Comparable<OriginId> {

    /** Looked up rather than computed: digits of a hash are random, so a processor guesses every second branch wrong. */
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** Parses the 32 hexadecimal digits of {@link #toString()}. */
    public static OriginId parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException(
                    "origin id must be 32 hexadecimal digits, but has " + text.length() + " characters");
        }
        return new OriginId(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }

    /** Unsigned order, alike in every store. */
    @Override
    public int compareTo(OriginId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** As a record's own, which is linked at run time and took a twelfth of the time of a decision. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OriginId id && high == id.high && low == id.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low); // both halves are uniform already
    }

    @Override
    public String toString() {
        byte[] digits = new byte[32];
        hex(digits, 0, high);
        hex(digits, 16, low);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void hex(byte[] digits, int from, long bits) {
        for (int i = 0; i < 16; i++) {
            digits[from + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 15];
        }
    }
}
