package io.enishi.scoring;

import io.enishi.core.value.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named range of scores: entered at {@code atLeast}, left below {@code leaveBelow}. A gap between the two keeps a customer whose
 * score wavers around the bound from flickering.
 *
 * @param name unique within the model
 * @param atLeast the score that enters the band from below; null for the lowest band, which holds all scores below the next
 * @param leaveBelow the score below which the band is left, at most {@code atLeast} and usually equal to it; null iff {@code
 *     atLeast} is
 */
public record Band(
        String name, @Nullable Long atLeast, @Nullable Long leaveBelow) {

    public Band {
        Names.requireName("band name", name, 64);
        if ((atLeast == null) != (leaveBelow == null)) {
            throw new IllegalArgumentException("band " + name + " must have both bounds or none");
        }
        if (atLeast != null && leaveBelow != null && leaveBelow > atLeast) {
            throw new IllegalArgumentException(
                    "band " + name + " must not be left above the score that enters it, but is left below " + leaveBelow
                            + " and entered at " + atLeast);
        }
    }

    /** The band below all others. */
    public static Band lowest(String name) {
        return new Band(name, null, null);
    }

    public static Band from(String name, long atLeast) {
        return new Band(name, atLeast, atLeast);
    }

    /** A band that is entered at {@code atLeast} and left only below {@code leaveBelow}. */
    public static Band from(String name, long atLeast, long leaveBelow) {
        return new Band(name, atLeast, leaveBelow);
    }

    /** The bound that enters the band, of one that is not the lowest. */
    long requireAtLeast() {
        return Objects.requireNonNull(atLeast, "atLeast");
    }

    long requireLeaveBelow() {
        return Objects.requireNonNull(leaveBelow, "leaveBelow");
    }
}
