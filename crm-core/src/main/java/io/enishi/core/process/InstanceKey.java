package io.enishi.core.process;

import io.enishi.core.value.OriginId;
import java.util.Objects;

/**
 * One run of a journey.
 *
 * @param origin the origin it belongs to and stays with, whatever is merged
 * @param journey name of the journey
 * @param entry what started it: an event id, or an occurrence date
 */
public record InstanceKey(OriginId origin, String journey, String entry) {

    public InstanceKey {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(journey, "journey");
        Objects.requireNonNull(entry, "entry");
    }

    /** The key of the effect that a step visit of this run asks for. */
    public CommandKey command(String visit) {
        return new CommandKey(origin, journey, entry, visit);
    }

    @Override
    public String toString() {
        return origin + "/" + journey + "/" + entry;
    }
}
