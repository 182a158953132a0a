package io.enishi.scenario.experiment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** When an experiment ends: runs that begin then or later are not part of it. */
public sealed interface Ending {

    /**
     * The first instant at which it has ended.
     *
     * @param zone the customer's, for endings that say none
     */
    Instant instant(ZoneId zone);

    private static void requireYear(int year, Object end) {
        if (year < 1970 || year > 9999) {
            throw new IllegalArgumentException("an experiment must end in the years 1970 to 9999, but ends " + end);
        }
    }

    /**
     * At the end of a day.
     *
     * @param lastDay the last day on which runs belong to the experiment
     * @param zone of that day; null for the customer's, so that it ends for everyone at their own midnight
     */
    record AfterDay(LocalDate lastDay, @Nullable ZoneId zone) implements Ending {
        public AfterDay {
            requireYear(lastDay.getYear(), lastDay);
        }

        @Override
        public Instant instant(ZoneId customers) {
            return lastDay.plusDays(1)
                    .atStartOfDay(zone == null ? customers : zone)
                    .toInstant();
        }
    }

    /** At an instant, the same for everyone. */
    record At(Instant instant) implements Ending {
        public At {
            requireYear(instant.atZone(ZoneOffset.UTC).getYear(), instant);
        }

        @Override
        public Instant instant(ZoneId zone) {
            return instant;
        }
    }
}
