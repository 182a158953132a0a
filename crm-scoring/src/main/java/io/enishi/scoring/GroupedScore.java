package io.enishi.scoring;

import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.List;

/**
 * A score whose groups are held within limits before they are added up.
 *
 * <p>A group that stands at its limit is a constant until it comes off it, and that moment is a crossing of the group's own
 * trajectory, exact to the millisecond. So time falls into stretches in which the score is a plain sum of what moves and constants;
 * every question is put to the sum of its stretch.
 */
final class GroupedScore implements Trajectory {

    /** A group's points before its limits. */
    record Limited(Trajectory sum, long floor, long ceiling) {

        /** What the group brings from {@code now} until {@link #next}. */
        Trajectory from(long now) {
            if (!sum.isAtLeast(floor, now)) {
                return Trajectory.constant(floor);
            }
            return ceiling != Long.MAX_VALUE && sum.isAtLeast(ceiling, now) ? Trajectory.constant(ceiling) : sum;
        }

        /** When the group comes to a limit or off it. */
        long next(long now) {
            long toFloor = floor == Long.MIN_VALUE ? NEVER : sum.nextCrossing(floor, now);
            long toCeiling = ceiling == Long.MAX_VALUE ? NEVER : sum.nextCrossing(ceiling, now);
            return Math.min(toFloor, toCeiling);
        }
    }

    private final Trajectory unlimited;
    private final List<Limited> limited;
    private final boolean turns;

    GroupedScore(Trajectory unlimited, List<Limited> limited) {
        this.unlimited = unlimited;
        this.limited = List.copyOf(limited);
        List<Trajectory> moving = new ArrayList<>();
        moving.add(unlimited);
        limited.forEach(group -> moving.add(group.sum()));
        this.turns = Trajectory.sum(moving).turns();
    }

    private Trajectory from(long now) {
        List<Trajectory> parts = new ArrayList<>(1 + limited.size());
        parts.add(unlimited);
        for (Limited group : limited) {
            parts.add(group.from(now));
        }
        return Trajectory.sum(parts);
    }

    private long nextStretch(long now) {
        long next = NEVER;
        for (Limited group : limited) {
            next = Math.min(next, group.next(now));
        }
        return next;
    }

    @Override
    public long valueAt(long now) {
        return from(now).valueAt(now);
    }

    @Override
    public long fractionAt(long now) {
        return from(now).fractionAt(now);
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        return from(now).isAtLeast(bound, now);
    }

    @Override
    public long nextPiece(long now) {
        return Math.min(from(now).nextPiece(now), nextStretch(now));
    }

    @Override
    public boolean turns() {
        return turns;
    }

    @Override
    public long nextCrossing(long bound, long now) {
        boolean before = isAtLeast(bound, now);
        long at = now;
        while (true) {
            long end = nextStretch(at);
            long crossing = from(at).nextCrossing(bound, at);
            if (crossing < end) {
                return crossing;
            }
            if (end == NEVER) {
                return NEVER;
            }
            if (isAtLeast(bound, end) != before) {
                return end;
            }
            at = end;
        }
    }
}
