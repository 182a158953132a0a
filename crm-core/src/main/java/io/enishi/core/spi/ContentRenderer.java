package io.enishi.core.spi;

import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Effect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a message from a content id; called inside the claim, so it must not do I/O. */
@FunctionalInterface
public interface ContentRenderer {

    /**
     * The rendered parts by name ({@code subject}, {@code body}, ...).
     *
     * @throws IllegalArgumentException if the content is unknown or cannot be rendered; the command becomes a dead letter
     */
    Map<String, String> render(Effect.Offer offer, CustomerView view, Channel.@Nullable IssuedCoupon coupon);

    /** Renders nothing but the content's id, for tests and hosts whose channels render themselves. */
    static ContentRenderer idOnly() {
        return (offer, view, coupon) -> Map.of("content", offer.content());
    }
}
