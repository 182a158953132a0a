package io.enishi.scoring.attribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Conversions and their value, divided among channels. What is credited and what is not add up to all conversions.
 *
 * @param model the name of the model that divided
 * @param credits by channel, by name; every channel that was met has one
 * @param unattributed conversions of people who met no channel
 */
public record Attribution(String model, Map<String, Credit> credits, Credit unattributed) {

    public Attribution {
        credits = Collections.unmodifiableMap(new TreeMap<>(credits));
    }

    /** What a channel is credited with; nothing if it was never met. */
    public Credit credit(String channel) {
        return credits.getOrDefault(channel, Credit.NONE);
    }

    /** All that was divided, the unattributed included. */
    public Credit total() {
        Credit total = unattributed;
        for (Credit credit : credits.values()) {
            total = total.plus(credit.conversions(), credit.value());
        }
        return total;
    }

    /**
     * What each channel cost and returned, the best return first; channels of equal return by name.
     *
     * @param costs by channel, in the unit of value; a channel without cost is free. A channel that was paid for and never met is in
     *     the list with nothing to show
     * @throws IllegalArgumentException if a cost is negative or not finite
     */
    public List<ChannelReturn> returns(Map<String, Double> costs) {
        Map<String, Credit> all = new TreeMap<>(credits);
        costs.keySet().forEach(channel -> all.putIfAbsent(channel, Credit.NONE));
        List<ChannelReturn> returns = new ArrayList<>();
        all.forEach((channel, credit) -> returns.add(
                new ChannelReturn(channel, credit.conversions(), credit.value(), costs.getOrDefault(channel, 0.0))));
        returns.sort(ChannelReturn.BEST_FIRST);
        return returns;
    }
}
