package io.enishi.scenario.content;

import io.enishi.core.event.EventField;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** How amounts, numbers and dates are written in Japan; without the locale data of the JDK, which a slim runtime may lack. */
final class Japanese {

    private static final String WEEKDAYS = "月火水木金土日";

    private Japanese() {}

    /** {@code 32,400円}; other currencies as {@code 12.50 GBP}. */
    static String money(Money money) {
        return money.currency().getCurrencyCode().equals("JPY") ? number(money.minorUnits()) + "円" : money.toString();
    }

    /** {@code 1,200}. */
    static String number(long number) {
        String digits = Long.toString(number);
        StringBuilder out = new StringBuilder(digits);
        int first = number < 0 ? 1 : 0;
        for (int i = digits.length() - 3; i > first; i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    /** What {@link #put} adds to the name of a value of that kind, for other ways to write it. */
    static List<String> suffixes(EventField.Kind kind) {
        return switch (kind) {
            case NUMBER -> List.of("-plain");
            case MONEY -> List.of("-number");
            case INSTANT -> List.of("-date", "-day", "-time");
            case FLAG, TEXT, TEXTS -> List.of();
        };
    }

    /** {@code 2026年4月3日(金)}. */
    static String date(LocalDate day) {
        return day.getYear() + "年" + day(day);
    }

    /** {@code 4月3日(金)}. */
    static String day(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日("
                + WEEKDAYS.charAt(day.getDayOfWeek().getValue() - 1) + ")";
    }

    /** {@code 9:05}. */
    static String time(ZonedDateTime at) {
        return at.getHour() + ":" + (at.getMinute() < 10 ? "0" : "") + at.getMinute();
    }

    /** {@code total: 32,400円} and {@code total-number: 32,400}. */
    static void put(Map<String, Object> into, String name, Money money) {
        into.put(name, money(money));
        into.put(name + "-number", number(money.minorUnits()));
    }

    /** {@code points: 1,200} and {@code points-plain: 1200}. */
    static void put(Map<String, Object> into, String name, long number) {
        into.put(name, number(number));
        into.put(name + "-plain", Long.toString(number));
    }

    /** {@code birthday: 2026年4月3日(金)} and {@code birthday-day: 4月3日(金)}. */
    static void put(Map<String, Object> into, String name, LocalDate day) {
        into.put(name, date(day));
        into.put(name + "-day", day(day));
    }

    /** {@code at: 2026年4月3日(金) 9:05}, {@code at-date}, {@code at-day} and {@code at-time}. */
    static void put(Map<String, Object> into, String name, Instant instant, ZoneId zone) {
        ZonedDateTime at = instant.atZone(zone);
        into.put(name, date(at.toLocalDate()) + " " + time(at));
        into.put(name + "-date", date(at.toLocalDate()));
        into.put(name + "-day", day(at.toLocalDate()));
        into.put(name + "-time", time(at));
    }
}
