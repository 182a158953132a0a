package io.enishi.scenario;

import static io.enishi.scenario.internal.Grammar.any;
import static io.enishi.scenario.internal.Grammar.choice;
import static io.enishi.scenario.internal.Grammar.fields;
import static io.enishi.scenario.internal.Grammar.items;
import static io.enishi.scenario.internal.Grammar.mapOf;
import static io.enishi.scenario.internal.Grammar.oneOrMore;
import static io.enishi.scenario.internal.Grammar.pattern;
import static io.enishi.scenario.internal.Grammar.ref;
import static io.enishi.scenario.internal.Grammar.text;
import static io.enishi.scenario.internal.Grammar.type;
import static io.enishi.scenario.internal.Grammar.whole;

import io.enishi.core.condition.Comparison;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.scenario.internal.Grammar.Fields;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of the grammar that asks questions: values and their tests, lengths of time, selections of events, conditions, checks. */
final class ConditionGrammar {

    private static final List<String> COMPARISONS = Arrays.stream(Comparison.Operator.values())
            .map(Comparison.Operator::key)
            .toList();

    private final Map<String, Node> definitions = new LinkedHashMap<>();

    private ConditionGrammar() {}

    /** What {@code ref} may refer to. */
    static Map<String, Node> definitions() {
        ConditionGrammar grammar = new ConditionGrammar();
        grammar.words();
        grammar.values();
        grammar.events();
        grammar.conditions();
        grammar.checks();
        return grammar.definitions;
    }

    /** A selection of events in {@code name}, and its filter. */
    static Fields selection(Fields in, String name) {
        return in.need(name, ref("types")).may("where", ref("filter"));
    }

    static Fields selection(String name) {
        return selection(fields(), name);
    }

    private static Fields comparison(Fields in) {
        COMPARISONS.forEach(operator -> in.may(operator, ref("whole")));
        return in.exactlyOneOf(COMPARISONS);
    }

    private static Fields test(Fields in) {
        comparison(in)
                .may("is", ref("value"))
                .may("in", ref("several"))
                .may("starts-with", ref("text"))
                .may("present", type("boolean"));
        List<String> tests = new ArrayList<>(COMPARISONS);
        tests.addAll(List.of("is", "in", "starts-with", "present"));
        return in.exactlyOneOf(tests);
    }

    private void define(String name, Node schema) {
        definitions.put(name, schema);
    }

    private void words() {
        define("text", text());
        define("whole", type("integer"));
        define("name", pattern("^[a-z0-9.:_-]{1,100}$", "a-z 0-9 . : - _"));
        define("span", pattern(span(), "90 days, 24 hours, 3 months, 3 months in Asia/Tokyo"));
        define("time", pattern("^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,3})?)?$", "a local time such as 10:00"));
        define("date", pattern("^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$", "a day such as 2026-12-01"));
        define("zone", pattern("^[A-Za-z+-][A-Za-z0-9_+:/-]{0,59}$", "a zone such as Asia/Tokyo"));
        define("weekday", choice(DayOfWeek.class));
        define("share", pattern("^[0-9]{1,3}(\\.[0-9]{1,2})?%$", "a share such as 10%"));
        Node between =
                fields().need("from", ref("text")).need("to", ref("text")).node();
        Node current = pattern("^this (day|week|month|year)( in .{1,60})?$", "this month, this week in Asia/Tokyo");
        define("window", any(ref("span"), current, between));
    }

    /** Either exact or by the calendar; never nothing. Units may be written large, and patterns have no flag for that everywhere. */
    private static String span() {
        String exact = parts("ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?");
        String calendar = parts("years?|months?|days?|calendar days?");
        return "^(?!0+ [A-Za-z ]+$)(P.{1,59}|" + exact + "|" + calendar + "( in .{1,60})?)$";
    }

    private static String parts(String units) {
        String anyCase = units.chars()
                .mapToObj(letter -> Character.isLetter(letter)
                        ? "[" + (char) Character.toUpperCase(letter) + (char) letter + "]"
                        : String.valueOf((char) letter))
                .collect(Collectors.joining());
        String part = "[0-9]{1,15} (" + anyCase + ")";
        return part + "( " + part + ")*";
    }

    private void values() {
        Node day = fields().need("day", ref("date")).node();
        List<Node> kinds = List.of(type("string"), type("integer"), type("boolean"), day);
        define("value", any(kinds));
        define("values", mapOf(ref("value")));
        define("several", any(kinds.stream().map(kind -> items(kind, 1)).toList()));
        define("test", any(ref("value"), ref("several"), test(fields()).node()));
        define(
                "filter",
                any(
                        fields().need("all", items(ref("filter"))).node(),
                        fields().need("any", items(ref("filter"), 1)).node(),
                        fields().need("not", ref("filter")).node(),
                        test(fields().need("field", ref("text"))).node(),
                        filterOfFields()));
    }

    /** Fields of the event by name, each with a test. */
    private static Node filterOfFields() {
        DocWriter notWords = new DocWriter();
        notWords.put("pattern", "^(?!(all|any|not|field)$)");
        return new DocWriter()
                .put("type", "object")
                .put("propertyNames", notWords.node())
                .put("additionalProperties", ref("test"))
                .node();
    }

    private void events() {
        List<String> standard = EventType.all().stream().map(EventType::name).toList();
        Node own = pattern("^(shop\\.)?custom:[a-z0-9.:_-]{1,64}$", "the host's own");
        define("event-type", any(choice(standard), own));
        Node word = choice(List.of("orders", "actions", "events"));
        define("types", any(word, ref("event-type"), items(ref("event-type"), 1)));
        define("selection", any(ref("types"), selection("of").node()));
    }

    private void conditions() {
        List<Node> kinds = new ArrayList<>();
        kinds.add(fields().need("all", items(ref("condition"))).node());
        kinds.add(fields().need("any", items(ref("condition"), 1)).node());
        kinds.add(fields().need("not", ref("condition")).node());
        kinds.add(comparison(selection("count").may("within", ref("window"))).node());
        for (String function : List.of("sum", "average", "min", "max", "distinct")) {
            Fields of = selection(fields().need(function, ref("name")), "of").may("within", ref("window"));
            kinds.add(comparison(of).node());
        }
        for (String position : List.of("first", "last")) {
            Fields of = selection(fields().need(position, ref("name")), "of").may("within", ref("window"));
            kinds.add(test(of).node());
            kinds.add(comparison(selection("days-since-" + position)).node());
        }
        kinds.add(selection("without").need("lasting", ref("span")).node());
        kinds.add(selection("overdue")
                .need("factor", factor())
                .may("minimum-events", whole(2, Integer.MAX_VALUE))
                .node());
        Node step = selection("event")
                .may("within", ref("span"))
                .may("same", ref("name"))
                .may("different", ref("name"))
                .may("as-step", whole(0, 7))
                .node();
        kinds.add(fields().need("sequence", items(any(ref("types"), step))).node());
        kinds.add(comparison(fields().need("metric", ref("name"))).node());
        kinds.add(fields().need("in-segment", ref("name")).node());
        kinds.add(test(fields().need("attribute", ref("name"))).node());
        kinds.add(fields().need("permitted", ref("name"))
                .need("channel", ref("name"))
                .node());
        for (String fact : List.of("reachable", "linked", "known-to")) {
            kinds.add(fields().need(fact, ref("name")).node());
        }
        kinds.add(selection("happening").node());
        kinds.add(fields().need("host", ref("name")).may("with", ref("values")).node());
        define("condition", any(kinds));
    }

    /** Of the own interval, with at most three decimals; {@code multipleOf} is not exact in every validator. */
    private static Node factor() {
        return new DocWriter()
                .put("type", "number")
                .put("exclusiveMinimum", 0)
                .put("maximum", 1000)
                .node();
    }

    private void checks() {
        define(
                "check",
                any(
                        selection("happened")
                                .may("same", oneOrMore(ref("name")))
                                .node(),
                        fields().need("reacted", ref("name"))
                                .need("by", oneOrMore(choice(Reaction.class)))
                                .node(),
                        fields().need("no-response", ref("name")).node(),
                        comparison(fields().need("figure", ref("figure"))).node(),
                        fields().need("all", items(ref("check"))).node(),
                        fields().need("any", items(ref("check"), 1)).node(),
                        fields().need("not", ref("check")).node(),
                        ref("condition")));
    }
}
