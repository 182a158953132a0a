package io.enishi.scenario;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where one run of a scenario stands. Immutable; read it for reports, only the scenario makes it.
 *
 * @param since epoch milliseconds of the triggering event, or of the start without one: what occurs from then on is this run's
 * @param startedAt epoch milliseconds of the decision that started it
 * @param subject values of the triggering event's fields that later events are held against, by field
 * @param step the step it is at
 * @param arrivedAt epoch milliseconds at which it reached that step
 * @param due epoch milliseconds at which a wait ends or a send is given up; {@code Long.MAX_VALUE} when it has no end (yet)
 * @param reachable whether the person could be reached on some channel of the scenario when last looked at
 * @param memory what is remembered of steps, by name
 */
public record ScenarioState(
        long since,
        long startedAt,
        SortedMap<String, String> subject,
        String step,
        long arrivedAt,
        long due,
        boolean reachable,
        SortedMap<String, Memory> memory) {

    public ScenarioState {
        subject = copy(subject);
        Objects.requireNonNull(step, "step");
        memory = copy(memory);
    }

    private static <T> SortedMap<String, T> copy(SortedMap<String, T> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * What a run remembers of a step.
     *
     * @param visits how often it was reached
     * @param periods how often since its anchor was last done
     * @param doneAt epoch milliseconds at which it was last done; {@code Long.MIN_VALUE} for never
     * @param channel the channel on which its message left; empty when none did
     */
    public record Memory(int visits, int periods, long doneAt, String channel) {

        public Memory {
            Objects.requireNonNull(channel, "channel");
        }
    }
}
