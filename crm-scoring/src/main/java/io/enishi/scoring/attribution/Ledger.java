package io.enishi.scoring.attribution;

import java.util.Map;
import java.util.TreeMap;

/** Credits as they add up. */
final class Ledger {

    private final Map<String, Credit> credits = new TreeMap<>();
    private Credit unattributed = Credit.NONE;

    /** Notes a channel, so that it is in the answer even if nothing is credited to it. */
    void meet(String channel) {
        credits.putIfAbsent(channel, Credit.NONE);
    }

    void credit(String channel, double conversions, double value) {
        credits.merge(
                channel, new Credit(conversions, value), (known, more) -> known.plus(more.conversions(), more.value()));
    }

    void leave(double conversions, double value) {
        unattributed = unattributed.plus(conversions, value);
    }

    Attribution attribution(String model) {
        return new Attribution(model, credits, unattributed);
    }
}
