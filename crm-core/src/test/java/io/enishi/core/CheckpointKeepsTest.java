package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.attribute;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.last;
import static io.enishi.core.condition.Conditions.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Interest;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a checkpoint has to keep of the past, one rule at a time: something happens once, others of its type follow so that it is not among the
 * latest of them, and years go by in which the shop is shut and opened for every visit.
 */
class CheckpointKeepsTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final int MORE = 6;
    private static final int VISITS = 30;

    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Interest favourite =
            Interest.in("shop.restocked", event("product.favourited")).same("product");
    private Catalog catalog = Catalog.empty();
    private Condition asked = attribute("unheard-of").is("x");

    private Crm open() {
        return Crm.builder("shop")
                .clock(clock)
                .store(store)
                .segment(Segment.live("asked", asked))
                .journey(Told.of("news", favourite))
                .channel(mail)
                .catalog((product, fact) -> catalog.facts(product, fact))
                .checkpointEvery(1)
                .build();
    }

    /** Whether the condition holds in the end, read from the checkpoint on. */
    private boolean holdsAfterYears(Condition condition, EventBody... bodies) {
        asked = condition;
        live(bodies);
        Crm crm = open();
        CustomerId aki = crm.find(AKI).orElseThrow();
        return crm.whySegment(aki, "asked").holds();
    }

    private void live(EventBody... bodies) {
        Instant now = START;
        List<CustomerEvent> events = new ArrayList<>();
        for (EventBody body : bodies) {
            now = now.plus(Duration.ofHours(1));
            events.add(Toys.event("e" + events.size(), AKI, now, body));
        }
        for (int visit = 0; visit < VISITS; visit++) {
            now = now.plus(Duration.ofDays(30));
            events.add(
                    Toys.event("v" + visit, AKI, now, new EventBody.Custom("visited", Initiator.CUSTOMER, Map.of())));
        }
        for (CustomerEvent event : events) {
            clock.now = event.occurredAt();
            assertThat(open().accept(event)).isInstanceOf(AcceptOutcome.Accepted.class);
        }
    }

    private static EventBody[] then(EventBody first, EventBody... others) {
        List<EventBody> bodies = new ArrayList<>(List.of(first));
        for (int i = 0; i < MORE; i++) {
            bodies.addAll(List.of(others));
        }
        return bodies.toArray(new EventBody[0]);
    }

    private static EventBody view(String product, String category) {
        return new EventBody.ProductViewed(product, category);
    }

    @Test
    void theLastEventOfASelectionThatOthersOfItsTypeFollowed() {
        Condition lastTea = last("product")
                .of(event("product.viewed").where("category", ValueTest.is("tea")))
                .is("sencha");

        assertThat(holdsAfterYears(lastTea, then(view("sencha", "tea"), view("mug", "cups"))))
                .isTrue();
    }

    @Test
    void eventsThatTheCatalogueMayCountTomorrow() {
        EventFilter tea = new EventFilter.CatalogFact("product", Catalog.CATEGORY, ValueTest.is("tea"));
        EventFilter elsewhere = EventFilter.field("category", ValueTest.is("nowhere"));
        List<EventFilter> spelled = List.of(
                tea,
                new EventFilter.All(List.of(tea)),
                new EventFilter.Any(List.of(elsewhere, tea)),
                new EventFilter.Not(new EventFilter.Not(tea)));
        for (int i = 0; i < spelled.size(); i++) {
            CheckpointKeepsTest shop = new CheckpointKeepsTest();
            shop.asked = count(event("product.viewed").where(spelled.get(i))).atLeast(1);
            shop.live(then(view("sencha", "green"), view("mug", "cups")));
            Crm crm = shop.open();
            CustomerId aki = crm.find(AKI).orElseThrow();
            assertThat(crm.whySegment(aki, "asked").holds()).isFalse();

            shop.catalog = (product, fact) ->
                    product.equals("sencha") ? List.of(AttributeValue.of("tea")) : List.of(AttributeValue.of("cups"));

            assertThat(shop.open().whySegment(aki, "asked").holds())
                    .as(spelled.get(i).toString())
                    .isTrue();
        }
    }

    @Test
    void theLastEventAsTheCatalogueOfTheDayTellsIt() {
        EventFilter tea = new EventFilter.CatalogFact("product", Catalog.CATEGORY, ValueTest.is("tea"));
        asked = last("product").of(event("product.viewed").where(tea)).is("sencha");
        live(then(view("sencha", ""), view("matcha", "")));
        catalog = (product, fact) -> product.equals("sencha") ? List.of(AttributeValue.of("tea")) : List.of();

        Crm crm = open();

        assertThat(crm.whySegment(crm.find(AKI).orElseThrow(), "asked").holds()).isTrue();
    }

    @Test
    void whatAProfileSaysUntilItSaysSomethingElse() {
        EventBody city = new EventBody.ProfileChanged(Map.of("city", AttributeValue.of("Nara")));
        EventBody colour = new EventBody.ProfileChanged(Map.of("colour", AttributeValue.of("red")));

        assertThat(holdsAfterYears(attribute("city").is("Nara"), then(city, colour)))
                .isTrue();
    }

    @Test
    void whatTheShopSetUntilItSetsSomethingElse() {
        EventBody tier = new EventBody.AttributesSet(Map.of("tier", AttributeValue.of("gold")));
        EventBody colour = new EventBody.AttributesSet(Map.of("colour", AttributeValue.of("red")));

        assertThat(holdsAfterYears(attribute("tier").is("gold"), then(tier, colour)))
                .isTrue();
    }

    @Test
    void thatAChannelIsBlocked() {
        EventBody[] others = {new EventBody.ChannelBlocked("push"), new EventBody.ChannelUnblocked("push")};

        assertThat(holdsAfterYears(reachable("mail"), then(new EventBody.ChannelBlocked("mail"), others)))
                .isFalse();
    }

    @Test
    void thatAChannelIsUnblockedAgain() {
        List<EventBody> bodies = new ArrayList<>();
        for (int i = 0; i < MORE; i++) {
            bodies.add(new EventBody.ChannelUnblocked("push"));
        }
        bodies.add(0, new EventBody.ChannelUnblocked("mail"));
        bodies.add(0, new EventBody.ChannelBlocked("mail"));

        assertThat(holdsAfterYears(reachable("mail"), bodies.toArray(new EventBody[0])))
                .isTrue();
    }

    @Test
    void whatSomebodyIsInterestedIn() {
        live(then(new EventBody.ProductFavourited("tea", ""), new EventBody.ProductFavourited("cup", "")));
        Crm crm = open();

        crm.accept(new ShopEvent("pim", EventId.of(1), clock.now, new ShopEvent.Restocked("tea", 3)));
        crm.fanOut();

        assertThat(crm.decisionLog(0, 1_000).stream()
                        .flatMap(logged -> logged.decision().journeys().stream())
                        .filter(journey -> journey.started()))
                .hasSize(1);
    }
}
