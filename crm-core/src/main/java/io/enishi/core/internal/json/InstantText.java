package io.enishi.core.internal.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Instants as text, {@code 2026-04-01T03:00:00Z} or {@code 2026-04-01T03:00:00.250Z}: the digits are handled here, the calendar by
 * java.time. Every line of an event log holds at least one, and the general formatter took longer than the rest of the line.
 */
public final class InstantText {
    /** {@code +999999999-12-31T23:59:59.999999999+18:00:00} and not more. */
    private static final int LONGEST = 45;

    private static final int SECONDS_END = 19;
    private static final int SECONDS_PER_DAY = 86_400;
    /** 0000-01-01T00:00:00Z. */
    private static final long FIRST_SECOND = -62_167_219_200L;
    /** 9999-12-31T23:59:59Z. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private InstantText() {}

    /** Writes an instant with seconds, or milliseconds where it has any; finer ones and far years as {@link Instant} does. */
    public static String of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (instant.getNano() % 1_000_000 != 0 || seconds < FIRST_SECOND || seconds > LAST_SECOND) {
            return instant.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int time = Math.floorMod(seconds, SECONDS_PER_DAY);
        int millis = instant.getNano() / 1_000_000;
        char[] text = new char[millis == 0 ? SECONDS_END + 1 : SECONDS_END + 5];
        two(text, 0, date.getYear() / 100);
        two(text, 2, date.getYear() % 100);
        text[4] = '-';
        two(text, 5, date.getMonthValue());
        text[7] = '-';
        two(text, 8, date.getDayOfMonth());
        text[10] = 'T';
        two(text, 11, time / 3600);
        text[13] = ':';
        two(text, 14, time / 60 % 60);
        text[16] = ':';
        two(text, 17, time % 60);
        if (millis != 0) {
            text[19] = '.';
            text[20] = (char) ('0' + millis / 100);
            two(text, 21, millis % 100);
        }
        text[text.length - 1] = 'Z';
        return new String(text);
    }

    /** Reads what {@link #of} writes and whatever else {@link Instant#parse} does, such as an offset; null for other texts. */
    public static @Nullable Instant parse(String text) {
        int length = text.length();
        boolean usual = (length == SECONDS_END + 1 || (length == SECONDS_END + 5 && text.charAt(19) == '.'))
                && text.charAt(length - 1) == 'Z'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        try {
            if (!usual) {
                return length > LONGEST ? null : Instant.parse(text);
            }
            int year = two(text, 0) * 100 + two(text, 2);
            int hour = two(text, 11);
            int minute = two(text, 14);
            int second = two(text, 17);
            int millis = length == SECONDS_END + 1 ? 0 : digit(text, 20) * 100 + two(text, 21);
            if (hour > 23 || minute > 59 || second > 59) {
                return null;
            }
            long day = LocalDate.of(year, two(text, 5), two(text, 8)).toEpochDay();
            return Instant.ofEpochSecond(
                    day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second, millis * 1_000_000L);
        } catch (DateTimeException e) {
            return null; // the caller names the field
        }
    }

    private static void two(char[] text, int at, int number) {
        text[at] = (char) ('0' + number / 10);
        text[at + 1] = (char) ('0' + number % 10);
    }

    private static int two(String text, int at) {
        return digit(text, at) * 10 + digit(text, at + 1);
    }

    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
            throw new DateTimeException("not a digit");
        }
        return digit;
    }
}
