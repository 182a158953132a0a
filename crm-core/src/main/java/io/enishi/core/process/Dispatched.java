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
 * @param refused whether the channel refused it afterwards, so that it did not leave after all
 */
public record Dispatched(
        CommandKey key, String channel, String content, MessageClass messageClass, Instant at, boolean refused) {
    public Dispatched {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(messageClass, "messageClass");
        Objects.requireNonNull(at, "at");
    }

    /** A message that left. */
    public Dispatched(CommandKey key, String channel, String content, MessageClass messageClass, Instant at) {
        this(key, channel, content, messageClass, at, false);
    }

    /** The same, refused by the channel. */
    public Dispatched asRefused() {
        return new Dispatched(key, channel, content, messageClass, at, true);
    }
}
