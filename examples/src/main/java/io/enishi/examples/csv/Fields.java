package io.enishi.examples.csv;

import java.math.BigDecimal;

/** Reads the numbers of a table; what cannot be read is an {@link IllegalArgumentException} that says how it should look. */
public final class Fields {

    private static final double BEYOND_MONEY = 1e15;
    private static final int MOST_DIGITS = 18;
    /** Finer amounts than millionths are no amounts. */
    private static final int MOST_DECIMALS = 6;

    private Fields() {}

    /** A finite decimal number with a point, such as {@code 1234.50}; without separators of thousands. */
    public static double decimal(String text) {
        String trimmed = text.strip();
        boolean plain = !trimmed.isEmpty() && trimmed.length() <= 40;
        for (int i = 0; plain && i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            plain = (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0;
        }
        if (plain) {
            try {
                double value = Double.parseDouble(trimmed);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw new IllegalArgumentException(quoted(text) + " is no number such as 1234.50");
    }

    /** A {@link #decimal} below 10^15, which money stays below in every currency. */
    public static double bounded(String text) {
        double number = decimal(text);
        if (Math.abs(number) >= BEYOND_MONEY) {
            throw new IllegalArgumentException(quoted(text) + " is 10^15 or more");
        }
        return number;
    }

    /** A {@link #bounded} number of at most 18 digits, six of them behind the point. */
    public static BigDecimal exact(String text) {
        bounded(text);
        BigDecimal number = new BigDecimal(text.strip());
        if (number.precision() > MOST_DIGITS || number.scale() > MOST_DECIMALS || number.scale() < -MOST_DECIMALS) {
            throw new IllegalArgumentException(
                    quoted(text) + " has more than " + MOST_DIGITS + " digits or " + MOST_DECIMALS + " decimals");
        }
        return number;
    }

    static String quoted(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
}
