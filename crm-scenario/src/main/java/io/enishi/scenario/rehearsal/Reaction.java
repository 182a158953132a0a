package io.enishi.scenario.rehearsal;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.util.Objects;

/**
 * What a recipient does because of a message.
 *
 * @param after how long after the send; positive
 * @param body what
 */
public record Reaction(Duration after, EventBody body) {
    public Reaction {
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("a reaction comes after the message, but was after " + after);
        }
        Objects.requireNonNull(body, "body");
    }

    /** They open it; to be used for channels that can tell. */
    public static Reaction opens(Sent sent, Duration after) {
        return of(MessageStep.OPENED, sent, after);
    }

    /** They follow a link in it. */
    public static Reaction taps(Sent sent, Duration after) {
        return of(MessageStep.TAPPED, sent, after);
    }

    /** They answer it. */
    public static Reaction replies(Sent sent, Duration after) {
        return of(MessageStep.REPLIED, sent, after);
    }

    private static Reaction of(MessageStep step, Sent sent, Duration after) {
        return new Reaction(
                after,
                new EventBody.MessageEvent(
                        step, sent.key().toString(), sent.channel(), sent.scenario(), sent.content(), ""));
    }

    /** They block the channel. */
    public static Reaction blocks(Sent sent, Duration after) {
        return new Reaction(after, new EventBody.ChannelBlocked(sent.channel()));
    }

    /** They order for so many yen. */
    public static Reaction buys(Sent sent, Duration after, long yen) {
        return new Reaction(
                after, new EventBody.OrderPlaced(Order.ofTotal(orderId(sent), "rehearsal", Money.yen(yen))));
    }

    /** They redeem the coupon of the message for that order. */
    static Reaction redeems(Sent sent, Duration after) {
        var coupon = Objects.requireNonNull(sent.coupon());
        return new Reaction(after, new EventBody.CouponRedeemed(coupon.code(), coupon.campaign(), orderId(sent)));
    }

    private static String orderId(Sent sent) {
        return "rehearsal-"
                + Long.toHexString(EventId.named(sent.key().toString()).high());
    }
}
