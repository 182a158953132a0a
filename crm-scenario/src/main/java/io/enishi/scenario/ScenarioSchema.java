package io.enishi.scenario;

import io.enishi.core.condition.Comparison;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Effect.CouponKind;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.scenario.experiment.Measure;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grammar of scenarios as JSON Schema (draft 2020-12), for editors: they complete words and underline mistakes while somebody
 * writes. {@link Scenario#parse} and {@link Scenario#compile} say more.
 */
final class ScenarioSchema {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ID = "https://enishi.io/schema/scenario-1.json";

    private final Map<String, Node> definitions = new LinkedHashMap<>();

    private ScenarioSchema() {}

    static String json() {
        ScenarioSchema schema = new ScenarioSchema();
        schema.words();
        schema.conditions();
        schema.checks();
        schema.steps();
        schema.define("entry", entry());
        Fields root = schema.scenario();
        Map<String, Node> document = new LinkedHashMap<>();
        document.put("$schema", new Node.Text(DRAFT));
        document.put("$id", new Node.Text(ID));
        document.put("title", new Node.Text("Enishi scenario"));
        document.putAll(root.node().fields());
        document.put("$defs", new Node.Mapping(schema.definitions));
        return Document.of(new Node.Mapping(document)).toJson();
    }

    // ------------------------------------------------------------------ building

    /** A mapping with these fields and no others. */
    private static final class Fields {
        private final Map<String, Node> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();

        Fields need(String name, Node schema) {
            required.add(name);
            return may(name, schema);
        }

        Fields may(String name, Node schema) {
            properties.put(name, schema);
            return this;
        }

        /** A selection in {@code name} and its filter. */
        Fields selection(String name) {
            return need(name, ref("types")).may("where", ref("filter"));
        }

        Fields comparison() {
            for (Comparison.Operator operator : Comparison.Operator.values()) {
                may(operator.key(), ref("whole"));
            }
            return this;
        }

        Fields test() {
            return may("is", ref("value"))
                    .may("in", items(ref("value")))
                    .comparison()
                    .may("starts-with", ref("text"))
                    .may("present", type("boolean"));
        }

        Node.Mapping node() {
            DocWriter out = new DocWriter().put("type", "object").put("properties", new Node.Mapping(properties));
            if (!required.isEmpty()) {
                out.list("required", required, Node.Text::new);
            }
            return out.put("additionalProperties", false).node();
        }
    }

    private static Fields fields() {
        return new Fields();
    }

    private static Node ref(String definition) {
        return new DocWriter().put("$ref", "#/$defs/" + definition).node();
    }

    private static Node type(String type) {
        return new DocWriter().put("type", type).node();
    }

    private static Node items(Node schema) {
        return new DocWriter().put("type", "array").put("items", schema).node();
    }

    private static Node oneOrMore(Node schema) {
        return any(schema, items(schema));
    }

    private static Node mapOf(Node schema) {
        return new DocWriter()
                .put("type", "object")
                .put("additionalProperties", schema)
                .node();
    }

    private static Node any(Node... schemas) {
        return any(List.of(schemas));
    }

    private static Node any(List<? extends Node> schemas) {
        return new DocWriter().list("anyOf", schemas, schema -> schema).node();
    }

    private static Node pattern(String pattern, String description) {
        return new DocWriter()
                .put("type", "string")
                .put("pattern", pattern)
                .put("description", description)
                .node();
    }

    private static Node whole(long min, long max) {
        return new DocWriter()
                .put("type", "integer")
                .put("minimum", min)
                .put("maximum", max)
                .node();
    }

    private static Node choice(List<String> words) {
        return new DocWriter().list("enum", words, Node.Text::new).node();
    }

    private static Node choice(Class<? extends Enum<?>> of) {
        return choice(
                Arrays.stream(of.getEnumConstants()).map(DocWriter::spelled).toList());
    }

    // ------------------------------------------------------------------ words and values

    private void words() {
        define("text", type("string"));
        define("whole", type("integer"));
        define("name", pattern("^[a-z0-9.:_-]{1,100}$", "a-z 0-9 . : - _"));
        define("span", pattern("^.{2,120}$", "90 days, 24 hours, 3 months, 3 months in Asia/Tokyo"));
        define("time", pattern("^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,3})?)?$", "a local time such as 10:00"));
        define("date", pattern("^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$", "a day such as 2026-12-01"));
        define("zone", pattern("^.{1,60}$", "a zone such as Asia/Tokyo"));
        define("weekday", choice(DayOfWeek.class));
        define("share", pattern("^[0-9]{1,3}(\\.[0-9]{1,2})?%$", "a share such as 10%"));
        define(
                "value",
                any(
                        type("string"),
                        type("integer"),
                        type("boolean"),
                        fields().need("day", ref("date")).node()));
        define("values", mapOf(ref("value")));
        define("test", any(ref("value"), items(ref("value")), fields().test().node()));
        define(
                "filter",
                any(
                        fields().need("all", items(ref("filter"))).node(),
                        fields().need("any", items(ref("filter"))).node(),
                        fields().need("not", ref("filter")).node(),
                        fields().need("field", ref("text")).test().node(),
                        filterOfFields()));
        List<String> standard = new ArrayList<>(List.of("orders", "actions", "events"));
        EventType.all().forEach(type -> standard.add(type.name()));
        define("event-type", any(choice(standard), pattern("^(shop\\.)?custom:[a-z0-9.:_-]{1,64}$", "the host's own")));
        define("types", oneOrMore(ref("event-type")));
        define("selection", any(ref("types"), fields().selection("of").node()));
        define(
                "window",
                any(
                        ref("span"),
                        fields().need("from", ref("text"))
                                .need("to", ref("text"))
                                .node()));
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

    private void define(String name, Node schema) {
        definitions.put(name, schema);
    }

    // ------------------------------------------------------------------ conditions and checks

    private void conditions() {
        List<Node> kinds = new ArrayList<>();
        kinds.add(fields().need("all", items(ref("condition"))).node());
        kinds.add(fields().need("any", items(ref("condition"))).node());
        kinds.add(fields().need("not", ref("condition")).node());
        kinds.add(fields().selection("count")
                .may("within", ref("window"))
                .comparison()
                .node());
        for (String function : List.of("sum", "average", "min", "max", "distinct")) {
            kinds.add(fields().need(function, ref("name"))
                    .selection("of")
                    .may("within", ref("window"))
                    .comparison()
                    .node());
        }
        for (String position : List.of("first", "last")) {
            kinds.add(fields().need(position, ref("name"))
                    .selection("of")
                    .may("within", ref("window"))
                    .test()
                    .node());
            kinds.add(fields().selection("days-since-" + position).comparison().node());
        }
        kinds.add(fields().selection("without").need("lasting", ref("span")).node());
        kinds.add(fields().selection("overdue")
                .need("factor", type("number"))
                .may("minimum-events", whole(2, Integer.MAX_VALUE))
                .node());
        Node step = fields().selection("event")
                .may("within", ref("span"))
                .may("same", ref("name"))
                .may("different", ref("name"))
                .may("as-step", whole(0, 7))
                .node();
        kinds.add(fields().need("sequence", items(any(ref("types"), step))).node());
        kinds.add(fields().need("metric", ref("name")).comparison().node());
        kinds.add(fields().need("in-segment", ref("name")).node());
        kinds.add(fields().need("attribute", ref("name")).test().node());
        kinds.add(fields().need("permitted", ref("name"))
                .need("channel", ref("name"))
                .node());
        for (String fact : List.of("reachable", "linked", "known-to")) {
            kinds.add(fields().need(fact, ref("name")).node());
        }
        kinds.add(fields().selection("happening").node());
        kinds.add(fields().need("host", ref("name")).may("with", ref("values")).node());
        define("condition", any(kinds));
    }

    private void checks() {
        define(
                "check",
                any(
                        fields().selection("happened")
                                .may("same", oneOrMore(ref("name")))
                                .node(),
                        fields().need("reacted", ref("name"))
                                .need("by", oneOrMore(choice(Reaction.class)))
                                .node(),
                        fields().need("no-response", ref("name")).node(),
                        fields().need("figure", ref("figure")).comparison().node(),
                        fields().need("all", items(ref("check"))).node(),
                        fields().need("any", items(ref("check"))).node(),
                        fields().need("not", ref("check")).node(),
                        ref("condition")));
    }

    // ------------------------------------------------------------------ steps

    private void steps() {
        Node steps = items(ref("step"));
        define("offers", items(mapOf(ref("name"))));
        Node lookedUp = any(
                fields().need("field", ref("name")).node(),
                fields().need("catalog", ref("name")).node(),
                fields().need("attribute", ref("name")).node());
        define("figure", any(ref("whole"), lookedUp));
        Node days = fields().need("days", lookedUp)
                .may("more", whole(-Length.Days.MOST, Length.Days.MOST))
                .may("otherwise", ref("span"))
                .node();
        define("length", any(ref("span"), days));
        Fields coupon = fields().need("campaign", ref("name"))
                .may("kind", choice(CouponKind.class))
                .need("terms", ref("text"))
                .need("valid-for", ref("span"));
        List<Node> kinds = new ArrayList<>();
        kinds.add(fields().need("send", ref("name"))
                .may("class", choice(MessageClass.class))
                .may("purpose", ref("text"))
                .may("by", ref("offers"))
                .may("coupon", coupon.node())
                .may("if-capped", choice(OnCapped.class))
                .may("not-after", ref("span"))
                .may("tags", mapOf(ref("text")))
                .may(
                        "test",
                        fields().need("experiment", ref("name"))
                                .need("arms", mapOf(ref("offers")))
                                .node())
                .may("recipients", ref("figure"))
                .may("otherwise", steps)
                .node());
        Node anchor = any(ref("name"), fields().need("step", ref("name")).node());
        kinds.add(named().need("wait", ref("length")).may("after", anchor).node());
        kinds.add(named().need("wait-until", ref("time"))
                .may("day", ref("weekday"))
                .may("zone", ref("zone"))
                .node());
        Node lookBack = any(ref("span"), fields().need("step", ref("name")).node());
        kinds.add(named().need("wait-for", ref("check"))
                .may("timeout", ref("span"))
                .may("look-back", lookBack)
                .may("then", steps)
                .may("otherwise", steps)
                .node());
        for (String head : List.of("wait-after", "wait-before")) {
            kinds.add(named().selection(head)
                    .may("same", oneOrMore(ref("name")))
                    .may("field", ref("name"))
                    .need("for", ref("length"))
                    .may("timeout", ref("span"))
                    .may("otherwise", steps)
                    .node());
        }
        Node way = fields().need("when", ref("check")).may("steps", steps).node();
        kinds.add(named().need("branch", items(way)).may("otherwise", steps).node());
        Node arm = fields().need("arm", ref("name")).may("steps", steps).node();
        kinds.add(named().need("split", ref("name"))
                .may("arms", items(arm))
                .may("otherwise", steps)
                .node());
        kinds.add(named().need("repeat", whole(1, 1000)).may("steps", steps).node());
        kinds.add(fields().need("approval", ref("name"))
                .need("subject", ref("text"))
                .may("timeout", ref("span"))
                .may("then", steps)
                .may("otherwise", steps)
                .node());
        kinds.add(fields().need("task", ref("name"))
                .need("queue", ref("name"))
                .need("title", ref("text"))
                .may("details", ref("values"))
                .node());
        kinds.add(fields().need("grant-points", ref("name"))
                .need("amount", whole(1, Long.MAX_VALUE))
                .need("reason", ref("text"))
                .node());
        kinds.add(coupon.need("issue-coupon", ref("name")).node());
        kinds.add(fields().need("export", ref("name"))
                .need("batch", ref("name"))
                .may("columns", ref("values"))
                .node());
        kinds.add(fields().need("webhook", ref("name"))
                .need("endpoint", ref("name"))
                .may("payload", ref("values"))
                .node());
        kinds.add(named().need("emit", ref("name"))
                .may("attributes", ref("values"))
                .node());
        kinds.add(named().need("set", ref("values")).node());
        kinds.add(named().need("hand-over", ref("name")).node());
        kinds.add(named().need("end", ref("text")).node());
        define("step", any(kinds));
    }

    private static Fields named() {
        return fields().may("name", ref("name"));
    }

    // ------------------------------------------------------------------ the whole

    private Fields scenario() {
        Node goal = any(
                ref("text"),
                fields().may("text", ref("text")).may("when", ref("check")).node());
        Node again = any(
                choice(List.of("never", "after-exit", "concurrent")),
                fields().need("after", ref("span")).node());
        Node exit =
                fields().need("name", ref("name")).need("when", ref("check")).node();
        Node holdout = any(
                ref("share"),
                fields().need("holdout", ref("name"))
                        .need("share", ref("share"))
                        .may("salt", ref("text"))
                        .node());
        return fields().need("scenario", ref("name"))
                .may("goal", goal)
                .may("owner", ref("text"))
                .may("rationale", ref("text"))
                .may("review", ref("date"))
                .may("priority", whole(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .may("group", ref("text"))
                .may("start", any(ref("entry"), items(ref("entry"))))
                .may("only-if", ref("condition"))
                .may("again", again)
                .may("exits", items(exit))
                .may(
                        "standard-exits",
                        items(choice(Arrays.stream(StandardExit.values())
                                .map(StandardExit::key)
                                .toList())))
                .may("holdout", holdout)
                .may("experiments", items(experiment()))
                .may("steps", items(ref("step")));
    }

    private static Node experiment() {
        Node arm = any(
                ref("name"),
                fields().need("arm", ref("name"))
                        .may("share", ref("share"))
                        .may("buckets", any(ref("text"), ref("whole")))
                        .node());
        Node plan = fields().need("expects", ref("text"))
                .need("detects", ref("text"))
                .may("alpha", ref("text"))
                .may("power", ref("text"))
                .node();
        return fields().need("experiment", ref("name"))
                .may("hypothesis", ref("text"))
                .may("salt", ref("text"))
                .need("arms", items(arm))
                .may("control", ref("name"))
                .may("ends", ref("text"))
                .may("zone", ref("zone"))
                .may("after-end", ref("name"))
                .may("measure", choice(Measure.class))
                .may("counts", ref("types"))
                .may("where", ref("filter"))
                .may("within", ref("span"))
                .may("plan", plan)
                .node();
    }

    private static Node entry() {
        Node causes = items(choice(Cause.class));
        List<Node> kinds = new ArrayList<>();
        kinds.add(fields().selection("event").node());
        Node interest = any(
                fields().selection("happened")
                        .may("same", oneOrMore(ref("name")))
                        .may("within", ref("span"))
                        .may("ended-by", ref("selection"))
                        .node(),
                fields().need("in-segment", ref("name")).node());
        kinds.add(fields().selection("shop-event")
                .need("interested", items(interest))
                .node());
        kinds.add(fields().selection("without").need("lasting", ref("span")).node());
        kinds.add(
                fields().need("into-segment", ref("name")).may("causes", causes).node());
        kinds.add(fields().need("out-of-segment", ref("name"))
                .may("causes", causes)
                .node());
        kinds.add(fields().need("every-year", ref("name"))
                .may("days", whole(-366, 366))
                .need("at", ref("time"))
                .need("leap-day", choice(LeapDay.class))
                .may("zone", ref("zone"))
                .node());
        kinds.add(fields().need("every", choice(List.of("day", "week", "month", "year")))
                .may("on", any(ref("weekday"), whole(1, 31), pattern("^[0-9]{2}-[0-9]{2}$", "a day such as 12-01")))
                .need("at", ref("time"))
                .may("zone", ref("zone"))
                .node());
        kinds.add(fields().need("on-date", ref("date"))
                .need("at", ref("time"))
                .may("zone", ref("zone"))
                .node());
        kinds.add(fields().selection("deadline")
                .need("field", ref("name"))
                .need("lead", ref("span"))
                .may("same", oneOrMore(ref("name")))
                .node());
        kinds.add(fields().need("request", type("boolean")).node());
        return any(kinds);
    }
}
