package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.OrderLine;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of the templates: all there, none too many, and each is rendered for somebody of whom only the least is known. */
class TemplateContentsTest {

    /** One message of a template by one channel, alone. */
    record Sent(String template, Scenario scenario, Step.Send send, Offer offer) {
        @Override
        public String toString() {
            return template + " " + offer.channel() + ": " + offer.content();
        }
    }

    static Stream<Sent> messages() {
        Map<String, Sent> byContent = new LinkedHashMap<>();
        for (String template : Templates.names()) {
            Scenario scenario = Templates.read(template);
            for (Step.Send send : sends(scenario.steps())) {
                for (Offer offer : send.message().allOffers()) {
                    byContent.put(template + offer.content(), new Sent(template, scenario, send, offer));
                }
            }
        }
        return byContent.values().stream();
    }

    private static List<Step.Send> sends(List<Step> steps) {
        List<Step.Send> found = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Send send) {
                found.add(send);
            }
            found.addAll(sends(step.inside()));
        }
        return found;
    }

    @Test
    void everyContentIsSentByATemplate() {
        Set<String> named = new TreeSet<>();
        messages().forEach(sent -> named.add(sent.offer().content()));

        assertThat(Templates.CONTENTS.names()).isEqualTo(named);
    }

    @Test
    void aContentThatIsNotThereKeepsATemplateFromBeingCompiled() {
        Scenario welcome =
                Scenario.parse(Templates.read("06-welcome").toYaml().replace("welcome-story", "welcome-stori"));

        assertThatThrownBy(() -> welcome.compile(Templates.shop()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("unknown content \"welcome-stori\"")
                .hasMessageContaining("welcome-story");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsRenderedForSomebodyOfWhomWeKnowLittle(Sent sent) {
        Message own = sent.send().message();
        Message alone = new Message(
                List.of(sent.offer()),
                own.messageClass(),
                own.purpose(),
                own.coupon(),
                own.onCapped(),
                null,
                Map.of(),
                null,
                null);
        Entry entry = alike(sent.scenario().entry());
        Scenario one = Scenario.named("one")
                .goal("It can be read", Check.happened(Selection.of("survey.answered")))
                .owner("crm")
                .because("it is tested")
                .start(entry)
                .again(Reentry.never())
                .standardExits()
                .steps(Step.send("message", alone))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(one)
                .channel(Templates.receipt())
                .wiring(crm -> crm.renderer(Templates.CONTENTS))
                .wiring(crm -> Templates.models().forEach(model -> crm.fold(model.fold())))
                .start()) {
            Someone hanako = shop.given("hanako");
            happen(shop, hanako, entry);
            shop.advance(days(1));

            assertThat(shop.crm().deadLetters(10)).isEmpty();
            assertThat(hanako.messages()).hasSize(1);
            Channel.Message message = hanako.messages().get(0);
            String text = String.join("\n", message.parts().values());
            assertThat(text).isNotBlank().doesNotContain("{{").doesNotContain("null");
            assertThat(text.contains("お客さま") || !text.contains("さま\n")).isTrue();
            if (own.coupon() != null) {
                assertThat(text).contains(own.coupon().terms()).contains("月");
            }
            boolean shown = own.messageClass() == MessageClass.ADVERTISING
                    && Set.of("mail", "sms").contains(sent.offer().channel());
            assertThat(text.contains("株式会社えにし商店")).isEqualTo(shown);
        }
    }

    /** An entry by the same type of event; on request where none starts it. */
    private static Entry alike(Entry entry) {
        Selection triggers = entry.triggers();
        if (triggers == null) {
            return Entry.onRequest();
        }
        String type =
                triggers.types().isEmpty() ? "order.placed" : triggers.types().first();
        return entry instanceof Entry.OnShopEvent
                ? Entry.onShopEvent(
                        Selection.of(type),
                        Interest.in(type, Selection.of("restock.requested")).same("product"))
                : Entry.on(Selection.of(type));
    }

    private static void happen(ScenarioHarness shop, Someone one, Entry entry) {
        Selection triggers = entry.triggers();
        if (triggers == null) {
            one.does(new EventBody.PointsGranted("lot-1", 1_200, shop.instant("2026-12-31T00:00")));
            shop.crm().request("one", "r-1", one.id(), Map.of());
            return;
        }
        String type = triggers.types().first();
        if (entry instanceof Entry.OnShopEvent) {
            one.does(new EventBody.RestockRequested("CUP-1", ""));
            shop.crm().accept(new ShopEvent("stock", EventId.named("s-1"), shop.now(), news(shop, type)));
            return;
        }
        switch (type) {
            case "order.placed" -> one.orders(Happenings.order("o-1", "ec", "CUP-1", 33_000));
            case "order.delivered" -> {
                one.orders(Happenings.order("o-1", "ec", "CUP-1", 33_000));
                one.receives("o-1");
            }
            default -> one.does(body(shop, type));
        }
    }

    private static ShopEvent.Body news(ScenarioHarness shop, String type) {
        return switch (type) {
            case "shop.restocked" -> new ShopEvent.Restocked("CUP-1", 3);
            case "shop.price-changed" -> new ShopEvent.PriceChanged("CUP-1", Money.yen(3_000), Money.yen(2_400));
            default -> new ShopEvent.ProductLaunched("CUP-1", shop.instant("2026-05-01T10:00"));
        };
    }

    private static EventBody body(ScenarioHarness shop, String type) {
        return switch (type) {
            case "cart.changed" -> new EventBody.CartChanged(List.of(OrderLine.of("CUP-1", "", 1, Money.yen(3_000))));
            case "product.viewed" -> Happenings.viewed("CUP-1");
            case "customer.registered" -> new EventBody.Registered("web");
            case "subscription.changed" -> Happenings.subscription(EventBody.SubscriptionChanged.State.CANCELLED);
            case "subscription.scheduled" -> Happenings.leaves(shop, "2026-05-01T10:00");
            case "points.granted" -> Happenings.grantedPoints(shop, "lot-1", 500, "2026-05-01T00:00");
            case "payment.failed" -> new EventBody.PaymentFailed("o-1", 1, "expired");
            case "channel.unblocked" -> new EventBody.ChannelUnblocked("line");
            case "case.resolved" -> new EventBody.CaseResolved("c-1", 50);
            case "survey.answered" -> Happenings.answered("nps", 3);
            case "message.sent" ->
                new EventBody.MessageEvent(EventBody.MessageStep.SENT, "m-1", "line", "other", "hello", "");
            default -> Happenings.custom(type.substring("custom:".length()), "store", "ginza");
        };
    }
}
