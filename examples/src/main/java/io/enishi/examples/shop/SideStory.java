package io.enishi.examples.shop;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.SubscriptionChanged;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.examples.shop.Person.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@link LifeStory} does not tell and some templates live on: the app, samples, surveys, requests for what is sold out, answers on
 * the registration form. Told after it with dice of its own, so that the shop without it stays what it was.
 */
final class SideStory {

    private static final long OTHER_DICE = 0x51DE;
    private static final Scheme APP = Scheme.APP;

    private final Person person;
    private final Chance chance;
    private final Instant end;
    private final List<CustomerEvent> events = new ArrayList<>();

    private SideStory(ShopKnobs knobs, Person person) {
        this.person = person;
        this.chance = new Chance(knobs.seed() ^ OTHER_DICE, person.number());
        this.end = knobs.end();
    }

    /** @param told what happened to the person anyhow */
    static List<CustomerEvent> tell(ShopKnobs knobs, Person person, List<CustomerEvent> told) {
        SideStory story = new SideStory(knobs, person);
        for (CustomerEvent event : told) {
            story.after(event);
        }
        return story.events;
    }

    private void after(CustomerEvent event) {
        EventBody body = event.body();
        Instant at = event.occurredAt();
        if (body instanceof EventBody.Registered && event.source().equals("ec")) {
            registeredOnSite(at);
        } else if (body instanceof EventBody.Registered && person.start() == Start.STORE && chance.percent(40)) {
            // The clerk registers the app, too: its own source, so that nobody takes it for the card.
            note("app", at.plus(chance.hours(1, 48)), List.of(app(), person.card()), new EventBody.Registered("store"));
        } else if (body instanceof EventBody.OrderDelivered && chance.percent(6)) {
            int score = chance.percent(70) ? chance.between(7, 10) : chance.between(0, 6);
            note("ec", at.plus(chance.days(21, 28)), event.identifiers(), survey(score));
        } else if (body instanceof SubscriptionChanged changed
                && changed.state() == SubscriptionChanged.State.STARTED) {
            Order first = order("SB", OrderLine.of(changed.product(), "", 1, Money.yen(980)), "ec:subscription");
            note("ec", at.plusSeconds(20), event.identifiers(), new EventBody.OrderPlaced(first));
        } else if (body instanceof EventBody.StoreVisited visited && chance.percent(50)) {
            Map<String, AttributeValue> where = Map.of("store", AttributeValue.of(visited.store()));
            note(
                    "app",
                    at.plus(chance.days(20, 60)),
                    List.of(app(), person.card()),
                    new EventBody.Custom("near-store", Initiator.CUSTOMER, where));
        }
    }

    private void registeredOnSite(Instant at) {
        List<Identifier> member = List.of(person.member());
        if (chance.percent(25)) { // asked on the form
            String level = chance.percent(35) ? "expert" : "novice";
            note("ec", at.minusSeconds(5), member, attribute("knowledge-level", level));
        }
        if (chance.percent(5)) {
            note("ec", at.plus(chance.days(60, 200)), member, new EventBody.AttributesSet(rank()));
        }
        if (chance.percent(12)) {
            Product wanted = chance.oneOf(Assortment.all());
            note(
                    "ec",
                    at.plus(chance.days(2, 300)),
                    member,
                    new EventBody.RestockRequested(wanted.sku(), wanted.category()));
        }
        if (chance.percent(6)) {
            sample(at.plus(chance.days(1, 100)), member);
        }
    }

    private void sample(Instant at, List<Identifier> who) {
        Product sample = Assortment.SAMPLE;
        Order order = order("TR", OrderLine.of(sample.sku(), sample.category(), 1, Money.yen(sample.yen())), "ec");
        note("ec", at, who, new EventBody.OrderPlaced(order));
        note("ec", at.plus(Duration.ofDays(1)), who, new EventBody.OrderShipped(order.orderId(), order.lines()));
        note("ec", at.plus(Duration.ofDays(2)), who, new EventBody.OrderDelivered(order.orderId(), order.lines()));
    }

    private Order order(String prefix, OrderLine line, String site) {
        return Order.of(prefix + "-" + (person.number() + 1), site, List.of(line));
    }

    private static EventBody attribute(String name, String value) {
        return new EventBody.ProfileChanged(Map.of(name, AttributeValue.of(value)));
    }

    private static Map<String, AttributeValue> rank() {
        return Map.of("rank", AttributeValue.of("gold"));
    }

    private static EventBody survey(int score) {
        return new EventBody.SurveyAnswered("nps", score, Map.of());
    }

    private Identifier app() {
        return Identifier.verified(APP, "a-%05d".formatted(person.number() + 1));
    }

    private void note(String source, Instant at, List<Identifier> who, EventBody body) {
        EventId id = EventId.named("side/" + person.number() + "/" + events.size());
        if (at.isBefore(end)) {
            events.add(CustomerEvent.of(source, id, who, at, body));
        }
    }
}
