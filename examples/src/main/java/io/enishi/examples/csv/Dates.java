package io.enishi.examples.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the dates of a table, with or without a time behind them; what cannot be read is an {@link IllegalArgumentException} that says how it
 * should look.
 *
 * <p>Year, month, day, in this order only, since {@code 1/2/2026} is a day in January or in February, depending on who wrote it: {@code
 * 2026-04-01}, {@code 2026/4/1} as spreadsheets in Japan write it, {@code 2026年4月1日} or {@code 20260401}. Years of eras are not read.
 */
public final class Dates {

    /** Years that shops write; others are typing errors, and would stretch a table over thousands of months. The same hold for events. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2199;

    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})|(\\d{4})年(\\d{1,2})月(\\d{1,2})日|(\\d{4})(\\d{2})(\\d{2}))"
                    + "(?:(?:T| +)(.*))?");
    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(\\.\\d{1,9})?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private Dates() {}

    /** The day of a date, or of a date with whatever behind it that a blank or {@code T} parts from it; from 1900 to 2199. */
    public static LocalDate day(String text) {
        return day(matched(text), text);
    }

    /** Date and time, such as {@code 2026-04-01T10:00} or {@code 2026/4/1 9:05:00}; without a time, the beginning of the day. */
    public static LocalDateTime time(String text) {
        Matcher date = matched(text);
        LocalDate day = day(date, text);
        if (date.group(11) == null) {
            return day.atStartOfDay();
        }
        Matcher clock = clock(date, text);
        if (clock.group(5) != null && !clock.group(5).equals("Z")) {
            throw noTime(text);
        }
        return day.atTime(time(clock, text));
    }

    /** As {@link #time}, in a zone unless an offset stands behind it, such as {@code +09:00} or {@code Z}. */
    public static Instant instant(String text, ZoneId zone) {
        Matcher date = matched(text);
        LocalDate day = day(date, text);
        if (date.group(11) == null) {
            return day.atStartOfDay(zone).toInstant();
        }
        Matcher clock = clock(date, text);
        LocalDateTime local = day.atTime(time(clock, text));
        String offset = clock.group(5);
        try {
            return offset == null ? local.atZone(zone).toInstant() : local.toInstant(ZoneOffset.of(offset));
        } catch (DateTimeException e) {
            throw noTime(text);
        }
    }

    /** Whether a text is a date in eight digits, which would be a number else. */
    public static boolean isEightDigits(String text) {
        return text.length() == 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Matcher matched(String text) {
        Matcher date = WRITTEN.matcher(text.strip());
        if (!date.matches()) {
            throw noDay(text);
        }
        return date;
    }

    private static LocalDate day(Matcher date, String text) {
        int form = date.group(1) != null ? 1 : date.group(5) != null ? 5 : 8;
        int second = form == 1 ? 3 : form + 1;
        LocalDate day;
        try {
            day = LocalDate.of(number(date, form), number(date, second), number(date, second + 1));
        } catch (DateTimeException e) {
            throw noDay(text);
        }
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    Fields.quoted(text) + " is not in the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return day;
    }

    private static Matcher clock(Matcher date, String text) {
        Matcher clock = CLOCK.matcher(date.group(11));
        if (!clock.matches()) {
            throw noTime(text);
        }
        return clock;
    }

    private static LocalTime time(Matcher clock, String text) {
        String seconds = clock.group(3) == null ? "00" : clock.group(3);
        String fraction = clock.group(4) == null ? "" : clock.group(4);
        String hour = clock.group(1).length() == 1 ? "0" + clock.group(1) : clock.group(1);
        try {
            return LocalTime.parse(hour + ":" + clock.group(2) + ":" + seconds + fraction);
        } catch (DateTimeException e) {
            throw noTime(text);
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static IllegalArgumentException noDay(String text) {
        return new IllegalArgumentException(
                Fields.quoted(text) + " is no date such as 2026-04-01, 2026/4/1 or 20260401");
    }

    private static IllegalArgumentException noTime(String text) {
        return new IllegalArgumentException(
                Fields.quoted(text) + " has no time of the form 10:00 or 10:00:00 behind its date");
    }
}
