package io.enishi.core.internal.spelling;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.condition.Window;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions as document trees: each is a mapping that one word out of {@link #HEADS} tells apart. */
public final class ConditionTree {

    static final List<String> HEADS = List.of(
            "all",
            "any",
            "not",
            "count",
            "sum",
            "average",
            "min",
            "max",
            "distinct",
            "first",
            "last",
            "days-since-first",
            "days-since-last",
            "without",
            "overdue",
            "sequence",
            "metric",
            "in-segment",
            "attribute",
            "permitted",
            "reachable",
            "linked",
            "known-to",
            "happening",
            "host");

    /** Of events that an own interval needs. */
    static final int DEFAULT_MINIMUM = 3;

    private ConditionTree() {}

    // ------------------------------------------------------------------ reading

    /** Reads the condition in a required field. Null, against the type, after a problem. */
    public static Condition read(DocReader in, String field) {
        return in.read(field, ConditionTree::read);
    }

    public static Condition read(DocValue value) {
        return value.mapping(ConditionTree::read);
    }

    /** Reads a condition whose fields are those of {@code in} itself. */
    public static Condition read(DocReader in) {
        String head = in.head("condition", HEADS);
        return switch (head) {
            case "all" -> {
                List<Condition> parts = in.list(head, ConditionTree::read);
                yield in.build(() -> new Condition.All(parts));
            }
            case "any" -> {
                List<Condition> parts = in.list(head, ConditionTree::read);
                yield in.build(() -> new Condition.Any(parts));
            }
            case "not" -> {
                Condition part = read(in, head);
                yield in.build(() -> new Condition.Not(part));
            }
            case "count" -> aggregate(in, Condition.Function.COUNT, head);
            case "sum" -> aggregate(in, Condition.Function.SUM, head);
            case "average" -> aggregate(in, Condition.Function.AVERAGE, head);
            case "min" -> aggregate(in, Condition.Function.MIN, head);
            case "max" -> aggregate(in, Condition.Function.MAX, head);
            case "distinct" -> aggregate(in, Condition.Function.DISTINCT, head);
            case "first" -> fieldOf(in, Condition.Position.FIRST, head);
            case "last" -> fieldOf(in, Condition.Position.LAST, head);
            case "days-since-first" -> daysSince(in, Condition.Position.FIRST, head);
            case "days-since-last" -> daysSince(in, Condition.Position.LAST, head);
            case "without" -> {
                Selection of = SelectionSpelling.read(in, head);
                Span lasting = in.read("lasting", TimeSpelling::readSpan);
                yield in.build(() -> new Condition.Absence(of, lasting));
            }
            case "overdue" -> {
                Selection of = SelectionSpelling.read(in, head);
                int permille = in.permille("factor", 1, 1_000_000);
                int minimum = in.integer("minimum-events", DEFAULT_MINIMUM, 2, Integer.MAX_VALUE);
                yield in.build(() -> new Condition.OwnInterval(of, permille, minimum));
            }
            case "sequence" -> sequence(in, head);
            case "metric" -> {
                String name = in.name(head);
                Comparison comparison = ValueSpelling.readComparison(in);
                yield in.build(() -> new Condition.Metric(name, comparison));
            }
            case "in-segment" -> {
                String name = in.name(head);
                yield in.build(() -> new Condition.InSegment(name));
            }
            case "attribute" -> {
                String name = in.name(head);
                ValueTest test = ValueSpelling.readTest(in);
                yield in.build(() -> new Condition.Attribute(name, test));
            }
            case "permitted" -> {
                String purpose = in.name(head);
                String channel = in.name("channel");
                yield in.build(() -> new Condition.Permitted(purpose, channel));
            }
            case "reachable" -> {
                String channel = in.name(head);
                yield in.build(() -> new Condition.Reachable(channel));
            }
            case "linked" -> {
                String scheme = in.name(head);
                yield in.build(() -> new Condition.Linked(scheme));
            }
            case "known-to" -> {
                String source = in.name(head);
                yield in.build(() -> new Condition.KnownTo(source));
            }
            case "happening" -> {
                Selection event = SelectionSpelling.read(in, head);
                yield in.build(() -> new Condition.Happening(event));
            }
            default -> {
                String name = in.name(head);
                Map<String, AttributeValue> arguments = in.entries("with", ValueSpelling::readValue);
                yield in.build(() -> new Condition.Host(name, arguments));
            }
        };
    }

    private static Condition aggregate(DocReader in, Condition.Function function, String head) {
        boolean counts = function == Condition.Function.COUNT;
        String field = counts ? "" : in.name(head);
        Selection of = SelectionSpelling.read(in, counts ? head : "of");
        Window window = in.read("within", Window.ever(), TimeSpelling::readWindow);
        Comparison comparison = ValueSpelling.readComparison(in);
        return in.build(() -> new Condition.Aggregate(function, field, of, window, comparison));
    }

    private static Condition fieldOf(DocReader in, Condition.Position position, String head) {
        String field = in.name(head);
        Selection of = SelectionSpelling.read(in, "of");
        Window window = in.read("within", Window.ever(), TimeSpelling::readWindow);
        ValueTest test = ValueSpelling.readTest(in);
        return in.build(() -> new Condition.FieldOf(position, field, of, window, test));
    }

    private static Condition daysSince(DocReader in, Condition.Position position, String head) {
        Selection of = SelectionSpelling.read(in, head);
        Comparison comparison = ValueSpelling.readComparison(in);
        return in.build(() -> new Condition.DaysSince(position, of, comparison));
    }

    private static Condition sequence(DocReader in, String head) {
        int[] index = {0};
        List<Condition.Step> steps = in.list(head, value -> step(value, index[0]++));
        return in.build(() -> new Condition.Sequence(steps));
    }

    private static Condition.Step step(DocValue value, int index) {
        if (!value.isMapping()) {
            return Condition.Step.of(SelectionSpelling.read(value));
        }
        return value.mapping(in -> {
            Selection of = SelectionSpelling.read(in, "event");
            Span within = in.optional("within", TimeSpelling::readSpan);
            Condition.Link link = link(in, index);
            return in.build(() -> new Condition.Step(of, within, link));
        });
    }

    private static Condition.@Nullable Link link(DocReader in, int index) {
        boolean same = in.has("same");
        boolean different = in.has("different");
        if (same && different) {
            in.self().problem("a step is tied by \"same\" or by \"different\", not both", "keep one of them");
        }
        if (!same && !different) {
            return null;
        }
        String field = in.name(same ? "same" : "different");
        int step = in.integer("as-step", Math.max(0, index - 1), 0, 7);
        return field.isEmpty() ? null : new Condition.Link(field, step, different);
    }

    // ------------------------------------------------------------------ writing

    public static Node.Mapping write(Condition condition) {
        return condition.fold(new ConditionWriter(new DocWriter())).node();
    }

    /** Writes a condition among the fields of {@code out}. */
    public static void write(DocWriter out, Condition condition) {
        condition.fold(new ConditionWriter(out));
    }
}
