package io.enishi.scenario.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventVariablesTest {

    private static final List<OrderLine> LINES = List.of(OrderLine.of("kettle", "kitchen", 2, Money.yen(16_200)));
    private static final Instant LATER = Instant.parse("2026-05-01T00:00:00Z");

    static List<EventBody> bodies() {
        return List.of(
                new EventBody.OrderPlaced(Order.of("EC-1", "ec", LINES)),
                new EventBody.CartChanged(LINES),
                new EventBody.PointsGranted("lot-1", 300, LATER),
                new EventBody.PointsUsed(300, "EC-1"),
                new EventBody.CouponIssued("AB-12", "spring", LATER),
                new EventBody.SubscriptionScheduled("s-1", "serum", LATER),
                new EventBody.ShopNews(new ShopEvent.PriceChanged("kettle", Money.yen(2000), Money.yen(1500))));
    }

    /** What is filled in at the claim is what the check knows, and nothing else. */
    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsKnownOfAnEventIsWhatItGives(EventBody body) {
        EventType type = EventType.of(body.type()).orElseThrow();
        Map<String, Object> given = Given.of(
                Set.of("event.type"),
                Map.of(),
                Someone.called("x").after(body).claim("mail", "hello"),
                null,
                new TemplateText.Budget());
        Set<String> names = new TreeSet<>();
        addNames("", given.get("event"), names);

        assertThat(EventVariables.of(type)).containsAll(names);
        assertThat(names).containsAll(presentOnly(type, body));
    }

    private static void addNames(String prefix, Object value, Set<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                names.add(prefix + name);
                addNames(prefix + name + ".", inner, names);
            });
        }
    }

    /** Without the fields that this event lacks. */
    private static Set<String> presentOnly(EventType type, EventBody body) {
        Set<String> names = new TreeSet<>(EventVariables.of(type));
        type.fields().forEach((field, how) -> {
            if (!how.isPresent(body)) {
                names.removeIf(name -> name.equals(field) || name.startsWith(field + "-"));
            }
        });
        return names;
    }

    @Test
    void anEventOfTheShopsOwnTellsItsProductAndItsAttributes() {
        Someone someone = Someone.called("x")
                .after(new EventBody.ShopNews(
                        new ShopEvent.CustomShopEvent("tasting", "tea-1", Map.of("seats", AttributeValue.of(1200)))));
        Content content = Content.of("hello", Form.MAIL)
                .withSubject("s")
                .withBlocks(Block.passage("body", "{{event.product-name}} {{event.product}} {{event.seats}}"));

        assertThat(someone.gets(ContentLibrary.of(content), "mail", "hello")
                        .get("body")
                        .strip())
                .isEqualTo("tea-1 tea-1 1,200");
    }
}
