package io.enishi.scoring.value;

import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.LongToDoubleFunction;

/**
 * A metric that depends on whole days since the first purchase, and only rises or only falls with them. It changes at midnight of the
 * zone; after a hundred years it stays.
 */
final class DayLine implements Trajectory {

    private static final int YEARS = 100;

    private final long firstDay;
    private final ZoneId zone;
    private final long end;
    private final long lastDays;
    private final LongToDoubleFunction value;

    /** @param value by days since the first purchase; monotone */
    DayLine(LocalDate first, ZoneId zone, LongToDoubleFunction value) {
        LocalDate last = first.plusYears(YEARS);
        this.firstDay = first.toEpochDay();
        this.zone = zone;
        this.end = last.atStartOfDay(zone).toInstant().toEpochMilli();
        this.lastDays = last.toEpochDay() - firstDay;
        this.value = value;
    }

    private double at(long now) {
        long days = Instant.ofEpochMilli(now).atZone(zone).toLocalDate().toEpochDay() - firstDay;
        return value.applyAsDouble(Math.max(0, Math.min(lastDays, days)));
    }

    @Override
    public long valueAt(long now) {
        return (long) Math.floor(at(now));
    }

    @Override
    public long fractionAt(long now) {
        double exact = at(now);
        double rest = (exact - Math.floor(exact)) * FRACTIONS_PER_POINT;
        return Math.min(FRACTIONS_PER_POINT - 1, (long) rest);
    }

    @Override
    public long nextPiece(long now) {
        return now < end ? end : NEVER;
    }
}
