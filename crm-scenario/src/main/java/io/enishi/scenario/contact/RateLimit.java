package io.enishi.scenario.contact;

import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
 * <p>The bucket is kept as one instant, the time at which it would be full again (the generic cell rate algorithm of ATM Forum, Traffic
 * Management 4.1, 1999), as the sum of an account in nanoseconds since 1970. Where the accounts are on a database ({@link #in}), the limit
 * holds for all JVMs and after a restart; a draw is a few small statements there, and the clocks of those JVMs have to agree as well as
 * the limit shall. Promises are remembered by the JVM that made them, so two JVMs may promise one slot: who comes second is promised a later one.
 *
 * <p>A promise that nobody came back for ends after {@value #GRACE_MINUTES} minutes. Transactional messages draw as well: the channel's
 * limit does not ask what a message is about.
 */
public final class RateLimit implements Quota {

    private static final int GRACE_MINUTES = 10;
    private static final int MOST_PROMISES = 1_000_000;
    private static final String BUCKET = "";
    private static final String END = "\uffff";
    /** Draws what nobody drew while the bucket was full: it holds no more than a burst. */
    private static final String IDLE = "idle";

    private final String name;
    private final long intervalNanos;
    private final int burst;
    private final Set<String> channels;
    private final Accounts accounts;
    private final Object lock = new Object();

    /** Slot of the last promise. */
    private long lastSlot;
    /** In the order of their slots. */
    private final Map<CommandKey, Long> promised = new LinkedHashMap<>();

    private RateLimit(String name, long intervalNanos, int burst, Set<String> channels, Accounts accounts) {
        this.name = Names.requireName("limit", name, 64);
        this.intervalNanos = intervalNanos;
        this.burst = burst;
        this.channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /**
     * An even flow without bursts, in this JVM.
     *
     * @param messages at least 1
     * @param per positive, a year at most
     */
    public static RateLimit of(String name, int messages, Duration per) {
        if (messages < 1 || per.isNegative() || per.isZero() || per.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(
                    "a rate must be at least 1 message in a positive time of a year at most, but was " + messages
                            + " in " + per);
        }
        return new RateLimit(name, Math.max(1, per.toNanos() / messages), 1, Set.of(), new InMemoryAccounts());
    }

    /** The same, with up to so many at once after a rest. */
    public RateLimit withBurst(int most) {
        if (most < 1 || most > 1_000_000) {
            throw new IllegalArgumentException("a burst must be 1 to 1000000, but was " + most);
        }
        return new RateLimit(name, intervalNanos, most, channels, accounts);
    }

    /** The same for some channels only, counted together. */
    public RateLimit on(String... only) {
        return new RateLimit(name, intervalNanos, burst, Set.of(only), accounts);
    }

    /** The same for all who draw from these accounts under this name. */
    public RateLimit in(Accounts shared) {
        return new RateLimit(name, intervalNanos, burst, channels, shared);
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
            long now = nanos(draw.now());
            forgetOld(now);
            CommandKey key = draw.key();
            Long slot = promised.get(key);
            if (slot != null && slot > now) {
                return instant(slot);
            }
            boolean isNext = slot != null || promised.isEmpty(); // newcomers do not overtake those who wait
            if (isNext ? take(key, now) : isTaken(key)) {
                promised.remove(key);
                return null;
            }
            long last = promised.isEmpty() ? free() : lastSlot + intervalNanos;
            promised.remove(key);
            long later = Math.max(last, Math.max(free(), now + 1_000_000));
            if (promised.size() < MOST_PROMISES) {
                promised.put(key, later);
                lastSlot = later;
            }
            return instant(later);
        }
    }

    /** Draws a message's interval, or finds it drawn by a claim that is tried again. */
    private boolean take(CommandKey key, long now) {
        long idle = now - full();
        if (idle > 0) {
            accounts.reserve(name, BUCKET, IDLE, idle, now);
            accounts.confirm(name, IDLE);
        }
        return accounts.reserve(name, BUCKET, key.toString(), intervalNanos, now + burst * intervalNanos);
    }

    /** By a claim that is tried again: nothing new fits. */
    private boolean isTaken(CommandKey key) {
        return accounts.reserve(name, BUCKET, key.toString(), 1, 0);
    }

    /** When the bucket is full again. */
    private long full() {
        return accounts.drawn(name, BUCKET, END);
    }

    /** When the next token is there. */
    private long free() {
        return full() - (burst - 1) * intervalNanos;
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    /** Up to the whole millisecond, since the runtime's clock has no finer one. */
    private static Instant instant(long nanos) {
        return Instant.ofEpochMilli(Math.floorDiv(nanos + 999_999, 1_000_000L));
    }

    private void forgetOld(long now) {
        long old = now - Duration.ofMinutes(GRACE_MINUTES).toNanos();
        Iterator<Long> slots = promised.values().iterator();
        while (slots.hasNext() && slots.next() < old) {
            slots.remove();
        }
    }

    @Override
    public void confirm(CommandKey key) {
        accounts.confirm(name, key.toString());
    }

    /** The token is not given back: a message that was refused took its turn all the same. */
    @Override
    public void release(CommandKey key) {
        accounts.confirm(name, key.toString());
    }
}
