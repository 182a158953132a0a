package io.enishi.core.spi;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.OriginId;
import java.util.Objects;

/**
 * An event that was committed together with something else and still has to be decided: emitted by a decision, or written in the
 * host's own transaction.
 *
 * @param origin the origin it belongs to
 * @param event the event
 * @param depth how many decisions it is away from something that came from outside
 */
public record PendingInput(OriginId origin, CustomerEvent event, int depth) {
    public PendingInput {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(event, "event");
    }
}
