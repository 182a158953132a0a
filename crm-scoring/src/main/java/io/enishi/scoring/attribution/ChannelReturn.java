package io.enishi.scoring.attribution;

import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * What a channel cost and what it is credited with.
 *
 * @param cost in the unit of {@code value}
 */
public record ChannelReturn(String channel, double conversions, double value, double cost) {

    static final Comparator<ChannelReturn> BEST_FIRST = Comparator.<ChannelReturn>comparingDouble(
                    channel -> channel.returnOnCost().orElse(Double.POSITIVE_INFINITY))
            .reversed()
            .thenComparing(ChannelReturn::channel);

    /** @throws IllegalArgumentException if the cost is negative or not finite */
    public ChannelReturn {
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cost of " + channel + " = " + cost + ": not negative, and finite");
        }
    }

    /** Value less cost. */
    public double profit() {
        return value - cost;
    }

    /** Value for each unit spent: 3.0 is a return of 300 per cent. Empty for a channel that cost nothing. */
    public OptionalDouble returnOnCost() {
        return cost > 0 ? OptionalDouble.of(value / cost) : OptionalDouble.empty();
    }

    /** Cost of a conversion. Empty for a channel without any. */
    public OptionalDouble costPerConversion() {
        return conversions > 0 ? OptionalDouble.of(cost / conversions) : OptionalDouble.empty();
    }
}
