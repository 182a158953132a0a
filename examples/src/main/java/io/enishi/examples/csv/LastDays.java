package io.enishi.examples.csv;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last two different days of a log, which tell whether the last one is a slip: one order of 2099 makes everybody else dormant. */
public final class LastDays {

    /** No shop that sells is without a row for longer. */
    private static final int LONGEST_PAUSE_DAYS = 366;

    private @Nullable LocalDate last;
    private @Nullable LocalDate before;

    public void add(LocalDate day) {
        if (last == null || day.isAfter(last)) {
            before = last;
            last = day;
        } else if (day.isBefore(last) && (before == null || day.isAfter(before))) {
            before = day;
        }
    }

    /** The last day, if there is any. */
    public Optional<LocalDate> last() {
        return Optional.ofNullable(last);
    }

    /** What to say where the last day lies far behind all others. */
    public Optional<String> doubt() {
        if (last == null || before == null || ChronoUnit.DAYS.between(before, last) <= LONGEST_PAUSE_DAYS) {
            return Optional.empty();
        }
        return Optional.of("the last day, " + last + ", lies " + ChronoUnit.DAYS.between(before, last)
                + " days behind the one before it: if it is wrong, --until says where to stop");
    }
}
