package io.enishi.examples.replay;

import java.time.Instant;
import java.time.InstantSource;

/** The time of a replay: moved by hand along the log, never backwards. */
final class ReplayClock implements InstantSource {

    private Instant now;

    ReplayClock(Instant start) {
        this.now = start;
    }

    void moveTo(Instant later) {
        if (later.isAfter(now)) {
            now = later;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }
}
