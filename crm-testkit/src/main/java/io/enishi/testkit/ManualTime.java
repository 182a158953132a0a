package io.enishi.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until it is moved, and only moves forward. Safe to read from other threads. */
public final class ManualTime implements InstantSource {

    private volatile Instant now;

    private ManualTime(Instant start) {
        this.now = start;
    }

    public static ManualTime startingAt(Instant start) {
        return new ManualTime(Objects.requireNonNull(start, "start"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** @throws IllegalArgumentException if {@code later} is before now */
    public void moveTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException(
                    "time moves forward only: it is " + now + ", and cannot become " + later);
        }
        now = later;
    }

    /** @throws IllegalArgumentException if {@code time} is negative */
    public void advance(Duration time) {
        moveTo(now.plus(time));
    }
}
