package io.enishi.core.spi;

import io.enishi.core.process.Effect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a message from a content id; called inside the claim, so it must not do I/O. */
@FunctionalInterface
public interface ContentRenderer {

    /**
     * The rendered parts by name ({@code subject}, {@code body}, ...).
     *
     * @param offer the channel and content that consent, contact policy and quotas let through
     * @param coupon the coupon that travels inside, issued at this claim; null for none
     * @throws CannotRender if the content is unknown or cannot be rendered for this person; the command becomes a dead letter that
     *     tells why
     * @throws RuntimeException of any other kind makes it a dead letter, too, without the message, which may quote a person's data
     */
    Map<String, String> render(SendClaim claim, Effect.Offer offer, Channel.@Nullable IssuedCoupon coupon);

    /** Renders nothing but the content's id, for tests and hosts whose channels render themselves. */
    static ContentRenderer idOnly() {
        return (claim, offer, coupon) -> Map.of("content", offer.content());
    }

    /** Says why a content cannot be rendered, in words that are kept with the dead letter. */
    final class CannotRender extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private static final int MAX_REASON = 300;

        private final String reason;

        /**
         * @param content id of the content
         * @param reason names of variables, limits and rules; never a person's data
         */
        public CannotRender(String content, String reason) {
            super("content " + content + " cannot be rendered: " + reason);
            this.reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
        }

        /** What is wrong, without personal data. */
        public String reason() {
            return reason;
        }
    }
}
