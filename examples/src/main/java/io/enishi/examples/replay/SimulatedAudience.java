package io.enishi.examples.replay;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.Channel.Message;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.examples.shop.Assortment;
import io.enishi.examples.shop.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What people do with the messages they get: some open (mail only), fewer tap, a few of those with a coupon buy, and on LINE one in a
 * hundred blocks us. Who does what follows from the message's key alone, so a replay is the same every time.
 */
final class SimulatedAudience {

    private final ReplayClock clock;
    private final Function<OriginId, Optional<Identifier>> buyers;
    private final PriorityQueue<CustomerEvent> reactions =
            new PriorityQueue<>(Comparator.comparing(CustomerEvent::occurredAt).thenComparing(CustomerEvent::id));

    /** @param buyers how the shop knows the person behind an origin */
    SimulatedAudience(ReplayClock clock, Function<OriginId, Optional<Identifier>> buyers) {
        this.clock = clock;
        this.buyers = buyers;
    }

    void receive(String channel, Message message) {
        SplittableRandom dice =
                new SplittableRandom(EventId.named(message.key().toString()).low());
        Instant read = clock.instant()
                .plus(Duration.ofMinutes(dice.nextInt(62, 40 * 60)))
                .truncatedTo(ChronoUnit.SECONDS);
        switch (channel) {
            case "mail" -> {
                if (dice.nextInt(100) < 28) {
                    react(message, MessageStep.OPENED, channel, read);
                    maybeTap(message, channel, read.plusSeconds(30), 20, dice);
                }
            }
            case "line" -> {
                maybeTap(message, channel, read, 14, dice);
                if (dice.nextInt(100) < 1) {
                    add(message, message.to(), read.plusSeconds(5), "line", new EventBody.ChannelBlocked("line"));
                }
            }
            case "dm" -> maybeBuy(message, read.plus(Duration.ofDays(3)), 3, dice);
            default -> {} // the others are read in silence
        }
    }

    private void maybeTap(Message message, String channel, Instant at, int share, SplittableRandom dice) {
        if (dice.nextInt(100) < share) {
            react(message, MessageStep.TAPPED, channel, at);
            maybeBuy(message, at.plus(Duration.ofMinutes(12)), message.coupon() == null ? 12 : 35, dice);
        }
    }

    private void maybeBuy(Message message, Instant at, int share, SplittableRandom dice) {
        if (dice.nextInt(100) >= share) {
            return;
        }
        Product product = Assortment.all().get(dice.nextInt(Assortment.all().size()));
        OrderLine line = OrderLine.of(product.sku(), product.category(), 1, Money.yen(product.yen()));
        String order = "MX-" + message.key().origin().toString().substring(0, 8) + "-"
                + Math.abs(at.getEpochSecond() % 1_000_000);
        Identifier buyer = buyers.apply(message.key().origin()).orElse(message.to());
        IssuedCoupon coupon = message.coupon();
        if (coupon != null && at.isBefore(coupon.expiresAt())) {
            add(message, buyer, at, "ec", new EventBody.CouponRedeemed(coupon.code(), coupon.campaign(), order));
        }
        add(message, buyer, at, "ec", new EventBody.OrderPlaced(Order.of(order, "ec", List.of(line))));
    }

    private void react(Message message, MessageStep step, String channel, Instant at) {
        add(
                message,
                message.to(),
                at,
                channel,
                new EventBody.MessageEvent(
                        step, message.key().toString(), channel, message.key().journey(), message.content(), ""));
    }

    private void add(Message message, Identifier who, Instant at, String source, EventBody body) {
        EventId id = EventId.named(message.key() + body.type());
        reactions.add(CustomerEvent.of(source, id, who, at, body));
    }

    /** Takes out what happens up to {@code until}, in order. */
    List<CustomerEvent> reactionsUntil(Instant until) {
        List<CustomerEvent> due = new ArrayList<>();
        while (!reactions.isEmpty() && !reactions.peek().occurredAt().isAfter(until)) {
            due.add(reactions.poll());
        }
        return due;
    }

    /** When the next reaction happens; {@link Instant#MAX} when none will. */
    Instant nextReaction() {
        return reactions.isEmpty() ? Instant.MAX : reactions.peek().occurredAt();
    }
}
