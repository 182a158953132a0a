package io.enishi.scoring;

import io.enishi.core.condition.Window.Unit;
import java.time.Duration;
import java.util.Objects;

/**
 * A limit on what one rule gives in one period. The earliest events of the timeline are counted, so a late event can displace a
 * later one. What was counted stays counted when its points expire or are taken back.
 *
 * @param limited what is limited
 * @param atMost from 1 to 1,000,000,000 for points, to 10,000 for events
 * @param per over which period
 */
public record Cap(Limited limited, long atMost, Period per) {

    /** What a cap limits. */
    public enum Limited {
        /** The number of events that give points. */
        EVENTS,
        /** The points given, by size; the event that reaches the limit gives what is left of it. */
        POINTS
    }

    /** Over which period a cap counts. */
    public sealed interface Period {}

    /** A calendar day, week (from Monday), month or year in the model's zone. */
    public record Calendar(Unit unit) implements Period {
        public Calendar {
            Objects.requireNonNull(unit, "unit");
        }
    }

    /**
     * The time up to an event: {@code (event - length, event]}.
     *
     * @param length whole milliseconds, from 1 ms to 100 years
     */
    public record Rolling(Duration length) implements Period {
        public Rolling {
            Decay.requireLength("rolling period", length);
        }
    }

    /** The customer's whole time. */
    public record Lifetime() implements Period {}

    public Cap {
        Objects.requireNonNull(limited, "limited");
        Objects.requireNonNull(per, "per");
        long most = limited == Limited.EVENTS ? 10_000 : Points.MAX;
        if (atMost < 1 || atMost > most) {
            throw new IllegalArgumentException("cap must be 1 to " + most + ", but was " + atMost);
        }
    }

    /** At most so many events a day in the model's zone. */
    public static Cap perDay(long events) {
        return per(Unit.DAY, events);
    }

    public static Cap per(Unit unit, long events) {
        return new Cap(Limited.EVENTS, events, new Calendar(unit));
    }

    public static Cap within(Duration length, long events) {
        return new Cap(Limited.EVENTS, events, new Rolling(length));
    }

    /** The first event only. */
    public static Cap once() {
        return ever(1);
    }

    public static Cap ever(long events) {
        return new Cap(Limited.EVENTS, events, new Lifetime());
    }

    /** At most so many points a day in the model's zone. */
    public static Cap pointsPerDay(long points) {
        return new Cap(Limited.POINTS, points, new Calendar(Unit.DAY));
    }

    /** As in YAML: {@code once}, {@code 3 per day}, {@code 100 points within 72 hours}. */
    @Override
    public String toString() {
        return ModelSpelling.text(this);
    }
}
