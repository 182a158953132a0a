package io.enishi.examples.csv;

/** Reads the numbers of a log: whole ones, and decimals as minor units. */
final class Numerals {

    /** Answer for a text that is no such number, or too large a one. */
    static final long UNREADABLE = Long.MIN_VALUE;
    /** Answer for a decimal with more digits after the point than asked for. */
    static final long TOO_FINE = Long.MIN_VALUE + 1;

    /** Digits that fit: the product of two such numbers stays below 2^63. */
    private static final int MAX_DIGITS = 12;

    private Numerals() {}

    /** A whole number of at most six digits: the quantities of real orders. */
    static long whole(String text) {
        long number = minorUnits(text, 0, false);
        return number == TOO_FINE || Math.abs(number) > 999_999 ? UNREADABLE : number;
    }

    /** {@code 12.5} with two decimals is 1250. Trailing zeros are no decimals; others are rounded half up, or {@link #TOO_FINE}. */
    static long minorUnits(String text, int decimals, boolean round) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        long number = 0;
        int digits = 0;
        int after = -1; // digits taken after the point, -1 before it
        int firstBeyond = -1;
        for (int i = negative ? 1 : 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && after < 0) {
                after = 0;
            } else if (c >= '0' && c <= '9') {
                if (after < decimals) {
                    number = number * 10 + (c - '0');
                    after += after < 0 ? 0 : 1;
                } else if (round) {
                    firstBeyond = firstBeyond < 0 ? c - '0' : firstBeyond;
                } else if (c != '0') {
                    return TOO_FINE;
                }
                if (++digits > MAX_DIGITS) {
                    return UNREADABLE;
                }
            } else {
                return UNREADABLE;
            }
        }
        if (digits == 0) {
            return UNREADABLE;
        }
        for (int i = Math.max(after, 0); i < decimals; i++) {
            number *= 10;
        }
        if (firstBeyond >= 5) {
            number++;
        }
        return negative ? -number : number;
    }
}
