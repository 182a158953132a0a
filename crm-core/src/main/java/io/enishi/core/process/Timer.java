package io.enishi.core.process;

import io.enishi.core.value.Names;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A wake-up of a journey instance.
 *
 * @param name tells the instance which of its waits ended
 * @param due when; cut to milliseconds. An event with {@code occurredAt <= due} that arrives before the timer's commit wins
 */
public record Timer(String name, Instant due) {
    public Timer {
        Names.requireName("timer name", name, 100);
        due = Objects.requireNonNull(due, "due").truncatedTo(ChronoUnit.MILLIS);
    }
}
