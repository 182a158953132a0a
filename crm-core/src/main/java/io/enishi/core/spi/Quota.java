package io.enishi.core.spi;

import io.enishi.core.process.CommandKey;
import java.time.Instant;

/**
 * A shared counter that sends draw from: stock of a give-away, a budget, a rate limit, a complaint breaker. Reserved at claim,
 * confirmed or released at settlement. A reservation is idempotent by key.
 */
public interface Quota {

    /** Name for reports. */
    String name();

    /**
     * Whether the command may draw one unit now; if so it is reserved under the key.
     *
     * @return null when reserved, else the first instant at which asking again makes sense ({@link Instant#MAX} for never)
     */
    @org.jspecify.annotations.Nullable
    Instant reserve(CommandKey key, String channel, String journey, Instant now);

    /** The unit is used up. */
    void confirm(CommandKey key);

    /** The unit is given back. */
    void release(CommandKey key);
}
