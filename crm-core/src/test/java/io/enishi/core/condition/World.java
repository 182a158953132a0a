package io.enishi.core.condition;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A customer's zone, events in some order of arrival, and a condition about them: generated around the places where calendars bite
 * (month ends, leap days, clock changes, midnights), close together, with ties, cancellations and refunds before and after their
 * orders.
 */
record World(ZoneId zone, List<CustomerEvent> arrivals, Condition condition) {

    static final long HUGE = Long.MAX_VALUE / 2;

    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Europe/London"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("UTC"));

    static Arbitrary<World> worlds(Arbitrary<Condition> conditions, int maxEvents) {
        return Arbitraries.of(ZONES)
                .flatMap(zone -> Combinators.combine(
                                events(instants(zone), bodies()).list().ofMaxSize(maxEvents), conditions)
                        .as((events, condition) -> new World(zone, numbered(events), condition)));
    }

    /** Worlds of few instants, so that events tie and follow each other closely, at a place where exits overtake each other. */
    static Arbitrary<World> crowded(Arbitrary<Condition> conditions, int maxEvents) {
        return crowded(conditions, bodies(), maxEvents);
    }

    /** Crowded worlds in which orders come and go, and conditions are about what follows them. */
    static Arbitrary<World> crowdedOrders(int maxEvents) {
        Arbitrary<Condition.Step> steps = Combinators.combine(
                        Arbitraries.of(Selection.orders(), Selection.orders(), Selection.of("product.viewed")),
                        Arbitraries.of(Span.months(3), Span.days(30), Span.hours(1))
                                .injectNull(0.5),
                        Arbitraries.of(true, false).injectNull(0.7))
                .as((of, within, different) -> new Condition.Step(
                        of, within, different == null ? null : new Condition.Link("product", 0, different)));
        Arbitrary<Condition> sequences = steps.list().ofMinSize(2).ofMaxSize(3).map(drawn -> {
            List<Condition.Step> fitting = new ArrayList<>(drawn);
            fitting.set(0, Condition.Step.of(drawn.get(0).of()));
            return new Condition.Sequence(fitting);
        });
        Arbitrary<String> numbers = Arbitraries.of("o-1", "o-2", "o-3");
        Arbitrary<EventBody> bodies = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        5,
                        Combinators.combine(numbers, Arbitraries.of("ink", "pen"))
                                .as((number, product) -> order(number, 100, List.of(product), "ec"))),
                net.jqwik.api.Tuple.of(
                        3, numbers.map(number -> new EventBody.OrderCancelled(number, Money.yen(0), ""))),
                net.jqwik.api.Tuple.of(
                        2, Arbitraries.of("ink", "pen").map(product -> new EventBody.ProductViewed(product, ""))),
                net.jqwik.api.Tuple.of(
                        4,
                        Combinators.combine(
                                        Arbitraries.of(EventBody.MessageStep.SENT, EventBody.MessageStep.REJECTED),
                                        Arbitraries.of("o-1", "m-1"))
                                .as((step, message) -> new EventBody.MessageEvent(step, message, "mail", "", "", ""))));
        Arbitrary<Condition> messages = Combinators.combine(
                        Arbitraries.of(
                                Selection.of("message.sent"),
                                Selection.of("message.sent", "product.viewed", "order.placed")),
                        Arbitraries.of(Window.ever(), Window.last(Span.hours(4)), Window.last(Span.months(3))),
                        comparisons(0, 3))
                .as((of, window, comparison) ->
                        new Condition.Aggregate(Condition.Function.COUNT, "", of, window, comparison));
        Arbitrary<Condition> distincts = Combinators.combine(
                        Arbitraries.of(Selection.orders(), Selection.of("order.placed")),
                        Arbitraries.of(Span.of(Duration.ofMillis(1)), Span.hours(4), Span.months(3)),
                        comparisons(1, 2))
                .as((of, span, comparison) -> new Condition.Aggregate(
                        Condition.Function.DISTINCT, "product", of, Window.last(span), comparison));
        Condition.Position[] positions = Condition.Position.values();
        Arbitrary<Condition> daysSince = Combinators.combine(
                        Arbitraries.of(positions), orderSelections(), comparisonsWith(0L, 1L, 2L, 15L, 90L))
                .as(Condition.DaysSince::new);
        Arbitrary<Condition> fields = Combinators.combine(
                        Arbitraries.of(positions), orderSelections(), Arbitraries.of(Span.hours(4), Span.months(3)))
                .as((position, of, span) ->
                        new Condition.FieldOf(position, "product", of, Window.last(span), ValueTest.is("ink")));
        return crowded(
                Arbitraries.oneOf(sequences, intervals(), distincts, daysSince, fields, messages), bodies, maxEvents);
    }

    private static Arbitrary<World> crowded(
            Arbitrary<Condition> conditions, Arbitrary<EventBody> bodies, int maxEvents) {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        List<Long> instants = new ArrayList<>();
        for (String local : List.of(
                "2027-11-29T12:00",
                "2027-11-30T08:00",
                "2027-11-30T08:00:00.001",
                "2027-12-15T00:00",
                "2028-02-29T07:59:59.999",
                "2028-02-29T08:00",
                "2028-02-29T11:59:59.999",
                "2028-02-29T12:00")) {
            instants.add(LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli());
        }
        return Combinators.combine(
                        events(Arbitraries.of(instants), bodies).list().ofMaxSize(maxEvents), conditions)
                .as((events, condition) -> new World(zone, numbered(events), condition));
    }

    private static List<CustomerEvent> numbered(List<CustomerEvent> events) {
        List<CustomerEvent> numbered = new ArrayList<>();
        for (CustomerEvent event : events) {
            // Ids fall as arrivals go on, so that arrival order is never the order of ties.
            EventId id = EventId.of(1000L - numbered.size());
            numbered.add(CustomerEvent.of(event.source(), id, event.identifiers(), event.occurredAt(), event.body()));
        }
        return List.copyOf(numbered);
    }

    // ------------------------------------------------------------------ time

    /** Local times at which something odd happens, as instants. */
    static List<Long> anchors(ZoneId zone) {
        List<Long> anchors = new ArrayList<>();
        for (String local : List.of(
                "2027-11-29T12:00",
                "2027-11-30T08:00",
                "2027-11-30T23:59:59.999",
                "2027-12-01T00:00",
                "2027-12-31T23:00",
                "2028-01-29T09:30",
                "2028-01-31T00:00",
                "2028-02-28T12:00",
                "2028-02-29T02:30",
                "2028-02-29T12:00",
                "2028-03-01T00:00",
                "2028-03-31T10:00",
                "2029-02-28T12:00")) {
            anchors.add(LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli());
        }
        ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.parse("2027-06-01T00:00:00Z"));
        while (next != null && next.getInstant().isBefore(Instant.parse("2029-01-01T00:00:00Z"))) {
            long at = next.getInstant().toEpochMilli();
            anchors.add(at);
            // Events from which a month or two lead into the gap or overlap.
            for (int months = 1; months <= 3; months++) {
                LocalDateTime inside = next.getDateTimeBefore().plusMinutes(15).minusMonths(months);
                anchors.add(inside.atZone(zone).toInstant().toEpochMilli());
                inside = next.getDateTimeAfter().plusMinutes(15).minusMonths(months);
                anchors.add(inside.atZone(zone).toInstant().toEpochMilli());
            }
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return anchors;
    }

    static Arbitrary<Long> instants(ZoneId zone) {
        long hour = 3_600_000;
        return Combinators.combine(
                        Arbitraries.of(anchors(zone)),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(4, Arbitraries.just(0L)),
                                net.jqwik.api.Tuple.of(
                                        3, Arbitraries.of(-1L, 1L, hour, -hour, hour / 2, 24 * hour, -24 * hour)),
                                net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(-72 * hour, 72 * hour)),
                                net.jqwik.api.Tuple.of(
                                        1, Arbitraries.longs().between(-400 * 24 * hour, 400 * 24 * hour))))
                .as(Long::sum);
    }

    // ------------------------------------------------------------------ events

    private static Arbitrary<CustomerEvent> events(Arbitrary<Long> instants, Arbitrary<EventBody> bodies) {
        return Combinators.combine(instants, Arbitraries.of("ec", "pos"), bodies)
                .as((at, source, body) -> CustomerEvent.of(
                        source, EventId.of(0), Identifier.member("m"), Instant.ofEpochMilli(at), body));
    }

    private static Arbitrary<EventBody> bodies() {
        Arbitrary<String> numbers = Arbitraries.of("o-1", "o-2", "o-3", "o-4");
        Arbitrary<Long> amounts = Arbitraries.of(0L, 100L, 100L, 5_000L, 30_000L, HUGE);
        Arbitrary<String> products = Arbitraries.of("ink", "pen", "printer");
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6,
                        Combinators.combine(
                                        numbers,
                                        amounts,
                                        products.list().ofMinSize(1).ofMaxSize(2),
                                        Arbitraries.of("ec", "store:1"))
                                .as((number, amount, lines, site) -> order(number, amount, lines, site))),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(numbers, amounts)
                                .as((number, amount) -> new EventBody.OrderCancelled(number, Money.yen(amount), ""))),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(numbers, Arbitraries.of(50L, 100L, 30_000L))
                                .as((number, amount) ->
                                        new EventBody.OrderRefunded(number, Money.yen(amount), List.of()))),
                net.jqwik.api.Tuple.of(2, products.map(product -> new EventBody.ProductViewed(product, "goods"))),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(products, Arbitraries.integers().between(1, 5), Arbitraries.of(-80, 0, 60))
                                .as((product, rating, sentiment) ->
                                        new EventBody.ReviewPosted(product, rating, List.of("t" + rating), sentiment))),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(-30, 0)
                                .map(mood -> new EventBody.ComplaintReceived("c", "phone", List.of("late"), mood))),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(
                                        Map.<String, AttributeValue>of(),
                                        Map.of("glasses", AttributeValue.of(3)),
                                        Map.of("glasses", AttributeValue.of("many")))
                                .map(attributes -> new EventBody.Custom("tasting", Initiator.CUSTOMER, attributes))),
                net.jqwik.api.Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(
                                                EventBody.MessageStep.SENT,
                                                EventBody.MessageStep.SENT,
                                                EventBody.MessageStep.REJECTED,
                                                EventBody.MessageStep.OPENED,
                                                EventBody.MessageStep.TAPPED),
                                        Arbitraries.of("o-1", "m-1"))
                                .as((step, message) -> new EventBody.MessageEvent(step, message, "mail", "", "", ""))));
    }

    private static EventBody order(String number, long amount, List<String> products, String site) {
        List<OrderLine> lines = new ArrayList<>();
        for (String product : products) {
            lines.add(OrderLine.of(product, "goods", 1, Money.yen(lines.isEmpty() ? amount : 0)));
        }
        return new EventBody.OrderPlaced(Order.of(number, site, lines));
    }

    // ------------------------------------------------------------------ conditions that make sense of these events

    static Arbitrary<Condition> conditions() {
        return Arbitraries.recursive(
                World::atoms,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Condition.All::new),
                        inner.list().ofMinSize(1).ofMaxSize(3).map(Condition.Any::new),
                        inner.map(Condition.Not::new)),
                0,
                2);
    }

    static Arbitrary<Condition> atoms() {
        return Arbitraries.oneOf(
                counts(),
                sums(),
                averages(),
                extremes(),
                distincts(),
                fields(),
                daysSince(),
                absences(),
                intervals(),
                sequences());
    }

    static Arbitrary<Condition> counts() {
        return Combinators.combine(selections(), windows(), comparisons(-1, 4))
                .as((of, window, comparison) ->
                        new Condition.Aggregate(Condition.Function.COUNT, "", of, window, comparison));
    }

    private static Arbitrary<Comparison> comparisons(long min, long max) {
        return Combinators.combine(
                        Arbitraries.of(Comparison.Operator.class),
                        Arbitraries.longs().between(min, max))
                .as(Comparison::new);
    }

    private static Arbitrary<Comparison> comparisonsWith(Long... bounds) {
        return Combinators.combine(Arbitraries.of(Comparison.Operator.class), Arbitraries.of(bounds))
                .as(Comparison::new);
    }

    static Arbitrary<Condition> sums() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                orderSelections(),
                                windows(),
                                comparisonsWith(0L, 100L, 200L, 30_000L, 30_100L, HUGE, Long.MAX_VALUE, Long.MIN_VALUE))
                        .as((of, window, comparison) ->
                                new Condition.Aggregate(Condition.Function.SUM, "amount", of, window, comparison)),
                Combinators.combine(windows(), comparisonsWith(-80L, -20L, 0L, 60L))
                        .as((window, comparison) -> new Condition.Aggregate(
                                Condition.Function.SUM, "sentiment", Selection.actions(), window, comparison)),
                Combinators.combine(windows(), comparisonsWith(0L, 3L, 6L))
                        .as((window, comparison) -> new Condition.Aggregate(
                                Condition.Function.SUM,
                                "glasses",
                                Selection.of("custom:tasting"),
                                window,
                                comparison)));
    }

    private static Arbitrary<Condition> averages() {
        return Combinators.combine(orderSelections(), windows(), comparisonsWith(0L, 50L, 100L, 15_050L, 30_000L, HUGE))
                .as((of, window, comparison) ->
                        new Condition.Aggregate(Condition.Function.AVERAGE, "amount", of, window, comparison));
    }

    private static Arbitrary<Condition> extremes() {
        return Combinators.combine(
                        Arbitraries.of(Condition.Function.MIN, Condition.Function.MAX),
                        orderSelections(),
                        windows(),
                        comparisonsWith(0L, 100L, 30_000L, HUGE, Long.MAX_VALUE))
                .as((function, of, window, comparison) ->
                        new Condition.Aggregate(function, "amount", of, window, comparison));
    }

    static Arbitrary<Condition> distincts() {
        return Combinators.combine(
                        Arbitraries.of("product", "site", Condition.LOCAL_DAY),
                        orderSelections(),
                        windows(),
                        comparisons(0, 3))
                .as((field, of, window, comparison) ->
                        new Condition.Aggregate(Condition.Function.DISTINCT, field, of, window, comparison));
    }

    private static Arbitrary<Condition> fields() {
        return Combinators.combine(
                        Arbitraries.of(Condition.Position.class),
                        Arbitraries.of("site", "product", "amount"),
                        orderSelections(),
                        windows())
                .as((position, field, of, window) -> new Condition.FieldOf(
                        position,
                        field,
                        of,
                        window,
                        field.equals("amount")
                                ? ValueTest.atLeast(5_000)
                                : field.equals("site") ? new ValueTest.StartsWith("store:") : ValueTest.is("ink")));
    }

    private static Arbitrary<Condition> daysSince() {
        return Combinators.combine(
                        Arbitraries.of(Condition.Position.class), selections(), comparisonsWith(0L, 1L, 2L, 30L, 90L))
                .as(Condition.DaysSince::new);
    }

    static Arbitrary<Condition> absences() {
        return Combinators.combine(selections(), spans()).as(Condition.Absence::new);
    }

    static Arbitrary<Condition> intervals() {
        return Combinators.combine(
                        selections(),
                        Arbitraries.of(1, 500, 999, 1000, 1500, 2000, 1_000_000),
                        Arbitraries.integers().between(2, 4))
                .as(Condition.OwnInterval::new);
    }

    static Arbitrary<Condition> sequences() {
        Arbitrary<Condition.Step> steps = Combinators.combine(
                        stepSelections(),
                        spans().injectNull(0.4),
                        Arbitraries.integers().between(0, 5))
                .as((of, within, tie) -> new Condition.Step(
                        of, within, tie < 4 || !hasProducts(of) ? null : new Condition.Link("product", 0, tie == 5)));
        return steps.list().ofMinSize(2).ofMaxSize(4).map(drawn -> {
            List<Condition.Step> fitting = new ArrayList<>();
            for (Condition.Step step : drawn) {
                int index = fitting.size();
                Condition.Link link = null;
                for (int earlier = index - 1; step.link() != null && earlier >= 0 && link == null; earlier--) {
                    if (hasProducts(fitting.get(earlier).of())) {
                        link = new Condition.Link(
                                "product", earlier, step.link().different());
                    }
                }
                fitting.add(new Condition.Step(step.of(), index == 0 ? null : step.within(), link));
            }
            return new Condition.Sequence(fitting);
        });
    }

    private static boolean hasProducts(Selection of) {
        return of.types().stream()
                        .allMatch(type -> type.startsWith("order.placed")
                                || type.startsWith("product.")
                                || type.startsWith("review."))
                && !of.types().isEmpty();
    }

    private static Arbitrary<Selection> stepSelections() {
        return Arbitraries.of(
                Selection.orders(),
                Selection.of("order.placed"),
                Selection.of("product.viewed"),
                Selection.of("review.posted"),
                Selection.of("complaint.received"),
                Selection.of("message.sent"),
                Selection.actions());
    }

    private static Arbitrary<Selection> orderSelections() {
        return Arbitraries.of(
                Selection.orders(),
                Selection.of("order.placed"),
                Selection.orders().where("amount", ValueTest.atLeast(100)),
                Selection.orders().where("product", ValueTest.in("ink", "pen")));
    }

    static Arbitrary<Selection> selections() {
        return Arbitraries.oneOf(
                orderSelections(),
                Arbitraries.of(
                        Selection.actions(),
                        Selection.allEvents(),
                        Selection.of("product.viewed", "review.posted"),
                        Selection.of("message.sent"),
                        Selection.of("message.sent", "message.tapped", "order.placed"),
                        Selection.of("custom:tasting").where("glasses", ValueTest.atLeast(1))));
    }

    static Arbitrary<Span> spans() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(
                                                Period.ofMonths(1),
                                                Period.ofMonths(2),
                                                Period.ofMonths(3),
                                                Period.ofYears(1),
                                                Period.of(0, 1, 3),
                                                Period.ofDays(1),
                                                Period.ofDays(30)),
                                        Arbitraries.of(ZONES).injectNull(0.8))
                                .as(Span.Calendar::new)),
                net.jqwik.api.Tuple.of(
                        2,
                        Arbitraries.of(
                                Span.of(Duration.ofMillis(1)),
                                Span.hours(1),
                                Span.days(1),
                                Span.days(30),
                                Span.days(90),
                                Span.days(400))));
    }

    static Arbitrary<Window> windows() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.just(Window.ever())),
                net.jqwik.api.Tuple.of(5, spans().map(Window::last)),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(
                                        Arbitraries.of(Window.Unit.class),
                                        Arbitraries.of(ZONES).injectNull(0.8))
                                .as(Window.Current::new)),
                net.jqwik.api.Tuple.of(
                        1,
                        Combinators.combine(
                                        instants(ZONES.get(0)),
                                        Arbitraries.longs().between(1, 90L * 86_400_000))
                                .as((from, length) -> new Window.Between(
                                        Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + length)))));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("World in ").append(zone).append('\n');
        for (CustomerEvent event : arrivals) {
            text.append("  ")
                    .append(event.occurredAt().atZone(zone).toLocalDateTime())
                    .append(' ')
                    .append(event.source())
                    .append('/')
                    .append(event.id().low())
                    .append(' ')
                    .append(event.body())
                    .append('\n');
        }
        return text.append(ConditionSpelling.toYaml(condition)).toString();
    }
}
