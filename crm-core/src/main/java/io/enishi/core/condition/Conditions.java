package io.enishi.core.condition;

import io.enishi.core.value.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Conditions in Java, to be imported statically.
 *
 * <pre>{@code
 * Condition dormant = noAction().lasting(months(3));
 * Condition regular = count(orders()).within(days(90)).atLeast(2);
 * Condition bigSpender = sum("amount").of(orders()).thisYear().atLeast(100_000);
 * Condition recovered = sequence(
 *         step(event("complaint.received")),
 *         step(event("review.posted").where("rating", ValueTest.atLeast(4))).within(days(30)),
 *         step(orders()).within(months(2)));
 * Condition target = all(dormant, not(inSegment("vip")), metric("engagement").atLeast(50));
 * }</pre>
 *
 * <p>Each call returns plain {@link Condition} records; {@link ConditionSpelling} gives the same value in YAML and JSON.
 */
public final class Conditions {

    private Conditions() {}

    // ------------------------------------------------------------------ combinations

    public static Condition all(Condition... conditions) {
        return new Condition.All(List.of(conditions));
    }

    public static Condition any(Condition... conditions) {
        return new Condition.Any(List.of(conditions));
    }

    public static Condition not(Condition condition) {
        return new Condition.Not(condition);
    }

    public static Condition always() {
        return new Condition.All(List.of());
    }

    // ------------------------------------------------------------------ events

    /** Orders that were neither cancelled nor fully refunded so far. */
    public static Selection orders() {
        return Selection.orders();
    }

    /** Whatever the customer did. */
    public static Selection actions() {
        return Selection.actions();
    }

    /** Events of a type, such as {@code order.delivered} or {@code custom:tasting}. */
    public static Selection event(String type) {
        return Selection.of(type);
    }

    /** Events of several types. */
    public static Selection events(String first, String... more) {
        TreeSet<String> types = new TreeSet<>(List.of(more));
        types.add(first);
        return new Selection(Selection.Kind.TYPES, types, EventFilter.any(), false);
    }

    // ------------------------------------------------------------------ spans

    /** Days of 24 hours. */
    public static Span days(int days) {
        return Span.days(days);
    }

    public static Span hours(int hours) {
        return Span.hours(hours);
    }

    public static Span minutes(int minutes) {
        return Span.minutes(minutes);
    }

    public static Span lasting(Duration duration) {
        return Span.of(duration);
    }

    /** Calendar months in the customer's zone. */
    public static Span months(int months) {
        return Span.months(months);
    }

    /** Calendar years in the customer's zone. */
    public static Span years(int years) {
        return Span.years(years);
    }

    /** Calendar days in the customer's zone: one has 23 or 25 hours when clocks change. */
    public static Span calendarDays(int days) {
        return Span.calendar(Period.ofDays(days));
    }

    // ------------------------------------------------------------------ atoms over the timeline

    /** How many events, over all time unless a window is named. */
    public static Aggregating count(Selection of) {
        return new Aggregating(Condition.Function.COUNT, "", of, Window.ever());
    }

    public static OverField sum(String field) {
        return new OverField(Condition.Function.SUM, field);
    }

    public static OverField average(String field) {
        return new OverField(Condition.Function.AVERAGE, field);
    }

    public static OverField min(String field) {
        return new OverField(Condition.Function.MIN, field);
    }

    public static OverField max(String field) {
        return new OverField(Condition.Function.MAX, field);
    }

    /** How many different values. */
    public static OverField distinct(String field) {
        return new OverField(Condition.Function.DISTINCT, field);
    }

    /** On how many different days, in the customer's zone: two orders on one day are one day. */
    public static Aggregating differentDays(Selection of) {
        return distinct(Condition.LOCAL_DAY).of(of);
    }

    /** A field of the first counted event. */
    public static PositionedField first(String field) {
        return new PositionedField(Condition.Position.FIRST, field);
    }

    /** A field of the last counted event. */
    public static PositionedField last(String field) {
        return new PositionedField(Condition.Position.LAST, field);
    }

    /** Whole days of 24 hours since the last such event. */
    public static Compared daysSinceLast(Selection of) {
        return new Compared(comparison -> new Condition.DaysSince(Condition.Position.LAST, of, comparison));
    }

    /** Whole days of 24 hours since the first such event. */
    public static Compared daysSinceFirst(Selection of) {
        return new Compared(comparison -> new Condition.DaysSince(Condition.Position.FIRST, of, comparison));
    }

    /** The customer did nothing; say for how long. */
    public static Without noAction() {
        return new Without(Selection.actions());
    }

    /** None of these happened; say for how long. */
    public static Without without(Selection of) {
        return new Without(of);
    }

    /** The next such event is late, measured by the customer's own pace. */
    public static Overdue overdue(Selection of) {
        return new Overdue(of, 3);
    }

    /** One after the other, each strictly later than the one before. */
    public static Condition sequence(Condition.Step... steps) {
        return new Condition.Sequence(List.of(steps));
    }

    /** A step of a sequence; see {@link Condition.Step#within}, {@link Condition.Step#same} and {@link Condition.Step#different}. */
    public static Condition.Step step(Selection of) {
        return Condition.Step.of(of);
    }

    /** The event being decided. */
    public static Condition happening(Selection of) {
        return new Condition.Happening(of);
    }

    // ------------------------------------------------------------------ the rest of the customer

    public static Compared metric(String name) {
        return new Compared(comparison -> new Condition.Metric(name, comparison));
    }

    public static Condition inSegment(String name) {
        return new Condition.InSegment(name);
    }

    public static Tested attribute(String name) {
        return new Tested(test -> new Condition.Attribute(name, test));
    }

    /** The consent ledger permits advertising for {@code purpose} on {@code channel}. */
    public static Condition permitted(String purpose, String channel) {
        return new Condition.Permitted(purpose, channel);
    }

    public static Condition reachable(String channel) {
        return new Condition.Reachable(channel);
    }

    /** Known by an identifier of this scheme or family, such as {@code line} or {@code pos-card}. */
    public static Condition linked(String scheme) {
        return new Condition.Linked(scheme);
    }

    /** Some event of theirs came from this source. */
    public static Condition knownTo(String source) {
        return new Condition.KnownTo(source);
    }

    /** A host function, registered under a name. */
    public static Condition host(String function, Map<String, AttributeValue> arguments) {
        return new Condition.Host(function, arguments);
    }

    // ------------------------------------------------------------------ half-said conditions

    /** Makes a condition of a comparison. */
    public static class Compared {
        private final Function<Comparison, Condition> condition;

        private Compared(Function<Comparison, Condition> condition) {
            this.condition = condition;
        }

        public Condition compares(Comparison comparison) {
            return condition.apply(comparison);
        }

        public final Condition atLeast(long bound) {
            return compares(Comparison.atLeast(bound));
        }

        public final Condition atMost(long bound) {
            return compares(Comparison.atMost(bound));
        }

        public final Condition moreThan(long bound) {
            return compares(Comparison.moreThan(bound));
        }

        public final Condition lessThan(long bound) {
            return compares(Comparison.lessThan(bound));
        }

        public final Condition exactly(long bound) {
            return compares(Comparison.exactly(bound));
        }

        public final Condition otherThan(long bound) {
            return compares(new Comparison(Comparison.Operator.NE, bound));
        }
    }

    /** An aggregate that lacks its comparison, and its window if not over all time. */
    public static final class Aggregating extends Compared {
        private final Condition.Function function;
        private final String field;
        private final Selection of;

        private Aggregating(Condition.Function function, String field, Selection of, Window window) {
            super(comparison -> new Condition.Aggregate(function, field, of, window, comparison));
            this.function = function;
            this.field = field;
            this.of = of;
        }

        public Compared within(Window window) {
            return new Aggregating(function, field, of, window);
        }

        public Compared within(Span span) {
            return within(Window.last(span));
        }

        public Compared between(Instant from, Instant to) {
            return within(new Window.Between(from, to));
        }

        /** On the current calendar day of the customer. */
        public Compared today() {
            return within(new Window.Current(Window.Unit.DAY, null));
        }

        public Compared thisWeek() {
            return within(new Window.Current(Window.Unit.WEEK, null));
        }

        public Compared thisMonth() {
            return within(new Window.Current(Window.Unit.MONTH, null));
        }

        public Compared thisYear() {
            return within(new Window.Current(Window.Unit.YEAR, null));
        }
    }

    /** An aggregate over a field that lacks its events. */
    public static final class OverField {
        private final Condition.Function function;
        private final String field;

        private OverField(Condition.Function function, String field) {
            this.function = function;
            this.field = field;
        }

        public Aggregating of(Selection selection) {
            return new Aggregating(function, field, selection, Window.ever());
        }
    }

    /** A field of the first or last event that lacks its events. */
    public static final class PositionedField {
        private final Condition.Position position;
        private final String field;

        private PositionedField(Condition.Position position, String field) {
            this.position = position;
            this.field = field;
        }

        public TestedField of(Selection selection) {
            return new TestedField(position, field, selection, Window.ever());
        }
    }

    /** Makes a condition of a value test. */
    public static class Tested {
        private final Function<ValueTest, Condition> condition;

        private Tested(Function<ValueTest, Condition> condition) {
            this.condition = condition;
        }

        public final Condition passes(ValueTest test) {
            return condition.apply(test);
        }

        public final Condition is(String text) {
            return passes(ValueTest.is(text));
        }

        public final Condition is(long number) {
            return passes(ValueTest.is(number));
        }

        public final Condition is(boolean flag) {
            return passes(ValueTest.is(flag));
        }

        public final Condition in(String... texts) {
            return passes(ValueTest.in(texts));
        }

        public final Condition atLeast(long bound) {
            return passes(ValueTest.atLeast(bound));
        }

        public final Condition atMost(long bound) {
            return passes(ValueTest.atMost(bound));
        }

        public final Condition startsWith(String prefix) {
            return passes(new ValueTest.StartsWith(prefix));
        }

        public final Condition present() {
            return passes(new ValueTest.Present());
        }

        public final Condition absent() {
            return passes(new ValueTest.Absent());
        }
    }

    /** A field of the first or last event that lacks its test, and its window if not over all time. */
    public static final class TestedField extends Tested {
        private final Condition.Position position;
        private final String field;
        private final Selection of;

        private TestedField(Condition.Position position, String field, Selection of, Window window) {
            super(test -> new Condition.FieldOf(position, field, of, window, test));
            this.position = position;
            this.field = field;
            this.of = of;
        }

        public Tested within(Window window) {
            return new TestedField(position, field, of, window);
        }

        public Tested within(Span span) {
            return within(Window.last(span));
        }
    }

    /** An absence that lacks its length. */
    public static final class Without {
        private final Selection of;

        private Without(Selection of) {
            this.of = of;
        }

        public Condition lasting(Span span) {
            return new Condition.Absence(of, span);
        }
    }

    /** A comparison with the customer's own pace that lacks its factor. */
    public static final class Overdue {
        private final Selection of;
        private final int minimumEvents;

        private Overdue(Selection of, int minimumEvents) {
            this.of = of;
            this.minimumEvents = minimumEvents;
        }

        /** False with fewer events than this (default 3). */
        public Overdue knowing(int events) {
            return new Overdue(of, events);
        }

        /** Later than {@code factor} times the median interval. */
        public Condition times(int factor) {
            return permille(Math.multiplyExact(factor, 1000));
        }

        /** Later than {@code permille} thousandths of the median interval. */
        public Condition permille(int permille) {
            return new Condition.OwnInterval(of, permille, minimumEvents);
        }
    }
}
