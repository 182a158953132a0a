package io.enishi.identity.normal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Reads birth dates: {@code 1985-01-02}, {@code 1985/1/2}, {@code 19850102}, {@code 1985年1月2日}, Japanese eras (昭和60年1月2日, {@code S60.1.2}, 平成元年…), any
 * width, with or without a time of day behind. The year comes first; {@code 01/02/1985} is malformed, since nobody can tell its month.
 *
 * <p>Days that stand for "unknown" are placeholders: the first days of calendars and of spreadsheets (1900-01-01, 0001-01-01, 1899-12-30), the
 * last one (9999-12-31), 1111-11-11. 1 January 1970 is quarantined: machines write it for nothing, and people were born on it. Immutable and safe to share.
 */
public final class BirthDates {

    private static final Set<LocalDate> PLACEHOLDERS = Set.of(
            LocalDate.of(1, 1, 1),
            LocalDate.of(1111, 11, 11),
            LocalDate.of(1582, 10, 15),
            LocalDate.of(1753, 1, 1), // the first day of SQL Server
            LocalDate.of(1899, 12, 30),
            LocalDate.of(1899, 12, 31),
            LocalDate.of(1900, 1, 1),
            LocalDate.of(1900, 1, 2),
            LocalDate.of(1901, 1, 1),
            LocalDate.of(2999, 12, 31),
            LocalDate.of(9999, 1, 1),
            LocalDate.of(9999, 12, 31));

    private static final LocalDate EPOCH = LocalDate.of(1970, 1, 1);

    private final Set<LocalDate> placeholders;
    private final LocalDate earliest;
    private final LocalDate latest;

    private BirthDates(Set<LocalDate> placeholders, LocalDate earliest, LocalDate latest) {
        this.placeholders = placeholders;
        this.earliest = earliest;
        this.latest = latest;
    }

    /** Any day from 1900 to 2100 that is no placeholder. A decision has no clock, so the future is the caller's to refuse ({@link #between}). */
    public static BirthDates standard() {
        return new BirthDates(PLACEHOLDERS, LocalDate.of(1900, 1, 1), LocalDate.of(2100, 12, 31));
    }

    /**
     * The same with other bounds, both inclusive; a day outside is malformed.
     *
     * @throws IllegalArgumentException if {@code latest} is before {@code earliest}
     */
    public BirthDates between(LocalDate earliest, LocalDate latest) {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException(
                    "latest must not be before earliest, but " + latest + " is before " + earliest);
        }
        return new BirthDates(placeholders, earliest, latest);
    }

    /** The same with further days that stand for "unknown", such as a form's default. */
    public BirthDates withPlaceholders(Collection<LocalDate> days) {
        Set<LocalDate> more = new HashSet<>(placeholders);
        more.addAll(days);
        return new BirthDates(Set.copyOf(more), earliest, latest);
    }

    /** The day in ISO form ({@code 1985-01-02}), or an empty text unless it is {@link Verdict#USABLE}. */
    public String key(String raw) {
        Normalised<LocalDate> read = normalise(raw);
        LocalDate day = read.verdict() == Verdict.USABLE ? read.value() : null;
        return day == null ? "" : day.toString();
    }

    /** Reads one birth date. */
    public Normalised<LocalDate> normalise(String raw) {
        Objects.requireNonNull(raw, "raw");
        String text = HalfWidth.of(raw);
        if (text.isEmpty()) {
            return Normalised.absent();
        }
        int[] parts = new int[3];
        if (!parts(text, parts)) {
            return Placeholders.standard().isPlaceholder(text)
                    ? Normalised.placeholder("is words for nothing")
                    : Normalised.malformed("is no date with the year first");
        }
        if (parts[0] == 0 || parts[1] == 0 || parts[2] == 0 || (parts[0] == 9999 && parts[1] == 99)) {
            return Normalised.placeholder("leaves a part of the date open");
        }
        try {
            return normalise(LocalDate.of(parts[0], parts[1], parts[2]));
        } catch (DateTimeException e) {
            return Normalised.malformed("is a day that no calendar has");
        }
    }

    /** Judges a birth date that is a date already. */
    public Normalised<LocalDate> normalise(LocalDate day) {
        if (placeholders.contains(day)) {
            return Normalised.placeholder("stands for unknown");
        }
        if (day.isBefore(earliest) || day.isAfter(latest)) {
            return Normalised.malformed("is not within the days on which a customer can be born");
        }
        return day.equals(EPOCH)
                ? Normalised.quarantined(day, "is what machines write for nothing")
                : Normalised.usable(day);
    }

    /** Fills in year, month and day; false when the text is no date. */
    private static boolean parts(String text, int[] parts) {
        int at = 0;
        int base = 0;
        char first = text.charAt(0);
        if (first < '0' || first > '9') {
            for (int era = 0; era < ERAS.length; era++) {
                String[] names = ERAS[era];
                for (int name = 0; name < names.length && base == 0; name++) {
                    if (text.toUpperCase(Locale.ROOT).startsWith(names[name])) {
                        base = ERA_BASE[era];
                        at = names[name].length();
                    }
                }
            }
            if (base == 0) {
                return false;
            }
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
            }
        }
        int digits = digitsFrom(text, at);
        if (base == 0 && digits == 8) {
            parts[0] = number(text, at, at + 4);
            parts[1] = number(text, at + 4, at + 6);
            parts[2] = number(text, at + 6, at + 8);
            return isTimeOfDay(text, at + 8);
        }
        if (base == 0 ? digits != 4 : digits > 2) {
            return false;
        }
        if (base != 0 && digits == 0) {
            if (at >= text.length() || text.charAt(at) != '元') {
                return false;
            }
            parts[0] = base + 1;
            at++;
        } else {
            parts[0] = base + number(text, at, at + digits);
            at += digits;
        }
        for (int part = 1; part <= 2; part++) {
            if (at >= text.length() || !isDateSeparator(text.charAt(at))) {
                return false;
            }
            at++;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            int length = digitsFrom(text, at);
            if (length < 1 || length > 2) {
                return false;
            }
            parts[part] = number(text, at, at + length);
            at += length;
        }
        return isTimeOfDay(text, at < text.length() && text.charAt(at) == '日' ? at + 1 : at);
    }

    private static final String[][] ERAS = {
        {"明治", "明", "㍾", "M"},
        {"大正", "大", "㍽", "T"},
        {"昭和", "昭", "㍼", "S"},
        {"平成", "平", "㍻", "H"},
        {"令和", "令", "㋿", "R"}
    };

    /** The year before the first of each era. */
    private static final int[] ERA_BASE = {1867, 1911, 1925, 1988, 2018};

    private static int digitsFrom(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - at;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDateSeparator(char c) {
        return c == '/' || c == '.' || c == '・' || c == '年' || c == '月' || HalfWidth.isDash(c);
    }

    /** Whether nothing is left but a time of day, which a birth date does not need. */
    private static boolean isTimeOfDay(String text, int at) {
        if (at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        if (c != 'T' && c != ' ') {
            return false;
        }
        for (int i = at + 1; i < text.length(); i++) {
            c = text.charAt(i);
            if ((c < '0' || c > '9') && c != ':' && c != '.' && c != 'Z' && c != '+' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
