package io.enishi.core.event;

import static io.enishi.core.event.Initiator.CUSTOMER;
import static io.enishi.core.event.Initiator.SHOP;
import static io.enishi.core.event.Initiator.SYSTEM;

import io.enishi.core.event.EventBody.MessageStep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The standard vocabulary: of each type its name, who initiates it, and the fields that rules can read.
 *
 * <p>The order is that of {@link EventType#all()}, whose positions timelines use as numbers while a {@code Crm} lives; it is not stored. How
 * the same types are spelled in JSON stands in {@link StandardForms}.
 */
final class StandardTypes {

    private StandardTypes() {}

    /** All of them by name, in the vocabulary's order. */
    static Map<String, EventType> byName() {
        Map<String, EventType> types = new LinkedHashMap<>();
        Stream.of(
                        people(),
                        browsing(),
                        orders(),
                        subscriptionsAndPayments(),
                        messages(),
                        pointsAndCoupons(),
                        storesAndVoice(),
                        shopNews())
                .flatMap(List::stream)
                .map(TypeDraft::build)
                .forEach(type -> types.put(type.name(), type));
        return Collections.unmodifiableMap(types);
    }

    private static List<TypeDraft<?>> people() {
        return List.of(
                type("customer.registered", EventBody.Registered.class, CUSTOMER)
                        .text("route", EventBody.Registered::route),
                type("newsletter.subscribed", EventBody.NewsletterSubscribed.class, CUSTOMER)
                        .text("channel", EventBody.NewsletterSubscribed::channel),
                type("newsletter.unsubscribed", EventBody.NewsletterUnsubscribed.class, CUSTOMER)
                        .text("channel", EventBody.NewsletterUnsubscribed::channel),
                type("profile.changed", EventBody.ProfileChanged.class, CUSTOMER)
                        .texts("attributes", body -> body.attributes().keySet()),
                type("attributes.set", EventBody.AttributesSet.class, SHOP)
                        .texts("attributes", body -> body.attributes().keySet()));
    }

    private static List<TypeDraft<?>> browsing() {
        return List.of(
                type("visit.started", EventBody.VisitStarted.class, CUSTOMER)
                        .text("site", EventBody.VisitStarted::site)
                        .text("medium", EventBody.VisitStarted::medium)
                        .text("campaign", EventBody.VisitStarted::campaign),
                type("product.viewed", EventBody.ProductViewed.class, CUSTOMER)
                        .text("product", EventBody.ProductViewed::product)
                        .text("category", EventBody.ProductViewed::category),
                type("product.favourited", EventBody.ProductFavourited.class, CUSTOMER)
                        .text("product", EventBody.ProductFavourited::product)
                        .text("category", EventBody.ProductFavourited::category),
                type("product.unfavourited", EventBody.ProductUnfavourited.class, CUSTOMER)
                        .text("product", EventBody.ProductUnfavourited::product),
                type("restock.requested", EventBody.RestockRequested.class, CUSTOMER)
                        .text("product", EventBody.RestockRequested::product)
                        .text("category", EventBody.RestockRequested::category),
                type("cart.changed", EventBody.CartChanged.class, CUSTOMER)
                        .number("lines", body -> body.lines().size())
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
    }

    private static List<TypeDraft<?>> orders() {
        return List.of(
                type("order.placed", EventBody.OrderPlaced.class, CUSTOMER)
                        .text("order", body -> body.order().orderId())
                        .text("site", body -> body.order().site())
                        .money(
                                "amount",
                                body -> body.order().goodsMinorUnits(),
                                body -> body.order().currency())
                        .money(
                                "gross-amount",
                                body -> body.order().grossMinorUnits(),
                                body -> body.order().currency())
                        .money(
                                "payable",
                                body -> body.order().payableMinorUnits(),
                                body -> body.order().currency())
                        .money("shipping", body -> body.order().shipping())
                        .money("tax", body -> body.order().tax())
                        .money("points-used", body -> body.order().pointsUsed())
                        .money(
                                "max-unit-price",
                                body -> body.order().maxUnitPriceMinorUnits(),
                                body -> body.order().currency())
                        .number("items", body -> body.order().items())
                        .products(body -> body.order().lines())
                        .categories(body -> body.order().lines()),
                type("order.shipped", EventBody.OrderShipped.class, SHOP)
                        .text("order", EventBody.OrderShipped::orderId)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()),
                type("order.delivered", EventBody.OrderDelivered.class, SYSTEM)
                        .text("order", EventBody.OrderDelivered::orderId)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()),
                type("order.cancelled", EventBody.OrderCancelled.class, CUSTOMER)
                        .text("order", EventBody.OrderCancelled::orderId)
                        .money("amount", EventBody.OrderCancelled::amount)
                        .text("reason", EventBody.OrderCancelled::reason),
                type("order.refunded", EventBody.OrderRefunded.class, CUSTOMER)
                        .text("order", EventBody.OrderRefunded::orderId)
                        .money("amount", EventBody.OrderRefunded::amount)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
    }

    private static List<TypeDraft<?>> subscriptionsAndPayments() {
        return List.of(
                type("subscription.changed", EventBody.SubscriptionChanged.class, CUSTOMER)
                        .text("subscription", EventBody.SubscriptionChanged::subscription)
                        .text("product", EventBody.SubscriptionChanged::product)
                        .text(
                                "state",
                                body -> body.state()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                        .number("order-number", EventBody.SubscriptionChanged::orderNumber),
                type("subscription.scheduled", EventBody.SubscriptionScheduled.class, SHOP)
                        .text("subscription", EventBody.SubscriptionScheduled::subscription)
                        .text("product", EventBody.SubscriptionScheduled::product)
                        .instant("ships-at", EventBody.SubscriptionScheduled::shipsAt),
                type("payment.failed", EventBody.PaymentFailed.class, SYSTEM)
                        .text("reference", EventBody.PaymentFailed::reference)
                        .number("attempt", EventBody.PaymentFailed::attempt)
                        .text("reason", EventBody.PaymentFailed::reason),
                type("payment.received", EventBody.PaymentReceived.class, CUSTOMER)
                        .text("reference", EventBody.PaymentReceived::reference)
                        .money("amount", EventBody.PaymentReceived::amount));
    }

    private static List<TypeDraft<?>> messages() {
        return List.of(
                message(MessageStep.SENT, SHOP),
                message(MessageStep.ACCEPTED, SYSTEM),
                message(MessageStep.DELIVERED, SYSTEM),
                message(MessageStep.OPENED, CUSTOMER).weak(),
                message(MessageStep.TAPPED, CUSTOMER),
                message(MessageStep.REPLIED, CUSTOMER),
                message(MessageStep.REJECTED, SYSTEM),
                message(MessageStep.BOUNCED, SYSTEM),
                message(MessageStep.COMPLAINED, SYSTEM),
                type("channel.blocked", EventBody.ChannelBlocked.class, CUSTOMER)
                        .text("channel", EventBody.ChannelBlocked::channel),
                type("channel.unblocked", EventBody.ChannelUnblocked.class, CUSTOMER)
                        .text("channel", EventBody.ChannelUnblocked::channel));
    }

    private static List<TypeDraft<?>> pointsAndCoupons() {
        return List.of(
                type("points.granted", EventBody.PointsGranted.class, SHOP)
                        .text("lot", EventBody.PointsGranted::lot)
                        .number("points", EventBody.PointsGranted::points)
                        .instant("expires-at", EventBody.PointsGranted::expiresAt),
                type("points.used", EventBody.PointsUsed.class, CUSTOMER)
                        .number("points", EventBody.PointsUsed::points)
                        .text("order", EventBody.PointsUsed::orderId),
                type("points.expired", EventBody.PointsExpired.class, SYSTEM)
                        .text("lot", EventBody.PointsExpired::lot)
                        .number("points", EventBody.PointsExpired::points),
                type("coupon.issued", EventBody.CouponIssued.class, SHOP)
                        .text("coupon", EventBody.CouponIssued::coupon)
                        .text("campaign", EventBody.CouponIssued::campaign)
                        .instant("expires-at", EventBody.CouponIssued::expiresAt),
                type("coupon.redeemed", EventBody.CouponRedeemed.class, CUSTOMER)
                        .text("coupon", EventBody.CouponRedeemed::coupon)
                        .text("campaign", EventBody.CouponRedeemed::campaign)
                        .text("order", EventBody.CouponRedeemed::orderId),
                type("coupon.expired", EventBody.CouponExpired.class, SYSTEM)
                        .text("coupon", EventBody.CouponExpired::coupon)
                        .text("campaign", EventBody.CouponExpired::campaign));
    }

    private static List<TypeDraft<?>> storesAndVoice() {
        return List.of(
                type("store.visited", EventBody.StoreVisited.class, CUSTOMER)
                        .text("store", EventBody.StoreVisited::store),
                type("enquiry.received", EventBody.EnquiryReceived.class, CUSTOMER)
                        .text("case", EventBody.EnquiryReceived::caseId)
                        .text("channel", EventBody.EnquiryReceived::channel)
                        .texts("topic", EventBody.EnquiryReceived::topics)
                        .number("sentiment", EventBody.EnquiryReceived::sentiment),
                type("complaint.received", EventBody.ComplaintReceived.class, CUSTOMER)
                        .text("case", EventBody.ComplaintReceived::caseId)
                        .text("channel", EventBody.ComplaintReceived::channel)
                        .texts("topic", EventBody.ComplaintReceived::topics)
                        .number("sentiment", EventBody.ComplaintReceived::sentiment),
                type("case.resolved", EventBody.CaseResolved.class, SHOP)
                        .text("case", EventBody.CaseResolved::caseId)
                        .number("sentiment", EventBody.CaseResolved::sentiment),
                type("review.posted", EventBody.ReviewPosted.class, CUSTOMER)
                        .text("product", EventBody.ReviewPosted::product)
                        .number("rating", EventBody.ReviewPosted::rating)
                        .texts("topic", EventBody.ReviewPosted::topics)
                        .number("sentiment", EventBody.ReviewPosted::sentiment),
                type("survey.answered", EventBody.SurveyAnswered.class, CUSTOMER)
                        .text("survey", EventBody.SurveyAnswered::survey)
                        .number("score", EventBody.SurveyAnswered::score));
    }

    private static List<TypeDraft<?>> shopNews() {
        return List.of(
                news("shop.restocked").number("quantity", body -> ((ShopEvent.Restocked) body.what()).quantity()),
                news("shop.price-changed")
                        .money("from", body -> ((ShopEvent.PriceChanged) body.what()).from())
                        .money("to", body -> ((ShopEvent.PriceChanged) body.what()).to())
                        .number("drop", body -> ((ShopEvent.PriceChanged) body.what()).dropPercent()),
                news("shop.product-launched")
                        .instant("launch-at", body -> ((ShopEvent.ProductLaunched) body.what()).launchAt()));
    }

    private static TypeDraft<EventBody.MessageEvent> message(MessageStep step, Initiator initiator) {
        return type(step.type(), EventBody.MessageEvent.class, initiator)
                .text("message", EventBody.MessageEvent::message)
                .text("channel", EventBody.MessageEvent::channel)
                .text("scenario", EventBody.MessageEvent::scenario)
                .text("content", EventBody.MessageEvent::content)
                .text("detail", EventBody.MessageEvent::detail);
    }

    private static TypeDraft<EventBody.ShopNews> news(String name) {
        return type(name, EventBody.ShopNews.class, SHOP)
                .text("product", body -> body.what().product());
    }

    private static <B extends EventBody> TypeDraft<B> type(String name, Class<B> bodyClass, Initiator initiator) {
        return new TypeDraft<>(name, bodyClass, initiator);
    }
}
