package io.enishi.core.spi;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Effect;
import java.util.Objects;
import java.util.Optional;

/**
 * A send at its claim: what may be asked of it before it leaves.
 *
 * @param key of its command
 * @param send what the run asked for
 * @param view the customer at the instant of the claim
 * @param recommender the shop's
 */
public record SendClaim(CommandKey key, Effect.Send send, CustomerView view, Recommender recommender) {

    public SendClaim {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(send, "send");
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(recommender, "recommender");
    }

    /**
     * The event that started the run; for a run that an absence started, the last counted one. Empty for runs that a date, a
     * request or the passing of time started, and when the event is not visible any more. Walks back over the timeline.
     */
    public Optional<CustomerEvent> trigger() {
        String entry = key.entry();
        int colon = entry.lastIndexOf(':');
        String id = colon < 0 ? entry : entry.substring(colon + 1);
        String source = colon < 0 ? "" : entry.substring(0, colon);
        return view.last(
                "",
                event -> event.id().toString().equals(id)
                        && (source.isEmpty()
                                || source.equals(event.source())
                                || source.equals("absence-" + event.source())));
    }
}
