package io.enishi.scenario;

import static io.enishi.scenario.ConditionGrammar.selection;
import static io.enishi.scenario.internal.Grammar.any;
import static io.enishi.scenario.internal.Grammar.anyText;
import static io.enishi.scenario.internal.Grammar.choice;
import static io.enishi.scenario.internal.Grammar.document;
import static io.enishi.scenario.internal.Grammar.fields;
import static io.enishi.scenario.internal.Grammar.items;
import static io.enishi.scenario.internal.Grammar.mapOf;
import static io.enishi.scenario.internal.Grammar.oneOrMore;
import static io.enishi.scenario.internal.Grammar.pairOf;
import static io.enishi.scenario.internal.Grammar.pattern;
import static io.enishi.scenario.internal.Grammar.ref;
import static io.enishi.scenario.internal.Grammar.type;
import static io.enishi.scenario.internal.Grammar.whole;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Effect.CouponKind;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.scenario.experiment.Measure;
import io.enishi.scenario.internal.Grammar.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The grammar of scenarios as JSON Schema (draft 2020-12), for editors: they complete words and underline mistakes while somebody
 * writes. {@link Scenario#parse} and {@link Scenario#compile} say more.
 */
final class ScenarioSchema {

    private static final String ID = "https://enishi.io/schema/scenario-1.json";

    private final Map<String, Node> definitions = ConditionGrammar.definitions();

    private ScenarioSchema() {}

    static String json() {
        ScenarioSchema schema = new ScenarioSchema();
        schema.steps();
        schema.define("entry", entry());
        return document(ID, "Enishi scenario", schema.scenario().node(), schema.definitions);
    }

    private void define(String name, Node schema) {
        definitions.put(name, schema);
    }

    private void steps() {
        define("offers", items(pairOf(ref("name"))));
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
        List<Node> kinds = new ArrayList<>();
        kinds.add(send());
        waits(kinds);
        forks(kinds);
        acts(kinds);
        kinds.add(named().need("emit", ref("name"))
                .may("attributes", ref("values"))
                .node());
        kinds.add(named().need("set", atLeastOne(ref("value"))).node());
        kinds.add(named().need("hand-over", ref("name")).node());
        kinds.add(named().need("end", pattern("\\S", "why the run ends")).node());
        define("step", any(kinds));
    }

    /** The steps inside a step. */
    private static Node inside() {
        return items(ref("step"));
    }

    private static Node send() {
        return fields().need("send", ref("name"))
                .may("class", choice(MessageClass.class))
                .may("purpose", ref("text"))
                .may("by", ref("offers"))
                .may("coupon", coupon().node())
                .may("if-capped", choice(OnCapped.class))
                .may("not-after", ref("span"))
                .may("tags", mapOf(anyText()))
                .may(
                        "test",
                        fields().need("experiment", ref("name"))
                                .need("arms", mapOf(ref("offers")))
                                .node())
                .may("recipients", ref("figure"))
                .may("otherwise", inside())
                .node();
    }

    private static Fields coupon() {
        return fields().need("campaign", ref("name"))
                .may("kind", choice(CouponKind.class))
                .need("terms", ref("text"))
                .need("valid-for", ref("span"));
    }

    private static void waits(List<Node> kinds) {
        Node anchor = any(ref("name"), fields().need("step", ref("name")).node());
        kinds.add(named().need("wait", ref("length")).may("after", anchor).node());
        kinds.add(named().need("wait-until", ref("time"))
                .may("day", ref("weekday"))
                .may("zone", ref("zone"))
                .node());
        Node lookBack = any(
                choice(List.of("none", "entry")),
                ref("span"),
                fields().need("step", ref("name")).node());
        kinds.add(named().need("wait-for", ref("check"))
                .may("timeout", ref("span"))
                .may("look-back", lookBack)
                .may("then", inside())
                .may("otherwise", inside())
                .node());
        for (String head : List.of("wait-after", "wait-before")) {
            kinds.add(selection(named(), head)
                    .may("same", oneOrMore(ref("name")))
                    .may("field", ref("name"))
                    .need("for", ref("length"))
                    .may("timeout", ref("span"))
                    .may("otherwise", inside())
                    .node());
        }
    }

    private static void forks(List<Node> kinds) {
        Node way = fields().need("when", ref("check")).may("steps", inside()).node();
        kinds.add(named().need("branch", items(way)).may("otherwise", inside()).node());
        Node arm = fields().need("arm", ref("name")).may("steps", inside()).node();
        kinds.add(named().need("split", ref("name"))
                .may("arms", items(arm))
                .may("otherwise", inside())
                .node());
        kinds.add(named().need("repeat", whole(1, 1000)).may("steps", inside()).node());
        kinds.add(fields().need("approval", ref("name"))
                .need("subject", ref("text"))
                .may("timeout", ref("span"))
                .may("then", inside())
                .may("otherwise", inside())
                .node());
    }

    private static void acts(List<Node> kinds) {
        kinds.add(fields().need("task", ref("name"))
                .need("queue", ref("name"))
                .need("title", ref("text"))
                .may("details", ref("values"))
                .node());
        kinds.add(fields().need("grant-points", ref("name"))
                .need("amount", whole(1, Long.MAX_VALUE))
                .need("reason", ref("text"))
                .node());
        kinds.add(coupon().need("issue-coupon", ref("name")).node());
        kinds.add(fields().need("export", ref("name"))
                .need("batch", ref("name"))
                .may("columns", ref("values"))
                .node());
        kinds.add(fields().need("webhook", ref("name"))
                .need("endpoint", ref("name"))
                .may("payload", ref("values"))
                .node());
    }

    private static Node atLeastOne(Node schema) {
        return new DocWriter()
                .put("type", "object")
                .put("additionalProperties", schema)
                .put("minProperties", 1)
                .node();
    }

    private static Fields named() {
        return fields().may("name", ref("name"));
    }

    private Fields scenario() {
        Node goal = any(
                type("string"),
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
                .may("start", oneOrMore(ref("entry")))
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
                .need("arms", items(arm, 1))
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
        Node causes = items(choice(Cause.class), 1);
        List<Node> kinds = new ArrayList<>();
        kinds.add(selection("event").node());
        Node interest = any(
                selection("happened")
                        .may("same", oneOrMore(ref("name")))
                        .may("within", ref("span"))
                        .may("ended-by", ref("selection"))
                        .node(),
                fields().need("in-segment", ref("name")).node());
        kinds.add(selection("shop-event").need("interested", items(interest, 1)).node());
        kinds.add(selection("without").need("lasting", ref("span")).node());
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
        kinds.add(every("day").node());
        kinds.add(every("week").need("on", ref("weekday")).node());
        kinds.add(every("month").need("on", whole(1, 31)).node());
        kinds.add(every("year")
                .need("on", pattern("^[0-9]{2}-[0-9]{2}$", "a day such as 12-01"))
                .node());
        kinds.add(fields().need("on-date", ref("date"))
                .need("at", ref("time"))
                .may("zone", ref("zone"))
                .node());
        kinds.add(selection("deadline")
                .need("field", ref("name"))
                .need("lead", ref("span"))
                .may("same", oneOrMore(ref("name")))
                .node());
        kinds.add(fields().need("request", type("boolean")).node());
        return any(kinds);
    }

    private static Fields every(String unit) {
        return fields().need("every", choice(List.of(unit)))
                .need("at", ref("time"))
                .may("zone", ref("zone"));
    }
}
