package io.enishi.scoring;

import io.enishi.core.condition.Window.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The local calendar periods of a zone as numbers, without allocating: two instants lie in one day, week, month or year iff their
 * keys are equal. The zone's offsets from 1900 to 2200 (the range of events) are looked up once.
 */
final class LocalPeriods {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    private static final long DAY = 86_400_000L;

    /** Epoch milliseconds from which {@code offsets[i + 1]} holds. */
    private final long[] transitions;
    /** Milliseconds ahead of UTC. */
    private final long[] offsets;

    LocalPeriods(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> found = new ArrayList<>();
        for (ZoneOffsetTransition next = rules.nextTransition(FIRST);
                next != null && next.getInstant().isBefore(LAST);
                next = rules.nextTransition(next.getInstant())) {
            found.add(next);
        }
        transitions = new long[found.size()];
        offsets = new long[found.size() + 1];
        offsets[0] = rules.getOffset(FIRST).getTotalSeconds() * 1000L;
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = found.get(i).getInstant().toEpochMilli();
            offsets[i + 1] = found.get(i).getOffsetAfter().getTotalSeconds() * 1000L;
        }
    }

    private long offset(long time) {
        int last = transitions.length;
        if (last == 0 || time >= transitions[last - 1]) {
            return offsets[last]; // zones without summer time, now
        }
        int found = Arrays.binarySearch(transitions, time);
        return offsets[found >= 0 ? found + 1 : -found - 1];
    }

    /** Days since 1 January 1970 of the local date. */
    long day(long time) {
        return Math.floorDiv(time + offset(time), DAY);
    }

    /** The key of the period of {@code unit} that holds {@code time} (epoch milliseconds). */
    long key(Unit unit, long time) {
        long day = day(time);
        return switch (unit) {
            case DAY -> day;
            case WEEK -> Math.floorDiv(day + 3, 7); // 1 January 1970 was a Thursday; weeks begin on Monday
            case MONTH -> month(day);
            case YEAR -> Math.floorDiv(month(day), 12);
        };
    }

    /**
     * Months since March of the year 0, less two so that January begins a year. Counting years from March puts the leap day last,
     * which makes the month of a day linear: (5 x day of year + 2) / 153 (the usual civil-from-days arithmetic).
     */
    private static long month(long epochDay) {
        long days = epochDay + 719_468; // since 1 March of the year 0
        long era = Math.floorDiv(days, 146_097);
        long dayOfEra = days - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        return (yearOfEra + era * 400) * 12 + monthFromMarch + 2;
    }
}
