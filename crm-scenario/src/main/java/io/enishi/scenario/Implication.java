package io.enishi.scenario;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Finds checks that always hold where another one holds, as far as their form tells. It may miss some; what it finds is certain.
 */
final class Implication {

    private Implication() {}

    /** Whether {@code then} holds wherever {@code given} does. */
    static boolean implies(Check given, Check then) {
        if (given.equals(then)) {
            return true;
        }
        if (then instanceof Check.All) {
            return then.parts().stream().allMatch(part -> implies(given, part));
        } else if (given instanceof Check.Any) {
            return given.parts().stream().allMatch(part -> implies(part, then));
        } else if (given instanceof Check.All && given.parts().stream().anyMatch(part -> implies(part, then))) {
            return true;
        } else if (then instanceof Check.Any && then.parts().stream().anyMatch(part -> implies(given, part))) {
            return true;
        } else if (given instanceof Check.Not one && then instanceof Check.Not other) {
            return implies(other.part(), one.part());
        }
        if (given instanceof Check.Compares one && then instanceof Check.Compares other) {
            return one.figure().equals(other.figure()) && within(one.comparison(), other.comparison());
        }
        if (given instanceof Check.Reacted one && then instanceof Check.Reacted other) {
            return one.send().equals(other.send()) && other.by().containsAll(one.by());
        }
        return given instanceof Check.Holds one
                && then instanceof Check.Holds other
                && implies(one.condition(), other.condition());
    }

    static boolean implies(Condition given, Condition then) {
        if (given.equals(then)) {
            return true;
        }
        if (then instanceof Condition.All all) {
            return all.conditions().stream().allMatch(part -> implies(given, part));
        }
        if (given instanceof Condition.Any any) {
            return any.conditions().stream().allMatch(part -> implies(part, then));
        }
        if (given instanceof Condition.All all && all.conditions().stream().anyMatch(part -> implies(part, then))) {
            return true;
        }
        if (then instanceof Condition.Any any && any.conditions().stream().anyMatch(part -> implies(given, part))) {
            return true;
        }
        return atoms(given, then);
    }

    private static boolean atoms(Condition given, Condition then) {
        if (given instanceof Condition.Not one && then instanceof Condition.Not other) {
            return implies(other.condition(), one.condition());
        } else if (given instanceof Condition.Metric one && then instanceof Condition.Metric other) {
            return one.name().equals(other.name()) && within(one.comparison(), other.comparison());
        } else if (given instanceof Condition.Aggregate one && then instanceof Condition.Aggregate other) {
            return one.function() == other.function()
                    && one.field().equals(other.field())
                    && one.of().equals(other.of())
                    && one.window().equals(other.window())
                    && within(one.comparison(), other.comparison());
        } else if (given instanceof Condition.DaysSince one && then instanceof Condition.DaysSince other) {
            return one.position() == other.position()
                    && one.of().equals(other.of())
                    && within(one.comparison(), other.comparison());
        } else if (given instanceof Condition.Absence one && then instanceof Condition.Absence other) {
            return one.of().equals(other.of()) && atLeast(one.lasting(), other.lasting());
        } else if (given instanceof Condition.Attribute one && then instanceof Condition.Attribute other) {
            return one.name().equals(other.name()) && within(one.test(), other.test());
        }
        return false;
    }

    private static boolean within(ValueTest narrow, ValueTest wide) {
        if (narrow instanceof ValueTest.In some && wide instanceof ValueTest.In more) {
            return more.values().containsAll(some.values());
        }
        return narrow instanceof ValueTest.Compares one
                && wide instanceof ValueTest.Compares other
                && within(one.comparison(), other.comparison());
    }

    private static boolean atLeast(Span longer, Span shorter) {
        if (longer instanceof Span.Exact one && shorter instanceof Span.Exact other) {
            return one.duration().compareTo(other.duration()) >= 0;
        }
        if (longer instanceof Span.Calendar one && shorter instanceof Span.Calendar other) {
            return Objects.equals(one.zone(), other.zone())
                    && one.period().getDays() == other.period().getDays()
                    && one.period().toTotalMonths() >= other.period().toTotalMonths();
        }
        return false;
    }

    /** Whether every number, whole or not, that passes {@code narrow} passes {@code wide}. */
    static boolean within(Comparison narrow, Comparison wide) {
        if (narrow.equals(wide)) {
            return true;
        }
        long n = narrow.bound();
        long w = wide.bound();
        return switch (narrow.operator()) {
            case EQ -> wide.test(n);
            case NE -> false;
            case LT ->
                (wide.operator() == Comparison.Operator.LT && n <= w)
                        || (wide.operator() == Comparison.Operator.LTE && n <= w)
                        || (wide.operator() == Comparison.Operator.NE && n <= w);
            case LTE ->
                (wide.operator() == Comparison.Operator.LTE && n <= w)
                        || (wide.operator() == Comparison.Operator.LT && n < w)
                        || (wide.operator() == Comparison.Operator.NE && n < w);
            case GT ->
                (wide.operator() == Comparison.Operator.GT && n >= w)
                        || (wide.operator() == Comparison.Operator.GTE && n >= w)
                        || (wide.operator() == Comparison.Operator.NE && n >= w);
            case GTE ->
                (wide.operator() == Comparison.Operator.GTE && n >= w)
                        || (wide.operator() == Comparison.Operator.GT && n > w)
                        || (wide.operator() == Comparison.Operator.NE && n > w);
        };
    }

    /** Spans that are nearly a month or a year, and what they are taken for. */
    static String calendarWord(Span span) {
        if (!(span instanceof Span.Exact exact)) {
            return "";
        }
        Duration length = exact.duration();
        if (length.isNegative() || !length.equals(Duration.ofDays(length.toDays()))) {
            return "";
        }
        return WORDS.stream()
                .filter(word -> word.days() == length.toDays())
                .map(Word::text)
                .findFirst()
                .orElse("");
    }

    private record Word(long days, String text) {}

    private static final List<Word> WORDS = List.of(
            new Word(30, "1 month"),
            new Word(31, "1 month"),
            new Word(60, "2 months"),
            new Word(90, "3 months"),
            new Word(180, "6 months"),
            new Word(365, "12 months"));
}
