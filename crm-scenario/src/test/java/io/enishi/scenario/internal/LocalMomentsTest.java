package io.enishi.scenario.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LocalMomentsTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void aTimeInTheSpringGapIsTheFirstInstantAfterIt() {
        // 8 March 2026: 2:00 becomes 3:00 at 07:00 UTC
        assertThat(LocalMoments.at(LocalDate.of(2026, 3, 8), LocalTime.of(2, 30), NEW_YORK))
                .isEqualTo("2026-03-08T07:00:00Z");
    }

    @Test
    void aTimeThatComesTwiceInAutumnIsTheFirst() {
        // 1 November 2026: 2:00 becomes 1:00 at 06:00 UTC
        assertThat(LocalMoments.at(LocalDate.of(2026, 11, 1), LocalTime.of(1, 30), NEW_YORK))
                .isEqualTo("2026-11-01T05:30:00Z");
    }

    @Test
    void theNextTimeIsNowIfItIsThatTimeNow() {
        Instant tenOClock = Instant.parse("2026-04-01T01:00:00Z");

        assertThat(LocalMoments.next(tenOClock, false, LocalTime.of(10, 0), null, TOKYO))
                .isEqualTo(tenOClock);
        assertThat(LocalMoments.next(tenOClock, true, LocalTime.of(10, 0), null, TOKYO))
                .isEqualTo("2026-04-02T01:00:00Z");
        assertThat(LocalMoments.next(tenOClock.plusMillis(1), false, LocalTime.of(10, 0), null, TOKYO))
                .isEqualTo("2026-04-02T01:00:00Z");
    }

    @Test
    void theNextWeekdayIsFoundAcrossTheWeek() {
        // 1 April 2026 is a Wednesday
        assertThat(LocalMoments.next(
                        Instant.parse("2026-04-01T01:00:00Z"), false, LocalTime.of(9, 0), DayOfWeek.WEDNESDAY, TOKYO))
                .isEqualTo("2026-04-08T00:00:00Z");
        assertThat(LocalMoments.next(
                        Instant.parse("2026-04-01T01:00:00Z"), false, LocalTime.of(9, 0), DayOfWeek.MONDAY, TOKYO))
                .isEqualTo("2026-04-06T00:00:00Z");
    }

    @Test
    void monthsCountFromTheStartAndAreNotChained() {
        Instant endOfJanuary = Instant.parse("2026-01-31T03:00:00Z");

        assertThat(LocalMoments.plus(endOfJanuary, Span.months(1), 1, TOKYO)).isEqualTo("2026-02-28T03:00:00Z");
        assertThat(LocalMoments.plus(endOfJanuary, Span.months(1), 2, TOKYO)).isEqualTo("2026-03-31T03:00:00Z");
        assertThat(LocalMoments.plus(endOfJanuary, Span.months(1), 13, TOKYO)).isEqualTo("2027-02-28T03:00:00Z");
    }

    @Test
    void aSpanWithAZoneUsesThatZone() {
        Span aMonthInNewYork = new Span.Calendar(Period.ofMonths(1), NEW_YORK);

        // 28 February 23:00 in New York; a month later clocks have changed there, and it is four hours behind UTC
        assertThat(LocalMoments.plus(Instant.parse("2026-03-01T04:00:00Z"), aMonthInNewYork, 1, TOKYO))
                .isEqualTo("2026-03-29T03:00:00Z");
    }
}
