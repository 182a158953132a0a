package io.enishi.core.event;

import static io.enishi.core.event.Initiator.CUSTOMER;
import static io.enishi.core.event.Initiator.SHOP;
import static io.enishi.core.event.Initiator.SYSTEM;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Describes one type of customer event: its stable name, who initiates it and which fields rules can read.
 *
 * <p>The standard vocabulary is found with {@link #of}; types named {@code custom:...} have whatever attributes their events
 * carry, so their fields are found with {@link #customField}.
 */
public final class EventType {

    private static final Map<String, EventType> STANDARD = standard();

    private final String name;
    private final Class<? extends EventBody> bodyClass;
    private final Initiator initiator;
    private final boolean weak;
    private final Map<String, EventField> fields;

    private EventType(Builder<?> builder) {
        this.name = builder.name;
        this.bodyClass = builder.bodyClass;
        this.initiator = builder.initiator;
        this.weak = builder.weak;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
    }

    /** The standard type of that name, if there is one. */
    public static Optional<EventType> of(String name) {
        return Optional.ofNullable(STANDARD.get(name));
    }

    /** All standard types, in the vocabulary's order. */
    public static Collection<EventType> all() {
        return STANDARD.values();
    }

    /** Whether {@code name} is a standard type or a custom one ({@code custom:...}, {@code shop.custom:...}). */
    public static boolean isKnown(String name) {
        return STANDARD.containsKey(name) || isCustom(name);
    }

    /** Whether {@code name} is of a host's own type: {@code custom:...}, or {@code shop.custom:...} for shop events. */
    public static boolean isCustom(String name) {
        return isCustom(name, EventBody.Custom.PREFIX) || isCustomOfShop(name);
    }

    /** Whether {@code name} is of a host's own type of shop events: {@code shop.custom:...}. */
    public static boolean isCustomOfShop(String name) {
        return isCustom(name, ShopEvent.CustomShopEvent.PREFIX);
    }

    private static boolean isCustom(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    /** Whether {@code name} is a type of shop events: their customers' copies have the same. */
    public static boolean isOfShop(String name) {
        EventType type = STANDARD.get(name);
        return type == null ? isCustomOfShop(name) : type.bodyClass == EventBody.ShopNews.class;
    }

    /** Whether {@code body} is of a host's own type. */
    public static boolean isCustom(EventBody body) {
        return body instanceof EventBody.Custom
                || (body instanceof EventBody.ShopNews news && news.what() instanceof ShopEvent.CustomShopEvent);
    }

    /** What a body of a host's own type has under that name; null where it has nothing, and for standard types. */
    public static @Nullable AttributeValue attribute(EventBody body, String name) {
        if (body instanceof EventBody.Custom custom) {
            return custom.attributes().get(name);
        }
        if (body instanceof EventBody.ShopNews news && news.what() instanceof ShopEvent.CustomShopEvent custom) {
            AttributeValue value = custom.attributes().get(name);
            boolean product =
                    value == null && name.equals("product") && !custom.product().isEmpty();
            return product ? AttributeValue.of(custom.product()) : value;
        }
        return null;
    }

    /** Who initiated {@code body}. */
    public static Initiator initiatorOf(EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            return custom.initiator();
        }
        if (body instanceof EventBody.ShopNews) {
            return SHOP;
        }
        EventType type = STANDARD.get(body.type());
        if (type == null) {
            throw new IllegalStateException("no standard event type " + body.type());
        }
        return type.initiator;
    }

    /**
     * Whether {@code body} is an action of the customer: initiated by them and not weak evidence (an e-mail open may be a
     * privacy proxy's).
     */
    public static boolean isAction(EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            return custom.initiator() == CUSTOMER;
        }
        EventType type = STANDARD.get(body.type());
        return type != null && type.isAction();
    }

    public String name() {
        return name;
    }

    public Class<? extends EventBody> bodyClass() {
        return bodyClass;
    }

    public Initiator initiator() {
        return initiator;
    }

    /** Whether the event is weak evidence that the customer acted. */
    public boolean isWeak() {
        return weak;
    }

    /** Whether events of this type are actions of the customer; see {@link #isAction(EventBody)}. */
    public boolean isAction() {
        return initiator == CUSTOMER && !weak;
    }

    /** Fields by name, in the order of declaration. */
    public Map<String, EventField> fields() {
        return fields;
    }

    public Optional<EventField> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }

    /** A field of custom events, read as {@code kind}; absent where the attribute is missing or of another kind. */
    public static EventField customField(String attribute, EventField.Kind kind) {
        return new CustomField(attribute, kind);
    }

    @Override
    public String toString() {
        return name;
    }

    // ------------------------------------------------------------------ the vocabulary

    private static Map<String, EventType> standard() {
        Map<String, EventType> types = new LinkedHashMap<>();
        add(
                types,
                type("customer.registered", EventBody.Registered.class, CUSTOMER)
                        .text("route", EventBody.Registered::route));
        add(
                types,
                type("newsletter.subscribed", EventBody.NewsletterSubscribed.class, CUSTOMER)
                        .text("channel", EventBody.NewsletterSubscribed::channel));
        add(
                types,
                type("newsletter.unsubscribed", EventBody.NewsletterUnsubscribed.class, CUSTOMER)
                        .text("channel", EventBody.NewsletterUnsubscribed::channel));
        add(
                types,
                type("profile.changed", EventBody.ProfileChanged.class, CUSTOMER)
                        .texts("attributes", body -> body.attributes().keySet()));
        add(
                types,
                type("attributes.set", EventBody.AttributesSet.class, SHOP)
                        .texts("attributes", body -> body.attributes().keySet()));
        add(
                types,
                type("visit.started", EventBody.VisitStarted.class, CUSTOMER)
                        .text("site", EventBody.VisitStarted::site)
                        .text("medium", EventBody.VisitStarted::medium)
                        .text("campaign", EventBody.VisitStarted::campaign));
        add(
                types,
                type("product.viewed", EventBody.ProductViewed.class, CUSTOMER)
                        .text("product", EventBody.ProductViewed::product)
                        .text("category", EventBody.ProductViewed::category));
        add(
                types,
                type("product.favourited", EventBody.ProductFavourited.class, CUSTOMER)
                        .text("product", EventBody.ProductFavourited::product)
                        .text("category", EventBody.ProductFavourited::category));
        add(
                types,
                type("product.unfavourited", EventBody.ProductUnfavourited.class, CUSTOMER)
                        .text("product", EventBody.ProductUnfavourited::product));
        add(
                types,
                type("restock.requested", EventBody.RestockRequested.class, CUSTOMER)
                        .text("product", EventBody.RestockRequested::product)
                        .text("category", EventBody.RestockRequested::category));
        add(
                types,
                type("cart.changed", EventBody.CartChanged.class, CUSTOMER)
                        .number("lines", body -> body.lines().size())
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
        add(
                types,
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
                        .categories(body -> body.order().lines()));
        add(
                types,
                type("order.shipped", EventBody.OrderShipped.class, SHOP)
                        .text("order", EventBody.OrderShipped::orderId)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
        add(
                types,
                type("order.delivered", EventBody.OrderDelivered.class, SYSTEM)
                        .text("order", EventBody.OrderDelivered::orderId)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
        add(
                types,
                type("order.cancelled", EventBody.OrderCancelled.class, CUSTOMER)
                        .text("order", EventBody.OrderCancelled::orderId)
                        .money("amount", EventBody.OrderCancelled::amount)
                        .text("reason", EventBody.OrderCancelled::reason));
        add(
                types,
                type("order.refunded", EventBody.OrderRefunded.class, CUSTOMER)
                        .text("order", EventBody.OrderRefunded::orderId)
                        .money("amount", EventBody.OrderRefunded::amount)
                        .products(body -> body.lines())
                        .categories(body -> body.lines()));
        add(
                types,
                type("subscription.changed", EventBody.SubscriptionChanged.class, CUSTOMER)
                        .text("subscription", EventBody.SubscriptionChanged::subscription)
                        .text("product", EventBody.SubscriptionChanged::product)
                        .text(
                                "state",
                                body -> body.state()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-'))
                        .number("order-number", EventBody.SubscriptionChanged::orderNumber));
        add(
                types,
                type("subscription.scheduled", EventBody.SubscriptionScheduled.class, SHOP)
                        .text("subscription", EventBody.SubscriptionScheduled::subscription)
                        .text("product", EventBody.SubscriptionScheduled::product)
                        .instant("ships-at", EventBody.SubscriptionScheduled::shipsAt));
        add(
                types,
                type("payment.failed", EventBody.PaymentFailed.class, SYSTEM)
                        .text("reference", EventBody.PaymentFailed::reference)
                        .number("attempt", EventBody.PaymentFailed::attempt)
                        .text("reason", EventBody.PaymentFailed::reason));
        add(
                types,
                type("payment.received", EventBody.PaymentReceived.class, CUSTOMER)
                        .text("reference", EventBody.PaymentReceived::reference)
                        .money("amount", EventBody.PaymentReceived::amount));
        addMessage(types, EventBody.MessageStep.SENT, SHOP, false);
        addMessage(types, EventBody.MessageStep.ACCEPTED, SYSTEM, false);
        addMessage(types, EventBody.MessageStep.DELIVERED, SYSTEM, false);
        addMessage(types, EventBody.MessageStep.OPENED, CUSTOMER, true);
        addMessage(types, EventBody.MessageStep.TAPPED, CUSTOMER, false);
        addMessage(types, EventBody.MessageStep.REPLIED, CUSTOMER, false);
        addMessage(types, EventBody.MessageStep.REJECTED, SYSTEM, false);
        addMessage(types, EventBody.MessageStep.BOUNCED, SYSTEM, false);
        addMessage(types, EventBody.MessageStep.COMPLAINED, SYSTEM, false);
        add(
                types,
                type("channel.blocked", EventBody.ChannelBlocked.class, CUSTOMER)
                        .text("channel", EventBody.ChannelBlocked::channel));
        add(
                types,
                type("channel.unblocked", EventBody.ChannelUnblocked.class, CUSTOMER)
                        .text("channel", EventBody.ChannelUnblocked::channel));
        add(
                types,
                type("points.granted", EventBody.PointsGranted.class, SHOP)
                        .text("lot", EventBody.PointsGranted::lot)
                        .number("points", EventBody.PointsGranted::points)
                        .instant("expires-at", EventBody.PointsGranted::expiresAt));
        add(
                types,
                type("points.used", EventBody.PointsUsed.class, CUSTOMER)
                        .number("points", EventBody.PointsUsed::points)
                        .text("order", EventBody.PointsUsed::orderId));
        add(
                types,
                type("points.expired", EventBody.PointsExpired.class, SYSTEM)
                        .text("lot", EventBody.PointsExpired::lot)
                        .number("points", EventBody.PointsExpired::points));
        add(
                types,
                type("coupon.issued", EventBody.CouponIssued.class, SHOP)
                        .text("coupon", EventBody.CouponIssued::coupon)
                        .text("campaign", EventBody.CouponIssued::campaign)
                        .instant("expires-at", EventBody.CouponIssued::expiresAt));
        add(
                types,
                type("coupon.redeemed", EventBody.CouponRedeemed.class, CUSTOMER)
                        .text("coupon", EventBody.CouponRedeemed::coupon)
                        .text("campaign", EventBody.CouponRedeemed::campaign)
                        .text("order", EventBody.CouponRedeemed::orderId));
        add(
                types,
                type("coupon.expired", EventBody.CouponExpired.class, SYSTEM)
                        .text("coupon", EventBody.CouponExpired::coupon)
                        .text("campaign", EventBody.CouponExpired::campaign));
        add(
                types,
                type("store.visited", EventBody.StoreVisited.class, CUSTOMER)
                        .text("store", EventBody.StoreVisited::store));
        add(
                types,
                type("enquiry.received", EventBody.EnquiryReceived.class, CUSTOMER)
                        .text("case", EventBody.EnquiryReceived::caseId)
                        .text("channel", EventBody.EnquiryReceived::channel)
                        .texts("topic", EventBody.EnquiryReceived::topics)
                        .number("sentiment", EventBody.EnquiryReceived::sentiment));
        add(
                types,
                type("complaint.received", EventBody.ComplaintReceived.class, CUSTOMER)
                        .text("case", EventBody.ComplaintReceived::caseId)
                        .text("channel", EventBody.ComplaintReceived::channel)
                        .texts("topic", EventBody.ComplaintReceived::topics)
                        .number("sentiment", EventBody.ComplaintReceived::sentiment));
        add(
                types,
                type("case.resolved", EventBody.CaseResolved.class, SHOP)
                        .text("case", EventBody.CaseResolved::caseId)
                        .number("sentiment", EventBody.CaseResolved::sentiment));
        add(
                types,
                type("review.posted", EventBody.ReviewPosted.class, CUSTOMER)
                        .text("product", EventBody.ReviewPosted::product)
                        .number("rating", EventBody.ReviewPosted::rating)
                        .texts("topic", EventBody.ReviewPosted::topics)
                        .number("sentiment", EventBody.ReviewPosted::sentiment));
        add(
                types,
                type("survey.answered", EventBody.SurveyAnswered.class, CUSTOMER)
                        .text("survey", EventBody.SurveyAnswered::survey)
                        .number("score", EventBody.SurveyAnswered::score));
        add(types, news("shop.restocked").number("quantity", body -> ((ShopEvent.Restocked) body.what()).quantity()));
        add(
                types,
                news("shop.price-changed")
                        .money("from", body -> ((ShopEvent.PriceChanged) body.what()).from())
                        .money("to", body -> ((ShopEvent.PriceChanged) body.what()).to())
                        .number("drop", body -> ((ShopEvent.PriceChanged) body.what()).dropPercent()));
        add(
                types,
                news("shop.product-launched")
                        .instant("launch-at", body -> ((ShopEvent.ProductLaunched) body.what()).launchAt()));
        return Collections.unmodifiableMap(types);
    }

    private static Builder<EventBody.ShopNews> news(String name) {
        return type(name, EventBody.ShopNews.class, SHOP)
                .text("product", body -> body.what().product());
    }

    private static void addMessage(
            Map<String, EventType> types, EventBody.MessageStep step, Initiator initiator, boolean weak) {
        Builder<EventBody.MessageEvent> builder = type(step.type(), EventBody.MessageEvent.class, initiator)
                .text("message", EventBody.MessageEvent::message)
                .text("channel", EventBody.MessageEvent::channel)
                .text("scenario", EventBody.MessageEvent::scenario)
                .text("content", EventBody.MessageEvent::content)
                .text("detail", EventBody.MessageEvent::detail);
        builder.weak = weak;
        add(types, builder);
    }

    private static void add(Map<String, EventType> types, Builder<?> builder) {
        types.put(builder.name, new EventType(builder));
    }

    private static <B extends EventBody> Builder<B> type(String name, Class<B> bodyClass, Initiator initiator) {
        return new Builder<>(name, bodyClass, initiator);
    }

    private static final class Builder<B extends EventBody> {
        private final String name;
        private final Class<B> bodyClass;
        private final Initiator initiator;
        private final Map<String, EventField> fields = new LinkedHashMap<>();
        private boolean weak;

        Builder(String name, Class<B> bodyClass, Initiator initiator) {
            this.name = name;
            this.bodyClass = bodyClass;
            this.initiator = initiator;
        }

        Builder<B> number(String field, ToLongFunction<B> reader) {
            fields.put(field, new NumberField<>(bodyClass, field, reader));
            return this;
        }

        Builder<B> money(String field, Function<B, Money> reader) {
            return money(
                    field,
                    body -> reader.apply(body).minorUnits(),
                    body -> reader.apply(body).currency());
        }

        Builder<B> money(String field, ToLongFunction<B> minorUnits, Function<B, Currency> currency) {
            fields.put(field, new MoneyField<>(bodyClass, field, minorUnits, currency));
            return this;
        }

        Builder<B> products(Function<B, List<OrderLine>> lines) {
            fields.put("product", new LinesField<>(bodyClass, "product", lines, OrderLine::product));
            return this;
        }

        Builder<B> categories(Function<B, List<OrderLine>> lines) {
            fields.put("category", new LinesField<>(bodyClass, "category", lines, OrderLine::category));
            return this;
        }

        Builder<B> text(String field, Function<B, String> reader) {
            fields.put(field, new TextField<>(bodyClass, field, reader));
            return this;
        }

        Builder<B> texts(String field, Function<B, ? extends Collection<String>> reader) {
            fields.put(field, new TextsField<>(bodyClass, field, reader));
            return this;
        }

        Builder<B> instant(String field, Function<B, @Nullable Instant> reader) {
            fields.put(field, new InstantField<>(bodyClass, field, reader));
            return this;
        }
    }

    private static final class NumberField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final ToLongFunction<B> reader;

        NumberField(Class<B> bodyClass, String name, ToLongFunction<B> reader) {
            super(name, Kind.NUMBER);
            this.bodyClass = bodyClass;
            this.reader = reader;
        }

        @Override
        public boolean isAlwaysPresent() {
            return true;
        }

        @Override
        public long number(EventBody body) {
            return reader.applyAsLong(bodyClass.cast(body));
        }
    }

    private static final class MoneyField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final ToLongFunction<B> minorUnits;
        private final Function<B, Currency> currency;

        MoneyField(Class<B> bodyClass, String name, ToLongFunction<B> minorUnits, Function<B, Currency> currency) {
            super(name, Kind.MONEY);
            this.bodyClass = bodyClass;
            this.minorUnits = minorUnits;
            this.currency = currency;
        }

        @Override
        public boolean isAlwaysPresent() {
            return true;
        }

        @Override
        public long number(EventBody body) {
            return minorUnits.applyAsLong(bodyClass.cast(body));
        }

        @Override
        public String currency(EventBody body) {
            return currency.apply(bodyClass.cast(body)).getCurrencyCode();
        }
    }

    private static final class TextField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final Function<B, String> reader;

        TextField(Class<B> bodyClass, String name, Function<B, String> reader) {
            super(name, Kind.TEXT);
            this.bodyClass = bodyClass;
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return !text(body).isEmpty();
        }

        @Override
        public String text(EventBody body) {
            return reader.apply(bodyClass.cast(body));
        }

        @Override
        public boolean anyText(EventBody body, Predicate<? super String> passes) {
            String text = text(body);
            return !text.isEmpty() && passes.test(text);
        }
    }

    /** One text of each line; lines without one are skipped. */
    private static final class LinesField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final Function<B, List<OrderLine>> lines;
        private final Function<OrderLine, String> part;

        LinesField(
                Class<B> bodyClass, String name, Function<B, List<OrderLine>> lines, Function<OrderLine, String> part) {
            super(name, Kind.TEXTS);
            this.bodyClass = bodyClass;
            this.lines = lines;
            this.part = part;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return anyText(body, text -> true);
        }

        @Override
        public Collection<String> texts(EventBody body) {
            List<OrderLine> all = lines.apply(bodyClass.cast(body));
            List<String> texts = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                String text = part.apply(all.get(i));
                if (!text.isEmpty() && !texts.contains(text)) { // orders have few lines
                    texts.add(text);
                }
            }
            return texts;
        }

        @Override
        public boolean anyText(EventBody body, Predicate<? super String> passes) {
            List<OrderLine> all = lines.apply(bodyClass.cast(body));
            for (int i = 0; i < all.size(); i++) {
                String text = part.apply(all.get(i));
                if (!text.isEmpty() && passes.test(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class TextsField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final Function<B, ? extends Collection<String>> reader;

        TextsField(Class<B> bodyClass, String name, Function<B, ? extends Collection<String>> reader) {
            super(name, Kind.TEXTS);
            this.bodyClass = bodyClass;
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return !texts(body).isEmpty();
        }

        @Override
        public Collection<String> texts(EventBody body) {
            return reader.apply(bodyClass.cast(body));
        }
    }

    private static final class InstantField<B extends EventBody> extends EventField {
        private final Class<B> bodyClass;
        private final Function<B, @Nullable Instant> reader;

        InstantField(Class<B> bodyClass, String name, Function<B, @Nullable Instant> reader) {
            super(name, Kind.INSTANT);
            this.bodyClass = bodyClass;
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return reader.apply(bodyClass.cast(body)) != null;
        }

        @Override
        public long number(EventBody body) {
            Instant instant = reader.apply(bodyClass.cast(body));
            if (instant == null) {
                throw new IllegalStateException("field " + name() + " is absent");
            }
            return instant.toEpochMilli();
        }
    }

    private static final class CustomField extends EventField {
        CustomField(String name, Kind kind) {
            super(name, kind);
        }

        private @Nullable AttributeValue value(EventBody body) {
            return attribute(body, name());
        }

        @Override
        public boolean isPresent(EventBody body) {
            AttributeValue value = value(body);
            return switch (kind()) {
                case NUMBER, MONEY, INSTANT -> value instanceof AttributeValue.Whole;
                case FLAG -> value instanceof AttributeValue.Flag;
                case TEXT, TEXTS -> value instanceof AttributeValue.Text;
            };
        }

        @Override
        public long number(EventBody body) {
            AttributeValue value = value(body);
            if (value instanceof AttributeValue.Whole whole) {
                return whole.number();
            }
            if (value instanceof AttributeValue.Flag flag) {
                return flag.flag() ? 1 : 0;
            }
            throw new IllegalStateException("custom field " + name() + " has no number");
        }

        @Override
        public String text(EventBody body) {
            if (value(body) instanceof AttributeValue.Text text) {
                return text.text();
            }
            throw new IllegalStateException("custom field " + name() + " has no text");
        }

        @Override
        public boolean anyText(EventBody body, Predicate<? super String> passes) {
            return isPresent(body) && passes.test(text(body));
        }
    }
}
