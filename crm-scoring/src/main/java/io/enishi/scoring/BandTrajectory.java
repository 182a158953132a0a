package io.enishi.scoring;

import io.enishi.core.value.Trajectory;

/**
 * The index of the band as a function of time, with hysteresis.
 *
 * <p>Each band above the lowest is a switch of its own: it goes on when the score reaches {@code enter[i]} and off when the score
 * falls below {@code leave[i]}. Both rise with i, so the switches that are on are always the first ones, and their number is the
 * band's index. Between two events the score is known, so every flip of a switch is a crossing of the score's trajectory, exact to
 * the millisecond; the band is therefore a function of the timeline alone and not of when anybody looked.
 */
final class BandTrajectory implements Trajectory {

    private final Trajectory score;
    private final long since;
    private final int entered;
    private final long[] enter;
    private final long[] leave;

    /**
     * @param score the score from {@code since} on
     * @param since when the last event occurred
     * @param entered number of switches that were on just before {@code since}
     * @param enter score that switches on; not copied
     * @param leave score below which it switches off; not copied
     */
    BandTrajectory(Trajectory score, long since, int entered, long[] enter, long[] leave) {
        this.score = score;
        this.since = since;
        this.entered = entered;
        this.enter = enter;
        this.leave = leave;
    }

    /**
     * The state of switch {@code i} at {@code now}. Where the score only rises or only falls, the end of a stretch tells what became of
     * the switch on it; where it turns, the walk goes from flip to flip.
     */
    private boolean isOn(int i, long now) {
        if (enter[i] == leave[i]) {
            return score.isAtLeast(enter[i], now);
        }
        boolean on = i < entered;
        long at = since;
        while (true) {
            on = score.isAtLeast(on ? leave[i] : enter[i], at);
            if (at >= now) {
                return on;
            }
            long next;
            if (score.turns()) {
                next = score.nextCrossing(on ? leave[i] : enter[i], at);
            } else {
                next = score.nextPiece(at);
                on = score.isAtLeast(on ? leave[i] : enter[i], Math.min(now, next - 1));
            }
            if (next > now) {
                return on;
            }
            at = next;
        }
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        return bound <= 0 || (bound <= enter.length && isOn((int) bound - 1, now));
    }

    @Override
    public long valueAt(long now) {
        int on = 0;
        while (on < enter.length && isOn(on, now)) {
            on++;
        }
        return on;
    }

    @Override
    public long nextCrossing(long bound, long now) {
        if (bound <= 0 || bound > enter.length) {
            return NEVER;
        }
        int i = (int) bound - 1;
        return score.nextCrossing(isOn(i, now) ? leave[i] : enter[i], now);
    }

    @Override
    public long nextPiece(long now) {
        long next = NEVER;
        for (int bound = 1; bound <= enter.length; bound++) {
            next = Math.min(next, nextCrossing(bound, now));
        }
        return next;
    }
}
