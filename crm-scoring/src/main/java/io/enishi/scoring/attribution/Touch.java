package io.enishi.scoring.attribution;

import java.time.Instant;
import java.util.Objects;

/** One contact: a channel and when it was met. */
public record Touch(String channel, Instant at) {

    /** @throws IllegalArgumentException if the channel has no name */
    public Touch {
        Objects.requireNonNull(at, "at");
        if (channel.isBlank()) {
            throw new IllegalArgumentException("a channel without name");
        }
    }
}
