package io.enishi.examples.host;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that the demo moves. */
final class VirtualTime implements InstantSource {

    private volatile Instant now;

    VirtualTime(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    @Override
    public Instant instant() {
        return now;
    }

    void moveTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException("time must not go back from " + now + " to " + later);
        }
        now = later;
    }
}
