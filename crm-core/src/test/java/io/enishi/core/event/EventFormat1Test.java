package io.enishi.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.internal.json.TextPool;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The released format. The lines of {@code event-format-1.jsonl} are never changed: a library of any later version has to read
 * them as these events. New types and fields get new lines.
 */
class EventFormat1Test {
    private static final Instant AT = Instant.parse("2026-04-01T03:00:00Z");
    private static final List<OrderLine> TEA =
            List.of(OrderLine.of("tea", "drinks", 2, Money.yen(1500)), OrderLine.of("cup", "", 1, Money.yen(0)));
    private static final Map<String, AttributeValue> ATTRIBUTES = Map.of(
            "name", AttributeValue.of("髙橋 \"花子\" 😀"),
            "birth-date", AttributeValue.of(LocalDate.of(1990, 5, 17)),
            "loyal", AttributeValue.of(true),
            "visits", AttributeValue.of(-3));

    private final EventCodec codec = new EventCodec();
    private int sequence;

    @Test
    void everyLineOfTheReleasedFormatIsReadAsTheEventItWasWrittenFor() throws IOException {
        List<String> lines = lines();
        List<Record> events = events();

        assertThat(lines).hasSameSizeAs(events);
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
            assertThat(codec.decode(line, 0, line.length, new TextPool())).isEqualTo(events.get(i));
        }
    }

    @Test
    void theSameEventsAreStillWrittenAsTheSameBytes() throws IOException {
        List<String> written = events().stream()
                .map(event -> event instanceof CustomerEvent happened
                        ? codec.encode(happened)
                        : codec.encode((ShopEvent) event))
                .toList();

        assertThat(written).containsExactlyElementsOf(lines());
    }

    @Test
    void everyTypeOfTheVocabularyHasItsLine() {
        TreeSet<String> covered = events().stream()
                .filter(CustomerEvent.class::isInstance)
                .map(event -> ((CustomerEvent) event).type())
                .filter(type -> !EventType.isCustom(type))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(covered)
                .containsExactlyElementsOf(new TreeSet<>(
                        EventType.all().stream().map(EventType::name).toList()));
        assertThat(events().stream()
                        .filter(CustomerEvent.class::isInstance)
                        .map(event -> (Object) ((CustomerEvent) event).body().getClass())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder((Object[]) EventBody.class.getPermittedSubclasses());
        assertThat(events().stream()
                        .filter(ShopEvent.class::isInstance)
                        .map(event -> (Object) ((ShopEvent) event).body().getClass())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder((Object[]) ShopEvent.Body.class.getPermittedSubclasses());
    }

    private List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("event-format-1.jsonl"))) {
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }

    private List<Record> events() {
        sequence = 0;
        List<Record> events = new ArrayList<>();
        events.add(new CustomerEvent(
                "ec",
                EventId.from("0b9c5f1e-7a44-4d6e-9f3a-2f1c7f0e4a11"),
                List.of(
                        Identifier.member("m-1"),
                        Identifier.verified(Scheme.EMAIL, "a..b.@docomo.ne.jp"),
                        Identifier.of(Scheme.line("1656"), "U00f1")),
                AT,
                Instant.parse("2026-04-01T03:00:01.250Z"),
                EventId.named("cause"),
                new EventBody.Registered("web")));
        events.add(event(new EventBody.Registered("")));
        events.add(event(new EventBody.NewsletterSubscribed("mail")));
        events.add(event(new EventBody.NewsletterUnsubscribed("mail")));
        events.add(event(new EventBody.ProfileChanged(ATTRIBUTES)));
        events.add(event(new EventBody.VisitStarted("ec", "affiliate", "spring")));
        events.add(event(new EventBody.ProductViewed("tea", "drinks")));
        events.add(event(new EventBody.ProductFavourited("tea", "")));
        events.add(event(new EventBody.ProductUnfavourited("tea")));
        events.add(event(new EventBody.CartChanged(TEA)));
        events.add(event(new EventBody.CartChanged(List.of())));
        events.add(event(new EventBody.OrderPlaced(new Order(
                "order-1",
                "mall:rakuten",
                List.of(new OrderLine("tea", "drinks", 2, Money.of(1500, "GBP"), Money.of(100, "GBP"))),
                Money.of(300, "GBP"),
                Money.of(499, "GBP"),
                Money.of(266, "GBP"),
                Money.of(50, "GBP")))));
        events.add(event(new EventBody.OrderPlaced(Order.of("order-2", "ec", TEA))));
        events.add(event(new EventBody.OrderShipped("order-1", TEA)));
        events.add(event(new EventBody.OrderDelivered("order-1", List.of())));
        events.add(event(new EventBody.OrderCancelled("order-1", Money.yen(3000), "late")));
        events.add(event(new EventBody.OrderRefunded("order-1", Money.yen(1500), TEA)));
        for (EventBody.SubscriptionChanged.State state : EventBody.SubscriptionChanged.State.values()) {
            events.add(event(new EventBody.SubscriptionChanged("s-1", "tea", state, state.ordinal())));
        }
        events.add(event(new EventBody.SubscriptionScheduled("s-1", "tea", Instant.parse("2026-05-01T00:00:00Z"))));
        events.add(event(new EventBody.PaymentFailed("s-1", 2, "card expired")));
        events.add(event(new EventBody.PaymentReceived("s-1", Money.yen(1500))));
        for (EventBody.MessageStep step : EventBody.MessageStep.values()) {
            if (step != EventBody.MessageStep.REJECTED) { // came later
                events.add(event(new EventBody.MessageEvent(
                        step, "key-1", "line", "welcome", "hello", "https://example.jp/a?b=c")));
            }
        }
        events.add(event(new EventBody.MessageEvent(EventBody.MessageStep.SENT, "outside-1", "mail", "", "", "")));
        events.add(event(new EventBody.ChannelBlocked("line")));
        events.add(event(new EventBody.ChannelUnblocked("line")));
        events.add(event(new EventBody.PointsGranted("lot-1", 100, Instant.parse("9999-12-31T23:59:59.999Z"))));
        events.add(event(new EventBody.PointsGranted("lot-2", 100, null)));
        events.add(event(new EventBody.PointsUsed(30, "order-1")));
        events.add(event(new EventBody.PointsExpired("lot-1", 70)));
        events.add(event(new EventBody.CouponIssued("c-1", "win-back", Instant.parse("2026-04-04T03:00:00Z"))));
        events.add(event(new EventBody.CouponRedeemed("c-1", "win-back", "order-1")));
        events.add(event(new EventBody.CouponExpired("c-1", "")));
        events.add(event(new EventBody.StoreVisited("shibuya")));
        events.add(event(new EventBody.EnquiryReceived("case-1", "chat", List.of("delivery", "送料"), -10)));
        events.add(event(new EventBody.ComplaintReceived("case-2", "phone", List.of(), 0)));
        events.add(event(new EventBody.CaseResolved("case-2", 40)));
        events.add(event(new EventBody.ReviewPosted("tea", 5, List.of("taste"), 90)));
        events.add(event(new EventBody.SurveyAnswered("nps", 9, Map.of("満足度", AttributeValue.of("高い")))));
        events.add(event(new EventBody.SurveyAnswered("open", -1, Map.of())));
        events.add(event(new EventBody.Custom("quiz.taken", Initiator.CUSTOMER, ATTRIBUTES)));
        events.add(event(new EventBody.Custom("batch", Initiator.SYSTEM, Map.of())));
        // half a surrogate pair, as broken sources send it, is kept as an escape
        events.add(event(new EventBody.StoreVisited("a\ud800b")));
        events.add(shop(new ShopEvent.Restocked("tea", 12)));
        events.add(shop(new ShopEvent.PriceChanged("tea", Money.yen(1500), Money.yen(1200))));
        events.add(shop(new ShopEvent.ProductLaunched("cup", Instant.parse("2026-06-01T00:00:00Z"))));
        events.add(shop(new ShopEvent.CustomShopEvent("fair", "", ATTRIBUTES)));
        events.add(event(new EventBody.RestockRequested("tea", "drinks")));
        events.add(news(new ShopEvent.Restocked("tea", 12)));
        events.add(news(new ShopEvent.PriceChanged("tea", Money.yen(1500), Money.yen(1200))));
        events.add(news(new ShopEvent.ProductLaunched("cup", Instant.parse("2026-06-01T00:00:00Z"))));
        events.add(news(new ShopEvent.CustomShopEvent("fair", "tea", Map.of())));
        events.add(event(new EventBody.AttributesSet(Map.of("tier", AttributeValue.of("gold")))));
        events.add(event(
                new EventBody.MessageEvent(EventBody.MessageStep.REJECTED, "key-1", "line", "welcome", "hello", "")));
        return events;
    }

    private CustomerEvent event(EventBody body) {
        return CustomerEvent.of("ec", EventId.of(++sequence), Identifier.member("m-1"), AT, body);
    }

    /** A customer's copy of a shop event. */
    private CustomerEvent news(ShopEvent.Body body) {
        return CustomerEvent.of(
                "pim", EventId.of(++sequence), Identifier.member("m-1"), AT, new EventBody.ShopNews(body));
    }

    private ShopEvent shop(ShopEvent.Body body) {
        return new ShopEvent("pim", EventId.of(++sequence), AT, body);
    }
}
