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

    /** As a record's own, which is linked at run time: every decision asks for it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InstanceKey key
                && origin.equals(key.origin)
                && entry.equals(key.entry)
                && journey.equals(key.journey);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * origin.hashCode() + journey.hashCode()) + entry.hashCode();
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
