package io.enishi.core.internal.runtime;

import io.enishi.core.spi.Accounts;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The kill switches; read at every claim. What is paused is reserved in an account of its own, so that switches hold wherever the accounts do:
 * on a database, for all JVMs and after a restart.
 */
public final class Switches {

    /** After this long it is looked again whether what is paused goes on. */
    static final Duration RECHECK = Duration.ofMinutes(15);
    /** What is switched in another JVM is known here after this long at most. */
    static final Duration STALE = Duration.ofSeconds(1);

    private static final String LIMIT = "enishi.pauses";
    private static final String EVERYTHING = "everything";
    private static final String CHANNEL = "channel/";
    private static final String JOURNEY = "journey/";
    private static final String PERSON = "person/";

    private final Accounts accounts;
    private final InstantSource clock;
    private final Map<String, Looked> known = new ConcurrentHashMap<>();
    private volatile @Nullable Looked any;

    /** What was found, and when it has to be looked at again. */
    private record Looked(boolean paused, Instant from) {
        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(from.plus(STALE));
        }
    }

    Switches(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    public void everything(boolean paused) {
        set(EVERYTHING, paused);
    }

    public void channel(String name, boolean paused) {
        set(CHANNEL + name, paused);
    }

    public void journey(String name, boolean paused) {
        set(JOURNEY + name, paused);
    }

    void person(OriginId origin, boolean paused) {
        set(PERSON + origin, paused);
    }

    private synchronized void set(String name, boolean paused) {
        if (paused) {
            accounts.reserve(LIMIT, "", name, 1, Long.MAX_VALUE);
        } else {
            accounts.release(LIMIT, name);
        }
        known.remove(name);
        any = null;
    }

    /** What pauses this customer's commands of a journey; null when nothing does. */
    @Nullable
    String pausedBy(Hot hot, String journey) {
        if (isNothingPaused()) {
            return null;
        }
        if (isPaused(EVERYTHING)) {
            return "everything is paused";
        }
        if (isPaused(JOURNEY + journey)) {
            return "the scenario is paused";
        }
        for (Part part : hot.parts) {
            if (isPaused(PERSON + part.id)) {
                return "the person is paused";
            }
        }
        return null;
    }

    @Nullable
    String pausedChannel(String channel) {
        return !isNothingPaused() && isPaused(CHANNEL + channel) ? "the channel is paused" : null;
    }

    /** The one question of a shop where nothing is paused. */
    private boolean isNothingPaused() {
        Instant now = clock.instant();
        Looked looked = any;
        return !(looked != null && looked.holds(now) ? looked : lookForAny(now)).paused;
    }

    private boolean isPaused(String name) {
        Instant now = clock.instant();
        Looked looked = known.get(name);
        return (looked != null && looked.holds(now) ? looked : lookFor(name, now)).paused;
    }

    // One at a time with set: what was read before a switch must not be remembered after it.

    private synchronized Looked lookForAny(Instant now) {
        known.clear();
        Looked looked = new Looked(accounts.drawn(LIMIT, "", "\uffff") > 0, now);
        any = looked;
        return looked;
    }

    private synchronized Looked lookFor(String name, Instant now) {
        Looked looked =
                new Looked(accounts.reserve(LIMIT, "", name, 1, 0), now); // nothing new fits: only what is there
        known.put(name, looked);
        return looked;
    }
}
