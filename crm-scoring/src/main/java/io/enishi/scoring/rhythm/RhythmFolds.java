package io.enishi.scoring.rhythm;

import io.enishi.core.process.Fold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rhythm of all orders as the runtime follows it. */
public final class RhythmFolds {

    private RhythmFolds() {}

    /**
     * A fold that publishes, for customers with an expected interval:
     * <ul>
     *   <li>{@code <name>.interval-hours}: the interval after which the next order is expected, rounded down,
     *   <li>{@code <name>.lateness}: hundredths of it that have passed since the last order, from 0 to 1000; 200 is twice the own
     *       interval. It rises by itself, so a condition on it comes true on the millisecond.
     * </ul>
     *
     * @param name of the fold, at most 40 characters, see {@code Names}
     * @param usual the interval that is usual in the shop; null to wait for an own one
     * @param usualWeight how many own intervals it is worth
     */
    public static Fold<?> of(String name, @Nullable Duration usual, int usualWeight) {
        return new RhythmFold(name, usual, usualWeight);
    }
}
