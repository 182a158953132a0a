package io.enishi.testkit.simulation;

import java.util.List;
import java.util.Map;

/**
 * What one seed came to.
 *
 * @param seed the same seed always gives the same story
 * @param steps what happened, one line each, in order; after a law that is looked at in the end was broken, also the log of decisions
 * @param wrong which laws were broken and how, each as {@code law: how}; empty when all hold
 * @param counted how much of each kind of thing happened: commits, claims, crashes, ...
 */
public record Story(long seed, List<String> steps, List<String> wrong, Map<String, Long> counted) {

    public Story {
        steps = List.copyOf(steps);
        wrong = List.copyOf(wrong);
        counted = Map.copyOf(counted);
    }

    /** Whether every law holds. */
    public boolean holds() {
        return wrong.isEmpty();
    }

    /** The law that was broken first; empty when all hold. */
    public String law() {
        return wrong.isEmpty() ? "" : wrong.get(0).substring(0, wrong.get(0).indexOf(": "));
    }

    /** The seed, the steps and what is wrong, to be read from the bottom. */
    @Override
    public String toString() {
        return "seed " + seed + "\n" + String.join("\n", steps) + "\n"
                + (wrong.isEmpty() ? "every law holds" : "WRONG: " + String.join("\nWRONG: ", wrong));
    }
}
