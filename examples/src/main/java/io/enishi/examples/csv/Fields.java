package io.enishi.examples.csv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Reads dates and numbers of a table; what cannot be read is an {@link IllegalArgumentException} that says how it should look. */
public final class Fields {

    /** Years that shops write; others are typing errors, and would stretch a table over thousands of months. The same hold for events. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2199;

    private static final double BEYOND_MONEY = 1e15;
    private static final int MOST_DIGITS = 18;
    /** Finer amounts than millionths are no amounts. */
    private static final int MOST_DECIMALS = 6;

    private Fields() {}

    /** The day of {@code 2026-04-01}, {@code 2026/04/01}, {@code 20260401}, or of one of them with a time behind it; from 1900 to 2199. */
    public static LocalDate day(String text) {
        LocalDate day = anyDay(text);
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    quoted(text) + " is not in the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return day;
    }

    private static LocalDate anyDay(String text) {
        String trimmed = text.strip();
        try {
            if (trimmed.length() >= 10 && isSeparator(trimmed.charAt(4)) && trimmed.charAt(4) == trimmed.charAt(7)) {
                if (trimmed.length() > 10 && "T ".indexOf(trimmed.charAt(10)) < 0) {
                    throw noDay(text);
                }
                return LocalDate.of(number(trimmed, 0, 4), number(trimmed, 5, 7), number(trimmed, 8, 10));
            }
            if (trimmed.length() == 8 || (trimmed.length() > 8 && "T ".indexOf(trimmed.charAt(8)) >= 0)) {
                return LocalDate.of(number(trimmed, 0, 4), number(trimmed, 4, 6), number(trimmed, 6, 8));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw noDay(text);
        }
        throw noDay(text);
    }

    /** Date and time, such as {@code 2026-04-01T10:00} or {@code 2026-04-01 10:00:00}; without a time, the beginning of the day. */
    public static LocalDateTime time(String text) {
        LocalDate day = day(text);
        String trimmed = text.strip();
        int from = trimmed.length() > 8 && !isSeparator(trimmed.charAt(4)) ? 8 : 10;
        if (trimmed.length() <= from) {
            return day.atStartOfDay();
        }
        try {
            String clock = trimmed.substring(from + 1);
            return day.atTime(
                    java.time.LocalTime.parse(clock.endsWith("Z") ? clock.substring(0, clock.length() - 1) : clock));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    quoted(text) + " has no time of the form 10:00 or 10:00:00 behind its date");
        }
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '/';
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }

    private static IllegalArgumentException noDay(String text) {
        return new IllegalArgumentException(quoted(text) + " is no date such as 2026-04-01 or 20260401");
    }

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

    private static String quoted(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
}
