package io.enishi.core.process;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An effect asked of the host by a decision; it waits in the outbox until it is claimed.
 *
 * @param key under which it is done once
 * @param effect what to do
 * @param notBefore earliest claim
 * @param notAfter after this it is dropped; null for no end
 */
public record Command(
        CommandKey key,
        Effect effect,
        Instant notBefore,
        @Nullable Instant notAfter) {

    public Command {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(notBefore, "notBefore");
    }

    public Command withNotBefore(Instant changed) {
        return new Command(key, effect, changed, notAfter);
    }
}
