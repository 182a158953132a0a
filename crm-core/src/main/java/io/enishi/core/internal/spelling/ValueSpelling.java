package io.enishi.core.internal.spelling;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Values, comparisons and value tests.
 *
 * <p>A comparison is one field of the mapping that it stands in: {@code at-least: 2}. A value test is one field as well ({@code
 * is: gold}, {@code in: [gold, silver]}, {@code at-least: 4}, {@code starts-with: a}, {@code present: true}); where it is the value
 * of a field of its own, {@code is} and {@code in} may be left out: {@code rank: gold}, {@code rank: [gold, silver]}.
 */
public final class ValueSpelling {

    private static final List<String> COMPARISONS = comparisons();
    private static final List<String> TESTS = tests();

    private ValueSpelling() {}

    private static List<String> comparisons() {
        List<String> keys = new ArrayList<>();
        for (Comparison.Operator operator : Comparison.Operator.values()) {
            keys.add(operator.key());
        }
        return List.copyOf(keys);
    }

    private static List<String> tests() {
        List<String> keys = new ArrayList<>(List.of("is", "in"));
        keys.addAll(COMPARISONS);
        keys.addAll(List.of("starts-with", "present"));
        return List.copyOf(keys);
    }

    // ------------------------------------------------------------------ values

    /** A text, whole number or flag as such; a day as {@code {day: 2026-04-01}}, so that it is not taken for a text. */
    public static AttributeValue readValue(DocValue value) {
        if (value.isText()) {
            String text = value.text();
            if (text.length() > 10_000) {
                throw value.unreadable("text must have at most 10000 characters", "");
            }
            return AttributeValue.of(text);
        }
        if (value.isWhole()) {
            return AttributeValue.of(value.whole());
        }
        if (value.isFlag()) {
            return AttributeValue.of(value.flag());
        }
        if (value.isMapping()) {
            return value.mapping(in -> {
                var day = in.localDate("day");
                return in.build(() -> AttributeValue.of(day));
            });
        }
        throw value.unreadable(
                "a text, a whole number, true, false or {day: ...} is expected here, but this is "
                        + value.node().kind(),
                "");
    }

    public static Node write(AttributeValue value) {
        if (value instanceof AttributeValue.Whole whole) {
            return new Node.Whole(whole.number());
        }
        if (value instanceof AttributeValue.Flag flag) {
            return new Node.Flag(flag.flag());
        }
        if (value instanceof AttributeValue.Day day) {
            return new DocWriter().put("day", day.day().toString()).node();
        }
        return new Node.Text((String) value.plain());
    }

    // ------------------------------------------------------------------ comparisons

    /** Reads the one comparison among the fields of {@code in}. Null, against the type, after a problem. */
    public static Comparison readComparison(DocReader in) {
        String key = head(in, COMPARISONS, "no comparison", "write one of ");
        return key.isEmpty() ? placeholder() : comparison(key, in.whole(key));
    }

    private static Comparison comparison(String key, long bound) {
        for (Comparison.Operator operator : Comparison.Operator.values()) {
            if (operator.key().equals(key)) {
                return new Comparison(operator, bound);
            }
        }
        throw new IllegalArgumentException("no comparison is spelled " + key);
    }

    public static void write(DocWriter out, Comparison comparison) {
        out.put(comparison.operator().key(), comparison.bound());
    }

    // ------------------------------------------------------------------ value tests

    /** Reads the one value test among the fields of {@code in}. Null, against the type, after a problem. */
    public static ValueTest readTest(DocReader in) {
        String key = head(in, TESTS, "no test of the value", "write one of ");
        return switch (key) {
            case "" -> placeholder();
            case "is" -> in.read(key, value -> new ValueTest.In(List.of(readValue(value))));
            case "in" -> in.read(key, ValueSpelling::readIn);
            case "starts-with" ->
                in.read(
                        key,
                        value -> new ValueTest.StartsWith(value.text(
                                text -> text.isEmpty() ? null : text,
                                "is no beginning",
                                "write at least one character")));
            case "present" -> in.flag(key) ? new ValueTest.Present() : new ValueTest.Absent();
            default -> new ValueTest.Compares(comparison(key, in.whole(key)));
        };
    }

    /** Reads a value test that is the value of a field of its own. */
    public static ValueTest readTest(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                ValueTest test = readTest(in);
                return in.build(() -> test);
            });
        }
        return value.isList() ? readIn(value) : new ValueTest.In(List.of(readValue(value)));
    }

    private static ValueTest readIn(DocValue value) {
        List<AttributeValue> values = value.items(ValueSpelling::readValue);
        try {
            return new ValueTest.In(values);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "");
        }
    }

    /** Writes a test among the fields of {@code out}. */
    public static void write(DocWriter out, ValueTest test) {
        test.fold(new TestWriter(out));
    }

    private record TestWriter(DocWriter out) implements ValueTest.Cases<DocWriter> {

        @Override
        public DocWriter in(ValueTest.In in) {
            return in.values().size() == 1
                    ? out.put("is", write(in.values().get(0)))
                    : out.list("in", in.values(), ValueSpelling::write);
        }

        @Override
        public DocWriter compares(ValueTest.Compares compares) {
            write(out, compares.comparison());
            return out;
        }

        @Override
        public DocWriter startsWith(ValueTest.StartsWith starts) {
            return out.put("starts-with", starts.prefix());
        }

        @Override
        public DocWriter present(ValueTest.Present present) {
            return out.put("present", true);
        }

        @Override
        public DocWriter absent(ValueTest.Absent absent) {
            return out.put("present", false);
        }
    }

    /** Writes a test as the value of a field of its own, in the short form where there is one. */
    public static Node write(ValueTest test) {
        if (test instanceof ValueTest.In in) {
            if (in.values().size() > 1) {
                return new Node.Items(
                        in.values().stream().map(ValueSpelling::write).toList());
            }
            if (!(in.values().get(0) instanceof AttributeValue.Day)) {
                return write(in.values().get(0));
            }
        }
        DocWriter out = new DocWriter();
        write(out, test);
        return out.node();
    }

    private static String head(DocReader in, List<String> keys, String complaint, String advice) {
        List<String> found = keys.stream().filter(in::has).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        in.self()
                .problem(
                        found.isEmpty() ? complaint : "more than one of " + String.join(", ", found),
                        found.isEmpty() ? advice + String.join(", ", keys) : "split it into two conditions");
        return "";
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"
    }) // a placeholder that DocReader.build() never hands on
    private static <T> T placeholder() {
        return null;
    }
}
