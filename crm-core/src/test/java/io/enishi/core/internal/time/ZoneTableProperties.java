package io.enishi.core.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The table against java.time, in every zone that the platform knows. */
class ZoneTableProperties {

    private static final long MS_PER_DAY = 86_400_000;

    /** Around every transition of every zone, by spans that land on it from months and days before. */
    @Example
    void agreesWithJavaTimeAroundEveryTransition() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            ZoneTable table = ZoneTable.of(zone);
            for (long transition : someTransitions(zone, random)) {
                for (int probe = 0; probe < 4; probe++) {
                    int months = random.nextInt(14);
                    int days = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
                    long near = transition + random.nextLong(-3 * 3_600_000L, 3 * 3_600_000L);
                    long event = Instant.ofEpochMilli(near)
                            .atZone(zone)
                            .minusDays(days)
                            .minusMonths(months)
                            .toInstant()
                            .toEpochMilli();
                    check(table, event, months, days);
                    check(table, near, months, days);
                    check(table, transition - 1 + probe % 3, months, days);
                }
            }
        }
    }

    private static List<Long> someTransitions(ZoneId zone, SplittableRandom random) {
        List<Long> found = new ArrayList<>();
        ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.parse("1899-06-01T00:00:00Z"));
        while (next != null && next.getInstant().isBefore(Instant.parse("2310-01-01T00:00:00Z"))) {
            if (next.getInstant().isBefore(Instant.parse("2012-01-01T00:00:00Z")) || random.nextInt(20) == 0) {
                found.add(next.getInstant().toEpochMilli());
            }
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return found;
    }

    @Property(tries = 5000)
    void agreesWithJavaTimeAnywhere(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = -2_500_000_000_000L, max = 12_000_000_000_000L) long event,
            @ForAll @IntRange(max = 1200) int months,
            @ForAll @IntRange(max = 2000) int days) {
        check(ZoneTable.of(zone), event, months, days);
    }

    private static void check(ZoneTable table, long event, int months, int days) {
        ZonedDateTime time = Instant.ofEpochMilli(event).atZone(table.zone());
        Period period = Period.of(0, months, days);
        assertThat(table.plus(event, months, days))
                .as("%s plus %s", time, period)
                .isEqualTo(time.plus(period).toInstant().toEpochMilli());
        assertThat(table.plus(event, months, days) - event).isBetween(0L, ZoneTable.longest(months, days));
        assertThat(table.offsetAt(event)).isEqualTo(time.getOffset().getTotalSeconds() * 1000);
        assertThat(table.dayOf(event)).isEqualTo(time.toLocalDate().toEpochDay());
        for (Window.Unit unit : Window.Unit.values()) {
            assertThat(table.endOf(unit, event))
                    .as("end of %s of %s", unit, time)
                    .isEqualTo(endOf(unit, time));
        }
    }

    private static long endOf(Window.Unit unit, ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        LocalDate next = switch (unit) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            case YEAR -> day.with(TemporalAdjusters.firstDayOfNextYear());
        };
        while (true) {
            ZonedDateTime start = next.atStartOfDay(time.getZone());
            if (start.isAfter(time)) {
                return start.toInstant().toEpochMilli();
            }
            if (start.withLaterOffsetAtOverlap().isAfter(time)) {
                return start.withLaterOffsetAtOverlap().toInstant().toEpochMilli();
            }
            next = next.plusDays(1);
        }
    }

    @Example
    void addingMonthsIsNotMonotone() {
        ZoneTable tokyo = ZoneTable.of(ZoneId.of("Asia/Tokyo"));
        long earlier = Instant.parse("2026-11-29T03:00:00Z").toEpochMilli(); // 29 Nov 12:00
        long later = Instant.parse("2026-11-29T23:00:00Z").toEpochMilli(); // 30 Nov 08:00
        assertThat(tokyo.plus(later, 3, 0)).isLessThan(tokyo.plus(earlier, 3, 0));
    }

    @Example
    void aDayThatBeganTwiceEndsOnce() {
        // St John's turned its clocks back at one minute past midnight: the 25th began, the 24th came back, the 25th
        // began again.
        ZoneId zone = ZoneId.of("America/St_Johns");
        ZoneTable table = ZoneTable.of(zone);
        long inTheFirst25th = Instant.parse("1987-10-25T02:30:30Z").toEpochMilli();
        assertThat(Instant.ofEpochMilli(inTheFirst25th).atZone(zone).toLocalDate())
                .isEqualTo(LocalDate.parse("1987-10-25"));
        long backOnThe24th = inTheFirst25th + 30 * 60_000;
        assertThat(Instant.ofEpochMilli(backOnThe24th).atZone(zone).toLocalDate())
                .isEqualTo(LocalDate.parse("1987-10-24"));
        assertThat(table.endOf(Window.Unit.DAY, backOnThe24th))
                .isGreaterThan(backOnThe24th)
                .isLessThan(backOnThe24th + MS_PER_DAY);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<ZoneId> zones() {
        return net.jqwik.api.Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds()))
                .map(ZoneId::of);
    }
}
