package io.enishi.scoring;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.condition.Window.Unit;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates score models with every feature, and timelines that touch them. */
final class AnyModel {

    /** A time scale: everything happens within some hundred units. */
    record World(long unit, Instant start) {}

    /** Milliseconds, so that a test can walk over all of them. */
    static final World SHORT = new World(1, Instant.parse("2026-01-01T00:00:00Z"));
    /**
     * Half hours, over the end of summer time of 2010. In St John's clocks went back from 00:01 to 23:01, so that 7 November lasted
     * for a minute (unit 197), then the evening of the 6th came once more.
     */
    static final World LONG = new World(3_600_000 / 2, Instant.parse("2010-11-03T00:00:00Z"));

    private AnyModel() {}

    static Arbitrary<ScoreModel> models(World world) {
        return Combinators.combine(
                        rules(world).list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.of("UTC", "Asia/Tokyo", "America/New_York", "America/St_Johns"),
                        Arbitraries.longs().between(-20, 0).injectNull(0.5),
                        Arbitraries.longs().between(20, 200).injectNull(0.5),
                        bands(),
                        groups())
                .as((rules, zone, floor, ceiling, bands, groups) -> {
                    ScoreModel.Builder model = ScoreModel.named("any").zone(ZoneId.of(zone));
                    groups.forEach(model::group);
                    if (groups.stream()
                                    .filter(group -> !group.bands().isEmpty())
                                    .count()
                            == 2) {
                        model.grid(groups.get(1).name(), groups.get(0).name());
                    }
                    for (int i = 0; i < rules.size(); i++) {
                        ScoreRule rule = rules.get(i);
                        model.rule(new ScoreRule(
                                "r" + i,
                                rule.when(),
                                rule.points(),
                                rule.caps(),
                                rule.decay(),
                                rule.validFrom(),
                                rule.validTo(),
                                rule.reversed(),
                                groups.isEmpty() || i % 3 == 2
                                        ? ""
                                        : groups.get(i % groups.size()).name()));
                    }
                    if (floor != null) {
                        model.floor(floor);
                    }
                    if (ceiling != null) {
                        model.ceiling(ceiling);
                    }
                    bands.forEach(model::band);
                    return model.build();
                });
    }

    /** None, one or two. */
    private static Arbitrary<List<ScoreGroup>> groups() {
        Arbitrary<ScoreGroup> group = Combinators.combine(
                        Arbitraries.longs().between(-30, 10).injectNull(0.4),
                        Arbitraries.longs().between(11, 80).injectNull(0.4),
                        bands())
                .as((floor, ceiling, bands) -> new ScoreGroup(
                        "g",
                        floor == null ? Long.MIN_VALUE : floor,
                        ceiling == null ? Long.MAX_VALUE : ceiling,
                        bands));
        return group.list().ofMaxSize(2).map(groups -> {
            List<ScoreGroup> named = new ArrayList<>();
            for (ScoreGroup one : groups) {
                named.add(new ScoreGroup(
                        "g" + named.size(),
                        one.floor(),
                        one.ceiling(),
                        one.bands().stream()
                                .map(band -> new Band(
                                        band.name().replace("b", named.isEmpty() ? "c" : "r"),
                                        band.atLeast(),
                                        band.leaveBelow()))
                                .toList()));
            }
            return named;
        });
    }

    private static Arbitrary<List<Band>> bands() {
        return Combinators.combine(
                        Arbitraries.longs().between(-15, 100).set().ofMaxSize(3),
                        Arbitraries.longs().between(0, 15),
                        Arbitraries.of(true, false))
                .as((bounds, gap, hysteresis) -> {
                    List<Band> bands = new ArrayList<>();
                    bounds.stream().sorted().forEach(bound -> {
                        if (bands.isEmpty()) {
                            bands.add(Band.lowest("b0"));
                        }
                        bands.add(Band.from("b" + bands.size(), bound, hysteresis ? bound - gap : bound));
                    });
                    return bands;
                });
    }

    static Arbitrary<ScoreRule> rules(World world) {
        Arbitrary<Long> amounts = Arbitraries.longs().between(-40, 40).filter(points -> points != 0);
        return Combinators.combine(
                        triggers(),
                        amounts,
                        caps(world).list().ofMaxSize(2),
                        decays(world),
                        Arbitraries.longs().between(-100, 400).injectNull(0.8),
                        Arbitraries.longs().between(401, 800).injectNull(0.8),
                        Arbitraries.of(true, false))
                .as((on, points, caps, decay, from, to, special) -> {
                    boolean order = on.types().equals(Set.of("order.placed"));
                    boolean custom = on.types().equals(Set.of("custom:tasting"));
                    Points given = Points.of(points);
                    Points.Rounding rounding = Points.Rounding.values()[(int) Math.floorMod(points, 3L)];
                    if (special && order) {
                        given = Points.per(Money.yen(300), "amount", points).rounded(rounding);
                    } else if (special && custom) {
                        given = Points.per(10, "stars", points).rounded(rounding);
                    }
                    return new ScoreRule(
                            "r",
                            on,
                            given,
                            caps,
                            decay,
                            from == null ? null : world.start().plusMillis(from * world.unit()),
                            to == null ? null : world.start().plusMillis(to * world.unit()),
                            order && points % 3 != 0);
                });
    }

    private static Arbitrary<Selection> triggers() {
        return Arbitraries.of(
                Selection.of("customer.registered"),
                Selection.of("message.opened").where("channel", ValueTest.is("mail")),
                Selection.of("product.viewed").where("category", ValueTest.in("ink", "paper")),
                Selection.of("product.viewed"),
                Selection.of("order.placed"),
                Selection.of("order.placed"),
                Selection.of("order.placed").where("amount", ValueTest.atLeast(1_000)),
                Selection.of("order.refunded"),
                Selection.of("custom:tasting"),
                new Selection(
                        Selection.Kind.TYPES,
                        new TreeSet<>(List.of("order.placed", "product.viewed")),
                        new EventFilter.Not(EventFilter.field("category", ValueTest.is("ink"))),
                        false),
                Selection.actions(),
                Selection.allEvents().where("channel", new ValueTest.Present()));
    }

    private static Arbitrary<Cap> caps(World world) {
        return Combinators.combine(
                        Arbitraries.of(Cap.Limited.class),
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.of(
                                new Cap.Calendar(Unit.DAY),
                                new Cap.Calendar(Unit.WEEK),
                                new Cap.Calendar(Unit.MONTH),
                                new Cap.Lifetime(),
                                new Cap.Rolling(Duration.ofMillis(50 * world.unit())),
                                new Cap.Rolling(Duration.ofMillis(200 * world.unit()))))
                .as((limited, atMost, per) ->
                        new Cap(limited, limited == Cap.Limited.POINTS ? atMost * 30 : atMost, per));
    }

    private static Arbitrary<Decay> decays(World world) {
        Arbitrary<Duration> lengths = Arbitraries.oneOf(
                        Arbitraries.longs().between(1, 400), Arbitraries.of(50L, 100L, 150L))
                .map(n -> Duration.ofMillis(n * world.unit()));
        return Arbitraries.oneOf(
                Arbitraries.just(Decay.none()),
                Arbitraries.of(40, 150).map(n -> Decay.halfLife(Duration.ofMillis(n * world.unit()))),
                lengths.map(Decay::halfLife),
                lengths.map(Decay::linear),
                Combinators.combine(Arbitraries.of(1, 30, 50, 100), lengths).as(Decay::stepped),
                lengths.map(length -> Decay.expiry(Span.of(length))),
                Arbitraries.of(Period.ofDays(1), Period.ofDays(3), Period.ofMonths(1))
                        .map(period -> Decay.expiry(Span.calendar(period))));
    }

    // ------------------------------------------------------------------ events

    static Arbitrary<List<CustomerEvent>> events(World world) {
        return Combinators.combine(bodies(), times())
                .as(Map::entry)
                .list()
                .ofMaxSize(14)
                .map(entries -> {
                    List<CustomerEvent> events = new ArrayList<>();
                    for (Map.Entry<EventBody, Long> entry : entries) {
                        events.add(CustomerEvent.of(
                                events.size() % 3 == 0 ? "pos" : "ec",
                                EventId.of(events.size() * 7919 % 101),
                                Identifier.of(Scheme.MEMBER, "m-1"),
                                world.start().plusMillis(entry.getValue() * world.unit()),
                                entry.getKey()));
                    }
                    return events;
                });
    }

    /** Round ones often, so that ends and beginnings meet. */
    private static Arbitrary<Long> times() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 700),
                Arbitraries.longs().between(0, 14).map(n -> n * 50),
                Arbitraries.of(100L, 101L, 195L, 197L, 198L, 200L));
    }

    private static Arbitrary<EventBody> bodies() {
        Arbitrary<String> orders = Arbitraries.of("o-1", "o-2", "o-3");
        return Arbitraries.oneOf(
                Arbitraries.just(new EventBody.Registered("web")),
                Arbitraries.of("mail", "line")
                        .map(channel ->
                                new EventBody.MessageEvent(EventBody.MessageStep.OPENED, "k-1", channel, "", "", "")),
                Arbitraries.of("ink", "paper", "printer", "")
                        .map(category -> new EventBody.ProductViewed("p-1", category)),
                placed(orders),
                placed(orders),
                orders.map(order -> new EventBody.OrderCancelled(order, Money.yen(0), "")),
                Combinators.combine(orders, Arbitraries.longs().between(0, 1_500))
                        .as((order, amount) -> new EventBody.OrderRefunded(order, Money.yen(amount), List.of())),
                Arbitraries.longs()
                        .between(-30, 60)
                        .map(stars -> new EventBody.Custom(
                                "tasting", Initiator.CUSTOMER, Map.of("stars", AttributeValue.of(stars)))));
    }

    private static Arbitrary<EventBody> placed(Arbitrary<String> orders) {
        return Combinators.combine(orders, Arbitraries.longs().between(0, 3_000))
                .as((order, amount) -> new EventBody.OrderPlaced(Order.ofTotal(order, "ec", Money.yen(amount))));
    }
}
