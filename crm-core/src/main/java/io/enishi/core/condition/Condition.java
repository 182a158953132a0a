package io.enishi.core.condition;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Names;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a customer: an immutable tree that Java, JSON and YAML spell alike.
 *
 * <p>A condition's answer is a step function of time on a millisecond grid. A compiled condition answers three questions with
 * one evaluator: {@code test} (is it so now), {@code explain} (why) and {@code nextChange} (until when is that sure, if
 * nothing happens).
 */
public sealed interface Condition {

    /** The day, in the customer's zone, on which an event occurred: a field of every event, for DISTINCT only. */
    String LOCAL_DAY = "local-day";

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of condition. */
    interface Cases<R> {
        R all(All all);

        R any(Any any);

        R not(Not not);

        R aggregate(Aggregate aggregate);

        R fieldOf(FieldOf fieldOf);

        R daysSince(DaysSince days);

        R absence(Absence absence);

        R ownInterval(OwnInterval own);

        R sequence(Sequence sequence);

        R metric(Metric metric);

        R inSegment(InSegment segment);

        R attribute(Attribute attribute);

        R permitted(Permitted permitted);

        R reachable(Reachable reachable);

        R linked(Linked linked);

        R knownTo(KnownTo known);

        R happening(Happening happening);

        R host(Host host);
    }

    /** All hold; none means always. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.all(this);
        }
    }

    /** At least one holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException("'any' must list at least one condition");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.any(this);
        }
    }

    /** Does not hold. */
    record Not(Condition condition) implements Condition {
        public Not {
            Objects.requireNonNull(condition, "condition");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.not(this);
        }
    }

    /**
     * A number computed over events compares so.
     *
     * <p>With no counted event, COUNT, SUM and DISTINCT are 0 and the others make the condition false. AVERAGE is compared as an
     * exact fraction.
     *
     * @param field the field computed over: NUMBER, MONEY or FLAG kinds, any kind for DISTINCT; empty iff COUNT. DISTINCT of
     *     {@link #LOCAL_DAY} counts the days on which something happened: two orders on one day are one day
     */
    record Aggregate(Function function, String field, Selection of, Window window, Comparison comparison)
            implements Condition {
        public Aggregate {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(comparison, "comparison");
            if ((function == Function.COUNT) != field.isEmpty()) {
                throw new IllegalArgumentException("an aggregate names a field iff it is not a count, but " + function
                        + " has field \"" + field + '"');
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.aggregate(this);
        }
    }

    /** What an {@link Aggregate} computes. */
    enum Function {
        COUNT,
        SUM,
        AVERAGE,
        MIN,
        MAX,
        /** Number of different values. */
        DISTINCT
    }

    /** A field of the first or last counted event passes a test; false without one. */
    record FieldOf(Position position, String field, Selection of, Window window, ValueTest test) implements Condition {
        public FieldOf {
            Objects.requireNonNull(position, "position");
            Names.requireName("field name", field, 64);
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(test, "test");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.fieldOf(this);
        }
    }

    /** Which event of a selection. */
    enum Position {
        FIRST,
        LAST
    }

    /** The whole days (of 24 hours) since the first or last selected event compare so; false without one. */
    record DaysSince(Position position, Selection of, Comparison comparison) implements Condition {
        public DaysSince {
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(comparison, "comparison");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.daysSince(this);
        }
    }

    /**
     * Nothing selected happened for a span: some selected event is visible, and the span after every one of them is over. Never
     * vacuously true.
     */
    record Absence(Selection of, Span lasting) implements Condition {
        public Absence {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(lasting, "lasting");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.absence(this);
        }
    }

    /**
     * The time since the last selected event exceeds the customer's own median interval between selected events, times a factor;
     * false with fewer than {@code minimumEvents}.
     *
     * @param permille factor in thousandths: 2000 means twice the own interval
     * @param minimumEvents at least 2
     */
    record OwnInterval(Selection of, int permille, int minimumEvents) implements Condition {
        public OwnInterval {
            Objects.requireNonNull(of, "of");
            if (permille < 1 || permille > 1_000_000 || minimumEvents < 2) {
                throw new IllegalArgumentException(
                        "own interval needs a factor of 1 to 1000000 permille and at least 2 events, but was "
                                + permille + " and " + minimumEvents);
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ownInterval(this);
        }
    }

    /**
     * The steps happened one after the other: each strictly later than the one before it, and, where a step says so, within a
     * span after it.
     *
     * @param steps 2 to 8
     */
    record Sequence(List<Step> steps) implements Condition {
        public Sequence {
            steps = List.copyOf(steps);
            if (steps.size() < 2 || steps.size() > 8) {
                throw new IllegalArgumentException("a sequence has 2 to 8 steps, but was given " + steps.size());
            }
            for (int i = 0; i < steps.size(); i++) {
                if (i == 0 && steps.get(0).within() != null) {
                    throw new IllegalArgumentException("the first step of a sequence has nothing to be within");
                }
                Link link = steps.get(i).link();
                if (link != null && link.step() >= i) {
                    throw new IllegalArgumentException(
                            "step " + i + " must link to an earlier step, but names step " + link.step());
                }
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.sequence(this);
        }
    }

    /**
     * One step of a {@link Sequence}.
     *
     * @param within if given, the step happens before the previous step's time plus this span
     * @param link if given, how a field relates to the same field of an earlier step
     */
    record Step(
            Selection of, @Nullable Span within, @Nullable Link link) {
        public Step {
            Objects.requireNonNull(of, "of");
        }

        public static Step of(Selection selection) {
            return new Step(selection, null, null);
        }

        /** The same step, but before the previous step's time plus {@code span}. */
        public Step within(Span span) {
            return new Step(of, span, link);
        }

        /** The same step, but with the same value of {@code field} as step {@code step} (counted from 0). */
        public Step same(String field, int step) {
            return new Step(of, within, new Link(field, step, false));
        }

        /** The same step, but with no value of {@code field} in common with step {@code step} (counted from 0). */
        public Step different(String field, int step) {
            return new Step(of, within, new Link(field, step, true));
        }
    }

    /**
     * Ties a step to an earlier one: the field holds the same value, or (for sets) no common value if {@code different}.
     *
     * @param step index of the earlier step, from 0
     */
    record Link(String field, int step, boolean different) {
        public Link {
            Names.requireName("field name", field, 64);
            if (step < 0) {
                throw new IllegalArgumentException("step index must not be negative, but was " + step);
            }
        }
    }

    /** A metric, such as a score, compares so. An unknown value makes it false. */
    record Metric(String name, Comparison comparison) implements Condition {
        public Metric {
            Names.requireName("metric name", name, 64);
            Objects.requireNonNull(comparison, "comparison");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.metric(this);
        }
    }

    /** The customer is in a segment. */
    record InSegment(String name) implements Condition {
        public InSegment {
            Names.requireName("segment name", name, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.inSegment(this);
        }
    }

    /** A profile attribute passes a test. */
    record Attribute(String name, ValueTest test) implements Condition {
        public Attribute {
            Names.requireName("attribute name", name, 64);
            Objects.requireNonNull(test, "test");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.attribute(this);
        }
    }

    /** The consent ledger permits advertising for a purpose on a channel, on at least one address of the customer. */
    record Permitted(String purpose, String channel) implements Condition {
        public Permitted {
            Names.requireName("purpose", purpose, 64);
            Names.requireName("channel", channel, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.permitted(this);
        }
    }

    /** The customer has an address on a channel and it is neither blocked nor suppressed. */
    record Reachable(String channel) implements Condition {
        public Reachable {
            Names.requireName("channel", channel, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.reachable(this);
        }
    }

    /**
     * The customer is known by an identifier of a scheme, under whichever origin: LINE is linked, a store card is, an account is.
     *
     * @param scheme a scheme, or the family of several: {@code line} covers {@code line:shop}
     */
    record Linked(String scheme) implements Condition {
        public Linked {
            Names.requireName("scheme", scheme, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.linked(this);
        }
    }

    /** Some visible event of the customer came from this source: the till, the shop's site, a mall. */
    record KnownTo(String source) implements Condition {
        public KnownTo {
            Names.requireName("source", source, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.knownTo(this);
        }
    }

    /** The event being decided is one of these; false when a decision has no event. */
    record Happening(Selection event) implements Condition {
        public Happening {
            Objects.requireNonNull(event, "event");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.happening(this);
        }
    }

    /**
     * A host function, registered under a name, says so. It must be a pure function of the customer's view; its answer is taken
     * to stay until the next input.
     */
    record Host(String name, Map<String, AttributeValue> arguments) implements Condition {
        public Host {
            Names.requireName("host function", name, 64);
            arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.host(this);
        }
    }
}
