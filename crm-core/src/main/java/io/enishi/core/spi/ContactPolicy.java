package io.enishi.core.spi;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Effect;
import java.util.List;
import java.util.Optional;

/**
 * What the shop allows over all scenarios: frequency caps, gaps, quiet hours. Asked at claim, after consent and reachability, once
 * per offered channel. Pure: everything it may know is in the view.
 */
@FunctionalInterface
public interface ContactPolicy {

    /**
     * {@link Clearance.Cleared}, {@link Clearance.Capped} or {@link Clearance.Held}.
     *
     * @param send the send being claimed
     * @param offer the channel and content being considered
     */
    Clearance check(Effect.Send send, Effect.Offer offer, CustomerView view);

    /**
     * The task that a person does in place of this send ("do not over-digitalise"); empty, as by default, when it may leave as a
     * message. Asked at claim when at least one offer is permitted by consent and reachable, before caps and quotas: a task draws
     * neither. It is handed to the handler of {@link Effect.Task} under the send's key, and no message leaves.
     */
    default Optional<Effect.Task> handOver(SendClaim claim) {
        return Optional.empty();
    }

    /** No limits. */
    static ContactPolicy unlimited() {
        return (send, offer, view) -> new Clearance.Cleared(offer.channel(), offer.content(), List.of());
    }
}
