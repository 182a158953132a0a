package io.enishi.scenario.contact;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * At most so many messages in so much time, as a token bucket with back-pressure: who finds it empty is promised the next free slot
 * and asked back then, so ten thousand messages that become due at 8:00 line up in the order in which they asked, and none asks twice.
 *
 * <p><strong>The limit holds in one JVM only</strong>, unlike {@link Stock}, {@link Budget} and the others over {@code Accounts}: n JVMs
 * that deliver send n times the rate, and a restart begins with a full bucket. Give each JVM its share of what the channel takes, or let
 * one of them deliver.
 *
 * <p>The bucket is kept as one instant, the time at which it would be full again (GCRA). A promise that nobody came back for ends after
 * {@value #GRACE_MINUTES} minutes. Transactional messages draw as well: the channel's limit does not ask what a message is about.
 */
public final class RateLimit implements Quota {

    private static final int GRACE_MINUTES = 10;
    private static final int MOST_PROMISES = 1_000_000;

    private final String name;
    private final long intervalNanos;
    private final int burst;
    private final Set<String> channels;
    private final Object lock = new Object();
    /** When the bucket is full again; nanoseconds since {@link #origin}, the first instant that was asked about. */
    private long full;

    private @Nullable Instant origin;
    /** Slot of the last promise. */
    private long lastSlot;
    /** In the order of their slots. */
    private final Map<CommandKey, Long> promised = new LinkedHashMap<>();

    /** Took a token then and did not settle yet; a claim that is tried again does not take another. */
    private final Map<CommandKey, Long> taken = new HashMap<>();

    private RateLimit(String name, long intervalNanos, int burst, Set<String> channels) {
        this.name = Names.requireName("limit", name, 64);
        this.intervalNanos = intervalNanos;
        this.burst = burst;
        this.channels = Collections.unmodifiableSet(new TreeSet<>(channels));
    }

    /**
     * An even flow without bursts.
     *
     * @param messages at least 1
     * @param per positive
     */
    public static RateLimit of(String name, int messages, Duration per) {
        if (messages < 1 || per.isNegative() || per.isZero() || per.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(
                    "a rate must be at least 1 message in a positive time of a year at most, but was " + messages
                            + " in " + per);
        }
        return new RateLimit(name, Math.max(1, per.toNanos() / messages), 1, Set.of());
    }

    /** The same, with up to so many at once after a rest. */
    public RateLimit withBurst(int most) {
        if (most < 1 || most > 1_000_000) {
            throw new IllegalArgumentException("a burst must be 1 to 1000000, but was " + most);
        }
        return new RateLimit(name, intervalNanos, most, channels);
    }

    /** The same for some channels only, counted together. */
    public RateLimit on(String... only) {
        return new RateLimit(name, intervalNanos, burst, Set.of(only));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean concerns(Draw draw) {
        return channels.isEmpty() || channels.contains(draw.channel());
    }

    @Override
    public @Nullable Instant reserve(Draw draw) {
        if (!concerns(draw)) {
            return null;
        }
        synchronized (lock) {
            Instant zero = origin;
            if (zero == null) {
                zero = draw.now();
                origin = zero;
                full = 0;
            }
            long now = Duration.between(zero, draw.now()).toNanos();
            forgetOld(now);
            CommandKey key = draw.key();
            if (taken.containsKey(key)) {
                return null;
            }
            Long slot = promised.get(key);
            if (slot != null && slot > now) {
                return instant(zero, slot);
            }
            long free = full - (burst - 1) * intervalNanos; // when the next token is there
            if (free <= now && (slot != null || promised.isEmpty())) { // newcomers do not overtake those who wait
                promised.remove(key);
                full = Math.max(full, now) + intervalNanos;
                taken.put(key, now);
                return null;
            }
            long last = promised.isEmpty() ? free : lastSlot + intervalNanos;
            promised.remove(key);
            long later = Math.max(last, Math.max(free, now + 1_000_000));
            if (promised.size() < MOST_PROMISES) {
                promised.put(key, later);
                lastSlot = later;
            }
            return instant(zero, later);
        }
    }

    /** Up to the whole millisecond, since the runtime's clock has no finer one. */
    private static Instant instant(Instant zero, long nanos) {
        return zero.plusMillis(Math.floorDiv(nanos + 999_999, 1_000_000L));
    }

    private void forgetOld(long now) {
        long old = now - Duration.ofMinutes(GRACE_MINUTES).toNanos();
        Iterator<Long> slots = promised.values().iterator();
        while (slots.hasNext() && slots.next() < old) {
            slots.remove();
        }
        if (taken.size() > 10_000) {
            taken.values().removeIf(at -> at < old);
        }
    }

    @Override
    public void confirm(CommandKey key) {
        settle(key);
    }

    /** The token is not given back: a message that was refused took its turn all the same. */
    @Override
    public void release(CommandKey key) {
        settle(key);
    }

    private void settle(CommandKey key) {
        synchronized (lock) {
            taken.remove(Objects.requireNonNull(key, "key"));
        }
    }
}
