package io.enishi.scoring;

import io.enishi.core.value.Trajectory;
import java.util.Arrays;
import java.util.List;

/** The bounds of a list of bands, as {@link BandTrajectory} needs them. */
final class BandBounds {

    private final long[] enter;
    private final long[] leave;
    /** Whether a band is left lower than it is entered, so that the past decides which band it is. */
    final boolean hysteresis;
    /** The band of somebody to whom nothing happened. */
    final int initial;

    /**
     * @param bands from the lowest to the highest, checked
     * @param atFirst the score of somebody to whom nothing happened: whoever enters a band at that or less is in it
     */
    BandBounds(List<Band> bands, long atFirst) {
        List<Band> entered = bands.isEmpty() ? List.of() : bands.subList(1, bands.size());
        this.enter = entered.stream().mapToLong(Band::requireAtLeast).toArray();
        this.leave = entered.stream().mapToLong(Band::requireLeaveBelow).toArray();
        this.hysteresis = !Arrays.equals(enter, leave);
        int on = 0;
        while (on < enter.length && enter[on] <= atFirst) {
            on++;
        }
        this.initial = on;
    }

    BandTrajectory trajectory(Trajectory score, long since, int entered) {
        return new BandTrajectory(score, since, entered, enter, leave);
    }
}
