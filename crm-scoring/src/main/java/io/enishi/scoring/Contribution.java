package io.enishi.scoring;

import io.enishi.core.value.EventId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one event brought to a score under one rule.
 *
 * @param rule id of the rule
 * @param source who reported the event
 * @param event its id
 * @param eventType what happened
 * @param occurredAt when
 * @param asked points the event was worth before caps
 * @param given points it was given
 * @param cutBy the cap that withheld the rest; null if nothing was withheld
 * @param reversed how many of the given points have been taken back since
 * @param left what is left of them now, with 12 decimals
 */
public record Contribution(
        String rule,
        String source,
        EventId event,
        String eventType,
        Instant occurredAt,
        long asked,
        long given,
        @Nullable Cap cutBy,
        long reversed,
        BigDecimal left) {

    public Contribution {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(left, "left");
    }
}
