package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Unicode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events of every type, with texts that JSON, Unicode and Japan make awkward. */
public final class EventArbitraries {
    private static final String NAME_CHARACTERS = "abcxyz0189.:-_";

    private EventArbitraries() {}

    /** Any text up to a length, often with quotes, control characters, kana, surrogate pairs and halves of them. */
    public static Arbitrary<String> text(int min, int max) {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars(
                        '"', '\\', '\n', '\u0000', '\u001f', '\u2028', '/', ' ', 'a', '縁', 'ー', 'ﾊ', '\ud83d', '\ude00',
                        '\ud800')
                .ofMinLength(min)
                .ofMaxLength(Math.min(max, 12));
        Arbitrary<String> plain =
                Arbitraries.strings().alpha().numeric().ofMinLength(min).ofMaxLength(Math.min(max, 20));
        Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(min).ofMaxLength(Math.min(max, 20));
        return Arbitraries.oneOf(plain, awkward, any).filter(text -> min == 0 || !text.isBlank());
    }

    /** What may get into a line of JSON by accident: pieces of its grammar, numbers that are none, a few characters of any kind. */
    public static Arbitrary<String> damage(String... more) {
        Arbitrary<String> grammar = Arbitraries.of(
                "", "{", "}", "[", "]", "\"", ",", ":", "null", "1e999999999", "1.5", "-", "\\u", "\u0000");
        return Arbitraries.oneOf(
                grammar, Arbitraries.of(more), Arbitraries.strings().all().ofMaxLength(3));
    }

    static Arbitrary<String> required(int max) {
        return text(1, max);
    }

    static Arbitrary<String> optional(int max) {
        return text(0, max);
    }

    public static Arbitrary<String> name(int max) {
        return Arbitraries.strings()
                .withChars(NAME_CHARACTERS.toCharArray())
                .ofMinLength(1)
                .ofMaxLength(max)
                .filter(name -> Character.isLetterOrDigit(name.charAt(0)));
    }

    static Arbitrary<Instant> happened() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("1900-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("2199-12-31T23:59:59.999Z").toEpochMilli())
                .map(Instant::ofEpochMilli);
    }

    static Arbitrary<Instant> deadline() {
        return Arbitraries.oneOf(happened(), Arbitraries.of(Instant.parse("9999-12-31T23:59:59.999Z")));
    }

    static Arbitrary<EventId> id() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(EventId::new);
    }

    static Arbitrary<Currency> currency() {
        return Arbitraries.of("JPY", "GBP", "USD", "KWD").map(Currency::getInstance);
    }

    static Arbitrary<Money> money() {
        return Combinators.combine(amount(), currency()).as(Money::new);
    }

    private static Arbitrary<Long> amount() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
                net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(0, 1_000_000_000_000L)));
    }

    static Arbitrary<OrderLine> line(Currency currency) {
        return Combinators.combine(
                        required(200),
                        optional(200),
                        Arbitraries.integers().between(1, 1000),
                        amount(),
                        Arbitraries.integers().between(0, 100))
                .as((product, category, quantity, price, percent) -> new OrderLine(
                        product,
                        category,
                        quantity,
                        new Money(price, currency),
                        new Money(price * quantity / 100 * percent, currency)));
    }

    static Arbitrary<List<OrderLine>> lines(int min) {
        return currency().flatMap(EventArbitraries::line).list().ofMinSize(min).ofMaxSize(4);
    }

    static Arbitrary<Order> order() {
        return currency()
                .flatMap(currency -> Combinators.combine(
                                required(200),
                                required(100),
                                line(currency).list().ofMinSize(1).ofMaxSize(4),
                                Arbitraries.integers().between(0, 100),
                                amount(),
                                amount(),
                                amount())
                        .as((id, site, lines, percent, shipping, tax, points) -> {
                            long sum = lines.stream()
                                    .mapToLong(line -> line.net().minorUnits())
                                    .sum();
                            return new Order(
                                    id,
                                    site,
                                    lines,
                                    new Money(sum / 100 * percent, currency),
                                    new Money(shipping, currency),
                                    new Money(tax, currency),
                                    new Money(points, currency));
                        }));
    }

    public static Arbitrary<AttributeValue> attribute() {
        Arbitrary<AttributeValue> texts = optional(10_000).map(AttributeValue::of);
        Arbitrary<AttributeValue> numbers = Arbitraries.longs().map(AttributeValue::of);
        Arbitrary<AttributeValue> flags = Arbitraries.of(true, false).map(AttributeValue::of);
        Arbitrary<AttributeValue> days = Arbitraries.longs()
                .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
                .map(day -> AttributeValue.of(LocalDate.ofEpochDay(day)));
        return Arbitraries.oneOf(texts, numbers, flags, days);
    }

    static Arbitrary<Map<String, AttributeValue>> attributes() {
        return Arbitraries.maps(name(64), attribute()).ofMaxSize(4);
    }

    static Arbitrary<List<String>> topics() {
        return required(200).list().ofMaxSize(3);
    }

    private static Arbitrary<Integer> sentiment() {
        return Arbitraries.integers().between(-100, 100);
    }

    private static Arbitrary<Long> count() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE);
    }

    public static Arbitrary<EventBody> body() {
        List<Arbitrary<? extends EventBody>> bodies = new ArrayList<>();
        bodies.add(optional(100).map(EventBody.Registered::new));
        bodies.add(required(64).map(EventBody.NewsletterSubscribed::new));
        bodies.add(required(64).map(EventBody.NewsletterUnsubscribed::new));
        bodies.add(attributes().map(EventBody.ProfileChanged::new));
        bodies.add(
                Combinators.combine(required(100), optional(100), optional(200)).as(EventBody.VisitStarted::new));
        bodies.add(Combinators.combine(required(200), optional(200)).as(EventBody.ProductViewed::new));
        bodies.add(Combinators.combine(required(200), optional(200)).as(EventBody.ProductFavourited::new));
        bodies.add(required(200).map(EventBody.ProductUnfavourited::new));
        bodies.add(Combinators.combine(required(200), optional(200)).as(EventBody.RestockRequested::new));
        bodies.add(lines(0).map(EventBody.CartChanged::new));
        bodies.add(order().map(EventBody.OrderPlaced::new));
        bodies.add(Combinators.combine(required(200), lines(0)).as(EventBody.OrderShipped::new));
        bodies.add(Combinators.combine(required(200), lines(0)).as(EventBody.OrderDelivered::new));
        bodies.add(Combinators.combine(required(200), money(), optional(500)).as(EventBody.OrderCancelled::new));
        bodies.add(Combinators.combine(required(200), money(), lines(0)).as(EventBody.OrderRefunded::new));
        bodies.add(Combinators.combine(
                        required(200),
                        required(200),
                        Arbitraries.of(EventBody.SubscriptionChanged.State.class),
                        count())
                .as(EventBody.SubscriptionChanged::new));
        bodies.add(
                Combinators.combine(required(200), required(200), deadline()).as(EventBody.SubscriptionScheduled::new));
        bodies.add(Combinators.combine(required(200), Arbitraries.integers().between(1, 1000), optional(500))
                .as(EventBody.PaymentFailed::new));
        bodies.add(Combinators.combine(required(200), money()).as(EventBody.PaymentReceived::new));
        bodies.add(Combinators.combine(
                        Arbitraries.of(EventBody.MessageStep.class),
                        required(300),
                        required(64),
                        optional(100),
                        optional(200),
                        optional(2000))
                .as(EventBody.MessageEvent::new));
        bodies.add(required(64).map(EventBody.ChannelBlocked::new));
        bodies.add(required(64).map(EventBody.ChannelUnblocked::new));
        bodies.add(Combinators.combine(required(200), count(), deadline().injectNull(0.3))
                .as(EventBody.PointsGranted::new));
        bodies.add(Combinators.combine(count(), optional(200)).as(EventBody.PointsUsed::new));
        bodies.add(Combinators.combine(required(200), count()).as(EventBody.PointsExpired::new));
        bodies.add(Combinators.combine(required(200), optional(200), deadline().injectNull(0.3))
                .as(EventBody.CouponIssued::new));
        bodies.add(
                Combinators.combine(required(200), optional(200), optional(200)).as(EventBody.CouponRedeemed::new));
        bodies.add(Combinators.combine(required(200), optional(200)).as(EventBody.CouponExpired::new));
        bodies.add(required(100).map(EventBody.StoreVisited::new));
        bodies.add(Combinators.combine(required(200), required(64), topics(), sentiment())
                .as(EventBody.EnquiryReceived::new));
        bodies.add(Combinators.combine(required(200), required(64), topics(), sentiment())
                .as(EventBody.ComplaintReceived::new));
        bodies.add(Combinators.combine(required(200), sentiment()).as(EventBody.CaseResolved::new));
        bodies.add(Combinators.combine(required(200), Arbitraries.integers().between(1, 5), topics(), sentiment())
                .as(EventBody.ReviewPosted::new));
        bodies.add(Combinators.combine(
                        required(200),
                        Arbitraries.integers().between(-1, 100),
                        Arbitraries.maps(required(200).filter(Unicode::isWellFormed), attribute())
                                .ofMaxSize(4))
                .as(EventBody.SurveyAnswered::new));
        bodies.add(Combinators.combine(name(56), Arbitraries.of(Initiator.class), attributes())
                .as(EventBody.Custom::new));
        bodies.add(shopBody().map(EventBody.ShopNews::new));
        return Arbitraries.oneOf(bodies);
    }

    public static Arbitrary<Identifier> identifier() {
        Arbitrary<Scheme> schemes = Arbitraries.of("member", "mall:rakuten", "line:1234", "email", "phone", "cookie")
                .map(Scheme::of);
        return Combinators.combine(schemes, required(320), Arbitraries.of(true, false))
                .as(Identifier::new);
    }

    public static Arbitrary<CustomerEvent> customerEvent() {
        return Combinators.combine(
                        name(64),
                        id(),
                        identifier().list().ofMinSize(1).ofMaxSize(3),
                        happened(),
                        happened(),
                        id().injectNull(0.7),
                        body())
                .as((source, id, who, at, received, cause, body) ->
                        new CustomerEvent(source, id, who, at, received, cause, body));
    }

    public static Arbitrary<ShopEvent> shopEvent() {
        return Combinators.combine(name(64), id(), happened(), shopBody()).as(ShopEvent::new);
    }

    static Arbitrary<ShopEvent.Body> shopBody() {
        return Arbitraries.oneOf(
                Combinators.combine(required(200), count()).as(ShopEvent.Restocked::new),
                currency()
                        .flatMap(currency -> Combinators.combine(required(200), amount(), amount())
                                .as((product, from, to) -> new ShopEvent.PriceChanged(
                                        product, new Money(from, currency), new Money(to, currency)))),
                Combinators.combine(required(200), deadline()).as(ShopEvent.ProductLaunched::new),
                Combinators.combine(name(64), optional(200), attributes()).as(ShopEvent.CustomShopEvent::new));
    }
}
