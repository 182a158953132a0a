package io.enishi.core.event;

import static io.enishi.core.event.PartForms.ATTRIBUTES;
import static io.enishi.core.event.PartForms.LINES;
import static io.enishi.core.event.PartForms.MONEY;
import static io.enishi.core.event.PartForms.ORDER;
import static io.enishi.core.event.PartForms.TEXTS;
import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.ATTRIBUTE;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.SMALL;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.WHOLE;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Format version 1: how the standard vocabulary is spelled, a few lines a type. Keys are the words that rules use for the same fields
 * ({@link StandardTypes}).
 *
 * <p>Released: a field may be added with a usual value, nothing may be renamed or removed.
 */
final class StandardForms {

    private static final ValueForm<Map<String, AttributeValue>> ANSWERS = ValueForm.map(ATTRIBUTE, false);

    private StandardForms() {}

    /** The forms of customer events by type name. */
    static Map<String, ValueForm<? extends EventBody>> ofCustomers() {
        Map<String, ValueForm<? extends EventBody>> forms = new HashMap<>();
        people(forms);
        browsing(forms);
        orders(forms);
        subscriptions(forms);
        payments(forms);
        messages(forms);
        points(forms);
        coupons(forms);
        storesAndSupport(forms);
        opinions(forms);
        return Map.copyOf(forms);
    }

    private static void people(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.Registered, String> route = optional("route", TEXT, EventBody.Registered::route, "");
        forms.put("customer.registered", ObjectForm.of(v -> new EventBody.Registered(v.get(route)), route));

        Field<EventBody.NewsletterSubscribed, String> subscribed =
                required("channel", TEXT, EventBody.NewsletterSubscribed::channel);
        forms.put(
                "newsletter.subscribed",
                ObjectForm.of(v -> new EventBody.NewsletterSubscribed(v.get(subscribed)), subscribed));

        Field<EventBody.NewsletterUnsubscribed, String> unsubscribed =
                required("channel", TEXT, EventBody.NewsletterUnsubscribed::channel);
        forms.put(
                "newsletter.unsubscribed",
                ObjectForm.of(v -> new EventBody.NewsletterUnsubscribed(v.get(unsubscribed)), unsubscribed));

        Field<EventBody.ProfileChanged, Map<String, AttributeValue>> attributes =
                required("attributes", ATTRIBUTES, EventBody.ProfileChanged::attributes);
        forms.put("profile.changed", ObjectForm.of(v -> new EventBody.ProfileChanged(v.get(attributes)), attributes));
        Field<EventBody.AttributesSet, Map<String, AttributeValue>> set =
                required("attributes", ATTRIBUTES, EventBody.AttributesSet::attributes);
        forms.put("attributes.set", ObjectForm.of(v -> new EventBody.AttributesSet(v.get(set)), set));
    }

    private static void browsing(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.VisitStarted, String> site = required("site", TEXT, EventBody.VisitStarted::site);
        Field<EventBody.VisitStarted, String> medium = optional("medium", TEXT, EventBody.VisitStarted::medium, "");
        Field<EventBody.VisitStarted, String> campaign =
                optional("campaign", TEXT, EventBody.VisitStarted::campaign, "");
        forms.put(
                "visit.started",
                ObjectForm.of(
                        v -> new EventBody.VisitStarted(v.get(site), v.get(medium), v.get(campaign)),
                        site,
                        medium,
                        campaign));

        Field<EventBody.ProductViewed, String> viewed = required("product", TEXT, EventBody.ProductViewed::product);
        Field<EventBody.ProductViewed, String> viewedCategory =
                optional("category", TEXT, EventBody.ProductViewed::category, "");
        forms.put(
                "product.viewed",
                ObjectForm.of(
                        v -> new EventBody.ProductViewed(v.get(viewed), v.get(viewedCategory)),
                        viewed,
                        viewedCategory));

        Field<EventBody.ProductFavourited, String> favourite =
                required("product", TEXT, EventBody.ProductFavourited::product);
        Field<EventBody.ProductFavourited, String> favouriteCategory =
                optional("category", TEXT, EventBody.ProductFavourited::category, "");
        forms.put(
                "product.favourited",
                ObjectForm.of(
                        v -> new EventBody.ProductFavourited(v.get(favourite), v.get(favouriteCategory)),
                        favourite,
                        favouriteCategory));

        Field<EventBody.ProductUnfavourited, String> unfavourite =
                required("product", TEXT, EventBody.ProductUnfavourited::product);
        forms.put(
                "product.unfavourited",
                ObjectForm.of(v -> new EventBody.ProductUnfavourited(v.get(unfavourite)), unfavourite));

        Field<EventBody.RestockRequested, String> requested =
                required("product", TEXT, EventBody.RestockRequested::product);
        Field<EventBody.RestockRequested, String> requestedCategory =
                optional("category", TEXT, EventBody.RestockRequested::category, "");
        forms.put(
                "restock.requested",
                ObjectForm.of(
                        v -> new EventBody.RestockRequested(v.get(requested), v.get(requestedCategory)),
                        requested,
                        requestedCategory));

        Field<EventBody.CartChanged, List<OrderLine>> cart = required("lines", LINES, EventBody.CartChanged::lines);
        forms.put("cart.changed", ObjectForm.of(v -> new EventBody.CartChanged(v.get(cart)), cart));
    }

    private static void orders(Map<String, ValueForm<? extends EventBody>> forms) {
        forms.put(
                "order.placed",
                ValueForm.<EventBody.OrderPlaced>of(
                        (out, placed) -> ORDER.write(out, placed.order()),
                        in -> new EventBody.OrderPlaced(ORDER.read(in))));

        Field<EventBody.OrderShipped, String> shipped = required("order", TEXT, EventBody.OrderShipped::orderId);
        Field<EventBody.OrderShipped, List<OrderLine>> parcel =
                optional("lines", LINES, EventBody.OrderShipped::lines, List.of());
        forms.put(
                "order.shipped",
                ObjectForm.of(v -> new EventBody.OrderShipped(v.get(shipped), v.get(parcel)), shipped, parcel));

        Field<EventBody.OrderDelivered, String> delivered = required("order", TEXT, EventBody.OrderDelivered::orderId);
        Field<EventBody.OrderDelivered, List<OrderLine>> held =
                optional("lines", LINES, EventBody.OrderDelivered::lines, List.of());
        forms.put(
                "order.delivered",
                ObjectForm.of(v -> new EventBody.OrderDelivered(v.get(delivered), v.get(held)), delivered, held));

        Field<EventBody.OrderCancelled, String> cancelled = required("order", TEXT, EventBody.OrderCancelled::orderId);
        Field<EventBody.OrderCancelled, Money> cancelledAmount =
                required("amount", MONEY, EventBody.OrderCancelled::amount);
        Field<EventBody.OrderCancelled, String> reason = optional("reason", TEXT, EventBody.OrderCancelled::reason, "");
        forms.put(
                "order.cancelled",
                ObjectForm.of(
                        v -> new EventBody.OrderCancelled(v.get(cancelled), v.get(cancelledAmount), v.get(reason)),
                        cancelled,
                        cancelledAmount,
                        reason));

        Field<EventBody.OrderRefunded, String> refunded = required("order", TEXT, EventBody.OrderRefunded::orderId);
        Field<EventBody.OrderRefunded, Money> refundedAmount =
                required("amount", MONEY, EventBody.OrderRefunded::amount);
        Field<EventBody.OrderRefunded, List<OrderLine>> returned =
                optional("lines", LINES, EventBody.OrderRefunded::lines, List.of());
        forms.put(
                "order.refunded",
                ObjectForm.of(
                        v -> new EventBody.OrderRefunded(v.get(refunded), v.get(refundedAmount), v.get(returned)),
                        refunded,
                        refundedAmount,
                        returned));
    }

    private static void subscriptions(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.SubscriptionChanged, String> changed =
                required("subscription", TEXT, EventBody.SubscriptionChanged::subscription);
        Field<EventBody.SubscriptionChanged, String> changedProduct =
                required("product", TEXT, EventBody.SubscriptionChanged::product);
        Field<EventBody.SubscriptionChanged, EventBody.SubscriptionChanged.State> state = required(
                "state", word(EventBody.SubscriptionChanged.State.class), EventBody.SubscriptionChanged::state);
        Field<EventBody.SubscriptionChanged, Long> orderNumber =
                optional("order-number", WHOLE, EventBody.SubscriptionChanged::orderNumber, 0L);
        forms.put(
                "subscription.changed",
                ObjectForm.of(
                        v -> new EventBody.SubscriptionChanged(
                                v.get(changed), v.get(changedProduct), v.get(state), v.get(orderNumber)),
                        changed,
                        changedProduct,
                        state,
                        orderNumber));

        Field<EventBody.SubscriptionScheduled, String> scheduled =
                required("subscription", TEXT, EventBody.SubscriptionScheduled::subscription);
        Field<EventBody.SubscriptionScheduled, String> scheduledProduct =
                required("product", TEXT, EventBody.SubscriptionScheduled::product);
        Field<EventBody.SubscriptionScheduled, Instant> shipsAt =
                required("ships-at", INSTANT, EventBody.SubscriptionScheduled::shipsAt);
        forms.put(
                "subscription.scheduled",
                ObjectForm.of(
                        v -> new EventBody.SubscriptionScheduled(
                                v.get(scheduled), v.get(scheduledProduct), v.get(shipsAt)),
                        scheduled,
                        scheduledProduct,
                        shipsAt));
    }

    private static void payments(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.PaymentFailed, String> failed = required("reference", TEXT, EventBody.PaymentFailed::reference);
        Field<EventBody.PaymentFailed, Integer> attempt = required("attempt", SMALL, EventBody.PaymentFailed::attempt);
        Field<EventBody.PaymentFailed, String> reason = optional("reason", TEXT, EventBody.PaymentFailed::reason, "");
        forms.put(
                "payment.failed",
                ObjectForm.of(
                        v -> new EventBody.PaymentFailed(v.get(failed), v.get(attempt), v.get(reason)),
                        failed,
                        attempt,
                        reason));

        Field<EventBody.PaymentReceived, String> paid =
                required("reference", TEXT, EventBody.PaymentReceived::reference);
        Field<EventBody.PaymentReceived, Money> paidAmount =
                required("amount", MONEY, EventBody.PaymentReceived::amount);
        forms.put(
                "payment.received",
                ObjectForm.of(v -> new EventBody.PaymentReceived(v.get(paid), v.get(paidAmount)), paid, paidAmount));
    }

    private static void messages(Map<String, ValueForm<? extends EventBody>> forms) {
        for (MessageStep step : MessageStep.values()) {
            Field<EventBody.MessageEvent, String> message = required("message", TEXT, EventBody.MessageEvent::message);
            Field<EventBody.MessageEvent, String> channel = required("channel", TEXT, EventBody.MessageEvent::channel);
            Field<EventBody.MessageEvent, String> scenario =
                    optional("scenario", TEXT, EventBody.MessageEvent::scenario, "");
            Field<EventBody.MessageEvent, String> content =
                    optional("content", TEXT, EventBody.MessageEvent::content, "");
            Field<EventBody.MessageEvent, String> detail = optional("detail", TEXT, EventBody.MessageEvent::detail, "");
            forms.put(
                    step.type(),
                    ObjectForm.of(
                            v -> new EventBody.MessageEvent(
                                    step,
                                    v.get(message),
                                    v.get(channel),
                                    v.get(scenario),
                                    v.get(content),
                                    v.get(detail)),
                            message,
                            channel,
                            scenario,
                            content,
                            detail));
        }

        Field<EventBody.ChannelBlocked, String> blocked = required("channel", TEXT, EventBody.ChannelBlocked::channel);
        forms.put("channel.blocked", ObjectForm.of(v -> new EventBody.ChannelBlocked(v.get(blocked)), blocked));

        Field<EventBody.ChannelUnblocked, String> unblocked =
                required("channel", TEXT, EventBody.ChannelUnblocked::channel);
        forms.put("channel.unblocked", ObjectForm.of(v -> new EventBody.ChannelUnblocked(v.get(unblocked)), unblocked));
    }

    private static void points(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.PointsGranted, String> grantedLot = required("lot", TEXT, EventBody.PointsGranted::lot);
        Field<EventBody.PointsGranted, Long> granted = required("points", WHOLE, EventBody.PointsGranted::points);
        Field<EventBody.PointsGranted, Instant> grantedUntil =
                optional("expires-at", INSTANT, EventBody.PointsGranted::expiresAt, null);
        forms.put(
                "points.granted",
                ObjectForm.of(
                        v -> new EventBody.PointsGranted(v.get(grantedLot), v.get(granted), v.find(grantedUntil)),
                        grantedLot,
                        granted,
                        grantedUntil));

        Field<EventBody.PointsUsed, Long> used = required("points", WHOLE, EventBody.PointsUsed::points);
        Field<EventBody.PointsUsed, String> usedOn = optional("order", TEXT, EventBody.PointsUsed::orderId, "");
        forms.put(
                "points.used", ObjectForm.of(v -> new EventBody.PointsUsed(v.get(used), v.get(usedOn)), used, usedOn));

        Field<EventBody.PointsExpired, String> expiredLot = required("lot", TEXT, EventBody.PointsExpired::lot);
        Field<EventBody.PointsExpired, Long> expired = required("points", WHOLE, EventBody.PointsExpired::points);
        forms.put(
                "points.expired",
                ObjectForm.of(
                        v -> new EventBody.PointsExpired(v.get(expiredLot), v.get(expired)), expiredLot, expired));
    }

    private static void coupons(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.CouponIssued, String> issued = required("coupon", TEXT, EventBody.CouponIssued::coupon);
        Field<EventBody.CouponIssued, String> issuedIn =
                optional("campaign", TEXT, EventBody.CouponIssued::campaign, "");
        Field<EventBody.CouponIssued, Instant> issuedUntil =
                optional("expires-at", INSTANT, EventBody.CouponIssued::expiresAt, null);
        forms.put(
                "coupon.issued",
                ObjectForm.of(
                        v -> new EventBody.CouponIssued(v.get(issued), v.get(issuedIn), v.find(issuedUntil)),
                        issued,
                        issuedIn,
                        issuedUntil));

        Field<EventBody.CouponRedeemed, String> redeemed = required("coupon", TEXT, EventBody.CouponRedeemed::coupon);
        Field<EventBody.CouponRedeemed, String> redeemedIn =
                optional("campaign", TEXT, EventBody.CouponRedeemed::campaign, "");
        Field<EventBody.CouponRedeemed, String> redeemedOn =
                optional("order", TEXT, EventBody.CouponRedeemed::orderId, "");
        forms.put(
                "coupon.redeemed",
                ObjectForm.of(
                        v -> new EventBody.CouponRedeemed(v.get(redeemed), v.get(redeemedIn), v.get(redeemedOn)),
                        redeemed,
                        redeemedIn,
                        redeemedOn));

        Field<EventBody.CouponExpired, String> lapsed = required("coupon", TEXT, EventBody.CouponExpired::coupon);
        Field<EventBody.CouponExpired, String> lapsedIn =
                optional("campaign", TEXT, EventBody.CouponExpired::campaign, "");
        forms.put(
                "coupon.expired",
                ObjectForm.of(v -> new EventBody.CouponExpired(v.get(lapsed), v.get(lapsedIn)), lapsed, lapsedIn));
    }

    private static void storesAndSupport(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.StoreVisited, String> store = required("store", TEXT, EventBody.StoreVisited::store);
        forms.put("store.visited", ObjectForm.of(v -> new EventBody.StoreVisited(v.get(store)), store));

        Field<EventBody.EnquiryReceived, String> enquiry = required("case", TEXT, EventBody.EnquiryReceived::caseId);
        Field<EventBody.EnquiryReceived, String> enquiryChannel =
                required("channel", TEXT, EventBody.EnquiryReceived::channel);
        Field<EventBody.EnquiryReceived, List<String>> enquiryTopics =
                optional("topics", TEXTS, EventBody.EnquiryReceived::topics, List.of());
        Field<EventBody.EnquiryReceived, Integer> enquiryMood =
                optional("sentiment", SMALL, EventBody.EnquiryReceived::sentiment, 0);
        forms.put(
                "enquiry.received",
                ObjectForm.of(
                        v -> new EventBody.EnquiryReceived(
                                v.get(enquiry), v.get(enquiryChannel), v.get(enquiryTopics), v.get(enquiryMood)),
                        enquiry,
                        enquiryChannel,
                        enquiryTopics,
                        enquiryMood));

        Field<EventBody.ComplaintReceived, String> complaint =
                required("case", TEXT, EventBody.ComplaintReceived::caseId);
        Field<EventBody.ComplaintReceived, String> complaintChannel =
                required("channel", TEXT, EventBody.ComplaintReceived::channel);
        Field<EventBody.ComplaintReceived, List<String>> complaintTopics =
                optional("topics", TEXTS, EventBody.ComplaintReceived::topics, List.of());
        Field<EventBody.ComplaintReceived, Integer> complaintMood =
                optional("sentiment", SMALL, EventBody.ComplaintReceived::sentiment, 0);
        forms.put(
                "complaint.received",
                ObjectForm.of(
                        v -> new EventBody.ComplaintReceived(
                                v.get(complaint),
                                v.get(complaintChannel),
                                v.get(complaintTopics),
                                v.get(complaintMood)),
                        complaint,
                        complaintChannel,
                        complaintTopics,
                        complaintMood));

        Field<EventBody.CaseResolved, String> resolved = required("case", TEXT, EventBody.CaseResolved::caseId);
        Field<EventBody.CaseResolved, Integer> resolvedMood =
                optional("sentiment", SMALL, EventBody.CaseResolved::sentiment, 0);
        forms.put(
                "case.resolved",
                ObjectForm.of(
                        v -> new EventBody.CaseResolved(v.get(resolved), v.get(resolvedMood)), resolved, resolvedMood));
    }

    private static void opinions(Map<String, ValueForm<? extends EventBody>> forms) {
        Field<EventBody.ReviewPosted, String> reviewed = required("product", TEXT, EventBody.ReviewPosted::product);
        Field<EventBody.ReviewPosted, Integer> rating = required("rating", SMALL, EventBody.ReviewPosted::rating);
        Field<EventBody.ReviewPosted, List<String>> reviewTopics =
                optional("topics", TEXTS, EventBody.ReviewPosted::topics, List.of());
        Field<EventBody.ReviewPosted, Integer> reviewMood =
                optional("sentiment", SMALL, EventBody.ReviewPosted::sentiment, 0);
        forms.put(
                "review.posted",
                ObjectForm.of(
                        v -> new EventBody.ReviewPosted(
                                v.get(reviewed), v.get(rating), v.get(reviewTopics), v.get(reviewMood)),
                        reviewed,
                        rating,
                        reviewTopics,
                        reviewMood));

        Field<EventBody.SurveyAnswered, String> survey = required("survey", TEXT, EventBody.SurveyAnswered::survey);
        Field<EventBody.SurveyAnswered, Integer> score = optional("score", SMALL, EventBody.SurveyAnswered::score, -1);
        Field<EventBody.SurveyAnswered, Map<String, AttributeValue>> answers =
                optional("answers", ANSWERS, EventBody.SurveyAnswered::answers, Map.of());
        forms.put(
                "survey.answered",
                ObjectForm.of(
                        v -> new EventBody.SurveyAnswered(v.get(survey), v.get(score), v.get(answers)),
                        survey,
                        score,
                        answers));
    }

    /** The forms of shop events by type name. */
    static Map<String, ValueForm<? extends ShopEvent.Body>> ofShop() {
        Map<String, ValueForm<? extends ShopEvent.Body>> forms = new HashMap<>();
        Field<ShopEvent.Restocked, String> restocked = required("product", TEXT, ShopEvent.Restocked::product);
        Field<ShopEvent.Restocked, Long> quantity = required("quantity", WHOLE, ShopEvent.Restocked::quantity);
        forms.put(
                "shop.restocked",
                ObjectForm.of(v -> new ShopEvent.Restocked(v.get(restocked), v.get(quantity)), restocked, quantity));

        Field<ShopEvent.PriceChanged, String> priced = required("product", TEXT, ShopEvent.PriceChanged::product);
        Field<ShopEvent.PriceChanged, Money> from = required("from", MONEY, ShopEvent.PriceChanged::from);
        Field<ShopEvent.PriceChanged, Money> to = required("to", MONEY, ShopEvent.PriceChanged::to);
        forms.put(
                "shop.price-changed",
                ObjectForm.of(
                        v -> new ShopEvent.PriceChanged(v.get(priced), v.get(from), v.get(to)), priced, from, to));

        Field<ShopEvent.ProductLaunched, String> launched =
                required("product", TEXT, ShopEvent.ProductLaunched::product);
        Field<ShopEvent.ProductLaunched, Instant> launchAt =
                required("launch-at", INSTANT, ShopEvent.ProductLaunched::launchAt);
        forms.put(
                "shop.product-launched",
                ObjectForm.of(
                        v -> new ShopEvent.ProductLaunched(v.get(launched), v.get(launchAt)), launched, launchAt));
        return Map.copyOf(forms);
    }
}
