package io.enishi.scoring.attribution;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The contacts of one person with their times, and what came of them at the end.
 *
 * @param touches by time, those of one instant in the order given
 * @param end when the order was placed, or until when nothing had come of it; no touch is later
 * @param converted whether there was an order
 * @param value what it was worth; 0 without one
 */
public record TimedPath(List<Touch> touches, Instant end, boolean converted, double value) {

    /** @throws IllegalArgumentException if a touch is after the end, or the value negative, not finite, or of no order */
    public TimedPath {
        Objects.requireNonNull(end, "end");
        touches = touches.stream().sorted(Comparator.comparing(Touch::at)).toList();
        if (!touches.isEmpty() && touches.get(touches.size() - 1).at().isAfter(end)) {
            throw new IllegalArgumentException(
                    "a touch at " + touches.get(touches.size() - 1).at() + " is after the end, " + end);
        }
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY) || (!converted && value > 0)) {
            throw new IllegalArgumentException("value = " + value + ": not negative, finite, and 0 without an order");
        }
    }

    /** The path without its times. */
    public ContactPath contactPath() {
        return new ContactPath(
                touches.stream().map(Touch::channel).toList(), converted ? 1 : 0, value, converted ? 0 : 1);
    }
}
