package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a person. The standard vocabulary is closed; what it lacks is a {@link Custom} event. Each record states
 * its stable type name; {@link EventType} describes its initiator and the fields that rules can read.
 *
 * <p>This file is long because it is a vocabulary: one record a word.
 */
public sealed interface EventBody {

    /** The stable type name, such as {@code order.placed}; it is what logs and rules say. */
    String type();

    // ---- life with the shop ----

    /** A person registered as a member. {@code route} says how: {@code web}, {@code app}, {@code store}, ... */
    record Registered(String route) implements EventBody {
        public Registered {
            EventRules.optionalText("registration route", route, 100);
        }

        @Override
        public String type() {
            return "customer.registered";
        }
    }

    /** A person asked for news on a channel. The consent ledger is kept apart; this is the act. */
    record NewsletterSubscribed(String channel) implements EventBody {
        public NewsletterSubscribed {
            EventRules.text("newsletter channel", channel, 64);
        }

        @Override
        public String type() {
            return "newsletter.subscribed";
        }
    }

    /** A person no longer wants news on a channel. */
    record NewsletterUnsubscribed(String channel) implements EventBody {
        public NewsletterUnsubscribed {
            EventRules.text("newsletter channel", channel, 64);
        }

        @Override
        public String type() {
            return "newsletter.unsubscribed";
        }
    }

    /**
     * Profile attributes as a source states them. Well-known names: {@code name}, {@code kana}, {@code birth-date},
     * {@code gender}, {@code postal-code}, {@code prefecture}, {@code address}, {@code country} (ISO 3166, two letters), {@code zone}, {@code
     * organisation}. Raw text is never rewritten.
     */
    record ProfileChanged(Map<String, AttributeValue> attributes) implements EventBody {
        public ProfileChanged {
            attributes = EventRules.attributes(attributes);
        }

        @Override
        public String type() {
            return "profile.changed";
        }
    }

    /**
     * Attributes that the shop itself decided, such as a tier that a scenario set. They read like those of {@link ProfileChanged}, the
     * latest statement counts; but it is the shop that acts, so an absence of the customer goes on.
     */
    record AttributesSet(Map<String, AttributeValue> attributes) implements EventBody {
        public AttributesSet {
            attributes = EventRules.attributes(attributes);
        }

        @Override
        public String type() {
            return "attributes.set";
        }
    }

    /** A visit to the site or app began, from an advertisement or elsewhere. */
    record VisitStarted(String site, String medium, String campaign) implements EventBody {
        public VisitStarted {
            EventRules.text("visit site", site, 100);
            EventRules.optionalText("visit medium", medium, 100);
            EventRules.optionalText("visit campaign", campaign, 200);
        }

        @Override
        public String type() {
            return "visit.started";
        }
    }

    /** A product page was viewed. */
    record ProductViewed(String product, String category) implements EventBody {
        public ProductViewed {
            EventRules.text("viewed product", product, 200);
            EventRules.optionalText("viewed category", category, 200);
        }

        @Override
        public String type() {
            return "product.viewed";
        }
    }

    /** A product was put on the list of favourites. */
    record ProductFavourited(String product, String category) implements EventBody {
        public ProductFavourited {
            EventRules.text("favourite product", product, 200);
            EventRules.optionalText("favourite category", category, 200);
        }

        @Override
        public String type() {
            return "product.favourited";
        }
    }

    /** A product was taken off the list of favourites. */
    record ProductUnfavourited(String product) implements EventBody {
        public ProductUnfavourited {
            EventRules.text("favourite product", product, 200);
        }

        @Override
        public String type() {
            return "product.unfavourited";
        }
    }

    /** The person asked to be told when a product is there again. */
    record RestockRequested(String product, String category) implements EventBody {
        public RestockRequested {
            EventRules.text("requested product", product, 200);
            EventRules.optionalText("requested category", category, 200);
        }

        @Override
        public String type() {
            return "restock.requested";
        }
    }

    /** The cart as it is after a change; no lines means emptied. */
    record CartChanged(List<OrderLine> lines) implements EventBody {
        public CartChanged {
            lines = EventRules.lines(lines);
        }

        @Override
        public String type() {
            return "cart.changed";
        }
    }

    // ---- orders ----

    /** An order was placed, anywhere the shop sells. */
    record OrderPlaced(Order order) implements EventBody {
        public OrderPlaced {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public String type() {
            return "order.placed";
        }
    }

    /** The parcel left; {@code lines} are what it holds, empty when the source does not say. */
    record OrderShipped(String orderId, List<OrderLine> lines) implements EventBody {
        public OrderShipped {
            EventRules.text("order id", orderId, 200);
            lines = EventRules.lines(lines);
        }

        @Override
        public String type() {
            return "order.shipped";
        }
    }

    /** The parcel arrived; {@code lines} are what it held, empty when the source does not say. */
    record OrderDelivered(String orderId, List<OrderLine> lines) implements EventBody {
        public OrderDelivered {
            EventRules.text("order id", orderId, 200);
            lines = EventRules.lines(lines);
        }

        @Override
        public String type() {
            return "order.delivered";
        }
    }

    /** The whole order was cancelled; {@code amount} is its goods total where the source states it, else zero. */
    record OrderCancelled(String orderId, Money amount, String reason) implements EventBody {
        public OrderCancelled {
            EventRules.text("order id", orderId, 200);
            EventRules.notNegative("cancelled amount", amount);
            EventRules.optionalText("cancel reason", reason, 500);
        }

        @Override
        public String type() {
            return "order.cancelled";
        }
    }

    /** Goods came back or money was returned, for a part of the order or all of it. */
    record OrderRefunded(String orderId, Money amount, List<OrderLine> lines) implements EventBody {
        public OrderRefunded {
            EventRules.text("order id", orderId, 200);
            EventRules.notNegative("refunded amount", amount);
            lines = EventRules.lines(lines);
        }

        @Override
        public String type() {
            return "order.refunded";
        }
    }

    /** A subscription (定期購入) changed its state. */
    record SubscriptionChanged(String subscription, String product, State state, long orderNumber)
            implements EventBody {
        /** What became of it. */
        public enum State {
            STARTED,
            SKIPPED,
            PAUSED,
            RESUMED,
            CANCEL_PAGE_VIEWED,
            CANCELLED
        }

        public SubscriptionChanged {
            EventRules.text("subscription id", subscription, 200);
            EventRules.text("subscription product", product, 200);
            Objects.requireNonNull(state, "state");
            EventRules.notNegative("subscription order number", orderNumber);
        }

        @Override
        public String type() {
            return "subscription.changed";
        }
    }

    /** The next shipment of a subscription was set or moved to {@code shipsAt}. */
    record SubscriptionScheduled(String subscription, String product, Instant shipsAt) implements EventBody {
        public SubscriptionScheduled {
            EventRules.text("subscription id", subscription, 200);
            EventRules.text("subscription product", product, 200);
            shipsAt = EventRules.deadline("shipsAt", shipsAt);
        }

        @Override
        public String type() {
            return "subscription.scheduled";
        }
    }

    /** A payment did not go through; {@code reference} is the order or subscription. */
    record PaymentFailed(String reference, int attempt, String reason) implements EventBody {
        public PaymentFailed {
            EventRules.text("payment reference", reference, 200);
            EventRules.range("payment attempt", attempt, 1, 1000);
            EventRules.optionalText("payment reason", reason, 500);
        }

        @Override
        public String type() {
            return "payment.failed";
        }
    }

    /** A payment that was due arrived. */
    record PaymentReceived(String reference, Money amount) implements EventBody {
        public PaymentReceived {
            EventRules.text("payment reference", reference, 200);
            EventRules.notNegative("payment amount", amount);
        }

        @Override
        public String type() {
            return "payment.received";
        }
    }

    // ---- our messages and what came of them ----

    /**
     * A message of ours took one more step. One record for the whole ladder, since all steps name the same message.
     *
     * @param step what happened to it
     * @param message the key of the command that sent it, or the sender's own id for messages sent outside
     * @param channel channel name ({@code mail}, {@code line}, ...)
     * @param scenario the scenario that sent it; empty for messages sent outside
     * @param content the content that was sent; empty when unknown
     * @param detail link that was tapped, bounce class, ...; empty when none
     */
    record MessageEvent(
            MessageStep step, String message, String channel, String scenario, String content, String detail)
            implements EventBody {
        public MessageEvent {
            Objects.requireNonNull(step, "step");
            EventRules.text("message key", message, 300);
            EventRules.text("message channel", channel, 64);
            EventRules.optionalText("message scenario", scenario, 100);
            EventRules.optionalText("message content", content, 200);
            EventRules.optionalText("message detail", detail, 2000);
        }

        @Override
        public String type() {
            return step.type();
        }
    }

    /** The ladder of what can be known of a message, from sent to replied, and its failures. */
    enum MessageStep {
        SENT("message.sent"),
        ACCEPTED("message.accepted"),
        DELIVERED("message.delivered"),
        OPENED("message.opened"),
        TAPPED("message.tapped"),
        REPLIED("message.replied"),
        /** The channel refused it, so that it did not leave after all: conditions do not count it as sent any more. */
        REJECTED("message.rejected"),
        BOUNCED("message.bounced"),
        COMPLAINED("message.complained");

        private final String type;

        MessageStep(String type) {
            this.type = type;
        }

        /** The event type name of this step. */
        public String type() {
            return type;
        }
    }

    /** The person blocked our account on a channel (LINE {@code unfollow}). */
    record ChannelBlocked(String channel) implements EventBody {
        public ChannelBlocked {
            EventRules.text("blocked channel", channel, 64);
        }

        @Override
        public String type() {
            return "channel.blocked";
        }
    }

    /** The person came back after a block (LINE {@code follow} with {@code isUnblocked}), or added us as a friend. */
    record ChannelUnblocked(String channel) implements EventBody {
        public ChannelUnblocked {
            EventRules.text("unblocked channel", channel, 64);
        }

        @Override
        public String type() {
            return "channel.unblocked";
        }
    }

    // ---- loyalty points and coupons (the shop owns the ledger) ----

    /** Points were granted; {@code expiresAt} is the end of this lot, null when it does not expire. */
    record PointsGranted(String lot, long points, @Nullable Instant expiresAt) implements EventBody {
        public PointsGranted {
            EventRules.text("point lot", lot, 200);
            EventRules.notNegative("points", points);
            expiresAt = expiresAt == null ? null : EventRules.deadline("expiresAt", expiresAt);
        }

        @Override
        public String type() {
            return "points.granted";
        }
    }

    /** Points were used on an order (empty order id when elsewhere). */
    record PointsUsed(long points, String orderId) implements EventBody {
        public PointsUsed {
            EventRules.notNegative("points", points);
            EventRules.optionalText("order id", orderId, 200);
        }

        @Override
        public String type() {
            return "points.used";
        }
    }

    /** Points of a lot expired unused. */
    record PointsExpired(String lot, long points) implements EventBody {
        public PointsExpired {
            EventRules.text("point lot", lot, 200);
            EventRules.notNegative("points", points);
        }

        @Override
        public String type() {
            return "points.expired";
        }
    }

    /** A coupon was issued to the person. */
    record CouponIssued(
            String coupon, String campaign, @Nullable Instant expiresAt) implements EventBody {
        public CouponIssued {
            EventRules.text("coupon code", coupon, 200);
            EventRules.optionalText("coupon campaign", campaign, 200);
            expiresAt = expiresAt == null ? null : EventRules.deadline("expiresAt", expiresAt);
        }

        @Override
        public String type() {
            return "coupon.issued";
        }
    }

    /** A coupon was redeemed on an order. */
    record CouponRedeemed(String coupon, String campaign, String orderId) implements EventBody {
        public CouponRedeemed {
            EventRules.text("coupon code", coupon, 200);
            EventRules.optionalText("coupon campaign", campaign, 200);
            EventRules.optionalText("order id", orderId, 200);
        }

        @Override
        public String type() {
            return "coupon.redeemed";
        }
    }

    /** A coupon expired unused. */
    record CouponExpired(String coupon, String campaign) implements EventBody {
        public CouponExpired {
            EventRules.text("coupon code", coupon, 200);
            EventRules.optionalText("coupon campaign", campaign, 200);
        }

        @Override
        public String type() {
            return "coupon.expired";
        }
    }

    // ---- stores and voice ----

    /** The person was in a store. */
    record StoreVisited(String store) implements EventBody {
        public StoreVisited {
            EventRules.text("store", store, 100);
        }

        @Override
        public String type() {
            return "store.visited";
        }
    }

    /** The person asked or told us something; {@code sentiment} from -100 to 100, 0 when unknown. */
    record EnquiryReceived(String caseId, String channel, List<String> topics, int sentiment) implements EventBody {
        public EnquiryReceived {
            EventRules.text("case id", caseId, 200);
            EventRules.text("enquiry channel", channel, 64);
            topics = EventRules.topics(topics);
            EventRules.range("sentiment", sentiment, -100, 100);
        }

        @Override
        public String type() {
            return "enquiry.received";
        }
    }

    /** The person complained; open until its case is resolved. */
    record ComplaintReceived(String caseId, String channel, List<String> topics, int sentiment) implements EventBody {
        public ComplaintReceived {
            EventRules.text("case id", caseId, 200);
            EventRules.text("complaint channel", channel, 64);
            topics = EventRules.topics(topics);
            EventRules.range("sentiment", sentiment, -100, 100);
        }

        @Override
        public String type() {
            return "complaint.received";
        }
    }

    /** An enquiry or complaint was resolved. */
    record CaseResolved(String caseId, int sentiment) implements EventBody {
        public CaseResolved {
            EventRules.text("case id", caseId, 200);
            EventRules.range("sentiment", sentiment, -100, 100);
        }

        @Override
        public String type() {
            return "case.resolved";
        }
    }

    /** A review was posted; rating from 1 to 5. */
    record ReviewPosted(String product, int rating, List<String> topics, int sentiment) implements EventBody {
        public ReviewPosted {
            EventRules.text("reviewed product", product, 200);
            EventRules.range("rating", rating, 1, 5);
            topics = EventRules.topics(topics);
            EventRules.range("sentiment", sentiment, -100, 100);
        }

        @Override
        public String type() {
            return "review.posted";
        }
    }

    /** A survey was answered; {@code score} is its main figure (0 to 10 for NPS), -1 when it has none. */
    record SurveyAnswered(String survey, int score, Map<String, AttributeValue> answers) implements EventBody {
        public SurveyAnswered {
            EventRules.text("survey", survey, 200);
            EventRules.range("survey score", score, -1, 100);
            answers = EventRules.answers(answers);
        }

        @Override
        public String type() {
            return "survey.answered";
        }
    }

    // ---- the shop ----

    /**
     * Something happened to the shop that this person declared an interest in: a {@link ShopEvent} as it stands on their timeline, with
     * its source, id and time. Its type name is the shop event's.
     *
     * @param what what happened to the shop
     */
    record ShopNews(ShopEvent.Body what) implements EventBody {
        public ShopNews {
            Objects.requireNonNull(what, "what");
        }

        @Override
        public String type() {
            return what.type();
        }
    }

    /**
     * What the vocabulary lacks. Its type name is {@code custom:<name>}; every attribute is a field that rules can read.
     *
     * @param initiator who caused it; a type keeps one initiator
     */
    record Custom(String name, Initiator initiator, Map<String, AttributeValue> attributes) implements EventBody {
        public static final String PREFIX = "custom:";

        public Custom {
            Names.requireName("custom event name", name, 56);
            Objects.requireNonNull(initiator, "initiator");
            attributes = EventRules.attributes(attributes);
        }

        @Override
        public String type() {
            return PREFIX + name;
        }
    }
}
