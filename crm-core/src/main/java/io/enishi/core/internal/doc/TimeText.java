package io.enishi.core.internal.doc;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time as people write them.
 *
 * <p>Exact: {@code 3 days}, {@code 1 day 12 hours}, {@code 2 weeks}, {@code PT1H}; a day is 24 hours, a week 7 such days. By the
 * calendar: {@code 3 months}, {@code 1 year 3 months}, {@code 1 month 3 days}, {@code 10 calendar days}, {@code P3M}. A text is
 * of one sort or of none, never of both: what names a month or year, or says {@code calendar}, is by the calendar.
 */
public final class TimeText {

    public static final String EXACT_ADVICE = "write a length such as \"3 days\", \"24 hours\" or \"PT1H\"";
    public static final String CALENDAR_ADVICE =
            "write a calendar length such as \"3 months\", \"1 year\" or \"10 calendar days\"";

    private static final Pattern PART = Pattern.compile("(\\d{1,15}) (calendar days?|[a-z]+)(?: |$)");
    private static final long MS_PER_DAY = 86_400_000;
    /** Longer texts are no length of time. */
    private static final int MAX_TEXT = 60;
    /** Three centuries of days; a larger part is a slip, and sums stay far from overflow. */
    private static final long MAX_CALENDAR_PART = 110_000;

    private TimeText() {}

    /** The exact length that {@code text} says; null if it says none. */
    public static @Nullable Duration duration(String text) {
        if (text.length() > MAX_TEXT) {
            return null;
        }
        if (text.startsWith("P")) {
            return isoDuration(text);
        }
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        long millis = 0;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            Long unit = exactUnit(part.group(2));
            if (unit == null) {
                return null;
            }
            long amount = Long.parseLong(part.group(1));
            if (amount > Long.MAX_VALUE / 8 / unit) {
                return null; // eight such parts do not fit into the text
            }
            millis += amount * unit;
            at = part.end();
        }
        return at == 0 || at < text.length() || text.endsWith(" ") ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Duration isoDuration(String text) {
        try {
            return Duration.parse(text); // takes days but neither months nor years
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long exactUnit(String word) {
        return switch (word) {
            case "ms", "millisecond", "milliseconds" -> 1L;
            case "second", "seconds" -> 1_000L;
            case "minute", "minutes" -> 60_000L;
            case "hour", "hours" -> 3_600_000L;
            case "day", "days" -> MS_PER_DAY;
            case "week", "weeks" -> 7 * MS_PER_DAY;
            default -> null;
        };
    }

    /** The calendar length that {@code text} says; null if it says none. */
    public static @Nullable Period period(String text) {
        if (text.length() > MAX_TEXT) {
            return null;
        }
        if (text.startsWith("P")) {
            return isoPeriod(text);
        }
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        int years = 0;
        int months = 0;
        int days = 0;
        boolean calendar = false;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            long written = Long.parseLong(part.group(1));
            if (written > MAX_CALENDAR_PART) {
                return null;
            }
            int amount = (int) written;
            switch (part.group(2)) {
                case "year", "years" -> years += amount;
                case "month", "months" -> months += amount;
                case "day", "days" -> days += amount;
                case "calendar day", "calendar days" -> {
                    days += amount;
                    calendar = true;
                }
                default -> {
                    return null;
                }
            }
            calendar |= part.group(2).startsWith("m") || part.group(2).startsWith("y");
            at = part.end();
        }
        return !calendar || at < text.length() || text.endsWith(" ") ? null : Period.of(years, months, days);
    }

    private static @Nullable Period isoPeriod(String text) {
        if (text.indexOf('T') >= 0 || (text.indexOf('Y') < 0 && text.indexOf('M') < 0)) {
            return null;
        }
        try {
            return Period.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The canonical text of whole milliseconds, in the largest unit that divides them: {@code 36 hours}. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 0 || !Duration.ofMillis(millis).equals(duration)) {
            throw new IllegalArgumentException(
                    "length must be whole milliseconds and not negative, but was " + duration);
        }
        if (millis % MS_PER_DAY == 0 && millis > 0) {
            return counted(millis / MS_PER_DAY, "day");
        } else if (millis % 3_600_000 == 0 && millis > 0) {
            return counted(millis / 3_600_000, "hour");
        } else if (millis % 60_000 == 0 && millis > 0) {
            return counted(millis / 60_000, "minute");
        } else if (millis % 1_000 == 0) {
            return counted(millis / 1_000, "second");
        }
        return millis + " ms";
    }

    /** The canonical text of a period without negative parts: {@code 1 year 3 months}. */
    public static String of(Period period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("calendar length must be positive, but was " + period);
        }
        if (period.getYears() == 0 && period.getMonths() == 0) {
            return counted(period.getDays(), "calendar day");
        }
        StringBuilder text = new StringBuilder();
        append(text, period.getYears(), "year");
        append(text, period.getMonths(), "month");
        append(text, period.getDays(), "day");
        return text.toString();
    }

    private static void append(StringBuilder text, int amount, String unit) {
        if (amount > 0) {
            text.append(text.length() == 0 ? "" : " ").append(counted(amount, unit));
        }
    }

    private static String counted(long amount, String unit) {
        return amount + " " + unit + (amount == 1 ? "" : "s");
    }
}
