package io.enishi.core.internal.runtime;

import io.enishi.core.internal.store.OutboxForms;
import io.enishi.core.process.Command;
import io.enishi.core.process.Effect;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What commands ask for, as a number that is the same on every machine: over the bytes that a store keeps of the effect. A definition asks
 * for few different effects again and again, so they are remembered.
 */
final class EffectDigests {

    private static final int MOST_REMEMBERED = 4096;

    private final ConcurrentHashMap<Effect, Long> remembered = new ConcurrentHashMap<>();

    /** Over effect and end; the key is the caller's, and the beginning is the time of the decision. */
    long mixed(long digest, Command command) {
        Instant notAfter = command.notAfter();
        return Digest.mix(Digest.mix(digest, of(command.effect())), notAfter == null ? 0 : notAfter.toEpochMilli());
    }

    private long of(Effect effect) {
        Long known = remembered.get(effect);
        if (known == null) {
            known = Digest.mix(Digest.START, OutboxForms.EFFECT_ALONE.encodeUtf8(effect));
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(effect, known);
            }
        }
        return known;
    }
}
