package io.enishi.core.value;

/**
 * Names an origin, the unit of storage: 128 bits derived from the shop and the strongest identifier by a keyed hash, so it is
 * the same for the same identifier on every machine, and tells nothing to someone without the key.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record OriginId(long high, long low) implements Comparable<OriginId> {

    /** Parses the 32 hexadecimal digits of {@link #toString()}. */
    public static OriginId parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException(
                    "origin id must be 32 hexadecimal digits, but has " + text.length() + " characters");
        }
        return new OriginId(
                Long.parseUnsignedLong(text.substring(0, 16), 16), Long.parseUnsignedLong(text.substring(16), 16));
    }

    /** Unsigned order, alike in every store. */
    @Override
    public int compareTo(OriginId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low); // both halves are uniform already
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(32);
        hex(text, high);
        hex(text, low);
        return text.toString();
    }

    private static void hex(StringBuilder text, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
        }
    }
}
