package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledFilterTest {

    private static final EventBody ORDER = new EventBody.OrderPlaced(Order.of(
                    "o-1",
                    "store:shibuya",
                    List.of(
                            OrderLine.of("printer", "hardware", 1, Money.yen(20_000)),
                            OrderLine.of("paper", "", 4, Money.yen(500))))
            .withDiscount(Money.yen(1_000)));
    private static final EventBody COMPLAINT =
            new EventBody.ComplaintReceived("c-1", "phone", List.of("late", "damaged"), -80);
    private static final EventBody TASTING = new EventBody.Custom(
            "tasting",
            Initiator.CUSTOMER,
            Map.of("wine", AttributeValue.of("red"), "glasses", AttributeValue.of(3), "vip", AttributeValue.of(true)));
    private static final EventBody OPENED =
            new EventBody.MessageEvent(EventBody.MessageStep.OPENED, "m-1", "mail", "", "", "");

    private static boolean test(String selection, EventBody body) {
        return test(selection, body, ConditionContext.open());
    }

    private static boolean test(String selection, EventBody body, ConditionContext context) {
        Condition condition = ConditionSpelling.parseYaml("{happening: " + selection + "}");
        return CompiledFilter.of(((Condition.Happening) condition).event(), context)
                .test(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders                                             | true",
                "order.placed, where: {amount: 21000}               | true",
                "order.placed, where: {amount: {more-than: 21000}}  | false",
                "order.placed, where: {gross-amount: 22000}         | true",
                "order.placed, where: {amount: [1, 21000]}          | true",
                "order.placed, where: {items: {at-least: 5}}        | true",
                "order.placed, where: {product: paper}              | true",
                "order.placed, where: {product: [ink, pen]}         | false",
                "order.placed, where: {product: {starts-with: pri}} | true",
                "order.placed, where: {category: {present: true}}   | true",
                "order.placed, where: {category: ''}                | false",
                "order.placed, where: {site: {starts-with: 'store:'}, items: 5} | true",
                "order.placed, where: {not: {product: paper}}       | false",
                "order.placed, where: {any: [{product: ink}, {items: 5}]} | true",
                "actions                                            | true",
                "events                                             | true",
                "[order.placed, cart.changed], where: {product: paper} | true",
                "[product.viewed, cart.changed]                     | false",
                "actions, where: {amount: {at-least: 21000}}        | true",
                "actions, where: {sentiment: {present: false}}      | true",
                "custom:tasting                                     | false",
            })
    void selectsAnOrder(String selection, boolean expected) {
        assertThat(test(selection, ORDER)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complaint.received, where: {topic: damaged}           | true",
                "complaint.received, where: {topic: {starts-with: x}}  | false",
                "complaint.received, where: {sentiment: {less-than: -50}} | true",
            })
    void selectsAComplaint(String selection, boolean expected) {
        assertThat(test(selection, COMPLAINT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "custom:tasting, where: {wine: red}             | true",
                "custom:tasting, where: {wine: {at-least: 1}}   | false",
                "custom:tasting, where: {glasses: {at-least: 3}} | true",
                "custom:tasting, where: {vip: true}             | true",
                "custom:tasting, where: {cheese: {present: false}} | true",
                "custom:other                                   | false",
                "actions                                        | true",
                "events                                         | true",
            })
    void selectsACustomEvent(String selection, boolean expected) {
        assertThat(test(selection, TASTING)).isEqualTo(expected);
    }

    @Test
    void openingAMailOrBeingServedIsNoAction() {
        assertThat(test("actions", OPENED)).isFalse();
        assertThat(test("events", OPENED)).isTrue();
        assertThat(test("actions", new EventBody.Custom("sync", Initiator.SYSTEM, Map.of())))
                .isFalse();
    }

    @Test
    void asksTheCatalogueAboutTheProducts() {
        Catalog catalog = (product, fact) -> product.equals("paper") && fact.equals("consumable-of")
                ? List.of(AttributeValue.of("copier"), AttributeValue.of("printer"))
                : List.of();
        ConditionContext context = ConditionContext.open().withCatalog(catalog);
        assertThat(test("orders, where: {product/consumable-of: printer}", ORDER, context))
                .isTrue();
        assertThat(test("orders, where: {product/consumable-of: camera}", ORDER, context))
                .isFalse();
        assertThat(test("orders, where: {product/stock: {present: false}}", ORDER, context))
                .isTrue();
        assertThat(test("orders, where: {product/consumable-of: {present: false}}", ORDER, context))
                .isFalse();
    }

    @Test
    void comparesAmountsInTheShopsCurrencyIfThereIsAConverter() {
        EventBody dollars = new EventBody.OrderPlaced(Order.ofTotal("o-2", "ec", Money.of(300_00, "USD")));
        ConditionContext yen = ConditionContext.open()
                .withConverter((minor, currency) -> currency.equals("USD") ? minor * 150 / 100 : minor);
        assertThat(test("orders, where: {amount: {at-least: 30001}}", dollars)).isFalse();
        assertThat(test("orders, where: {amount: {at-least: 45000}}", dollars, yen))
                .isTrue();
        assertThat(test("orders, where: {amount: 21000}", ORDER, yen)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders, where: {amont: 3}            | where.amont: order.placed has no field \"amont\"; did you mean \"amount\"?",
                "orders, where: {site: 3}             | where.site: field \"site\" of order.placed is of kind TEXT, but the test asks for a number",
                "orders, where: {amount: much}        | but the test asks for a text",
                "orders, where: {amount: {starts-with: a}} | but the test asks for a text",
                "orders, where: {amount: true}        | but the test asks for true or false",
                "orders, where: {amount: {is: {day: 2026-01-01}}} | but the test asks for a day",
                "actions, where: {colour: red}        | no standard event has a field \"colour\"",
                "orders, where: {amount/category: x}  | holds no products",
                "[order.placed, store.visited], where: {amount: 3} | store.visited has no field \"amount\"",
            })
    void refusesFieldsThatDoNotSuit(String selection, String expected) {
        assertThatThrownBy(() -> test(selection, ORDER))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void tellsItsTypes() {
        assertThat(CompiledFilter.of(Selection.of("order.placed", "custom:tasting"))
                        .types())
                .containsExactly("custom:tasting", "order.placed");
        assertThat(CompiledFilter.of(Selection.actions()).types())
                .contains("order.placed")
                .doesNotContain("message.sent");
        assertThat(CompiledFilter.of(Selection.actions()).coversAllCustomTypes())
                .isTrue();
    }

    @Test
    void testsWithoutAllocating() {
        List<CompiledFilter> filters = List.of(
                CompiledFilter.of(Selection.orders().where("amount", ValueTest.atLeast(30_000))),
                CompiledFilter.of(Selection.orders().where("product", ValueTest.in("ink", "pen", "toner"))),
                CompiledFilter.of(Selection.of("complaint.received").where("topic", ValueTest.is("x"))),
                CompiledFilter.of(Selection.of("custom:tasting").where("wine", ValueTest.is("white"))),
                CompiledFilter.of(Selection.actions().where("sentiment", ValueTest.atLeast(1_000))));
        List<EventBody> bodies = List.of(ORDER, COMPLAINT, TASTING, OPENED);
        int[] passed = {0};
        long least = Allocations.least(20, () -> {
            for (int i = 0; i < 1_000; i++) {
                for (int f = 0; f < filters.size(); f++) {
                    for (int b = 0; b < bodies.size(); b++) {
                        passed[0] += filters.get(f).test(bodies.get(b)) ? 1 : 0;
                    }
                }
            }
        });
        assertThat(passed[0]).isZero();
        assertThat(least).as("bytes in 20,000 tests").isLessThan(1_000);
    }

    @Test
    void conditionsOnDaysAreForAttributes() {
        assertThat(AttributeTest.of(new ValueTest.In(List.of(AttributeValue.of(LocalDate.EPOCH))))
                        .test(AttributeValue.of(LocalDate.EPOCH)))
                .isTrue();
        assertThat(AttributeTest.of(ValueTest.atLeast(1)).test(null)).isFalse();
    }
}
