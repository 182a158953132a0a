package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.process.Cause;
import io.enishi.core.value.Names;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What starts a run. */
public sealed interface Entry {

    /** Each event that {@code of} counts. The entry key is the event's source and id. */
    static Entry on(Selection of) {
        return new OnEvent(of);
    }

    /** Nothing of {@code of} for a span, after at least one. */
    static Entry afterAbsence(Selection of, Span lasting) {
        return new AfterAbsence(of, lasting);
    }

    /** Coming into a segment, by what happened or by time. */
    static Entry intoSegment(String segment) {
        return new OnSegment(segment, true, OnSegment.USUAL);
    }

    /** Leaving a segment, by what happened or by time. */
    static Entry outOfSegment(String segment) {
        return new OnSegment(segment, false, OnSegment.USUAL);
    }

    /** Once a year, {@code days} after (before, if negative) the day that profile attribute {@code attribute} holds. */
    static Entry everyYear(String attribute, int days, LocalTime at, LeapDay leapDay) {
        return new EveryYear(attribute, days, at, leapDay, null);
    }

    /** When the host asks. */
    static Entry onRequest() {
        return new OnRequest();
    }

    /** An event that the selection counts, seen over all origins of the customer. */
    record OnEvent(Selection of) implements Entry {
        public OnEvent {
            Objects.requireNonNull(of, "of");
        }
    }

    /**
     * Nothing selected for a span: fires at the instant the span after the last one is over, from the condition's next change,
     * never from a scan. The entry key names the last counted event, so each silence starts one run at most.
     */
    record AfterAbsence(Selection of, Span lasting) implements Entry {
        public AfterAbsence {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(lasting, "lasting");
        }
    }

    /**
     * Entry into a segment, or exit from it.
     *
     * @param entering true for coming in, false for leaving
     * @param causes which causes count, at least one; {@link #USUAL} unless the author knows better
     */
    record OnSegment(String segment, boolean entering, Set<Cause> causes) implements Entry {
        /** Something happened, or time passed; not a merge, a repair or a changed definition. */
        public static final Set<Cause> USUAL = Collections.unmodifiableSet(EnumSet.of(Cause.EVENT, Cause.TIME));

        public OnSegment {
            Names.requireName("segment name", segment, 64);
            if (causes.isEmpty()) {
                throw new IllegalArgumentException("entry by segment must name at least one cause");
            }
            causes = Collections.unmodifiableSet(EnumSet.copyOf(causes));
        }
    }

    /**
     * A day of the year, taken from a profile attribute of kind day. At most once in 365 days, also when the attribute is
     * corrected. The entry key is the date of the occurrence itself (the birthday, not the day {@code days} before it).
     *
     * @param days from -366 to 366: how long after the day; negative for before
     * @param at local time at which it starts; in a gap of daylight saving, the first instant after it
     * @param zone null for the customer's
     */
    record EveryYear(
            String attribute,
            int days,
            LocalTime at,
            LeapDay leapDay,
            @Nullable ZoneId zone) implements Entry {
        public EveryYear {
            Names.requireName("attribute name", attribute, 64);
            if (days < -366 || days > 366) {
                throw new IllegalArgumentException("offset must be -366 to 366 days, but was " + days);
            }
            Objects.requireNonNull(at, "at");
            if (at.toNanoOfDay() % 1_000_000 != 0) {
                throw new IllegalArgumentException("local time must be whole milliseconds, but was " + at);
            }
            Objects.requireNonNull(leapDay, "leapDay");
        }
    }

    /** Only on request of the host; the request id is the entry key. */
    record OnRequest() implements Entry {}
}
