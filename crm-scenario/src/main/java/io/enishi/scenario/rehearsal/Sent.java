package io.enishi.scenario.rehearsal;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Channel.IssuedCoupon;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that would have left.
 *
 * @param at when, the instant of its claim
 * @param key of its command: origin, scenario, entry and step visit; what reactions refer to
 * @param channel by which
 * @param content id of the content
 * @param messageClass advertising or transactional
 * @param coupon the coupon inside; null for none
 */
public record Sent(
        Instant at,
        CommandKey key,
        String channel,
        String content,
        MessageClass messageClass,
        @Nullable IssuedCoupon coupon) {
    public Sent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(messageClass, "messageClass");
    }

    /** The scenario that sends it. */
    public String scenario() {
        return key.journey();
    }

    /** The step, without the number of the visit. */
    public String step() {
        return key.visit().substring(0, key.visit().lastIndexOf('.'));
    }
}
