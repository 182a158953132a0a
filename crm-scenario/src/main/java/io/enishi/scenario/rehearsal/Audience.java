package io.enishi.scenario.rehearsal;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What people do with the messages of a rehearsal. It must be pure: all chance comes from the generator that it is handed, which is
 * made for this one message, so that nobody's luck depends on who else was written to.
 */
@FunctionalInterface
public interface Audience {

    /**
     * What the recipient does because of a message, in any order.
     *
     * @param chance seeded by the rehearsal's seed and the message's key (origin, scenario, entry, step)
     */
    List<Reaction> reactionsTo(Sent message, SplittableRandom chance);

    /** Nobody reacts. */
    static Audience silent() {
        return (message, chance) -> List.of();
    }
}
