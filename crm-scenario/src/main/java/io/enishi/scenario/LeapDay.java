package io.enishi.scenario;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/** When somebody born on 29 February has their day in a common year. */
public enum LeapDay {
    /** On 28 February. */
    FEB_28("feb-28"),
    /** On 1 March, as the law counts ages in many countries. */
    MAR_1("mar-1");

    private static final MonthDay LEAP_DAY = MonthDay.of(2, 29);

    private final String key;

    LeapDay(String key) {
        this.key = key;
    }

    /** Spelling in JSON and YAML. */
    public String key() {
        return key;
    }

    /** The day in {@code year} on which {@code day} comes round. */
    LocalDate in(int year, MonthDay day) {
        if (day.equals(LEAP_DAY) && this == MAR_1 && !Year.isLeap(year)) {
            return LocalDate.of(year, 3, 1);
        }
        return day.atYear(year); // java.time makes 28 February of it in common years
    }
}
