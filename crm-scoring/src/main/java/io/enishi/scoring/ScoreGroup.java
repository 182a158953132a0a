package io.enishi.scoring;

import io.enishi.core.value.Names;
import java.util.List;

/**
 * A part of a score with limits and bands of its own, such as how well somebody fits the shop apart from how much they engage with
 * it. Rules belong to a group by naming it; a rule that names none belongs to the score as a whole.
 *
 * <p>What the rules of a group give is held between floor and ceiling before it joins the score, so that a thousand page views
 * cannot make up for a person who does not fit. Limits hold what is shown, not what is kept.
 *
 * @param name unique within the model
 * @param floor the least that the group brings; {@link Long#MIN_VALUE} for no limit
 * @param ceiling the most that the group brings; {@link Long#MAX_VALUE} for no limit
 * @param bands from the lowest to the highest; none, or at least two
 */
public record ScoreGroup(String name, long floor, long ceiling, List<Band> bands) {

    public ScoreGroup {
        Names.requireName("group name", name, 32);
        bands = List.copyOf(bands);
    }

    /** A group without limits and bands. */
    public static ScoreGroup named(String name) {
        return new ScoreGroup(name, Long.MIN_VALUE, Long.MAX_VALUE, List.of());
    }

    /** Bringing at least {@code floor} and at most {@code ceiling}. */
    public ScoreGroup within(long floor, long ceiling) {
        return new ScoreGroup(name, floor, ceiling, bands);
    }

    /** With these bands instead, the lowest first. */
    public ScoreGroup banded(Band... changed) {
        return new ScoreGroup(name, floor, ceiling, List.of(changed));
    }

    boolean isLimited() {
        return floor != Long.MIN_VALUE || ceiling != Long.MAX_VALUE;
    }
}
