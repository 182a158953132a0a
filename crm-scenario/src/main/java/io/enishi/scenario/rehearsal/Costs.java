package io.enishi.scenario.rehearsal;

import io.enishi.scenario.contact.CostModel;
import java.util.Map;
import java.util.Objects;

/** What sending costs. Pure. */
@FunctionalInterface
public interface Costs {

    /** Costs of one message in millionths of the shop's currency: a mail of 0.2 yen is 200,000, a LINE push of 3 yen 3,000,000. */
    long micros(Sent message);

    /** The shop's own price list. A rehearsal renders nothing, so every message counts as one unit. */
    static Costs of(CostModel prices) {
        Objects.requireNonNull(prices, "prices");
        return message -> 1_000 * prices.thousandthsOf(message.channel(), Map.of());
    }

    /** Nothing costs anything. */
    static Costs none() {
        return message -> 0;
    }
}
