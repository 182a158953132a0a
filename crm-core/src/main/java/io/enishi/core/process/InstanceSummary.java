package io.enishi.core.process;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of a journey as others see it.
 *
 * @param key which run
 * @param definitionHash the version of the journey that it is pinned to
 * @param startedAt the decision time of its start
 * @param endedAt when it ended; null while running
 * @param end how it ended; null while running
 */
public record InstanceSummary(
        InstanceKey key,
        String definitionHash,
        Instant startedAt,
        @Nullable Instant endedAt,
        Decision.@Nullable End end) {
    public InstanceSummary {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(definitionHash, "definitionHash");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    public boolean isRunning() {
        return endedAt == null;
    }
}
