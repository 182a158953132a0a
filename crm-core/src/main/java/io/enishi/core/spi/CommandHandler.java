package io.enishi.core.spi;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.value.CustomerId;
import java.time.Instant;

/**
 * Carries out one kind of effect that is not a message: coupon, points, task, export row, webhook, approval request.
 *
 * <p>Called outside any transaction, at least once per key: implementations de-duplicate by key.
 *
 * @param <E> the kind of effect
 */
@FunctionalInterface
public interface CommandHandler<E extends Effect> {

    /** Carries out {@code effect}; throwing counts as {@link Outcome.Unknown}. */
    Outcome handle(CommandKey key, E effect, CustomerId customer, Instant dispatchedAt);
}
