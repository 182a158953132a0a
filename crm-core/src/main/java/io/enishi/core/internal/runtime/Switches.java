package io.enishi.core.internal.runtime;

import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kill switches; read at every claim. */
public final class Switches {

    /** After this long it is looked again whether what is paused goes on. */
    static final Duration RECHECK = Duration.ofMinutes(15);

    Switches() {}

    private volatile boolean everything;
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final Set<String> journeys = ConcurrentHashMap.newKeySet();
    private final Set<OriginId> people = ConcurrentHashMap.newKeySet();

    public void everything(boolean paused) {
        everything = paused;
    }

    public void channel(String name, boolean paused) {
        set(channels, name, paused);
    }

    public void journey(String name, boolean paused) {
        set(journeys, name, paused);
    }

    void person(OriginId origin, boolean paused) {
        set(people, origin, paused);
    }

    private static <T> void set(Set<T> names, T name, boolean paused) {
        if (paused) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    /** What pauses this customer's commands of a journey; null when nothing does. */
    @Nullable
    String pausedBy(Hot hot, String journey) {
        if (everything) {
            return "everything is paused";
        }
        if (journeys.contains(journey)) {
            return "the scenario is paused";
        }
        for (Hot.Part part : hot.parts) {
            if (people.contains(part.id)) {
                return "the person is paused";
            }
        }
        return null;
    }

    @Nullable
    String pausedChannel(String channel) {
        return channels.contains(channel) ? "the channel is paused" : null;
    }
}
