package io.enishi.core.process;

import io.enishi.core.consent.MessageClass;
import java.time.Instant;
import java.util.Objects;

/**
 * A message that left: what caps count and reactions refer to.
 *
 * @param key of its command
 * @param channel it left on
 * @param content it carried
 * @param messageClass advertising or transactional
 * @param at the instant of the claim, the "actual send"
 */
public record Dispatched(CommandKey key, String channel, String content, MessageClass messageClass, Instant at) {
    public Dispatched {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(messageClass, "messageClass");
        Objects.requireNonNull(at, "at");
    }
}
