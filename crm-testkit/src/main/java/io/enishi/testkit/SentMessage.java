package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.Channel;
import io.enishi.core.spi.Channel.IssuedCoupon;
import java.time.Instant;
import java.util.Objects;

/** A message that arrived, and what can be said about it; each method fails the test if it is not so. */
public final class SentMessage {

    private final ScenarioHarness shop;
    private final Channel.Message message;
    private final String channel;

    SentMessage(ScenarioHarness shop, Channel.Message message, String channel) {
        this.shop = shop;
        this.message = message;
        this.channel = channel;
    }

    /** It left on this channel. */
    public SentMessage on(String expected) {
        assertThat(channel).as(() -> "channel of " + message.key().visit()).isEqualTo(expected);
        return this;
    }

    /** It left at this local time of the shop. */
    public SentMessage at(String localTime) {
        Instant sentAt = Objects.requireNonNull(shop.sentAt(message));
        assertThat(shop.local(sentAt))
                .as(() -> "when " + message.key().visit() + " left")
                .isEqualTo(localTime);
        return this;
    }

    /** It carried this content. */
    public SentMessage withContent(String expected) {
        assertThat(message.content()).isEqualTo(expected);
        return this;
    }

    /** It carried a coupon that is valid until this local time of the shop. */
    public SentMessage withCouponUntil(String localTime) {
        IssuedCoupon coupon = message.coupon();
        if (coupon == null) {
            throw new AssertionError(message.key().visit() + " carried no coupon");
        }
        assertThat(shop.local(coupon.expiresAt()))
                .as("until when the coupon is valid")
                .isEqualTo(localTime);
        return this;
    }

    public Channel.Message message() {
        return message;
    }
}
