package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.any;
import static io.enishi.core.condition.Conditions.attribute;
import static io.enishi.core.condition.Conditions.average;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.daysSinceFirst;
import static io.enishi.core.condition.Conditions.daysSinceLast;
import static io.enishi.core.condition.Conditions.differentDays;
import static io.enishi.core.condition.Conditions.distinct;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.first;
import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.last;
import static io.enishi.core.condition.Conditions.max;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.min;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static io.enishi.core.condition.Conditions.overdue;
import static io.enishi.core.condition.Conditions.permitted;
import static io.enishi.core.condition.Conditions.reachable;
import static io.enishi.core.condition.Conditions.sequence;
import static io.enishi.core.condition.Conditions.step;
import static io.enishi.core.condition.Conditions.sum;
import static io.enishi.core.condition.Conditions.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Reading a customer from a checkpoint on changes no answer: two shops live through one story, of which one always reads everything, and the
 * other makes a checkpoint whenever it can. Both are shut and opened again all the time, so that nobody is remembered.
 */
class CheckpointProperties {

    private static final List<Identifier> PEOPLE = List.of(
            Identifier.email("a@example.jp"), Identifier.email("b@example.jp"), Identifier.email("c@example.jp"));
    private static final Selection VIEWS = event("product.viewed");
    private static final Selection ORDERS = Selection.orders();

    private static final List<Condition> CONDITIONS = List.of(
            count(ORDERS).within(days(9)).atLeast(2),
            count(ORDERS).atLeast(4),
            count(VIEWS).within(days(4)).atLeast(3),
            count(VIEWS).atLeast(6),
            sum("amount").of(ORDERS).within(months(1)).atLeast(900),
            sum("amount").of(event("order.placed")).within(days(12)).atLeast(700),
            average("amount").of(ORDERS).thisMonth().atLeast(400),
            min("amount").of(event("order.placed")).within(days(10)).atLeast(300),
            max("amount").of(ORDERS).atLeast(800),
            distinct("product").of(VIEWS).within(days(6)).atLeast(2),
            distinct("product").of(VIEWS).atLeast(4),
            differentDays(ORDERS).within(days(14)).atLeast(3),
            count(VIEWS)
                    .between(START.plus(Duration.ofDays(20)), START.plus(Duration.ofDays(60)))
                    .atLeast(2),
            last("product").of(VIEWS).is("p1"),
            first("product").of(VIEWS).is("p2"),
            last("amount").of(ORDERS).within(days(8)).atLeast(500),
            first("amount").of(ORDERS).atLeast(500),
            daysSinceLast(VIEWS).atLeast(11),
            daysSinceLast(ORDERS).atLeast(13),
            daysSinceFirst(VIEWS).atLeast(90),
            noAction().lasting(days(7)),
            without(ORDERS).lasting(months(1)),
            overdue(ORDERS).knowing(3).times(2),
            sequence(
                    step(event("complaint.received")),
                    step(event("order.placed")).within(days(5))),
            sequence(step(VIEWS.where("product", ValueTest.in("p3"))), step(ORDERS)),
            all(attribute("colour").is("red"), metric("spent").atLeast(2_000)),
            any(inSegment("s0"), permitted("newsletter", "mail")),
            reachable("mail"));

    private static List<Segment> segments(Random random) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < CONDITIONS.size(); i++) {
            if (i == 0 || random.nextInt(3) == 0) {
                Condition condition = CONDITIONS.get(i);
                segments.add(Segment.live("s" + i, random.nextInt(4) == 0 ? not(condition) : condition));
            }
        }
        return segments;
    }

    /** A shop that can be shut and opened again over what it stored. */
    private static final class Shop {
        private final Toys.Clock clock = new Toys.Clock();
        private final Toys.Mail mail = new Toys.Mail();
        private final InMemoryCustomerStore store = new InMemoryCustomerStore();
        private final int checkpointEvery;
        private final List<Journey<?>> journeys;
        private Crm crm;

        Shop(int checkpointEvery, List<Journey<?>> journeys, List<Segment> segments) {
            this.checkpointEvery = checkpointEvery;
            this.journeys = journeys;
            this.crm = open(segments);
        }

        Crm open(List<Segment> segments) {
            CrmBuilder builder = Crm.builder("shop")
                    .clock(clock)
                    .store(store)
                    .fold(new Toys.OrderChain())
                    .fold(new Toys.Sends())
                    .segments(segments)
                    .channel(mail)
                    .checkpointEvery(checkpointEvery);
            journeys.forEach(builder::journey);
            crm = builder.build();
            return crm;
        }

        /** Everything there is to see of somebody. */
        List<Object> look(CustomerId id, List<Segment> segments) {
            List<Object> seen = new ArrayList<>();
            segments.forEach(segment -> seen.add(crm.whySegment(id, segment.name())));
            for (String metric : List.of("spent", "sent")) {
                seen.add(crm.metric(id, metric)
                        .map(value -> value.valueAt(clock.now.toEpochMilli()))
                        .orElse(-1L));
            }
            journeys.forEach(journey -> seen.add(crm.why(id, journey.name())));
            seen.add(crm.customer(id).orElseThrow());
            seen.add(crm.timeline(id));
            return seen;
        }

        List<Object> log() {
            List<Object> log = new ArrayList<>(crm.decisionLog(0, 100_000));
            for (StoredCommand.Status status : StoredCommand.Status.values()) {
                log.addAll(crm.commands(status, 1_000));
            }
            return log;
        }
    }

    private static EventBody body(Random random, int number) {
        String order = "o" + random.nextInt(number + 1);
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> new EventBody.ProductViewed("p" + random.nextInt(5), "c");
            case 5, 6, 7 -> new EventBody.OrderPlaced(Order.ofTotal(order, "ec", money(random)));
            case 8 -> new EventBody.OrderCancelled(order, Money.yen(100), "changed their mind");
            case 9 -> new EventBody.OrderRefunded(order, Money.yen(100 + random.nextInt(900)), List.of());
            case 10 ->
                new EventBody.ProfileChanged(
                        Map.of("colour", AttributeValue.of(random.nextBoolean() ? "red" : "blue")));
            case 11 -> new EventBody.Registered("web");
            case 12 -> new EventBody.ComplaintReceived("c" + number, "mail", List.of(), 0);
            default -> new EventBody.Custom("visited", Initiator.CUSTOMER, Map.of());
        };
    }

    private static Money money(Random random) {
        long amount = 100 + random.nextInt(900);
        return random.nextInt(60) == 0 ? new Money(amount, Currency.getInstance("USD")) : Money.yen(amount);
    }

    /** Mostly of now, sometimes of the future, late by days, or by months. */
    private static Instant when(Random random, Instant now) {
        return switch (random.nextInt(14)) {
            case 0 -> now.minus(Duration.ofHours(random.nextInt(90 * 24)));
            case 1, 2 -> now.minus(Duration.ofHours(random.nextInt(4 * 24)));
            case 3 -> now.plus(Duration.ofHours(random.nextInt(4 * 24)));
            default -> now;
        };
    }

    private static List<CustomerEvent> arrivals(Random random, int number, Instant now) {
        List<CustomerEvent> events = new ArrayList<>();
        Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        for (int i = random.nextInt(3); i >= 0; i--) {
            boolean again = random.nextInt(15) == 0;
            String id = again ? "e" + random.nextInt(number + 1) : "e" + number + "-" + i;
            events.add(Toys.event(id, who, when(random, now), body(random, number)));
        }
        return events;
    }

    /** What the next step does to a shop, and what can be seen of that. */
    private static Function<Shop, Object> act(Random random, int number, Instant now) {
        Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Identifier other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        boolean yes = random.nextInt(3) > 0;
        List<CustomerEvent> arrivals = arrivals(random, number, now);
        return switch (random.nextInt(30)) {
            case 0 -> shop -> judge(shop.crm, who, other, yes);
            case 1 ->
                shop -> {
                    shop.crm.consent(consent(who, yes, now));
                    return "";
                };
            case 2, 3 -> shop -> shop.crm.runDue();
            case 4, 5 -> shop -> shop.crm.deliver();
            case 6 -> shop -> shop.crm.importHistory(arrivals);
            case 7 -> shop -> shop.crm.find(who).map(shop.crm::customer);
            default -> shop -> arrivals.size() == 1 ? shop.crm.accept(arrivals.get(0)) : shop.crm.acceptAll(arrivals);
        };
    }

    private static Object judge(Crm crm, Identifier who, Identifier other, boolean same) {
        Set<OriginId> origins = new TreeSet<>();
        for (Identifier one : List.of(who, other)) {
            crm.find(one).flatMap(crm::customer).ifPresent(card -> origins.addAll(card.origins()));
        }
        if (origins.size() < 2) {
            return "nobody";
        }
        List<OriginId> pair = List.copyOf(origins);
        return same
                ? crm.merge(pair.get(0), pair.get(pair.size() - 1), "staff", "same")
                : crm.unmerge(pair.get(0), pair.get(pair.size() - 1), "staff", "not the same");
    }

    private static ConsentStatement consent(Identifier who, boolean granted, Instant at) {
        var key = new JapaneseAddressNormaliser().matchKey(who).orElseThrow();
        return granted
                ? ConsentStatement.granted(key, "newsletter", "mail", at, "web-form", "v1")
                : ConsentStatement.refused(key, "newsletter", "mail", at, "one-click");
    }

    private static void live(Random random, int steps, Shop whole, Shop checkpointed, List<Segment> before) {
        List<Segment> segments = before;
        List<Shop> both = List.of(whole, checkpointed);
        Instant now = START;
        for (int number = 0; number < steps; number++) {
            now = now.plus(Duration.ofHours(random.nextInt(60)));
            for (Shop shop : both) {
                shop.clock.now = now;
            }
            boolean redefined = random.nextInt(80) == 0;
            if (redefined) {
                segments = segments(random);
            }
            if (redefined || random.nextInt(2) == 0) {
                for (Shop shop : both) {
                    shop.open(segments);
                }
            } else if (random.nextInt(80) == 0) {
                Identifier gone = PEOPLE.get(random.nextInt(PEOPLE.size()));
                both.forEach(shop -> shop.crm.find(gone).ifPresent(id -> shop.crm.erase(id, "asked to")));
            }
            Function<Shop, Object> step = act(random, number, now);
            assertThat(step.apply(checkpointed)).as("step %s", number).isEqualTo(step.apply(whole));
            if (random.nextInt(6) == 0) {
                for (CustomerId id : whole.crm.customers(100)) {
                    assertThat(checkpointed.look(id, segments))
                            .as("after step %s", number)
                            .containsExactlyElementsOf(whole.look(id, segments));
                }
            }
        }
    }

    @Property(tries = 60)
    void everyAnswerIsThatOfTheWholeTimeline(
            @ForAll Random random,
            @ForAll @IntRange(min = 100, max = 300) int steps,
            @ForAll @IntRange(min = 1, max = 9) int every) {
        List<Segment> segments = segments(random);
        List<Journey<?>> journeys = random.nextBoolean() ? List.of(new Toys.Welcome()) : List.of();
        Shop whole = new Shop(0, journeys, segments);
        Shop checkpointed = new Shop(every, journeys, segments);

        live(random, steps, whole, checkpointed, segments);

        assertThat(checkpointed.log()).isEqualTo(whole.log());
        assertThat(checkpointed.crm.verify().differences())
                .isEqualTo(whole.crm.verify().differences());
        assertThat(checkpointed.crm.recompute()).isEqualTo(whole.crm.recompute());
        assertThat(checkpointed.mail.contents()).isEqualTo(whole.mail.contents());
    }
}
