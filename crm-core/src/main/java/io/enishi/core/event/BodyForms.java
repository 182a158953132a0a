package io.enishi.core.event;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.ATTRIBUTE;
import static io.enishi.core.internal.json.PlainForms.IDENTIFIER;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.SMALL;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.WHOLE;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Format version 1: how each event body is spelled. Keys are the words that rules use for the same fields.
 *
 * <p>Released: a field may be added with a usual value, nothing may be renamed or removed. This file is long because the
 * vocabulary is: a few lines a word.
 */
final class BodyForms {

    private static final ValueForm<List<String>> TEXTS = ValueForm.list(TEXT);
    private static final ValueForm<Currency> CURRENCY =
            ValueForm.of((out, currency) -> out.writeString(currency.getCurrencyCode()), JsonSource::currency);
    private static final ValueForm<Map<String, AttributeValue>> ATTRIBUTES = ValueForm.map(ATTRIBUTE, true);
    private static final ValueForm<Map<String, AttributeValue>> ANSWERS = ValueForm.map(ATTRIBUTE, false);

    /** The people part of an envelope. */
    static final ValueForm<List<Identifier>> WHO = ValueForm.list(IDENTIFIER);

    private static final ObjectForm<Money> MONEY = money();
    private static final ValueForm<List<OrderLine>> LINES = ValueForm.list(line());
    private static final ObjectForm<Order> ORDER = order();
    private static final ObjectForm<CustomParts> CUSTOM = custom();
    private static final ObjectForm<CustomShopParts> CUSTOM_SHOP = customShop();

    private static final Map<String, ValueForm<? extends EventBody>> STANDARD = standard();
    private static final Map<String, ValueForm<? extends ShopEvent.Body>> SHOP = shop();

    private BodyForms() {}

    /** Reads a type's bodies; null when version 1 has no such type. */
    static @Nullable Function<JsonSource, ? extends EventBody> customer(String type) {
        ValueForm<? extends EventBody> form = STANDARD.get(type);
        if (form != null) {
            return form::read;
        }
        Function<JsonSource, ? extends ShopEvent.Body> news = shop(type);
        if (news != null) {
            return in -> new EventBody.ShopNews(news.apply(in));
        }
        if (!EventType.isCustom(type)) {
            return null;
        }
        return in -> {
            String name = customName(in, type.substring(EventBody.Custom.PREFIX.length()), 56);
            CustomParts parts = CUSTOM.read(in);
            return new EventBody.Custom(name, parts.initiator, parts.attributes);
        };
    }

    /** Reads a shop event type's bodies; null when version 1 has no such type. */
    static @Nullable Function<JsonSource, ? extends ShopEvent.Body> shop(String type) {
        ValueForm<? extends ShopEvent.Body> form = SHOP.get(type);
        if (form != null) {
            return form::read;
        }
        if (!type.startsWith(ShopEvent.CustomShopEvent.PREFIX)) {
            return null;
        }
        return in -> {
            String name = customName(in, type.substring(ShopEvent.CustomShopEvent.PREFIX.length()), 64);
            CustomShopParts parts = CUSTOM_SHOP.read(in);
            return new ShopEvent.CustomShopEvent(name, parts.product, parts.attributes);
        };
    }

    private static String customName(JsonSource in, String name, int maxLength) {
        if (!Names.isName(name, maxLength)) {
            throw in.invalid("the name of a custom type must be 1 to " + maxLength
                    + " characters of a-z 0-9 . : - _ and start with a letter or digit");
        }
        return name;
    }

    @SuppressWarnings("unchecked") // a form is filed under the type name of its own bodies
    static void write(JsonGenerator out, EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            CUSTOM.write(out, new CustomParts(custom.initiator(), custom.attributes()));
            return;
        }
        if (body instanceof EventBody.ShopNews news) {
            write(out, news.what());
            return;
        }
        ValueForm<EventBody> form = (ValueForm<EventBody>) STANDARD.get(body.type());
        if (form == null) {
            throw new IllegalStateException("format version 1 has no event type " + body.type());
        }
        form.write(out, body);
    }

    @SuppressWarnings("unchecked") // a form is filed under the type name of its own bodies
    static void write(JsonGenerator out, ShopEvent.Body body) {
        if (body instanceof ShopEvent.CustomShopEvent custom) {
            CUSTOM_SHOP.write(out, new CustomShopParts(custom.product(), custom.attributes()));
            return;
        }
        ValueForm<ShopEvent.Body> form = (ValueForm<ShopEvent.Body>) SHOP.get(body.type());
        if (form == null) {
            throw new IllegalStateException("format version 1 has no event type " + body.type());
        }
        form.write(out, body);
    }

    // ------------------------------------------------------------------ values

    private static ObjectForm<Money> money() {
        Field<Money, Currency> currency = required("currency", CURRENCY, Money::currency);
        Field<Money, Long> minor = required("minor", WHOLE, Money::minorUnits);
        return ObjectForm.of(v -> new Money(v.get(minor), v.get(currency)), currency, minor);
    }

    /** A line outside an order names its own currency. */
    private static ObjectForm<OrderLine> line() {
        Field<OrderLine, String> product = required("product", TEXT, OrderLine::product);
        Field<OrderLine, String> category = optional("category", TEXT, OrderLine::category, "");
        Field<OrderLine, Integer> quantity = required("quantity", SMALL, OrderLine::quantity);
        Field<OrderLine, Currency> currency =
                required("currency", CURRENCY, line -> line.unitPrice().currency());
        Field<OrderLine, Long> price =
                required("price", WHOLE, line -> line.unitPrice().minorUnits());
        Field<OrderLine, Long> discount =
                optional("discount", WHOLE, line -> line.discount().minorUnits(), 0L);
        return ObjectForm.of(
                v -> new OrderLine(
                        v.get(product),
                        v.get(category),
                        v.get(quantity),
                        new Money(v.get(price), v.get(currency)),
                        new Money(v.get(discount), v.get(currency))),
                product,
                category,
                quantity,
                currency,
                price,
                discount);
    }

    /** A line of an order: amounts are in the order's currency. */
    private record BareLine(String product, String category, int quantity, long price, long discount) {
        static BareLine of(OrderLine line) {
            return new BareLine(
                    line.product(),
                    line.category(),
                    line.quantity(),
                    line.unitPrice().minorUnits(),
                    line.discount().minorUnits());
        }

        OrderLine in(Currency currency) {
            return new OrderLine(
                    product, category, quantity, new Money(price, currency), new Money(discount, currency));
        }
    }

    private static ObjectForm<BareLine> bareLine() {
        Field<BareLine, String> product = required("product", TEXT, BareLine::product);
        Field<BareLine, String> category = optional("category", TEXT, BareLine::category, "");
        Field<BareLine, Integer> quantity = required("quantity", SMALL, BareLine::quantity);
        Field<BareLine, Long> price = required("price", WHOLE, BareLine::price);
        Field<BareLine, Long> discount = optional("discount", WHOLE, BareLine::discount, 0L);
        return ObjectForm.of(
                v -> new BareLine(v.get(product), v.get(category), v.get(quantity), v.get(price), v.get(discount)),
                product,
                category,
                quantity,
                price,
                discount);
    }

    private static ObjectForm<Order> order() {
        Field<Order, String> orderId = required("order", TEXT, Order::orderId);
        Field<Order, String> site = required("site", TEXT, Order::site);
        Field<Order, Currency> currency = required("currency", CURRENCY, Order::currency);
        Field<Order, List<BareLine>> lines = required(
                "lines",
                ValueForm.list(bareLine()),
                order -> order.lines().stream().map(BareLine::of).toList());
        Field<Order, Long> discount =
                optional("discount", WHOLE, order -> order.discount().minorUnits(), 0L);
        Field<Order, Long> shipping =
                optional("shipping", WHOLE, order -> order.shipping().minorUnits(), 0L);
        Field<Order, Long> tax = optional("tax", WHOLE, order -> order.tax().minorUnits(), 0L);
        Field<Order, Long> pointsUsed =
                optional("points-used", WHOLE, order -> order.pointsUsed().minorUnits(), 0L);
        return ObjectForm.of(
                v -> {
                    Currency in = v.get(currency);
                    return new Order(
                            v.get(orderId),
                            v.get(site),
                            v.get(lines).stream().map(line -> line.in(in)).toList(),
                            new Money(v.get(discount), in),
                            new Money(v.get(shipping), in),
                            new Money(v.get(tax), in),
                            new Money(v.get(pointsUsed), in));
                },
                orderId,
                site,
                currency,
                lines,
                discount,
                shipping,
                tax,
                pointsUsed);
    }

    /** A custom event without its name, which its type holds. */
    private record CustomParts(Initiator initiator, Map<String, AttributeValue> attributes) {
        CustomParts {
            attributes = EventRules.attributes(attributes); // here, where a complaint still has its place
        }
    }

    private static ObjectForm<CustomParts> custom() {
        Field<CustomParts, Initiator> initiator = required("initiator", word(Initiator.class), CustomParts::initiator);
        Field<CustomParts, Map<String, AttributeValue>> attributes =
                optional("attributes", ATTRIBUTES, CustomParts::attributes, Map.of());
        return ObjectForm.of(v -> new CustomParts(v.get(initiator), v.get(attributes)), initiator, attributes);
    }

    /** A custom shop event without its name, which its type holds. */
    private record CustomShopParts(String product, Map<String, AttributeValue> attributes) {
        CustomShopParts {
            EventRules.optionalText("product", product, 200);
            attributes = EventRules.attributes(attributes);
        }
    }

    private static ObjectForm<CustomShopParts> customShop() {
        Field<CustomShopParts, String> product = optional("product", TEXT, CustomShopParts::product, "");
        Field<CustomShopParts, Map<String, AttributeValue>> attributes =
                optional("attributes", ATTRIBUTES, CustomShopParts::attributes, Map.of());
        return ObjectForm.of(v -> new CustomShopParts(v.get(product), v.get(attributes)), product, attributes);
    }

    // ------------------------------------------------------------------ the vocabulary

    private static Map<String, ValueForm<? extends EventBody>> standard() {
        Map<String, ValueForm<? extends EventBody>> forms = new HashMap<>();
        life(forms);
        orders(forms);
        subscriptionsAndPayments(forms);
        messages(forms);
        pointsAndCoupons(forms);
        storesAndVoice(forms);
        return Map.copyOf(forms);
    }

    private static void life(Map<String, ValueForm<? extends EventBody>> forms) {
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

    private static void subscriptionsAndPayments(Map<String, ValueForm<? extends EventBody>> forms) {
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

    private static void pointsAndCoupons(Map<String, ValueForm<? extends EventBody>> forms) {
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

    private static void storesAndVoice(Map<String, ValueForm<? extends EventBody>> forms) {
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

    private static Map<String, ValueForm<? extends ShopEvent.Body>> shop() {
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
