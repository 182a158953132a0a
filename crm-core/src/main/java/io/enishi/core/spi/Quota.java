package io.enishi.core.spi;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.CommandKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shared limit that sends draw from: stock of a give-away, a budget, a rate limit, a complaint breaker. Reserved at claim,
 * confirmed or released at settlement. A reservation is idempotent by key.
 *
 * <p>Called inside claims, which run in parallel: implementations are thread-safe and quick. A process that dies after it reserved
 * and before its claim is committed leaves the reservation behind; the command is claimed again under the same key and finds it.
 */
public interface Quota {

    /** Name for reports. */
    String name();

    /**
     * Whether it can ever hold back such a send. Sends that no limit concerns need not line up with those of other people; a simulation
     * lets them leave in parallel. The instant of the draw does not count.
     */
    default boolean concerns(Draw draw) {
        return true;
    }

    /**
     * Whether the send may leave now; if so, what it draws is reserved under its key.
     *
     * @return null when reserved, else the first instant at which asking again makes sense ({@link Instant#MAX} for never)
     */
    @Nullable
    Instant reserve(Draw draw);

    /** What was reserved is used up. Does nothing for a key without a reservation. */
    void confirm(CommandKey key);

    /** What was reserved is given back. Does nothing for a key without a reservation. */
    void release(CommandKey key);

    /**
     * A send that wants to leave.
     *
     * @param key of its command
     * @param channel it wants to leave on
     * @param content it would carry
     * @param messageClass advertising or transactional
     * @param tags campaign tags
     * @param now the instant of the claim
     */
    record Draw(
            CommandKey key,
            String channel,
            String content,
            MessageClass messageClass,
            Map<String, String> tags,
            Instant now) {
        public Draw {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(messageClass, "messageClass");
            tags = Map.copyOf(tags);
            Objects.requireNonNull(now, "now");
        }
    }
}
