package io.enishi.scoring.attribution;

import java.util.Collection;
import java.util.function.Function;

/**
 * A way to divide conversions among the channels that people met before.
 *
 * <p>First, last, linear and position look at each path by itself. {@link MarkovChain} and {@link Shapley} compare paths: what would have
 * been lost without a channel, and what it adds to sets of others. {@link TimeDecay}, which needs the times of contacts, stands apart.
 */
public final class AttributionModel {

    private final String name;
    private final Function<Collection<ContactPath>, Attribution> division;

    private AttributionModel(String name, Function<Collection<ContactPath>, Attribution> division) {
        this.name = name;
        this.division = division;
    }

    private static AttributionModel byContact(String name, ContactWeights weights) {
        return new AttributionModel(name, paths -> weights.divide(name, paths));
    }

    /** All to the first contact. */
    public static AttributionModel first() {
        return byContact("first", (place, contacts) -> place == 0 ? 1 : 0);
    }

    /** All to the last contact. */
    public static AttributionModel last() {
        return byContact("last", (place, contacts) -> place == contacts - 1 ? 1 : 0);
    }

    /** The same to every contact. */
    public static AttributionModel linear() {
        return byContact("linear", (place, contacts) -> 1.0 / contacts);
    }

    /** 40 per cent to the first contact, 40 to the last, the rest to those in between; of two contacts, half to each. */
    public static AttributionModel position() {
        return position(0.4, 0.4);
    }

    /**
     * A share to the first contact, one to the last, and the rest evenly to those in between; where there are none, in the ratio of the
     * two shares.
     *
     * @throws IllegalArgumentException if a share is negative, both are 0, or their sum is above 1
     */
    public static AttributionModel position(double first, double last) {
        if (!(first >= 0 && last >= 0 && first + last > 0 && first + last <= 1)) {
            throw new IllegalArgumentException(
                    "shares " + first + " and " + last + ": not negative, not both 0, together at most 1");
        }
        return byContact("position", (place, contacts) -> {
            if (contacts == 1) {
                return 1;
            }
            double ends = contacts == 2 ? first + last : 1;
            if (place == 0) {
                return first / ends;
            }
            return place == contacts - 1 ? last / ends : (1 - first - last) / (contacts - 2);
        });
    }

    /** By removal effects in a Markov chain of order 1, see {@link MarkovChain}. */
    public static AttributionModel markov() {
        return new AttributionModel("markov", paths -> MarkovChain.of(paths).attribution());
    }

    /** By Shapley values over sets of channels, see {@link Shapley}. */
    public static AttributionModel shapley() {
        return new AttributionModel("shapley", Shapley::attribution);
    }

    /** Such as {@code first}. */
    public String name() {
        return name;
    }

    /** Divides the conversions of these paths; their order does not matter. */
    public Attribution attribute(Collection<ContactPath> paths) {
        return division.apply(paths);
    }

    @Override
    public String toString() {
        return name;
    }
}
