package io.enishi.scoring;

import io.enishi.core.condition.Window.Unit;
import io.enishi.core.internal.time.ZoneTable;
import org.jspecify.annotations.Nullable;

/**
 * A cap with its place in the state.
 *
 * <p>A calendar cap keeps the current period, packed into a long as {@code number x 2^30 + used}; {@code used} is at most {@link
 * Points#MAX}, which is below 2<sup>30</sup>. In zones whose clocks ever went back over midnight it keeps the period before it as
 * well, since there an instant can belong to the day before its predecessor's. A lifetime cap keeps one long. A rolling cap keeps
 * what it counted.
 */
final class CompiledCap {

    private static final int USED_BITS = 30;
    private static final long USED = (1L << USED_BITS) - 1;

    final Cap cap;
    final int slot;
    private final long atMost;
    private final boolean countsPoints;
    private final @Nullable Unit unit;
    private final long length;
    private final ZoneTable zone;
    private final boolean repeatsDays;

    CompiledCap(Cap cap, int slot, ZoneTable zone) {
        this.cap = cap;
        this.slot = slot;
        this.zone = zone;
        this.repeatsDays = zone.repeatsDays();
        this.atMost = cap.atMost();
        this.countsPoints = cap.limited() == Cap.Limited.POINTS;
        this.unit = cap.per() instanceof Cap.Calendar calendar ? calendar.unit() : null;
        this.length =
                cap.per() instanceof Cap.Rolling rolling ? rolling.length().toMillis() : 0;
    }

    static boolean isRolling(Cap cap) {
        return cap.per() instanceof Cap.Rolling;
    }

    /** Longs that the cap needs in {@link ScoreState#caps}. */
    static int longs(Cap cap, ZoneTable zone) {
        return cap.per() instanceof Cap.Calendar && zone.repeatsDays() ? 2 : 1;
    }

    /** How many points of {@code size} the cap lets through now: all or none for a cap on events. */
    long room(ScoreState state, long time, long size) {
        return through(size, used(state, time));
    }

    private long through(long size, long used) {
        long left = atMost - used;
        if (countsPoints) {
            return Math.min(size, left);
        }
        return left > 0 ? size : 0;
    }

    /** What the cap lets through, counted: {@link #room} and {@link #count} in one, for a rule that has no other cap. */
    long take(ScoreState state, long time, long size) {
        if (unit == null || repeatsDays) {
            long given = room(state, time, size);
            if (given > 0) {
                count(state, time, given);
            }
            return given;
        }
        long key = zone.periodOf(unit, time);
        long current = state.caps[slot];
        long used = current >> USED_BITS == key ? current & USED : 0;
        long given = through(size, used);
        if (given > 0) {
            state.caps[slot] = (key << USED_BITS) + used + (countsPoints ? given : 1);
        }
        return given;
    }

    private long used(ScoreState state, long time) {
        if (length > 0) {
            Fading counted = state.rolling[slot];
            if (counted == null) {
                return 0;
            }
            counted.forgetUntil(time - length);
            return counted.total();
        }
        if (unit == null) {
            return state.caps[slot];
        }
        long key = zone.periodOf(unit, time);
        long current = state.caps[slot];
        if (current >> USED_BITS == key) {
            return current & USED;
        }
        if (!repeatsDays) {
            return 0;
        }
        long other = state.caps[slot + 1];
        return other >> USED_BITS == key ? other & USED : 0;
    }

    /** Counts an event that gave points of {@code size}. */
    void count(ScoreState state, long time, long size) {
        long amount = countsPoints ? size : 1;
        if (length > 0) {
            Fading counted = state.rolling[slot];
            if (counted == null) {
                counted = new Fading();
                state.rolling[slot] = counted;
            }
            counted.add(amount, time);
            return;
        }
        long[] caps = state.caps;
        if (unit == null) {
            caps[slot] += amount;
            return;
        }
        long key = zone.periodOf(unit, time);
        if (caps[slot] >> USED_BITS != key && !repeatsDays) {
            caps[slot] = key << USED_BITS;
        } else if (caps[slot] >> USED_BITS != key) {
            long before = caps[slot];
            boolean back = caps[slot + 1] >> USED_BITS == key;
            caps[slot] = back ? caps[slot + 1] : key << USED_BITS;
            caps[slot + 1] = before;
        }
        caps[slot] += amount;
    }
}
