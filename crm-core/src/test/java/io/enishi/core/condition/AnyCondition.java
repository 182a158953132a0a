package io.enishi.core.condition;

import io.enishi.core.value.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates every shape of condition, whether it makes sense to the vocabulary or not. */
final class AnyCondition {

    private AnyCondition() {}

    static Arbitrary<Condition> conditions() {
        return Arbitraries.recursive(
                AnyCondition::atoms,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Condition.All::new),
                        inner.list().ofMinSize(1).ofMaxSize(3).map(Condition.Any::new),
                        inner.map(Condition.Not::new)),
                0,
                3);
    }

    static Arbitrary<Condition> atoms() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of(Condition.Function.class),
                                names(),
                                selections(),
                                windows(),
                                comparisons())
                        .as((function, field, of, window, comparison) -> new Condition.Aggregate(
                                function, function == Condition.Function.COUNT ? "" : field, of, window, comparison)),
                Combinators.combine(Arbitraries.of(Condition.Position.class), names(), selections(), windows(), tests())
                        .as(Condition.FieldOf::new),
                Combinators.combine(Arbitraries.of(Condition.Position.class), selections(), comparisons())
                        .as(Condition.DaysSince::new),
                Combinators.combine(selections(), spans()).as(Condition.Absence::new),
                Combinators.combine(
                                selections(),
                                Arbitraries.integers().between(1, 1_000_000),
                                Arbitraries.integers().between(2, 9))
                        .as(Condition.OwnInterval::new),
                sequences(),
                Combinators.combine(names(), comparisons()).as(Condition.Metric::new),
                names().map(Condition.InSegment::new),
                Combinators.combine(names(), tests()).as(Condition.Attribute::new),
                Combinators.combine(names(), names()).as(Condition.Permitted::new),
                names().map(Condition.Reachable::new),
                names().map(Condition.Linked::new),
                names().map(Condition.KnownTo::new),
                selections().map(Condition.Happening::new),
                Combinators.combine(names(), Arbitraries.maps(names(), values()).ofMaxSize(2))
                        .as(Condition.Host::new));
    }

    private static Arbitrary<Condition> sequences() {
        return Combinators.combine(
                        selections(),
                        spans().injectNull(0.5),
                        names().injectNull(0.5),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 7))
                .as((of, within, field, different, step) -> new Object[] {of, within, field, different, step})
                .list()
                .ofMinSize(2)
                .ofMaxSize(5)
                .map(parts -> {
                    List<Condition.Step> steps = new ArrayList<>();
                    for (Object[] part : parts) {
                        int index = steps.size();
                        Condition.Link link = index == 0 || part[2] == null
                                ? null
                                : new Condition.Link((String) part[2], (int) part[4] % index, (boolean) part[3]);
                        steps.add(new Condition.Step((Selection) part[0], index == 0 ? null : (Span) part[1], link));
                    }
                    return new Condition.Sequence(steps);
                });
    }

    static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "amount",
                        "all",
                        "any",
                        "not",
                        "field",
                        "of",
                        "where",
                        "is",
                        "in",
                        "yes",
                        "no",
                        "null",
                        "true",
                        "1",
                        "1e3",
                        "day",
                        "product",
                        "at-least",
                        "2026-01-01",
                        "a:b",
                        "x.y_z-1",
                        "same"),
                Arbitraries.strings()
                        .withChars("ab9.:-_")
                        .ofMinLength(1)
                        .ofMaxLength(6)
                        .map(tail -> "a" + tail));
    }

    static Arbitrary<Selection> selections() {
        Arbitrary<Selection> kinds = Arbitraries.oneOf(
                Arbitraries.of(Selection.orders(), Selection.actions(), Selection.allEvents()),
                Arbitraries.of("order.placed", "order.delivered", "product.viewed", "custom:tasting", "custom:a.b")
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(types ->
                                new Selection(Selection.Kind.TYPES, new TreeSet<>(types), EventFilter.any(), false)));
        return Combinators.combine(kinds, filters().injectNull(0.6))
                .as((selection, filter) -> filter == null ? selection : selection.where(filter));
    }

    static Arbitrary<EventFilter> filters() {
        Arbitrary<EventFilter> leaves = Arbitraries.oneOf(
                Combinators.combine(names(), tests()).as(EventFilter.Field::new),
                Combinators.combine(names(), names(), tests()).as(EventFilter.CatalogFact::new));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(EventFilter.All::new),
                        inner.list().ofMinSize(1).ofMaxSize(3).map(EventFilter.Any::new),
                        inner.map(EventFilter.Not::new)),
                0,
                2);
    }

    static Arbitrary<ValueTest> tests() {
        return Arbitraries.oneOf(
                Arbitraries.oneOf(
                                texts().map(AttributeValue::of)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(3),
                                Arbitraries.longs()
                                        .map(AttributeValue::of)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(3),
                                Arbitraries.of(true, false)
                                        .map(AttributeValue::of)
                                        .list()
                                        .ofSize(1),
                                days().list().ofMinSize(1).ofMaxSize(2))
                        .map(ValueTest.In::new),
                comparisons().map(ValueTest.Compares::new),
                texts().filter(text -> !text.isEmpty()).map(ValueTest.StartsWith::new),
                Arbitraries.of(new ValueTest.Present(), new ValueTest.Absent()));
    }

    private static Arbitrary<AttributeValue> days() {
        return Arbitraries.of(LocalDate.parse("2026-02-28"), LocalDate.parse("1999-12-31"))
                .map(AttributeValue::of);
    }

    static Arbitrary<AttributeValue> values() {
        return Arbitraries.oneOf(
                texts().map(AttributeValue::of),
                Arbitraries.longs().map(AttributeValue::of),
                Arbitraries.of(true, false).map(AttributeValue::of),
                days());
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "gold",
                "",
                "yes",
                "3",
                "true",
                "null",
                "2026-02-28",
                "縁",
                "a: b",
                " x",
                "- y",
                "store:",
                "line\nbreak",
                "{}");
    }

    static Arbitrary<Comparison> comparisons() {
        return Combinators.combine(Arbitraries.of(Comparison.Operator.class), Arbitraries.longs())
                .as(Comparison::new);
    }

    static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "UTC", "+09:00", "Z")
                .map(ZoneId::of);
    }

    static Arbitrary<Span> spans() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 36525L * 86_400_000).map(ms -> Span.of(Duration.ofMillis(ms))),
                Arbitraries.integers().between(1, 400).map(Span::days),
                Arbitraries.integers().between(1, 400).map(Span::hours),
                Combinators.combine(
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.integers().between(0, 30),
                                Arbitraries.integers().between(0, 40),
                                zones().injectNull(0.5))
                        .filter((years, months, days, zone) -> years + months + days > 0)
                        .as((years, months, days, zone) -> new Span.Calendar(Period.of(years, months, days), zone)));
    }

    static Arbitrary<Window> windows() {
        return Arbitraries.oneOf(
                Arbitraries.just(Window.ever()),
                spans().map(Window::last),
                Combinators.combine(Arbitraries.of(Window.Unit.class), zones().injectNull(0.5))
                        .as(Window.Current::new),
                Combinators.combine(
                                Arbitraries.longs().between(0, 2_000_000_000_000L),
                                Arbitraries.longs().between(1, 1_000_000_000_000L))
                        .as((from, length) ->
                                new Window.Between(Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + length))));
    }
}
